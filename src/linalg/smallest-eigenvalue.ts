/**
 * # The smallest eigenvalue between two bounds
 *
 * Below: a shifted factorisation; above: a Rayleigh quotient of inverse iteration, which the
 * factor of the last shift speeds up. Double precision first, fixed point of any number of bits where it
 * does not reach the tolerance. Both bounds hold for every matrix of the ball.
 */
import { rational } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { solveCholesky } from './cholesky.ts';
import {
  fixedCholesky,
  inverseIterate,
  lowerBoundByFactor,
  rayleighQuotient,
} from './fixed-point.ts';
import type { Factor, FixedBall } from './fixed-point.ts';
import { lowerBoundByShift, radiusNorm, upperBoundByVector } from './verified-cholesky.ts';
import type { Factored, MatrixBall } from './verified-cholesky.ts';

export interface DoubleBounds {
  /** −∞ where nothing is shown. */
  readonly lower: number;
  readonly upper: number;
}

/** Factorisations at most. */
const rounds = 12;

const normalised = (v: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
  const size = v.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  return size > 0 && size < Infinity ? v.map((x) => x / size) : v;
};

/**
 * Bounds with (upper − lower) ≤ tolerance·upper where double precision allows it.
 * @throws RangeError if the sizes do not fit
 */
export function boundSmallestEigenvalue(ball: MatrixBall, tolerance = 1e-3): DoubleBounds {
  const { n, values } = ball;
  if (!(Number.isInteger(n) && n >= 1 && values.length === n * n))
    throw new RangeError(
      `boundSmallestEigenvalue: expected n·n entries for n = ${n}, got ${values.length}`,
    );
  const norm = radiusNorm(ball);
  let upper = Math.min(...diagonalUppers(ball));
  let v = Float64Array.from({ length: n }, (_, i) => 1 + ((i * 7919) % 104_729) / 104_729);
  const improveUpper = ({ factor }: Factored): void => {
    for (let step = 0; step < 6; step += 1) v = normalised(solveCholesky(factor, n, v));
    upper = Math.min(upper, upperBoundByVector(ball, v));
  };

  let [shift, found] = [0, lowerBoundByShift(ball, 0, norm)];
  // Negative shifts show how little the matrix may be below 0.
  const size = Math.max(sizeOf(ball), Number.MIN_VALUE * 2 ** 60);
  for (let k = -50; found === null && k <= 10; k += 6)
    [shift, found] = [-n * size * 2 ** k, lowerBoundByShift(ball, -n * size * 2 ** k, norm)];
  if (found === null) return { lower: -Infinity, upper };
  improveUpper(found);
  let { lower } = found;
  if (shift < 0) return { lower, upper };

  let failed = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    if (!(upper - lower > tolerance * upper) || upper <= 0) break;
    const next = failed < Infinity ? (shift + failed) / 2 : (1 - tolerance / 4) * upper;
    if (!(next > shift && next < failed)) break;
    const closer = lowerBoundByShift(ball, next, norm);
    if (closer === null) {
      failed = next;
      continue;
    }
    shift = next;
    lower = Math.max(lower, closer.lower);
    improveUpper(closer);
  }
  return { lower, upper };
}

const sizeOf = ({ n, values }: MatrixBall): number => {
  let size = 0;
  for (let i = 0; i < n; i += 1) size = Math.max(size, Math.abs(values[i * n + i]!));
  return size;
};

const diagonalUppers = ({ n, values, radius }: MatrixBall): number[] =>
  Array.from({ length: n }, (_, i) => {
    const r = typeof radius === 'number' ? radius : radius[i * n + i]!;
    const x = values[i * n + i]! + r;
    return x + Math.abs(x) * 2 ** -52 + Number.MIN_VALUE;
  });

export interface FixedBounds {
  readonly lower: Rational;
  readonly upper: Rational;
  /** What proves them: the shift (in units of 2^−bits) and the factor, and the vector of the quotient. */
  readonly shift: bigint;
  readonly factor: Factor;
  readonly vector: readonly bigint[];
  readonly bits: number;
}

/** As above in fixed point; null if the matrix is not shown to be positive definite. */
export function boundSmallestEigenvalueFixed(ball: FixedBall): FixedBounds | null {
  const { bits } = ball;
  let factor = fixedCholesky(ball, 0n);
  if (factor === null) return null;
  let vector = inverseIterate(factor, bits, 6, null);
  let shift = 0n;
  // λ_min is near the quotient: shifts below it by 2^−k of it, the closest that factorises; the
  // nearer the shift, the better the vector and the next quotient.
  for (let round = 0; round < 4; round += 1) {
    const quotient = rayleighQuotient(ball, vector);
    const estimate = quotient.middle / quotient.square;
    const tried = [14n, 11n, 8n, 6n, 4n, 2n, 1n].find((k) => {
      const candidate = estimate - (estimate >> k) - 1n;
      const found = candidate > shift ? fixedCholesky(ball, candidate) : null;
      if (found === null) return false;
      [shift, factor] = [candidate, found];
      return true;
    });
    // No shift: the quotient is still another eigenvalue's, of a start nearly orthogonal to this one.
    vector = inverseIterate(factor!, bits, tried === undefined ? 24 : 2, vector);
    if (tried === 14n) break;
  }
  const least = lowerBoundByFactor(ball, shift, factor!);
  const { middle, doubt, square } = rayleighQuotient(ball, vector);
  return {
    lower: rational(least.mantissa, 1n << BigInt(least.bits)),
    upper: rational(middle + doubt, square << BigInt(bits)),
    shift,
    factor,
    vector,
    bits,
  };
}
