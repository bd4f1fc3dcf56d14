/**
 * # How many terms Hermite series should have
 *
 * A pair whose remainder |ρ|^K t_K is not negligible after K terms is integrated in two dimensions,
 * at thousands of times the price. Kinks make t_K fall slowly, so that |ρ| decides: K is chosen where
 * the coefficients cost as much as the integrals they spare. Times are those of one machine; their
 * ratio is what counts.
 */
import { MAX_TERMS } from './hermite.ts';

/** How close to ±1 the correlations of a layer are. */
export interface Closeness {
  /** About the number of pairs with 1 − |ρ| < m. */
  below(m: number): number;
  /** The least 1 − |ρ| ≥ m; 1 if there is none. */
  least(m: number): number;
}

/** Pairs that are counted; of more than these every second, third, …. */
const SAMPLE = 50_000;

export function closenessOf(complement: Float64Array): Closeness {
  const every = Math.ceil(complement.length / SAMPLE);
  return {
    below(m) {
      let count = 0;
      for (let p = 0; p < complement.length; p += every) if (complement[p]! < m) count += every;
      return count;
    },
    least(m) {
      let least = 1;
      for (let p = 0; p < complement.length; p += 1) {
        const c = complement[p]!;
        if (c >= m && c < least) least = c;
      }
      return least;
    },
  };
}

/** All pairs at one |ρ|. */
export const closenessAt = (correlation: number): Closeness =>
  closenessOf(Float64Array.of(1 - correlation));

/** Milliseconds of one integral, where the rule has the nodes of a plain activation. */
const INTEGRAL = 6;
const PLAIN = 500;
/** Numbers in all series of a layer at most. */
const ROOM = 2 ** 22;
/** From here on series are interpolated between about as many. */
const MANY = 40;

/** 1 − |ρ| from which on K terms suffice, where `tail` is left after them. */
export const servedFrom = (terms: number, tail: number, tolerance: number): number =>
  tail <= tolerance ? 0 : -Math.expm1(Math.log(tolerance / tail) / terms);

export interface Growth {
  /** K, and what is left after so many terms, and after half of them. */
  readonly terms: number;
  readonly tail: number;
  readonly tailOfHalf: number;
  readonly tolerance: number;
  /** Number of variances. */
  readonly count: number;
  /** Of the rule for a few terms: many where there are many pieces, as of floor. */
  readonly nodes: number;
  /** Whether high coefficients come from kinks, not from quadrature. */
  readonly kinked: boolean;
  readonly closeness: Closeness;
}

/** Milliseconds for the coefficients at all variances. */
function coefficientsCost(terms: number, { count, kinked, nodes }: Growth): number {
  const integrated = kinked ? Math.min(terms, 1024) : terms;
  const each =
    integrated * Math.max(nodes, 24 * Math.sqrt(integrated)) * 2e-6 + (kinked ? terms * 2e-4 : 0);
  return Math.min(count, MANY) * each + (count > MANY ? count * terms * 5e-5 : 0);
}

/**
 * Whether series should be longer than they are. Tails are taken to fall as exp(−c√k), as those of
 * smooth functions do; with kinks, to stay as they are.
 */
export function shouldGrow(growth: Growth): boolean {
  const { terms, tail, tailOfHalf, tolerance, count, nodes, kinked, closeness } = growth;
  const integral = INTEGRAL * Math.max(1, nodes / PLAIN) ** 2;
  const cost = (many: number, left: number): number =>
    coefficientsCost(many, growth) + integral * closeness.below(servedFrom(many, left, tolerance));
  const now = cost(terms, tail);
  const rate = Math.log(tail / tailOfHalf) / (1 - Math.SQRT1_2);
  for (let factor = 2; terms * factor <= MAX_TERMS && terms * factor * count <= ROOM; factor *= 2) {
    const left = kinked || !(tail > 0) ? tail : tail * Math.exp(rate * (Math.sqrt(factor) - 1));
    if (cost(terms * factor, left) < now) return true;
  }
  return false;
}
