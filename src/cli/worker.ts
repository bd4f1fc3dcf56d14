/**
 * # The worker of `nonpoly check`
 *
 * Takes a text, gives its answer as JSON text: one line of output. Runs as a thread or a process.
 */
import { parentPort } from 'node:worker_threads';
import { answer } from '../answer/answer.ts';
import type { Answer } from '../answer/answer.ts';
import { createProposer } from '../proposals/proposer.ts';
import type { Message } from './host.ts';

export interface Task {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly derivatives?: number | undefined;
}

export interface Result {
  readonly verdict: Answer['verdict'];
  /** The answer as JSON text. */
  readonly json: string;
}

const post = (message: Message<Result>): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send!(message);
};

/** Milliseconds that proposals may take, for one activation. */
const proposing = 3000;

const engineLimit =
  /call stack|BigInt|invalid (string|array|typed array) length|maximum size|allocation failed/i;

(parentPort ?? process).on('message', ({ text, parameters, derivatives }: Task) => {
  const start = performance.now();
  const proposer = createProposer(proposing);
  try {
    const result = answer(text, {
      parameters,
      propose: proposer.propose,
      ...(derivatives === undefined ? {} : { derivatives }),
    });
    post({ kind: 'answered', result: { verdict: result.verdict, json: JSON.stringify(result) } });
  } catch (error) {
    // A limit of the engine says nothing of the activation; any other error is a defect of ours.
    if (error instanceof RangeError && engineLimit.test(error.message)) {
      const result: Answer = {
        input: text,
        expression: null,
        verdict: 'undecided',
        undecided: { reasons: [`a limit of the JavaScript engine was reached: ${error.message}`] },
        milliseconds: Math.round(performance.now() - start),
      };
      post({ kind: 'answered', result: { verdict: 'undecided', json: JSON.stringify(result) } });
    } else {
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  } finally {
    proposer.close();
  }
});
post({ kind: 'ready' });
