/**
 * # Journals
 *
 * One JSON object a line, written as soon as it is known: a head that says what it is about, then
 * the entries in order. A line that a kill cut short is dropped, and written anew.
 */
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';

export interface Journal<Entry> {
  readonly seed: number;
  /** Those of earlier runs. */
  readonly entries: readonly Entry[];
  readonly append: (entry: Entry) => void;
}

export interface JournalOptions {
  readonly name: string;
  /** Digest of what the entries follow from. */
  readonly source: string;
  /** Null: that of the journal, or a new one. */
  readonly seed: number | null;
  readonly restart: boolean;
}

/** A journal that belongs to something else, or is none. */
export class JournalError extends Error {}

interface Head {
  readonly format: 'nonpoly-journal';
  readonly version: 1;
  readonly name: string;
  readonly source: string;
  readonly seed: number;
}

/** @throws JournalError where going on would mix two runs */
export function openJournal<Entry extends { readonly index: number }>(
  path: string,
  { name, source, seed, restart }: JournalOptions,
): Journal<Entry> {
  const append = (entry: Entry): void => appendFileSync(path, JSON.stringify(entry) + '\n');
  const kept = !restart && existsSync(path) ? read<Entry>(path) : null;
  if (kept === null) {
    const chosen = seed ?? Math.floor(Math.random() * 2 ** 31);
    const head: Head = { format: 'nonpoly-journal', version: 1, name, source, seed: chosen };
    writeFileSync(path, JSON.stringify(head) + '\n');
    return { seed: chosen, entries: [], append };
  }
  const { head, entries } = kept;
  if (head.name !== name || head.source !== source)
    throw new JournalError(
      `the conjecture has changed since ${path} was written: --restart begins anew, --report takes another folder`,
    );
  if (seed !== null && seed !== head.seed)
    throw new JournalError(
      `${path} is of seed ${head.seed}, not ${seed}: --restart begins anew, --report takes another folder`,
    );
  return { seed: head.seed, entries, append };
}

/** Null if not even the head is whole. */
function read<Entry extends { readonly index: number }>(
  path: string,
): { readonly head: Head; readonly entries: readonly Entry[] } | null {
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole === '') return null;
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
  try {
    const [head, ...entries] = whole
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
    if ((head as Head).format !== 'nonpoly-journal' || (head as Head).version !== 1)
      throw new SyntaxError('another format');
    if ((entries as Entry[]).some((entry, i) => entry.index !== i))
      throw new SyntaxError('cases out of order');
    return { head: head as Head, entries: entries as Entry[] };
  } catch (error) {
    throw new JournalError(`${path} cannot be read as a journal: ${(error as Error).message}`);
  }
}
