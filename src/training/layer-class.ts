/**
 * # What the theorems need to know of a layer
 *
 * Read off the verdict and the hypotheses: the exponents of a polynomial, or a degree that σ is
 * proved to reach. What holds almost everywhere decides: kernels of positive variance, and networks
 * with random parameters, see no more.
 */
import { contains } from '../arith/enclosure.ts';
import { zero } from '../arith/rational.ts';
import { constantRational, evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { parse } from '../expr/parse.ts';
import { decide } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { hypotheses } from '../regularity/hypotheses.ts';

export interface LayerClass {
  readonly kind: 'polynomial' | 'non-polynomial' | 'undecided';
  /** Of the coefficients that are not 0, ascending; null unless all are known to be 0 or not. */
  readonly exponents: readonly number[] | null;
  /** σ is no polynomial of a lower degree; ∞ for a non-polynomial, 0 where nothing is proved. */
  readonly degreeAtLeast: number;
  readonly continuous: boolean;
}

export function layerClass(expr: Expr, verdict: Verdict = decide(expr)): LayerClass {
  const continuous = hypotheses(expr).continuous.value === true;
  const ofCoefficients = (coefficients: readonly string[]): LayerClass => {
    const exponents = exponentsOf(coefficients);
    return {
      kind: 'polynomial',
      exponents,
      degreeAtLeast: exponents?.at(-1) ?? 0,
      continuous: true,
    };
  };
  switch (verdict.kind) {
    case 'polynomial':
      return ofCoefficients(verdict.coefficients);
    case 'non-polynomial': {
      if (verdict.almostEverywhere !== null)
        return ofCoefficients(verdict.almostEverywhere.coefficients);
      return { kind: 'non-polynomial', exponents: null, degreeAtLeast: Infinity, continuous };
    }
    case 'undecided': {
      const degreeAtLeast = (verdict.notPolynomialOfDegree ?? -1) + 1;
      return { kind: 'undecided', exponents: null, degreeAtLeast, continuous };
    }
    default:
      return verdict satisfies never;
  }
}

const PRECISION = 256;

function exponentsOf(coefficients: readonly string[]): readonly number[] | null {
  const exponents: number[] = [];
  for (const [k, text] of coefficients.entries()) {
    const expr = parse(text);
    const exact = constantRational(expr);
    const value = exact === null ? evaluateAt(expr, zero, PRECISION) : null;
    if (exact !== null ? exact.num !== 0n : value !== null && !contains(value, zero))
      exponents.push(k);
    else if (exact === null) return null;
  }
  return exponents;
}

/**
 * The degrees S_L of theorem D: what a network of these layers outputs is, for all parameters, a
 * sum of homogeneous polynomials of these degrees in x; ker Σ^L = ker Θ^L is what they all miss.
 * @param exponents of each hidden layer's polynomial
 * @param biases whether σ_b > 0, for each layer of weights: one more than hidden layers
 * @returns ascending; null if there are more than `most`
 */
export function outputDegrees(
  exponents: readonly (readonly number[])[],
  biases: readonly boolean[],
  most = 10_000,
): readonly number[] | null {
  if (biases.length !== exponents.length + 1)
    throw new RangeError(`outputDegrees: expected ${exponents.length + 1} biases`);
  let degrees = new Set(biases[0]! ? [0, 1] : [1]);
  for (const [l, support] of exponents.entries()) {
    const next = new Set<number>(biases[l + 1]! ? [0] : []);
    // kS as S + (k−1)S; 0S = {0}
    let sums = new Set([0]);
    const highest = support.at(-1) ?? -1;
    if (highest * Math.max(0, ...degrees) > most) return null;
    for (let k = 0; k <= highest; k += 1) {
      if (support.includes(k)) for (const s of sums) next.add(s);
      sums = new Set([...sums].flatMap((a) => [...degrees].map((b) => a + b)));
    }
    degrees = next;
  }
  return [...degrees].sort((a, b) => a - b);
}
