/**
 * # Inputs of a network
 *
 * Rows of numbers that are exact as decimals and as doubles: integer vectors times a power of two.
 * So distances, parallelism and rank are what they look like.
 */
import fc from 'fast-check';

/** N rows of d numbers. */
export type Rows = readonly (readonly number[])[];

export interface InputConstraints {
  /** How many: a number, or the least and the most; 1 to 6 unless given. */
  readonly n?: number | { readonly min: number; readonly max: number };
  /** Numbers in a row: likewise; 1 to 3 unless given. */
  readonly dimension?: number | { readonly min: number; readonly max: number };
}

export interface DistinctConstraints extends InputConstraints {
  /** Least Euclidean distance of two rows; any positive one unless given. */
  readonly minDistance?: number;
}

/** Integer entries lie within ± this. */
const extent = 64;

export const rangeOf = (
  name: string,
  value: number | { readonly min: number; readonly max: number } | undefined,
  otherwise: { readonly min: number; readonly max: number },
): { readonly min: number; readonly max: number } => {
  const range = typeof value === 'number' ? { min: value, max: value } : (value ?? otherwise);
  const { min, max } = range;
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min && max <= 4096))
    throw new RangeError(`${name}: expected integers 1 ≤ min ≤ max ≤ 4096, got ${min} and ${max}`);
  return range;
};

const vector = (d: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: -extent, max: extent }), { minLength: d, maxLength: d });

/** Rows times 2^k, k such that neighbours are at least `minDistance` apart. */
const scaled = (rows: readonly number[][], k: number): Rows =>
  rows.map((row) => row.map((entry) => entry * 2 ** k));

/**
 * Pairwise distinct rows.
 * @throws RangeError where so many do not exist
 */
export function distinctInputs(constraints: DistinctConstraints = {}): fc.Arbitrary<Rows> {
  const n = rangeOf('distinctInputs: n', constraints.n, { min: 1, max: 6 });
  const dimension = rangeOf('distinctInputs: dimension', constraints.dimension, { min: 1, max: 3 });
  const { minDistance = 2 ** -6 } = constraints;
  if (!(minDistance > 0 && minDistance <= 2 ** 20))
    throw new RangeError(`distinctInputs: expected 0 < minDistance ≤ 2^20, got ${minDistance}`);
  if (n.max > (2 * extent + 1) ** dimension.min)
    throw new RangeError(
      `distinctInputs: expected at most ${(2 * extent + 1) ** dimension.min} rows of dimension ${dimension.min}, got ${n.max}`,
    );
  // Distinct integer vectors are at least 1 apart.
  const k = Math.ceil(Math.log2(minDistance));
  return fc
    .integer(dimension)
    .chain((d) =>
      fc.uniqueArray(vector(d), {
        minLength: n.min,
        maxLength: n.max,
        size: 'max',
        selector: (row) => row.join(),
      }),
    )
    .map((rows) => scaled(rows, k));
}

/**
 * Nonzero rows, no two on one line through the origin: admissible without biases.
 * @throws RangeError for dimension 1 and more than one row
 */
export function nonParallelInputs(constraints: InputConstraints = {}): fc.Arbitrary<Rows> {
  const n = rangeOf('nonParallelInputs: n', constraints.n, { min: 1, max: 6 });
  const dimension = rangeOf('nonParallelInputs: dimension', constraints.dimension, {
    min: n.max > 1 ? 2 : 1,
    max: 3,
  });
  if (n.max > 1 && dimension.min < 2)
    throw new RangeError(
      'nonParallelInputs: in dimension 1 all rows are parallel, expected dimension ≥ 2 or n = 1',
    );
  return fc.tuple(fc.integer(dimension), fc.integer({ min: -6, max: 3 })).chain(([d, k]) =>
    fc
      .uniqueArray(vector(d).map(nonzero), {
        minLength: n.min,
        maxLength: n.max,
        size: 'max',
        selector: directionOf,
      })
      .map((rows) => scaled(rows, k)),
  );
}

/** The zero row gets a 1 in front. */
const nonzero = (row: number[]): number[] =>
  row.every((entry) => entry === 0) ? [1, ...row.slice(1)] : row;

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** The same text exactly for parallel integer rows. */
function directionOf(row: readonly number[]): string {
  const divisor = row.reduce(gcd, 0) * Math.sign(row.find((entry) => entry !== 0)!);
  return row.map((entry) => entry / divisor + 0).join();
}
