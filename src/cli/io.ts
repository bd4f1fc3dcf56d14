/**
 * # What a command sees of the outside
 *
 * Commands take their streams from here, so that they run in a test as they run in a process.
 */
import type { Readable, Writable } from 'node:stream';

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };

export interface Io {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls the listener before the process ends at Ctrl-C; the result takes it back. */
  readonly onInterrupt?: (listener: () => void) => () => void;
  /** The worker's file, where it is not the one beside `check.ts`. */
  readonly worker?: URL;
}

export const exitCode = { answered: 0, notExpected: 1, wrongInput: 2, undecided: 3 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Of two exit codes the worse, in the order 2, 3, 1, 0. */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  const order: readonly ExitCode[] = [0, 1, 3, 2];
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}

/** Writes, and waits where the reader is slow. */
export function write(stream: Writable, text: string): Promise<void> {
  if (stream.write(text)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.once('drain', done).once('close', done);
  });
}

/** Colours only where a person looks on. */
export function wantsColour(stream: Output, { env }: Io): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** Text of unknown origin for a terminal: control characters are written as escapes. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`,
  );
}

/** An error of the operating system: a file that is missing, a disk that is full. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error;
