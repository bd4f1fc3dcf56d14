/**
 * # Hermite series of a pair
 *
 * E[σ(u)σ(v)] = Σ a_k(q₁) a_k(q₂) ρ^k and E[σ′(u)σ′(v)] = Σ b_k(q₁) b_k(q₂) ρ^k, cut after as many
 * terms as the tails ask for: what is left out after K is at most |ρ|^K √(t₁ t₂), t(q) = Σ_{k≥K} a_k².
 */
import type { Hermite } from './hermite.ts';

/** Tails are kept at multiples of this. */
export const STRIDE = 8;
/** Of E[σ²] − Σ a_k², relative to E[σ²]. */
const ROUNDING = 2e-15;

export interface Series {
  readonly terms: number;
  /** Of σ, as its coefficients tell: those of the other parity are rounding. */
  readonly parity: Parity;
  /** a_k, b_k next to each other; with a parity, without those that vanish: by powers of ρ². */
  readonly packed: Float64Array;
  /** tails[j] = Σ_{k ≥ 8j} a_k²/E[σ²], and of b_k. */
  readonly tails: Float64Array;
  readonly slopeTails: Float64Array | null;
  readonly squareNorm: number;
  readonly derivativeSquareNorm: number | null;
}

export type Parity = 'odd' | 'even' | null;

export type Coefficients = Pick<Series, 'terms' | 'parity' | 'packed'>;

export function seriesOf(
  hermite: Omit<
    Hermite,
    'kind' | 'variance' | 'nodes' | 'integrated' | 'errorEstimate' | 'derivativeErrorEstimate'
  >,
): Series {
  const { coefficients, derivativeCoefficients, squareNorm, derivativeSquareNorm } = hermite;
  const parity = parityOf(coefficients, squareNorm, derivativeCoefficients, derivativeSquareNorm);
  return seriesFrom(
    {
      terms: coefficients.length,
      parity,
      packed: packedOf(coefficients, derivativeCoefficients, parity),
    },
    { squareNorm, tail: hermite.tail },
    derivativeSquareNorm === null
      ? null
      : { squareNorm: derivativeSquareNorm, tail: hermite.derivativeTail! },
  );
}

export interface Norm {
  readonly squareNorm: number;
  /** What the coefficients leave of it. */
  readonly tail: number;
}

export function seriesFrom(given: Coefficients, value: Norm, slope: Norm | null): Series {
  return {
    terms: given.terms,
    parity: given.parity,
    packed: given.packed,
    tails: tailsOf(given, 0, value),
    slopeTails: slope && tailsOf(given, 1, slope),
    squareNorm: value.squareNorm,
    derivativeSquareNorm: slope && slope.squareNorm,
  };
}

function parityOf(
  values: Float64Array,
  norm: number,
  slopes: Float64Array | null,
  slopeNorm: number | null,
): Parity {
  const vanish = (from: number, c: Float64Array, square: number): boolean => {
    const rounding = 4 * Number.EPSILON * Math.sqrt(square);
    for (let k = from; k < c.length; k += 2) if (Math.abs(c[k]!) > rounding) return false;
    return true;
  };
  for (const parity of ['odd', 'even'] as const) {
    const [first, second] = placesOf(parity);
    const slopesVanish = slopes === null || vanish(1 - second, slopes, slopeNorm!);
    if (vanish(1 - first, values, norm) && slopesVanish) return parity;
  }
  return null;
}

/** The least k with a_k, and with b_k, that need not vanish. */
export const placesOf = (parity: Parity): readonly [number, number] =>
  parity === null ? [0, 0] : parity === 'odd' ? [1, 0] : [0, 1];

function packedOf(values: Float64Array, slopes: Float64Array | null, parity: Parity): Float64Array {
  const step = parity === null ? 1 : 2;
  const packed = new Float64Array(2 * Math.ceil(values.length / step));
  const [first, second] = placesOf(parity);
  for (let m = 0; 2 * m < packed.length; m += 1) {
    packed[2 * m] = values[step * m + first] ?? 0;
    packed[2 * m + 1] = slopes?.[step * m + second] ?? 0;
  }
  return packed;
}

/** a_k (which = 0) or b_k (which = 1). */
export function coefficientOf(
  { terms, parity, packed }: Coefficients,
  which: 0 | 1,
  k: number,
): number {
  if (k >= terms) return 0;
  if (parity === null) return packed[2 * k + which]!;
  const odd = (parity === 'odd') === (which === 0);
  return (k % 2 === 1) === odd ? packed[k - (k % 2) + which]! : 0;
}

/** At variance 0: σ(0) and, where it exists, σ′(0). Nothing is left behind one term. */
export function constantSeries(value: number, slope: number | null): Series {
  const tails = (c: number): Float64Array => Float64Array.of(c === 0 ? 0 : 1, 0);
  return {
    terms: 1,
    parity: null,
    packed: Float64Array.of(value, slope ?? 0),
    tails: tails(value),
    slopeTails: slope === null ? null : tails(slope),
    squareNorm: value * value,
    derivativeSquareNorm: slope === null ? null : slope * slope,
  };
}

function tailsOf(given: Coefficients, which: 0 | 1, { squareNorm, tail }: Norm): Float64Array {
  const tails = new Float64Array(Math.ceil(given.terms / STRIDE) + 1);
  if (squareNorm === 0) return tails;
  // Below the rounding of Parseval's sum, the last coefficients tell the tail.
  const whole = tail / squareNorm;
  let sum = whole > ROUNDING ? whole : Math.min(ROUNDING, extrapolated(given, which) / squareNorm);
  tails[tails.length - 1] = sum;
  for (let k = given.terms - 1; k >= 0; k -= 1) {
    sum += coefficientOf(given, which, k) ** 2 / squareNorm;
    if (k % STRIDE === 0) tails[k / STRIDE] = sum;
  }
  return tails;
}

/** 4·E₂·r/(1 − r), r = E₂/E₁, of the last two eighths: above the tail where a_k² falls as k^{−3/2} or faster. */
function extrapolated(given: Coefficients, which: 0 | 1): number {
  const energy = (from: number, to: number): number => {
    let sum = 0;
    for (let k = Math.floor(from * given.terms); k < Math.floor(to * given.terms); k += 1)
      sum += coefficientOf(given, which, k) ** 2;
    return sum;
  };
  const [before, last] = [energy(0.75, 0.875), energy(0.875, 1)];
  if (last === 0) return 0;
  const ratio = Math.min(0.95, last / before);
  return (4 * last * ratio) / (1 - ratio);
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

/**
 * 1 − E[σ(u)σ(v)]/√(E[σ(u)²]E[σ(v)²]) without cancellation near ρ = 1:
 * ½Σ(â_k − â′_k)² + Σ â_k â′_k (1 − ρ^k) + ½(1 − ρ^K)(tails), â normalised; 1 − ρ^{k+1} = (1−ρ) + ρ(1−ρ^k).
 * @param oneMinus 1 − ρ
 * @param terms K, a multiple of the stride or all
 */
export function complementBySeries(
  a: Series,
  b: Series,
  correlation: number,
  oneMinus: number,
  terms: number,
): number {
  const [s, t] = [1 / Math.sqrt(a.squareNorm), 1 / Math.sqrt(b.squareNorm)];
  let [sum, squares, power] = [0, 0, 0];
  for (let k = 0; k < terms; k += 1) {
    const [u, v] = [coefficientOf(a, 0, k) * s, coefficientOf(b, 0, k) * t];
    sum += u * v * power;
    squares += (u - v) * (u - v);
    power = oneMinus + correlation * power;
  }
  const j = Math.ceil(terms / STRIDE);
  return sum + squares / 2 + (power * ((a.tails[j] ?? 0) + (b.tails[j] ?? 0))) / 2;
}
