/**
 * # nonpoly check
 *
 * Activations from the arguments or from a stream → answers, in the order of the input, each
 * written as soon as those before it are. The pipeline runs in workers only: this thread waits,
 * keeps the time, and writes.
 */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parameter, prepare } from './arguments.ts';
import { prepareTarget } from './certificate-file.ts';
import type { CertificatePath } from './certificate-file.ts';
import { exitCode, isSystemError, worse } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { readLines } from './lines.ts';
import { startProcess, startThread } from './host.ts';
import { createPool } from './pool.ts';
import { createProgress } from './progress.ts';
import { longestLine, requestOf } from './request.ts';
import type { Request } from './request.ts';
import type { Result, Task } from './worker.ts';
import {
  answerWithout,
  createWriter,
  invalidAnswer,
  resultOf,
  workerMemory,
} from './write-answer.ts';

/** The largest order of --derivatives: that of the answers. */
export const maxOrder = 24;

interface Options {
  readonly json?: true;
  readonly certificate?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly expect?: 'polynomial' | 'non-polynomial';
  readonly timeout: number;
  readonly from?: string;
  readonly derivatives?: number;
  readonly quiet?: true;
}

const examples = `
Examples:
  nonpoly check gelu
  nonpoly check "-x^2" "x*tanh(x)" --json
  nonpoly check "max(x, a*x)" --set a=0.01 --expect non-polynomial
  nonpoly check relu --certificate relu.json
  nonpoly check "x^3 + relu(x - 1)" --derivatives 5
  nonpoly check --from activations.txt --certificate proofs/ > answers.jsonl

A line of --from is an activation, or a JSON object such as {"id": 7, "expr": "x^2"}; every line
that is not blank gets one line of JSON.

Exit codes: 0 answered; 1 not the verdict of --expect; 2 wrong input or usage; 3 undecided; of
several the worst, in the order 2, 3, 1, 0.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .description(
      'Decide whether activations are polynomials: a library name (gelu, torch.nn.SiLU) or an expression in x.',
    )
    .argument('[activation...]', 'names, or expressions in x; a leading minus is no option')
    .option('--from <file>', 'read activations from a file, one a line; - is the standard input')
    .option('--json', 'print one JSON object a line')
    .option('--certificate <file>', 'save the certificate; for several activations, a folder')
    .option('--set <name=value>', 'value of a named parameter (repeatable)', parameter, {})
    .addOption(
      new Option('--expect <verdict>', 'exit with 1 if the verdict is another').choices([
        'polynomial',
        'non-polynomial',
      ]),
    )
    .option(
      '--derivatives <n>',
      `show derivatives, finite differences and Hermite coefficients up to order n, at most ${maxOrder}`,
      orders,
    )
    .option('--timeout <seconds>', 'most seconds for one activation; 0: no limit', seconds, 10)
    .option('--quiet', 'print errors only (and JSON where --json asks for it)')
    .addHelpText('after', examples)
    .action(async (activations: string[], options: Options, self: Command) => {
      done(await check(activations, options, io, self));
    });
}

export { prepare };

function orders(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) > maxOrder)
    throw new InvalidArgumentError(`Write an integer from 0 to ${maxOrder}.`);
  return Number(text);
}

function seconds(text: string): number {
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text) || !Number.isFinite(Number(text)))
    throw new InvalidArgumentError('Write a number of seconds, 0 for no limit.');
  return Number(text);
}

async function check(
  activations: readonly string[],
  options: Options,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const { from, set, timeout } = options;
  if ((from === undefined) === (activations.length === 0))
    self.error(
      from === undefined
        ? 'error: nothing to check: give an activation, or --from FILE'
        : 'error: give activations or --from, not both',
    );
  const several = from !== undefined || activations.length > 1;
  const certificatePath = targetOf(options.certificate, several, self);
  const requests =
    from === undefined ? fromArguments(activations) : fromStream(streamOf(from, io), from, self);

  const most = Math.min(availableParallelism(), 8);
  const size = from === undefined ? Math.min(activations.length, most) : most;
  const pool = createPool<Task, Result>({
    worker: io.worker ?? new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
    start: several ? startProcess : startThread,
    size,
    timeout: timeout === 0 ? null : timeout * 1000,
    memory: workerMemory,
  });
  let answers = 0;
  const progress = createProgress(io.stderr, options.quiet === undefined, () =>
    several ? `${answers} answered` : 'checking',
  );
  const restoreInterrupts = io.onInterrupt?.(progress.stop);
  progress.start();
  const writeAnswer = createWriter({ ...options, stream: from !== undefined }, certificatePath, io);

  const resultFor = async (request: Request): Promise<Result> => {
    if (request.kind === 'invalid') return resultOf(invalidAnswer(request.input, request.error));
    const reply = await pool.run({
      text: request.input,
      parameters: set,
      derivatives: options.derivatives,
    });
    answers++;
    return reply.kind === 'answered'
      ? reply.result
      : resultOf(answerWithout(reply, request.input, options));
  };

  let code: ExitCode = exitCode.answered;
  // Written one after the other; `open` bounds how far the reading runs ahead of the writing:
  // enough to keep every worker busy behind one slow activation.
  const ahead = 32 * size;
  const open: Promise<void>[] = [];
  let last = Promise.resolve();
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
  };
  try {
    let place = 0;
    for await (const request of requests) {
      const result = resultFor(request);
      const n = ++place;
      last = last
        .then(async () => {
          const known = await result;
          progress.clear();
          code = worse(code, await writeAnswer(request, known, n));
        })
        .catch(fail);
      open.push(last);
      if (open.length >= ahead) await open.shift();
      if (failure !== null) break;
    }
  } catch (error) {
    fail(error);
  }
  await last;
  progress.stop();
  restoreInterrupts?.();
  await pool.close();
  if (failure !== null) throw failure;
  return code;
}

function targetOf(
  target: string | undefined,
  several: boolean,
  self: Command,
): CertificatePath | null {
  if (target === undefined) return null;
  try {
    const path = prepareTarget(target, several);
    return typeof path === 'string' ? self.error(`error: --certificate: ${path}`) : path;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return self.error(`error: --certificate: ${error.message}`);
  }
}

function* fromArguments(activations: readonly string[]): Generator<Request> {
  for (const input of activations) yield { kind: 'activation', input, id: null };
}

const streamOf = (from: string, io: Io): AsyncIterable<Uint8Array> =>
  from === '-' ? io.stdin : createReadStream(from, { highWaterMark: 2 ** 16 });

async function* fromStream(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  self: Command,
): AsyncGenerator<Request> {
  try {
    for await (const line of readLines(chunks, longestLine)) yield requestOf(line);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    self.error(`error: cannot read ${name}: ${error.message}`);
  }
}
