/**
 * # Data sets
 *
 * N rows of d numbers, each known exactly. What is stored are doubles; the exact value of an entry
 * is its literal where one is kept, else the double itself (`binary`) or the shortest decimal that
 * rounds to it (`decimal`: 0.1 stands for 1/10).
 */
import { binaryValue } from '../arith/double.ts';
import type { Rational } from '../arith/rational.ts';
import { DataError } from './data-error.ts';
import { exactNumber, readNumber, shortestDecimal } from './number-text.ts';

/** A matrix of inputs as the kernels take it: `approxGram(dataSet, …)`. */
export interface DataSet {
  readonly n: number;
  readonly d: number;
  /** Row i is data[i·d .. i·d + d): doubles within 2^−51 of the exact values, relatively. */
  readonly data: Float64Array;
  readonly exactness: 'decimal' | 'binary';
  /** Entries, by their place in `data`, that the rule of `exactness` does not give. */
  readonly literals: ReadonlyMap<number, string>;
  /** Of the columns, where the source has them. */
  readonly names: readonly string[] | null;
  /** Where it comes from, for messages: a file's name, or how it was generated. */
  readonly source: string;
  /** What a reader may want to know, as sentences. */
  readonly notes: readonly string[];
}

/** Entry k of row i, exactly. */
export function exactEntry(set: DataSet, i: number, k: number): Rational {
  const at = i * set.d + k;
  if (!(k >= 0 && k < set.d && at >= 0 && at < set.data.length))
    throw new RangeError(`exactEntry: expected a place in ${set.n} × ${set.d}, got (${i}, ${k})`);
  const literal = set.literals.get(at);
  if (literal !== undefined) return exactNumber(literal)!;
  const double = set.data[at]!;
  return set.exactness === 'binary' ? binaryValue(double) : shortestDecimal(double);
}

/** Row i, exactly. */
export const exactRow = (set: DataSet, i: number): Rational[] =>
  Array.from({ length: set.d }, (_, k) => exactEntry(set, i, k));

export interface Limits {
  /** Numbers (N·d) that are read; 2^27, a gibibyte of doubles, unless given. */
  readonly entries?: number;
  /** Rows that are read; no limit unless given. */
  readonly rows?: number;
}

export const mostEntries = 2 ** 27;
/** Literals kept beside the doubles. */
const mostLiterals = 2 ** 23;
const chunk = 2 ** 15;

/** Takes rows one after the other, of one length. */
export interface Collector {
  readonly rows: () => number;
  readonly width: () => number;
  /** Adds one number to the row at hand; `where` places it (column from 1) for messages. */
  readonly number: (text: string, where: (column: number) => string) => void;
  readonly double: (value: number, literal: string | null) => void;
  readonly endRow: (where: () => string) => void;
  readonly finish: (
    rest: Pick<DataSet, 'exactness' | 'names' | 'source' | 'notes'>,
    empty: string,
  ) => DataSet;
}

export function createCollector({ entries = mostEntries, rows = Infinity }: Limits): Collector {
  const full: Float64Array[] = [];
  let current = new Float64Array(chunk);
  let [used, total, n, width, inRow] = [0, 0, 0, -1, 0];
  const literals = new Map<number, string>();

  const double = (value: number, literal: string | null): void => {
    if (total >= entries)
      throw new DataError(
        'too-large',
        `the data do not fit in memory: more than ${entries.toLocaleString('en')} numbers`,
      );
    if (literal !== null) {
      if (literals.size >= mostLiterals)
        throw new DataError(
          'too-large',
          `more than ${mostLiterals.toLocaleString('en')} numbers of more digits than a double has: write at most 17 digits, or NPY`,
        );
      literals.set(total, literal);
    }
    if (used === chunk) {
      full.push(current);
      current = new Float64Array(chunk);
      used = 0;
    }
    current[used] = value;
    used += 1;
    total += 1;
    inRow += 1;
  };

  return {
    rows: () => n,
    width: () => width,
    double,
    number: (text, where) => {
      const reading = readNumber(text);
      if (reading.kind !== 'number')
        throw new DataError(reading.kind, `${where(inRow + 1)}: ${complaint(reading.kind, text)}`, {
          row: n + 1,
          column: inRow + 1,
        });
      double(reading.double, reading.short ? null : text);
    },
    endRow: (where) => {
      if (width < 0) width = inRow;
      if (inRow !== width || width === 0)
        throw new DataError(
          width === 0 ? 'empty' : 'ragged-rows',
          width === 0
            ? `${where()}: the row has no numbers`
            : `${where()}: expected ${width} numbers as in the rows before, found ${inRow}`,
          { row: n + 1 },
        );
      n += 1;
      inRow = 0;
      if (n > rows)
        throw new DataError(
          'too-large',
          `more than ${rows.toLocaleString('en')} rows: a matrix of N² entries would not fit in memory`,
        );
    },
    finish: (rest, empty) => {
      if (n === 0) throw new DataError('empty', empty);
      const data = new Float64Array(total);
      full.forEach((part, i) => data.set(part, i * chunk));
      data.set(current.subarray(0, used), full.length * chunk);
      return { n, d: width, data, literals, ...rest };
    },
  };
}

function complaint(kind: string, text: string): string {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  switch (kind) {
    case 'not-finite':
      return `expected a finite number, found ${shown}`;
    case 'out-of-range':
      return `${shown} is beyond the range of double precision`;
    case 'number-too-long':
      return `expected at most 10,000 digits and powers of ten, found ${shown}`;
    default:
      return `expected a number, found ${shown}${hint(text)}`;
  }
}

function hint(text: string): string {
  if (/^[+-]?\d+,\d+$/.test(text)) return ': decimals are written with a point';
  if (/^\S+\s+\S/.test(text)) return ': columns are separated by a comma, a semicolon or a tab';
  return '';
}
