/**
 * # NPY
 *
 * NumPy's array files, versions 1 to 3: real arrays of floats and integers in one or two
 * dimensions, either byte order, C or Fortran order. Entries are the exact numbers in the file.
 * The header's promises are held against the bytes before memory is taken; nothing is unpickled.
 *
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { DataError } from './data-error.ts';
import { mostEntries } from './data-set.ts';
import type { DataSet, Limits } from './data-set.ts';

export const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
/** Bytes of a header. */
const longestHeader = 2 ** 16;
const largestExactInteger = 2n ** 53n;

interface Header {
  readonly kind: 'f' | 'i' | 'u';
  readonly size: 1 | 2 | 4 | 8;
  readonly littleEndian: boolean;
  readonly fortran: boolean;
  readonly rows: number;
  readonly columns: number;
}

/** @throws DataError */
export async function readNpy(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
  { entries = mostEntries, rows: mostRows = Infinity }: Limits,
): Promise<DataSet> {
  const bytes = createReader(chunks);
  const start = await bytes.take(8, 'the header');
  const version = start[6]!;
  if (version < 1 || version > 3)
    throw new DataError('npy-header', `expected NPY version 1, 2 or 3, found ${version}`);
  const length = view(await bytes.take(version === 1 ? 2 : 4, 'the header'));
  const headerBytes = version === 1 ? length.getUint16(0, true) : length.getUint32(0, true);
  if (headerBytes > longestHeader)
    throw new DataError(
      'npy-header',
      `expected a header of at most ${longestHeader} bytes, found a claim of ${headerBytes}`,
    );
  const text = new TextDecoder('utf-8').decode(await bytes.take(headerBytes, 'the header'));
  const header = readHeader(text);
  const { rows: n, columns: d, size } = header;
  if (n * d > entries)
    throw new DataError(
      'too-large',
      `the data do not fit in memory: ${n} × ${d} numbers, more than ${entries.toLocaleString('en')}`,
    );
  if (n > mostRows)
    throw new DataError(
      'too-large',
      `${n} rows, more than ${mostRows.toLocaleString('en')}: a matrix of N² entries would not fit in memory`,
    );
  if (n === 0 || d === 0) throw new DataError('empty', 'there are no numbers');

  // Memory is taken as the bytes come, so that a false promise costs nothing.
  const literals = new Map<number, string>();
  const values: Float64Array[] = [];
  let begun = 0;
  while (begun < n * d) {
    const count = Math.min(2 ** 15, n * d - begun);
    const part = view(await bytes.take(count * size, `${n} × ${d} numbers of ${size} bytes`));
    const block = new Float64Array(count);
    for (let k = 0; k < count; k += 1) block[k] = entry(part, k, header, begun + k, literals);
    values.push(block);
    begun += count;
  }
  if (!(await bytes.atEnd()))
    throw new DataError(
      'npy-header',
      `the file is longer than its header says: ${n} × ${d} numbers of ${size} bytes`,
    );
  return arrange(values, literals, header, source);
}

/** One number; in the order of the file `at`. @throws DataError unless it is finite */
function entry(
  part: DataView,
  k: number,
  { kind, size, littleEndian, fortran, rows, columns }: Header,
  at: number,
  literals: Map<number, string>,
): number {
  const offset = k * size;
  if (kind !== 'f') {
    const signed = kind === 'i';
    if (size === 1) return signed ? part.getInt8(offset) : part.getUint8(offset);
    if (size === 2)
      return signed ? part.getInt16(offset, littleEndian) : part.getUint16(offset, littleEndian);
    if (size === 4)
      return signed ? part.getInt32(offset, littleEndian) : part.getUint32(offset, littleEndian);
    const integer = signed
      ? part.getBigInt64(offset, littleEndian)
      : part.getBigUint64(offset, littleEndian);
    if (integer > largestExactInteger || integer < -largestExactInteger)
      literals.set(at, String(integer));
    return Number(integer);
  }
  const value =
    size === 8 ? part.getFloat64(offset, littleEndian) : part.getFloat32(offset, littleEndian);
  if (Number.isFinite(value)) return value + 0;
  const [row, column] = fortran
    ? [at % rows, Math.floor(at / rows)]
    : [Math.floor(at / columns), at % columns];
  throw new DataError(
    'not-finite',
    `row ${row + 1}, column ${column + 1}: expected a finite number, found ${value}`,
    { row: row + 1, column: column + 1 },
  );
}

function arrange(
  blocks: readonly Float64Array[],
  inFile: ReadonlyMap<number, string>,
  { fortran, rows: n, columns: d }: Header,
  source: string,
): DataSet {
  const place = (at: number): number => (fortran ? (at % n) * d + Math.floor(at / n) : at);
  const data = new Float64Array(n * d);
  let at = 0;
  for (const block of blocks) for (const value of block) data[place(at++)] = value;
  const literals = new Map([...inFile].map(([from, text]) => [place(from), text] as const));
  return { n, d, data, exactness: 'binary', literals, names: null, source, notes: [] };
}

const string = /'([^'\\]*)'|"([^"\\]*)"/y;
const shape = /\(\s*(?:(\d{1,16})\s*(?:,\s*(?:(\d{1,16})\s*,?\s*)?)?)?\)/y;

/** A Python dictionary of the three keys, nothing else. */
function readHeader(text: string): Header {
  const bad = (found: string): DataError =>
    new DataError(
      'npy-header',
      `the header of the NPY file is ${found}: ${JSON.stringify(text.trim().slice(0, 120))}`,
    );
  let at = 0;
  const skip = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const blanks = /[\s]*/y;
  const punctuation = (c: RegExp): boolean => {
    skip(blanks);
    const found = skip(c) !== null;
    skip(blanks);
    return found;
  };
  const fields = new Map<string, readonly string[]>();
  if (!punctuation(/\{/y)) throw bad('no dictionary');
  while (!punctuation(/\}/y)) {
    const key = skip(string);
    if (!key || !punctuation(/:/y)) throw bad('no dictionary');
    const name = key[1] ?? key[2]!;
    if (fields.has(name)) throw bad('ambiguous');
    const from = at;
    if (name === 'descr' && text[at] === '[')
      throw new DataError(
        'unsupported',
        'the NPY file has records of several fields: save a plain array',
      );
    const value =
      name === 'shape' ? skip(shape) : name === 'descr' ? skip(string) : skip(/True|False/y);
    if (!value) {
      if (name === 'shape' && /^\([\d\s,]*\)/.test(text.slice(from)))
        throw new DataError(
          'unsupported',
          `expected an array of one or two dimensions, found shape ${/^\([^)]*\)/.exec(text.slice(from))![0].slice(0, 60)}`,
        );
      throw bad('not understood');
    }
    fields.set(name, value);
    if (!punctuation(/,/y) && text[at] !== '}') throw bad('no dictionary');
  }
  if (text.slice(at).trim() !== '') throw bad('followed by more text');
  const [descr, order, size] = ['descr', 'fortran_order', 'shape'].map((name) => fields.get(name));
  if (!descr || !order || !size || fields.size !== 3) throw bad('not of the three known keys');
  if (size[1] === undefined)
    throw new DataError(
      'unsupported',
      'expected an array of one or two dimensions, found a single number',
    );
  const rows = Number(size[1]);
  const columns = size[2] === undefined ? 1 : Number(size[2]);
  return {
    ...typeOf(descr[1] ?? descr[2]!),
    fortran: order[0] === 'True' && columns > 1,
    rows,
    columns,
  };
}

function typeOf(descr: string): Pick<Header, 'kind' | 'size' | 'littleEndian'> {
  const match = /^([<>|=]?)(?:(f)([48])|([iu])([1248]))$/.exec(descr);
  const size = Number(match?.[3] ?? match?.[5]) as Header['size'];
  if (!match || (match[1] === '|' && size !== 1))
    throw new DataError(
      'unsupported',
      `expected numbers of type float64, float32 or an integer type in the NPY file, found ${JSON.stringify(descr.slice(0, 40))}: save with .astype(float)`,
    );
  return { kind: (match[2] ?? match[4]) as Header['kind'], size, littleEndian: match[1] !== '>' };
}

const view = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Exactly so many bytes at a time from a stream of chunks. */
function createReader(chunks: AsyncIterable<Uint8Array>): {
  readonly take: (count: number, what: string) => Promise<Uint8Array>;
  readonly atEnd: () => Promise<boolean>;
} {
  const iterator = chunks[Symbol.asyncIterator]();
  let parts: Uint8Array[] = [];
  let held = 0;
  const more = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done) return false;
    parts.push(next.value);
    held += next.value.length;
    return true;
  };
  return {
    take: async (count, what) => {
      while (held < count)
        if (!(await more()))
          throw new DataError('truncated', `the NPY file ends too early: it should hold ${what}`);
      const joined = new Uint8Array(held);
      let at = 0;
      for (const part of parts) {
        joined.set(part, at);
        at += part.length;
      }
      parts = [joined.subarray(count)];
      held -= count;
      return joined.subarray(0, count);
    },
    atEnd: async () => {
      while (held === 0) if (!(await more())) return true;
      return false;
    },
  };
}

/** A matrix of doubles as an NPY file, version 1.0, in pieces. @param data in C order */
export function* encodeNpy(
  data: Float64Array,
  rows: number,
  columns: number,
): Generator<Uint8Array> {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  // The numbers begin at a multiple of 64.
  const length = Math.ceil((text.length + 11) / 64) * 64 - 10;
  const header = new Uint8Array(10 + length).fill(0x20);
  header.set(magic);
  header.set([1, 0, length & 0xff, length >> 8], 6);
  header.set(new TextEncoder().encode(text), 10);
  header[header.length - 1] = 0x0a;
  yield header;
  for (let from = 0; from < data.length; from += 2 ** 15) {
    const part = data.subarray(from, from + 2 ** 15);
    const bytes = new DataView(new ArrayBuffer(part.length * 8));
    part.forEach((value, k) => bytes.setFloat64(k * 8, value, true));
    yield new Uint8Array(bytes.buffer);
  }
}
