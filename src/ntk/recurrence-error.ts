/**
 * # Errors in the recurrence of Hermite polynomials
 *
 * δ_{k+1} = (z δ_k − √k δ_{k−1})/√(k+1) + ε_k, δ_0 = δ_{−1} = 0, z ≥ 0: a bound of |δ_k| from bounds of |ε_k|.
 *
 * - While z² ≥ 4(k + 1), perturbations only grow: from (1, 0) the ratio r_k of neighbours obeys
 *   r_k = (z − √k/r_{k−1})/√(k+1) ≥ (z − √k)/√(k+1) ≥ 1. So D_{k+1} ≥ (z D_k − √k D_{k−1})/√(k+1) + |ε_k| serves.
 * - Where s_k = 1 − z²/(4k) > 0, with t = z/√k the form Q_k(a, b) = a² − t·ab + b² is positive definite, and
 *   Q_{k+1}(δ_{k+1}, δ_k) = (k·Q_k(δ_k, δ_{k−1}) + δ_k²)/(k + 1) if ε = 0, where δ_k² ≤ Q_k/s_k: √Q grows by
 *   √((k + 1/s_k)/(k + 1)) a step, and |δ_k| ≤ √(Q_k/s_k).
 * - In between, at most three steps: |δ_{k+1}| ≤ (z|δ_k| + √k|δ_{k−1}|)/√(k+1) + |ε_k|.
 */

/** Room for the roundings of a step: the difference of the first case is at least half of z·D_k. */
const UP = 1 + 2 ** -40;

export interface RecurrenceError {
  /** ≥ |δ_k|, at first of k = 0. */
  readonly error: number;
  /** To k + 1. @param own ≥ |ε_k| */
  advance(own: number): void;
}

/** @param z ≥ 0 to within a relative 2^−50 and `doubt` more */
export function recurrenceError(z: number, doubt: number): RecurrenceError {
  const least = Math.max(0, z * (1 - 2 ** -45) - doubt);
  const most = z * (1 + 2 ** -45) + doubt;
  const [low4, high4] = [(least * least) / 4, ((most * most) / 4) * UP];
  let [k, before, now] = [0, 0, 0];
  /** √Q_k once it is in use. */
  let energy: number | null = null;
  return {
    get error() {
      return now;
    },
    advance(own) {
      if (energy === null && k >= 1 && high4 <= k - 0.5) energy = (now + before) * UP;
      if (energy !== null) {
        const s = (k - high4) / k / UP;
        energy = (energy * Math.sqrt((k + 1 / s) / (k + 1)) + own) * UP;
        now = (energy / Math.sqrt((k + 1 - high4) / (k + 1) / UP)) * UP;
      } else {
        const falls = low4 >= (k + 1) * UP;
        const kept = falls ? -Math.sqrt(k) * before * (2 - UP) : Math.sqrt(k) * before;
        [before, now] = [now, ((most * now + kept) / Math.sqrt(k + 1) + own) * UP];
      }
      k += 1;
    },
  };
}
