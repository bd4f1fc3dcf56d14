/**
 * # Matrices on disk
 *
 * A file appears complete or not at all: it is written in pieces under another name in the same
 * folder and renamed; at Ctrl-C the unfinished one is removed.
 */
import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Io } from './io.ts';

export type MatrixFormat = 'npy' | 'csv' | 'json';

/** The format that a name says, or the reason why a file cannot be written there. */
export function formatOf(path: string): { readonly format: MatrixFormat } | string {
  const format = extname(path).slice(1).toLowerCase();
  if (format !== 'npy' && format !== 'csv' && format !== 'json')
    return `the name must end in .npy, .csv or .json, got '${basename(path)}'`;
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    return `the folder ${folder} does not exist`;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return `${path} is a folder`;
  return { format };
}

/** @throws errors of the operating system, after the unfinished file is removed */
export async function writePieces(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  io: Io,
): Promise<void> {
  const found = statSync(path, { throwIfNoEntry: false });
  // A device or a pipe is written to, never replaced.
  const replaces = found === undefined || found.isFile();
  const target = replaces ? join(dirname(path), `.${basename(path)}.${process.pid}.tmp`) : path;
  const remove = (): void => {
    if (replaces) rmSync(target, { force: true });
  };
  // Before there is anything to remove: an interrupt that nobody hears ends the process at once.
  const restoreInterrupts = io.onInterrupt?.(remove);
  try {
    const file = openSync(target, replaces ? 'wx' : 'w');
    try {
      await writeAll(file, pieces);
      if (replaces) renameSync(target, path);
    } catch (error) {
      remove();
      throw error;
    }
  } finally {
    restoreInterrupts?.();
  }
}

/** And closes the file. */
async function writeAll(file: number, pieces: Iterable<string | Uint8Array>): Promise<void> {
  try {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      // Lets an interrupt in.
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    closeSync(file);
  }
}
