/**
 * # The smallest eigenvalue of a Gram matrix, between two bounds
 *
 * Entries as enclosures (ntk/gram-enclosure.ts), then a shifted factorisation below and a Rayleigh
 * quotient above (linalg/smallest-eigenvalue.ts): in fixed point with as many bits as it takes for
 * small sets, in verified double precision for large ones. Both bounds hold for the true kernel.
 */
import { binaryValue } from '../arith/double.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import {
  boundSmallestEigenvalue,
  boundSmallestEigenvalueFixed,
} from '../linalg/smallest-eigenvalue.ts';
import type { FixedBall } from '../linalg/fixed-point.ts';
import type { MatrixBall } from '../linalg/verified-cholesky.ts';
import { exactLayersOf } from '../ntk/architecture.ts';
import type { ExactArchitecture } from '../ntk/architecture.ts';
import { encloseGram } from '../ntk/gram-enclosure.ts';
import { MAX_SERIES } from '../ntk/dual-request.ts';
import { exactPieces } from '../ntk/exact-piece.ts';
import { isAngular } from '../ntk/homogeneous.ts';
import type { KernelName } from '../ntk/kernel.ts';
import { boundByGershgorin } from './gershgorin.ts';

export interface LambdaMinOptions {
  /** Rows beyond which nothing is factorised, and the bounds are wide; 2000 unless given. */
  readonly rows?: number;
  /** Wanted (upper − lower)/upper; 10^−3 unless given. */
  readonly tolerance?: number;
  /**
   * Bits of the entries at most. Unless given, 192 where more digits are in reach for up to 48 rows
   * (a minute at most): every σ of arc-cosine form, or analytic at variances ≤ 16; else 64 (seconds).
   */
  readonly maxPrecision?: number;
  /** Terms of Hermite series at most; 96 at 64 bits, 640 at 128 and 1600 beyond in any case. */
  readonly terms?: number;
  readonly progress?: (fraction: number) => boolean | void;
}

export type LambdaMin = EigenvalueBounds | NoEigenvalueBounds;

export interface EigenvalueBounds {
  readonly kind: 'bounds';
  /** May be ≤ 0: then positivity is not shown. */
  readonly lower: Rational;
  readonly upper: Rational;
  /** How the bounds were found, as a phrase. */
  readonly rigour: string;
}

export interface NoEigenvalueBounds {
  readonly kind: 'none';
  readonly reason: string;
}

/** Rows up to which fixed point is tried: its factorisation takes n³/6 products of long integers. */
const FIXED_ROWS = 200;

/** Whether more terms bring more digits: not where σ has kinks or is one at the scale of its input. */
function gainsByDigits(
  inputs: readonly (readonly Rational[])[],
  architecture: ExactArchitecture,
): boolean {
  const { weights, activations } = exactLayersOf(architecture);
  if (activations.every(isAngular)) return true;
  const { weightVariance, biasVariance } = weights[0]!;
  const scale = Q.div(weightVariance, Q.rational(inputs[0]!.length));
  const variance = (row: readonly Rational[]): number =>
    Q.approxNumber(row.reduce((sum, x) => Q.add(sum, Q.mul(scale, Q.mul(x, x))), biasVariance));
  return (
    activations.every((expr) => isAngular(expr) || exactPieces(expr, 64).length === 1) &&
    inputs.every((row) => variance(row) <= 16)
  );
}

/** Terms of Hermite series at 64, 128, … bits. */
const SERIES = [96, 640, 1600];

/**
 * @param inputs N rows of d exact numbers
 * @throws RangeError on an architecture or inputs that do not fit
 */
export function encloseSmallestEigenvalue(
  inputs: readonly (readonly Rational[])[],
  architecture: ExactArchitecture,
  kernel: KernelName,
  {
    rows: most = 2000,
    tolerance = 1e-3,
    maxPrecision = inputs.length <= 48 && gainsByDigits(inputs, architecture) ? 192 : 64,
    terms = MAX_SERIES,
    progress,
  }: LambdaMinOptions = {},
): LambdaMin {
  let best: EigenvalueBounds | null = null;
  const rows = inputs.length;
  if (rows > most) return withoutFactorisation(inputs, architecture, kernel, tolerance, progress);
  for (let step = 0; ; step += 1) {
    const precision = rows > FIXED_ROWS ? 48 : 64 * (step + 1);
    if (step > 0 && precision > maxPrecision) break;
    // Long series are of no use before the digits that they reach.
    const length = SERIES[Math.min(step, SERIES.length - 1)]!;
    const gram = encloseGram(architecture, inputs, kernel, precision, {
      terms: Math.min(terms, length),
      ...(progress && { progress }),
    });
    if (gram.kind === 'no-kernel') return { kind: 'none', reason: gram.reason };
    if (gram.kind === 'stopped') return { kind: 'none', reason: 'stopped' };
    if (gram.kind === 'not-enclosed') {
      const reason = `hidden layer ${gram.layer}: ${gram.reason}`;
      return best ?? { kind: 'none', reason };
    }
    if (rows > FIXED_ROWS) return inDoubles(gram.ball, tolerance);
    const found = boundSmallestEigenvalueFixed(gram.ball);
    if (found === null) continue;
    const { lower, upper } = found;
    best = {
      kind: 'bounds',
      lower,
      upper,
      rigour: `entries enclosed to ${precision} bits, factorisation verified in exact integers`,
    };
    const gap = Q.sub(upper, lower);
    if (Q.sign(lower) > 0 && Q.approxNumber(Q.div(gap, upper)) <= tolerance) return best;
  }
  return (
    best ?? { kind: 'none', reason: `not shown to be positive definite at ${maxPrecision} bits` }
  );
}

/** Rows around the closest pair whose own smallest eigenvalue is the bound above (interlacing). */
const NEIGHBOURS = 32;

function withoutFactorisation(
  inputs: readonly (readonly Rational[])[],
  architecture: ExactArchitecture,
  kernel: KernelName,
  tolerance: number,
  progress?: (fraction: number) => boolean | void,
): LambdaMin {
  const found = boundByGershgorin(inputs, architecture, kernel, progress && { progress });
  if (found.kind === 'none')
    return { kind: 'none', reason: `${inputs.length} rows: ${found.reason}` };
  const near = found.nearest.slice(0, NEIGHBOURS).map((i) => inputs[i]!);
  const part = encloseSmallestEigenvalue(near, architecture, kernel, {
    tolerance,
    maxPrecision: 64,
    ...(progress && { progress }),
  });
  if (part.kind === 'none') return part;
  return {
    kind: 'bounds',
    lower: binaryValue(found.lower),
    upper: part.upper,
    rigour: `below: Gershgorin’s circles on blocks of Hermite terms, verified; above: the ${near.length} rows around the closest pair`,
  };
}

function inDoubles(ball: FixedBall, tolerance: number): EigenvalueBounds | NoEigenvalueBounds {
  const { lower, upper } = boundSmallestEigenvalue(doubles(ball), tolerance);
  if (!Number.isFinite(lower) || !Number.isFinite(upper))
    return { kind: 'none', reason: 'double precision does not show a bound' };
  return {
    kind: 'bounds',
    lower: binaryValue(lower),
    upper: binaryValue(upper),
    rigour: 'verified floating point, not independently checked',
  };
}

/** The nearest doubles, with what rounding them adds to the radius. */
function doubles({ n, bits, middle, radius }: FixedBall): MatrixBall {
  const values = new Float64Array(n * n);
  const around = new Float64Array(n * n);
  // m·2^−bits without overflow: bits beyond 900 are cut, at most one unit of 2^−900.
  const excess = Math.max(0, bits - 900);
  const unit = 2 ** -(bits - excess);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      const value = Number(middle[i]![j]! >> BigInt(excess)) * unit;
      const r =
        (Number((radius[i]![j]! >> BigInt(excess)) + 2n) * unit + Math.abs(value) * 2 ** -52) *
        (1 + 2 ** -50);
      values[i * n + j] = value;
      values[j * n + i] = value;
      around[i * n + j] = r;
      around[j * n + i] = r;
    }
  return { n, values, radius: around };
}
