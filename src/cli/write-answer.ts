/**
 * # Writing an answer
 *
 * One answer → its line or its text, its certificate file, its exit code; and the answers that no
 * worker gave.
 */
import pc from 'picocolors';
import type { Answer } from '../answer/answer.ts';
import { answerText, errorText } from './answer-text.ts';
import type { Colours } from './answer-text.ts';
import { derivativesPath, writeAtomically } from './certificate-file.ts';
import type { CertificatePath } from './certificate-file.ts';
import { exitCode, isSystemError, wantsColour, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import type { Reply } from './pool.ts';
import { withId } from './request.ts';
import type { Request } from './request.ts';
import type { Result } from './worker.ts';

export interface WriteOptions {
  readonly json?: true;
  readonly quiet?: true;
  readonly expect?: 'polynomial' | 'non-polynomial';
  readonly timeout: number;
  /** The activations come from a stream: JSON lines unless nothing is wanted. */
  readonly stream?: boolean;
}

/** Writes one answer as the options ask; the result is its exit code. */
export function createWriter(
  options: WriteOptions,
  certificatePath: CertificatePath | null,
  io: Io,
): (request: Request, result: Result, place: number) => Promise<ExitCode> {
  const [colours, errorColours] = [io.stdout, io.stderr].map((stream) =>
    pc.createColors(wantsColour(stream, io)),
  ) as [Colours, Colours];
  const asJson = options.json === true || (options.stream && !options.quiet);
  return async (request, { verdict, json }, place) => {
    const code = codeOf(verdict, options.expect);
    const human = !asJson;
    if (!human && certificatePath === null) {
      await write(io.stdout, withId(json, request.id) + '\n');
      return code;
    }
    const answer = JSON.parse(json) as Answer;
    let saved: string | null = null;
    if (certificatePath !== null && answer.certificate) {
      saved = certificatePath(place, request.input);
      try {
        writeAtomically(saved, JSON.stringify(answer.certificate) + '\n');
        const shown = answer.characterisation?.certificate;
        if (shown) writeAtomically(derivativesPath(saved), JSON.stringify(shown) + '\n');
      } catch (error) {
        if (!isSystemError(error)) throw error;
        await write(io.stderr, `error: cannot write the certificate: ${error.message}\n`);
        return exitCode.wrongInput;
      }
    }
    if (!human) await write(io.stdout, withId(json, request.id) + '\n');
    else if (verdict === 'error') await write(io.stderr, errorText(answer, errorColours));
    else if (!options.quiet) {
      const blank = place > 1 ? '\n' : '';
      await write(io.stdout, blank + answerText(answer, colours, saved));
    }
    if (human && code === exitCode.notExpected)
      await write(io.stderr, `error: expected ${options.expect}, found ${verdict}\n`);
    return code;
  };
}

function codeOf(verdict: Answer['verdict'], expected: WriteOptions['expect']): ExitCode {
  if (verdict === 'error') return exitCode.wrongInput;
  if (verdict === 'undecided') return exitCode.undecided;
  return expected === undefined || expected === verdict ? exitCode.answered : exitCode.notExpected;
}

export const resultOf = (answer: Answer): Result => ({
  verdict: answer.verdict,
  json: JSON.stringify(answer),
});

export const invalidAnswer = (input: string, error: NonNullable<Answer['error']>): Answer => ({
  input,
  expression: null,
  verdict: 'error',
  error,
  milliseconds: 0,
});

/** Megabytes of a worker: its heap, and with all else it stays below 1 GiB. */
export const workerMemory = 900;

/** The answer where a worker gave none. */
export function answerWithout(
  { kind, message, milliseconds }: Exclude<Reply<Result>, { kind: 'answered' }>,
  input: string,
  { timeout }: WriteOptions,
): Answer {
  const without = (rest: Pick<Answer, 'verdict' | 'undecided' | 'error'>): Answer => ({
    input,
    expression: null,
    ...rest,
    milliseconds,
  });
  const undecided = (reason: string): Answer =>
    without({ verdict: 'undecided', undecided: { reasons: [reason] } });
  switch (kind) {
    case 'timeout':
      return undecided(
        `stopped after ${timeout} s; --timeout SECONDS allows more, --timeout 0 any time`,
      );
    case 'out-of-memory':
      return undecided(`stopped at the limit of memory, ${workerMemory} MB`);
    case 'closed':
      return undecided('stopped');
    case 'failed':
      return without({
        verdict: 'error',
        error: {
          code: 'internal-error',
          message: `a defect of nonpoly, not of the input: ${message}`,
          position: null,
        },
      });
    default:
      return kind satisfies never;
  }
}
