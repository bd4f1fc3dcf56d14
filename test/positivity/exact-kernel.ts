/**
 * # Kernels of polynomial networks over Q
 *
 * By moments of Gaussian pairs, in rationals: independent of theorem D.
 *
 *     E[u^a v^b] = Σ_j a! b! / (((a−j)/2)! ((b−j)/2)! j! 2^{(a+b)/2−j}) p^{(a−j)/2} q^{(b−j)/2} c^j,
 *
 * over j ≤ min(a, b) of the parity of both, for variances p, q and covariance c (Isserlis).
 */
import { add, div, mul, pow, rational, zero } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

function moment(a: number, b: number, p: Rational, q: Rational, c: Rational): Rational {
  if ((a + b) % 2 === 1) return zero;
  let sum = zero;
  for (let j = a % 2; j <= Math.min(a, b); j += 2) {
    const [s, t] = [(a - j) / 2, (b - j) / 2];
    const weight = rational(
      factorial(a) * factorial(b),
      factorial(s) * factorial(t) * factorial(j) * 2n ** BigInt(s + t),
    );
    sum = add(sum, mul(weight, mul(mul(pow(p, s), pow(q, t)), pow(c, j))));
  }
  return sum;
}

/** E[f(u)g(v)] for polynomials by their ascending coefficients. */
const expectation = (
  f: readonly Rational[],
  g: readonly Rational[],
  p: Rational,
  q: Rational,
  c: Rational,
): Rational =>
  f.reduce(
    (sum, x, a) => g.reduce((s, y, b) => add(s, mul(mul(x, y), moment(a, b, p, q, c))), sum),
    zero,
  );

export type Matrix = readonly (readonly Rational[])[];

/** Σ^L and Θ^L on the inputs; `layers` has the coefficients of each hidden layer. */
export function exactKernels(
  inputs: Matrix,
  layers: readonly (readonly Rational[])[],
  weightVariance: readonly Rational[],
  biasVariance: readonly Rational[],
): { readonly nngp: Matrix; readonly ntk: Matrix } {
  const d = rational(inputs[0]!.length);
  const entries = (of: (i: number, j: number) => Rational): Matrix =>
    inputs.map((_, i) => inputs.map((__, j) => of(i, j)));
  let sigma = entries((i, j) =>
    add(
      mul(
        div(weightVariance[0]!, d),
        inputs[i]!.reduce((s, x, k) => add(s, mul(x, inputs[j]![k]!)), zero),
      ),
      biasVariance[0]!,
    ),
  );
  let theta = sigma;
  for (const [l, coefficients] of layers.entries()) {
    const slope = coefficients.slice(1).map((c, k) => mul(c, rational(k + 1)));
    const [w, b, before] = [weightVariance[l + 1]!, biasVariance[l + 1]!, sigma];
    const dual = (f: readonly Rational[], i: number, j: number): Rational =>
      expectation(f, f, before[i]![i]!, before[j]![j]!, before[i]![j]!);
    const after = entries((i, j) => add(mul(w, dual(coefficients, i, j)), b));
    const old = theta;
    theta = entries((i, j) => add(after[i]![j]!, mul(w, mul(old[i]![j]!, dual(slope, i, j)))));
    sigma = after;
  }
  return { nngp: sigma, ntk: theta };
}

export const times = (matrix: Matrix, u: readonly Rational[]): readonly Rational[] =>
  matrix.map((row) => row.reduce((s, x, k) => add(s, mul(x, u[k]!)), zero));
