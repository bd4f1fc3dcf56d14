/**
 * # Kernels of polynomial layers
 *
 * Theorem D: ker Σ^L = ker Θ^L = {u : Σ u_i p(x_i) = 0 for p homogeneous of degree s, s ∈ S_L}, whatever
 * the coefficients are: only which of them are 0 matters. Exact over Q.
 */
import { contains } from '../arith/enclosure.ts';
import { add, mul, pow, rational, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { constantRational, evaluateAt } from '../expr/evaluate.ts';
import { parse } from '../expr/parse.ts';

/** Exponents with coefficients that are certainly not 0, and those with coefficients not known to be 0. */
export interface Support {
  readonly within: readonly number[];
  readonly covering: readonly number[];
}

const PRECISION = 256;

/** @param coefficients of a polynomial, ascending, in the language of activations */
export function supportOf(coefficients: readonly string[]): Support {
  const [within, covering]: [number[], number[]] = [[], []];
  for (const [k, text] of coefficients.entries()) {
    const expr = parse(text);
    const exact = constantRational(expr);
    const value = exact === null ? evaluateAt(expr, zero, PRECISION) : null;
    const nonzero = exact !== null ? exact.num !== 0n : value !== null && !contains(value, zero);
    if (nonzero) within.push(k);
    if (nonzero || exact === null) covering.push(k);
  }
  return { within, covering };
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

/** The rank of the kernel over all inputs of R^d: Σ_{s∈S} C(d − 1 + s, s). */
export const genericRank = (degrees: readonly number[], d: number): number =>
  degrees.reduce((sum, s) => sum + binomial(d - 1 + s, s), 0);

/**
 * A matrix with the left null space of the monomials of these degrees: the monomials, or, where
 * they outnumber the rows, Σ_s (x_i·x_j)^s, a Gram matrix of them with positive weights.
 */
export function monomialFeatures(
  inputs: readonly (readonly Rational[])[],
  degrees: readonly number[],
): readonly (readonly Rational[])[] {
  const [n, d] = [inputs.length, inputs[0]!.length];
  if (genericRank(degrees, d) <= n) {
    const exponents = degrees.flatMap((s) => compositions(s, d));
    return inputs.map((row) =>
      exponents.map((powers) =>
        powers.reduce((product, p, k) => mul(product, pow(row[k]!, p)), rational(1)),
      ),
    );
  }
  return inputs.map((x) =>
    inputs.map((y) => {
      const inner = x.reduce((sum, value, k) => add(sum, mul(value, y[k]!)), zero);
      return degrees.reduce((sum, s) => add(sum, pow(inner, s)), zero);
    }),
  );
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i += 1) product = (product * (n - k + i)) / i;
  return product;
}

/** Exponents of the monomials of degree s in d variables. */
function compositions(s: number, d: number): readonly (readonly number[])[] {
  if (d === 1) return [[s]];
  return Array.from({ length: s + 1 }, (_, first) => first).flatMap((first) =>
    compositions(s - first, d - 1).map((rest) => [first, ...rest]),
  );
}
