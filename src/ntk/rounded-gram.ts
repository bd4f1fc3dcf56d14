/**
 * # Enclosures as doubles with one bound
 *
 * For programs that take doubles: a matrix and a number that bounds every entry's error, proved.
 */
import { binaryValue, doubleAbove } from '../arith/double.ts';
import { approxNumber, lowerRational, upperRational } from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import { compare, sub, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';

export interface RoundedGram {
  /** Entry (i, j) at i·n + j. */
  readonly matrix: Float64Array;
  /** |matrix − K| ≤ entryError in every entry, K the matrix that is enclosed. */
  readonly entryError: number;
}

/** Null where an enclosure is unbounded, or beyond the range of doubles. */
export function roundedGram(entries: readonly (readonly Enclosure[])[]): RoundedGram | null {
  const n = entries.length;
  const matrix = new Float64Array(n * n);
  let error: Rational = zero;
  for (const [i, row] of entries.entries())
    for (let j = 0; j <= i; j += 1) {
      const e = row[j]!;
      const double = approxNumber(e);
      const [lower, upper] = [lowerRational(e), upperRational(e)];
      if (!Number.isFinite(double) || lower === null || upper === null) return null;
      matrix[i * n + j] = double;
      matrix[j * n + i] = double;
      // |double − k| ≤ max(double − lower, upper − double) for every k of e.
      const exact = binaryValue(double);
      for (const distance of [sub(exact, lower), sub(upper, exact)])
        if (compare(distance, error) > 0) error = distance;
    }
  return { matrix, entryError: doubleAbove(error) };
}
