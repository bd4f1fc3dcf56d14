/**
 * # Certificates on disk
 *
 * A file appears complete or not at all: it is written under another name in the same folder and
 * renamed, synchronously, so that no interrupt that is heard comes between.
 */
import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Command } from 'commander';
import { isSystemError, write } from './io.ts';
import type { Io } from './io.ts';

/** Where the certificate of the n-th answer goes. */
export type CertificatePath = (n: number, input: string) => string;

/**
 * One file for one activation, a folder of files for several (or where a folder stands already).
 * @returns the naming of files, or the reason why `target` does not serve
 */
export function prepareTarget(target: string, several: boolean): CertificatePath | string {
  const found = statSync(target, { throwIfNoEntry: false });
  if (!several && !found?.isDirectory()) {
    const folder = dirname(target);
    return statSync(folder, { throwIfNoEntry: false })?.isDirectory()
      ? () => target
      : `the folder ${folder} does not exist`;
  }
  if (found && !found.isDirectory())
    return `${target} is a file; certificates of several activations need a folder`;
  mkdirSync(target, { recursive: true });
  return (n, input) => join(target, `${n}${slug(input)}.json`);
}

/** Beside the certificate of the verdict: that of its derivatives and differences. */
export const derivativesPath = (path: string): string =>
  `${path.replace(/\.json$/i, '')}.derivatives.json`;

/** At most 40 letters and digits of the input: the number alone makes the name unique. */
function slug(input: string): string {
  const words = input.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const text = words.join('-').slice(0, 40);
  return text === '' ? '' : `-${text}`;
}

export function writeAtomically(path: string, text: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  // A device or a pipe is written to, never replaced.
  if (found && !found.isFile()) return writeFileSync(path, text);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Where the one certificate of a command goes; what is wrong with the place ends the command. */
export function targetOf(target: string | undefined, self: Command): string | null {
  if (target === undefined) return null;
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory())
    return self.error(`error: --certificate: ${target} is a folder`);
  const path = prepareTarget(target, false);
  return typeof path === 'string' ? self.error(`error: --certificate: ${path}`) : target;
}

/** The path where it was written; null where nothing is to be written; undefined after an error is said. */
export async function saveCertificate(
  target: string | null,
  certificate: object | null,
  io: Io,
): Promise<string | null | undefined> {
  if (target === null || certificate === null) return null;
  // Heard after the file is whole; an interrupt that nobody hears would end the process within.
  const restoreInterrupts = io.onInterrupt?.(() => undefined);
  try {
    writeAtomically(target, JSON.stringify(certificate) + '\n');
    await new Promise((resolve) => setImmediate(resolve));
    return target;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    await write(io.stderr, `error: cannot write the certificate: ${error.message}\n`);
    return undefined;
  } finally {
    restoreInterrupts?.();
  }
}
