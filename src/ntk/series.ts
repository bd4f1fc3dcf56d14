/**
 * # Hermite series of a pair
 *
 * E[σ(u)σ(v)] = Σ a_k(q₁) a_k(q₂) ρ^k and E[σ′(u)σ′(v)] = Σ b_k(q₁) b_k(q₂) ρ^k, cut after as many
 * terms as the tails ask for: what is left out after K is at most |ρ|^K √(t₁ t₂), t(q) = Σ_{k≥K} a_k².
 */
import type { Hermite } from './hermite.ts';

/** Tails are kept at multiples of this. */
const STRIDE = 8;

export interface Series {
  readonly terms: number;
  readonly coefficients: Float64Array;
  readonly slopes: Float64Array | null;
  /** tails[j] = Σ_{k ≥ 8j} a_k²/E[σ²], and of b_k. */
  readonly tails: Float64Array;
  readonly slopeTails: Float64Array | null;
  readonly squareNorm: number;
  readonly derivativeSquareNorm: number | null;
}

export function seriesOf(
  hermite: Omit<
    Hermite,
    'kind' | 'variance' | 'nodes' | 'errorEstimate' | 'derivativeErrorEstimate'
  >,
): Series {
  const { coefficients, derivativeCoefficients, squareNorm, derivativeSquareNorm } = hermite;
  return {
    terms: coefficients.length,
    coefficients,
    slopes: derivativeCoefficients,
    tails: tailsOf(coefficients, hermite.tail, squareNorm),
    slopeTails:
      derivativeCoefficients &&
      tailsOf(derivativeCoefficients, hermite.derivativeTail!, derivativeSquareNorm!),
    squareNorm,
    derivativeSquareNorm,
  };
}

/** At variance 0: σ(0) and, where it exists, σ′(0). */
export function constantSeries(value: number, slope: number | null): Series {
  // All before the first term, nothing after it.
  const tailsOfOne = (a: number): Float64Array => Float64Array.of(a === 0 ? 0 : 1, 0);
  return {
    terms: 1,
    coefficients: Float64Array.of(value),
    slopes: slope === null ? null : Float64Array.of(slope),
    tails: tailsOfOne(value),
    slopeTails: slope === null ? null : tailsOfOne(slope),
    squareNorm: value * value,
    derivativeSquareNorm: slope === null ? null : slope * slope,
  };
}

function tailsOf(coefficients: Float64Array, rest: number, norm: number): Float64Array {
  const tails = new Float64Array(Math.ceil(coefficients.length / STRIDE) + 1);
  if (norm === 0) return tails;
  // What rounding leaves of Parseval's sum is no tail.
  let sum = rest > 2e-15 * norm ? rest / norm : 0;
  tails[tails.length - 1] = sum;
  for (let k = coefficients.length - 1; k >= 0; k -= 1) {
    sum += coefficients[k]! ** 2 / norm;
    if (k % STRIDE === 0) tails[k / STRIDE] = sum;
  }
  return tails;
}

/** Terms after which both remainders are below the tolerance (relative); null: more than there are. */
export function termsFor(a: Series, b: Series, size: number, tolerance: number): number | null {
  const steps = Math.min(a.tails.length, b.tails.length);
  const slopes = a.slopeTails !== null && b.slopeTails !== null;
  const base = size ** (2 * STRIDE);
  const square = tolerance * tolerance;
  // Squares of the remainders.
  let power = 1;
  for (let j = 0; j < steps; j += 1) {
    if (
      power * a.tails[j]! * b.tails[j]! <= square &&
      !(slopes && power * a.slopeTails[j]! * b.slopeTails[j]! > square)
    )
      return Math.min(j * STRIDE, a.terms, b.terms);
    power *= base;
  }
  return null;
}

export interface SeriesSum {
  value: number;
  slope: number;
}

/** Horner's rule for both sums. */
export function sumSeries(
  a: Series,
  b: Series,
  correlation: number,
  terms: number,
  out: SeriesSum,
): void {
  const [x, y] = [a.coefficients, b.coefficients];
  const [s, t] = [a.slopes, b.slopes];
  let [value, slope] = [0, 0];
  if (s !== null && t !== null) {
    for (let k = terms - 1; k >= 0; k -= 1) {
      value = value * correlation + x[k]! * y[k]!;
      slope = slope * correlation + s[k]! * t[k]!;
    }
  } else for (let k = terms - 1; k >= 0; k -= 1) value = value * correlation + x[k]! * y[k]!;
  out.value = value;
  out.slope = slope;
}

/**
 * 1 − E[σ(u)σ(v)]/√(E[σ(u)²]E[σ(v)²]) without cancellation near ρ = 1:
 * ½Σ(â_k − â′_k)² + Σ â_k â′_k (1 − ρ^k) + ½(1 − ρ^K)(tails), â normalised; 1 − ρ^{k+1} = (1−ρ) + ρ(1−ρ^k).
 * @param oneMinus 1 − ρ
 */
export function complementBySeries(
  a: Series,
  b: Series,
  correlation: number,
  oneMinus: number,
): number {
  const [x, y] = [a.coefficients, b.coefficients];
  const [s, t] = [1 / Math.sqrt(a.squareNorm), 1 / Math.sqrt(b.squareNorm)];
  let [sum, squares, power] = [0, 0, 0];
  for (let k = 0; k < Math.min(x.length, y.length); k += 1) {
    const [u, v] = [x[k]! * s, y[k]! * t];
    sum += u * v * power;
    squares += (u - v) * (u - v);
    power = oneMinus + correlation * power;
  }
  return sum + squares / 2 + (power * (a.tails.at(-1)! + b.tails.at(-1)!)) / 2;
}
