/**
 * # Kernels of polynomials, exactly
 *
 * Σ² and Θ² over Q, from the moments of Gaussians (Isserlis, Wick) and nothing of the program's own
 * kernels: what those are compared with.
 */
import * as Q from '../src/arith/rational.ts';
import type { Rational } from '../src/arith/rational.ts';
import { shortestDecimal } from '../src/data/number-text.ts';
import type { Rows } from '../src/testing/inputs.ts';

/** E[u^a v^b], E[u²] = p, E[v²] = q, E[uv] = r: (a−1)·p·E[u^(a−2)v^b] + b·r·E[u^(a−1)v^(b−1)]. */
function moment(a: number, b: number, p: Rational, q: Rational, r: Rational): Rational {
  if (a < 0 || b < 0) return Q.zero;
  if (a === 0) return b === 0 ? Q.one : times(b - 1, q, moment(0, b - 2, p, q, r));
  const first = a > 1 ? times(a - 1, p, moment(a - 2, b, p, q, r)) : Q.zero;
  return b > 0 ? Q.add(first, times(b, r, moment(a - 1, b - 1, p, q, r))) : first;
}

const times = (k: number, a: Rational, b: Rational): Rational => Q.mul(Q.rational(k), Q.mul(a, b));

/** Σ a_k·b_k. */
export const inner = (a: readonly Rational[], b: readonly Rational[]): Rational =>
  a.reduce((sum, entry, k) => Q.add(sum, Q.mul(entry, b[k]!)), Q.zero);

type Matrix = readonly (readonly Rational[])[];

/** Of Σ c_k x^k with one hidden layer; decimals are exact. */
export function exactKernels(
  c: readonly Rational[],
  inputs: Rows,
  variances: { readonly weightVariance: number; readonly biasVariance: number },
): { readonly nngp: Matrix; readonly ntk: Matrix } {
  const w = shortestDecimal(variances.weightVariance);
  const beta = shortestDecimal(variances.biasVariance);
  const rows = inputs.map((row) => row.map(shortestDecimal));
  const scale = Q.div(w, Q.rational(rows[0]!.length));
  const first = rows.map((x) => rows.map((y) => Q.add(Q.mul(scale, inner(x, y)), beta)));
  const entries = (slopes: boolean): Matrix =>
    first.map((row, i) =>
      row.map((r, j) => {
        const [p, q] = [first[i]![i]!, first[j]![j]!];
        const by = slopes ? 1 : 0;
        let sum = Q.zero;
        for (const [a, x] of c.entries())
          for (const [b, y] of c.entries()) {
            const factor = Q.mul(Q.mul(x, y), slopes ? Q.rational(a * b) : Q.one);
            sum = Q.add(sum, Q.mul(factor, moment(a - by, b - by, p, q, r)));
          }
        return sum;
      }),
    );
  const slopes = entries(true);
  const nngp = entries(false).map((row) => row.map((e) => Q.add(Q.mul(w, e), beta)));
  const ntk = nngp.map((row, i) =>
    row.map((e, j) => Q.add(e, Q.mul(w, Q.mul(first[i]![j]!, slopes[i]![j]!)))),
  );
  return { nngp, ntk };
}

/** By elimination over Q. */
export function determinant(matrix: Matrix): Rational {
  const rows = matrix.map((row) => [...row]);
  let product = Q.one;
  for (let k = 0; k < rows.length; k += 1) {
    const at = rows.findIndex((row, i) => i >= k && Q.sign(row[k]!) !== 0);
    if (at < 0) return Q.zero;
    if (at > k) {
      [rows[k], rows[at]] = [rows[at]!, rows[k]!];
      product = Q.neg(product);
    }
    const pivot = rows[k]!;
    product = Q.mul(product, pivot[k]!);
    for (const row of rows.slice(k + 1)) {
      const factor = Q.div(row[k]!, pivot[k]!);
      for (let j = k; j < row.length; j += 1) row[j] = Q.sub(row[j]!, Q.mul(factor, pivot[j]!));
    }
  }
  return product;
}
