/**
 * # Reading a data set
 *
 * Bytes → numbers, the format seen from the first bytes: NPY by its magic, JSON by its bracket,
 * else CSV. Text is UTF-8, or UTF-16 with a byte order mark.
 */
import { readCsv } from './csv.ts';
import type { CsvOptions } from './csv.ts';
import { DataError } from './data-error.ts';
import type { DataSet, Limits } from './data-set.ts';
import { readJson } from './json.ts';
import { magic, readNpy } from './npy.ts';

export interface ReadOptions extends CsvOptions {
  /** What messages call the source. */
  readonly source?: string;
  readonly limits?: Limits;
}

/**
 * Rows of numbers from CSV, NPY or JSON: `await readDataSet(createReadStream('X.csv'))`. Numbers in
 * CSV and JSON are exact decimals or fractions, those of NPY the exact doubles or integers.
 * @param bytes a whole file, or its chunks in order
 * @throws DataError with row and column (from 1) on anything but a full matrix of finite numbers
 */
export async function readDataSet(
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<DataSet> {
  const { source = 'the data', limits = {} } = options;
  const { beginning, all } = await peek(bytes instanceof Uint8Array ? once(bytes) : bytes, 512);
  if (startsWith(beginning, magic)) return readNpy(all, source, limits);
  const packed = packages.find(({ bytes: first }) => startsWith(beginning, first));
  if (packed) throw new DataError('unsupported', `${packed.what}: expected CSV, NPY or JSON`);
  const encoding = startsWith(beginning, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(beginning, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8';
  const text = decode(all, encoding);
  const first = /[^\s\ufeff]/.exec(new TextDecoder(encoding).decode(beginning))?.[0];
  if (first === '[' || first === '{') return readJson(text, source, limits);
  return readCsv(text, source, options, limits);
}

const packages: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 3, 4], what: 'a ZIP archive (an NPZ or a spreadsheet)' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
  { bytes: [0x80, 4], what: 'a pickle' },
  { bytes: [0x89, 0x48, 0x44, 0x46], what: 'an HDF5 file' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
];

const startsWith = (bytes: Uint8Array, start: ArrayLike<number>): boolean =>
  bytes.length >= start.length && Array.from(start).every((b, i) => bytes[i] === b);

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

/** The first bytes, and all of them. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ beginning: Uint8Array; all: AsyncGenerator<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let held = 0;
  let done = false;
  while (!done && held < count) {
    const next = await iterator.next();
    done = next.done === true;
    if (done) break;
    first.push(next.value as Uint8Array);
    held += first.at(-1)!.length;
  }
  const beginning = new Uint8Array(Math.min(held, count));
  let at = 0;
  for (const part of first) {
    beginning.set(part.subarray(0, beginning.length - at), at);
    at = Math.min(beginning.length, at + part.length);
  }
  const all = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      while (!done) {
        const next = await iterator.next();
        done = next.done === true;
        if (!done) yield next.value as Uint8Array;
      }
    } finally {
      if (!done) await iterator.return?.();
    }
  };
  return { beginning, all: all() };
}

async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const invalid = (): DataError =>
    new DataError(
      'invalid-text',
      `the file is neither NPY nor text in ${encoding.toUpperCase()}: save it as CSV in UTF-8`,
    );
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw invalid();
    }
  };
  for await (const bytes of chunks) {
    const text = decoded(bytes);
    if (text.includes('\0')) throw invalid();
    if (text !== '') yield text;
  }
  const rest = decoded();
  if (rest !== '') yield rest;
}
