/**
 * # What is wrong with an input
 *
 * Texts, data and kernels that mean nothing or do not exist: one line on stderr, or one object
 * `{"error": …}` on stdout where JSON is asked for.
 */
import pc from 'picocolors';
import { exitCode, visible, wantsColour, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import type { NoKernel } from '../ntk/kernel.ts';

export interface Failure {
  readonly code: string;
  readonly message: string;
  /** Offset in the text of an activation; row and column of data, from 1. */
  readonly position?: number | null;
  readonly row?: number | null;
  readonly column?: number | null;
  /** Hidden layer, from 1, and the variance at which a kernel has no value. */
  readonly layer?: number;
  readonly variance?: number;
}

export async function reportFailure(
  failure: Failure,
  json: boolean,
  io: Io,
  code: ExitCode = exitCode.wrongInput,
): Promise<ExitCode> {
  if (json) await write(io.stdout, JSON.stringify({ error: failure }) + '\n');
  else {
    const colours = pc.createColors(wantsColour(io.stderr, io));
    const name = code === exitCode.undecided ? colours.yellow('undecided') : colours.red('error');
    await write(io.stderr, `${name}: ${visible(failure.message)}\n`);
  }
  return code;
}

/** Runs a command's work; a text or data that mean nothing are reported, defects are thrown on. */
export async function reporting(
  work: () => Promise<ExitCode>,
  json: boolean,
  io: Io,
): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    const [{ InputError }, { DataError }] = await Promise.all([
      import('../expr/input-error.ts'),
      import('../data/data-error.ts'),
    ]);
    if (error instanceof InputError) {
      const { code, message, position } = error;
      return reportFailure({ code, message, position }, json, io);
    }
    if (error instanceof DataError) return reportFailure(error.toJSON(), json, io);
    if (error instanceof RangeError && outOfMemory.test(error.message))
      return reportFailure(
        { code: 'too-large', message: `it does not fit in memory: ${error.message}` },
        json,
        io,
      );
    throw error;
  }
}

const outOfMemory = /allocation failed|invalid (typed )?array( buffer)? length/i;

/** A kernel that does not exist, at its layer and variance. */
export function nonexistence({ kernel, layer, variance, code, reason }: NoKernel): Failure {
  const name = kernel === 'ntk' ? 'the NTK Θ' : 'the NNGP kernel Σ';
  const verb = code === 'not-computed' ? 'is not computed' : 'does not exist';
  return {
    code,
    message: `${name} ${verb} (hidden layer ${layer}, variance ${variance}): ${reason}`,
    layer,
    variance,
  };
}
