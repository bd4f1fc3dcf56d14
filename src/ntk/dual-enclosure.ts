/**
 * # The dual activation, enclosed, on a set of variances
 *
 * For (u, v) normal with variances q_i, q_j and correlation ρ: the normalised
 * κ = E[σ(u)σ(v)]/(n_i n_j), n² = E[σ²], and κ′ = E[σ′(u)σ′(v)]/(m_i m_j), m² = E[σ′²], in [−1, 1], as
 * integers over 2^bits with errors. With α_k = a_k/n the series
 *
 *     κ = Σ_k α_ik α_jk ρ^k,   κ′ = g_i g_j dκ/dρ,  g = n/(√q m),
 *
 * cut after K terms leave at most |ρ|^K √(T_i T_j) and |ρ|^{K−1} √(T′_i T′_j), T = 1 − Σ_{k<K} α_k²,
 * T′ = 1 − g² Σ_{k<K} k α_k² (theory H). σ = a·x + b·|x| has the arc-cosine form.
 */
import type { Enclosure } from '../arith/enclosure.ts';
import type { Expr } from '../expr/expr.ts';
import { pointsOf } from './dual-points.ts';
import { powerUp, UP } from './dual-request.ts';
import type { DualRequest, NoDual } from './dual-request.ts';
import { angular } from './homogeneous.ts';

/** κ and κ′ of a pair with bounds of their errors, in units of 2^−bits. */
export interface PairValue {
  value: bigint;
  doubt: number;
  slope: bigint;
  slopeDoubt: number;
}

export interface DualEnclosure {
  readonly kind: 'dual';
  /** √E[σ²] at each variance; √E[σ′²], null unless wanted. */
  readonly norms: readonly Enclosure[];
  readonly slopeNorms: readonly Enclosure[] | null;
  /** @param rho over 2^bits, within `doubt` of the correlation */
  pair(i: number, j: number, rho: bigint, doubt: number, out: PairValue): void;
}

/** @param variances enclosures of q ≥ 0, each certainly 0 or certainly positive */
export function encloseDual(
  expr: Expr,
  variances: readonly Enclosure[],
  request: DualRequest,
): DualEnclosure | NoDual {
  const closed = angular(expr, variances, request);
  if (closed !== null) return closed;
  const points = pointsOf(expr, variances, request);
  if ('kind' in points) return points;
  const { bits, wanted, slopes } = request;
  const p = BigInt(bits);
  const unit = 2 ** -bits;
  return {
    kind: 'dual',
    norms: points.map(({ norm }) => norm),
    slopeNorms: slopes ? points.map(({ slopeNorm }) => slopeNorm!) : null,
    pair(i, j, rho, doubt, out) {
      const [a, b] = [points[i]!, points[j]!];
      const length = Math.min(a.alpha.length, b.alpha.length);
      const size = Math.min(1, (Math.abs(Number(rho)) * UP + doubt) * unit);
      // The shortest series that serves, by its proven remainder.
      let terms = Math.min(8, length);
      const remainder = (rest: Float64Array, other: Float64Array, k: number, power: number) =>
        rest[k]! * other[k]! * powerUp(size, power) * UP;
      const small = 2 ** -wanted;
      while (terms < length) {
        const value = remainder(a.rest, b.rest, terms, terms);
        const slope = slopes ? remainder(a.slopeRest!, b.slopeRest!, terms, terms - 1) : 0;
        if (value <= small && slope <= small) break;
        terms = Math.min(length, Math.ceil(terms * 1.25));
      }
      let [sum, first] = [0n, 0n];
      for (let k = terms - 1; k >= 0; k -= 1) {
        if (slopes) first = ((first * rho) >> p) + sum;
        sum = ((sum * rho) >> p) + ((a.alpha[k]! * b.alpha[k]!) >> p);
      }
      // Σ(|α_i|e_j + |α_j|e_i) ≤ ‖e_j‖ + ‖e_i‖; two roundings a term; |dκ/dρ| ≤ √(Σkα_i² Σkα_j²).
      out.value = sum;
      out.doubt =
        (a.error + b.error + 2 * terms + 2 + doubt * Math.sqrt(a.first * b.first)) * UP +
        (remainder(a.rest, b.rest, terms, terms) / unit) * UP;
      if (!slopes) return;
      const [g, dg] = a.ratio!;
      const [h, dh] = b.ratio!;
      const factor = (g * h) >> p;
      const factorDoubt =
        (Number(g) * unit * Number(dh) +
          Number(h) * unit * Number(dg) +
          Number(dg) * Number(dh) * unit +
          2) *
        UP;
      const firstDoubt =
        (a.slopeError * Math.sqrt(b.first) +
          b.slopeError * Math.sqrt(a.first) +
          a.slopeError * b.slopeError * unit +
          2 * terms * (terms + 1) +
          doubt * Math.sqrt(a.second * b.second)) *
        UP;
      out.slope = (factor * first) >> p;
      out.slopeDoubt =
        (Number(factor) * unit * firstDoubt +
          Math.abs(Number(first)) * unit * factorDoubt +
          factorDoubt * firstDoubt * unit +
          2) *
          UP *
          UP +
        (remainder(a.slopeRest!, b.slopeRest!, terms, terms - 1) / unit) * UP;
    },
  };
}
