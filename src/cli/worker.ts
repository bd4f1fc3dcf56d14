/**
 * # The worker of `nonpoly check`
 *
 * Takes a text, gives its answer as JSON text: one line of output, made off the main thread.
 */
import { parentPort } from 'node:worker_threads';
import { answer } from '../answer/answer.ts';
import type { Answer } from '../answer/answer.ts';

export interface Task {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Result {
  readonly verdict: Answer['verdict'];
  /** The answer as JSON text. */
  readonly json: string;
}

parentPort?.on('message', ({ text, parameters }: Task) => {
  const result = respond(text, parameters);
  parentPort!.postMessage({ verdict: result.verdict, json: JSON.stringify(result) });
});
parentPort?.postMessage('ready');

const engineLimit =
  /call stack|BigInt|invalid (string|array|typed array) length|maximum size|allocation failed/i;

function respond(text: string, parameters: Task['parameters']): Answer {
  const start = performance.now();
  try {
    return answer(text, { parameters });
  } catch (error) {
    // A limit of the engine says nothing of the activation; any other error is a defect of ours.
    if (!(error instanceof RangeError && engineLimit.test(error.message))) throw error;
    return {
      input: text,
      expression: null,
      verdict: 'undecided',
      undecided: { reasons: [`a limit of the JavaScript engine was reached: ${error.message}`] },
      milliseconds: Math.round(performance.now() - start),
    };
  }
}
