/**
 * # Inputs that break things
 *
 * Rows that the theorems exclude, or that rounding confuses with such: each with what is the matter.
 */
import fc from 'fast-check';
import type { InputConstraints, Rows } from './inputs.ts';
import { nonParallelInputs, rangeOf } from './inputs.ts';
import { printedAs } from './printed.ts';

export type Degeneracy =
  | 'duplicate'
  | 'opposite'
  | 'parallel'
  | 'zero'
  | 'near-duplicate'
  | 'near-parallel'
  | 'tiny'
  | 'huge'
  | 'mixed-scales';

export interface DegenerateInputs {
  readonly rows: Rows;
  readonly degeneracy: Degeneracy;
  /** The rows concerned, from 0; of 'tiny', 'huge' and 'mixed-scales' all. */
  readonly at: readonly number[];
  /** Whether the rows are pairwise distinct, and whether nonzero and pairwise non-parallel. */
  readonly distinct: boolean;
  readonly nonParallel: boolean;
}

const kinds: readonly Degeneracy[] = [
  ...(['duplicate', 'opposite', 'parallel', 'zero', 'near-duplicate'] as const),
  ...(['near-parallel', 'tiny', 'huge', 'mixed-scales'] as const),
];

/** 2 to 5 rows of dimension 2 or 3 unless constrained; dimension ≥ 2. */
export function degenerateInputs(
  constraints: InputConstraints & { readonly only?: readonly Degeneracy[] } = {},
): fc.Arbitrary<DegenerateInputs> {
  const n = rangeOf('degenerateInputs: n', constraints.n, { min: 2, max: 5 });
  const dimension = rangeOf('degenerateInputs: dimension', constraints.dimension, {
    min: 2,
    max: 3,
  });
  if (n.min < 2 || dimension.min < 2)
    throw new RangeError('degenerateInputs: expected n ≥ 2 and dimension ≥ 2');
  const sound = nonParallelInputs({ n: { min: n.min - 1, max: n.max - 1 }, dimension });
  return fc
    .tuple(fc.constantFrom(...(constraints.only ?? kinds)), sound, fc.nat())
    .map(([degeneracy, rows, k]) => spoilt(degeneracy, rows, k % rows.length));
}

/** One row more, made from row i; or all rows at another scale. */
function spoilt(degeneracy: Degeneracy, rows: Rows, i: number): DegenerateInputs {
  const row = rows[i]!;
  const largest = Math.max(...row.map(Math.abs));
  const orthogonal = row.findIndex((entry) => entry === 0);
  const moved = (by: number): number[] => {
    const at = orthogonal >= 0 ? orthogonal : 0;
    return row.map((entry, k) => (k === at ? entry + by : entry));
  };
  const more = (
    added: readonly number[],
    distinct: boolean,
    nonParallel: boolean,
    at: readonly number[] = [i, rows.length],
  ): DegenerateInputs => made([...rows, added], degeneracy, at, distinct, nonParallel);
  const all = rows.map((_, k) => k);
  switch (degeneracy) {
    case 'duplicate':
      return more(row, false, false);
    case 'opposite':
      return more(
        row.map((entry) => 0 - entry),
        true,
        false,
      );
    case 'parallel':
      return more(
        row.map((entry) => 4 * entry),
        distinctFrom(rows, row, 4),
        false,
      );
    case 'zero':
      return more(
        row.map(() => 0),
        true,
        false,
        [rows.length],
      );
    case 'near-duplicate':
    case 'near-parallel': {
      // 2^−36 relatively: 1e-11, above the rounding of a double.
      const near = moved(largest * 2 ** -36);
      const added = degeneracy === 'near-parallel' ? near.map((entry) => -2 * entry + 0) : near;
      return more(added, true, nonParallelTo(rows, added));
    }
    case 'tiny':
      return made(
        times(rows, () => 2 ** -60),
        degeneracy,
        all,
        true,
        true,
      );
    case 'huge':
      return made(
        times(rows, () => 2 ** 60),
        degeneracy,
        all,
        true,
        true,
      );
    case 'mixed-scales':
      return made(
        times(rows, (k) => 2 ** (k % 2 === 0 ? 20 : -20)),
        degeneracy,
        all,
        true,
        true,
      );
    default:
      return degeneracy satisfies never;
  }
}

const times = (rows: Rows, by: (row: number) => number): Rows =>
  rows.map((row, k) => row.map((entry) => entry * by(k)));

/** No other row equals c·row; products by powers of two are exact. */
const distinctFrom = (rows: Rows, row: readonly number[], c: number): boolean =>
  rows.every((other) => other.some((entry, k) => entry !== c * row[k]!));

/** Exactly, by minors of integers: entries are dyadic. */
function nonParallelTo(rows: Rows, added: readonly number[]): boolean {
  const integers = (row: readonly number[]): bigint[] =>
    row.map((entry) => BigInt(entry * 2 ** 60));
  const v = integers(added);
  return rows.every((row) => {
    const u = integers(row);
    return u.some((a, i) => u.some((b, j) => a * v[j]! !== b * v[i]!));
  });
}

const made = (
  rows: Rows,
  degeneracy: Degeneracy,
  at: readonly number[],
  distinct: boolean,
  nonParallel: boolean,
): DegenerateInputs =>
  printedAs({ rows, degeneracy, at, distinct, nonParallel }, JSON.stringify(rows));
