/**
 * # Hermite functions off the real line
 *
 * For 0 ≤ r < 1, by Mehler's formula at (z, z̄) with all terms but one dropped,
 *
 *     |h_k(x + iy)|² ≤ r^−k (1 − r²)^−½ exp(r x²/(1 + r) + r y²/(1 − r)),
 *
 * so |h_k φ| ≤ r^−k/2 (1 − r²)^−¼ (2π)^−½ exp(−x²/(2(1 + r)) + y²/(2(1 − r))).
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';

export interface RuleRequest {
  /** Variances served: 0 < least ≤ most. */
  readonly variances: readonly [Rational, Rational];
  /** The largest k. */
  readonly order: number;
  /** Errors of about 2^−bits are wanted, relative to the size of f. */
  readonly bits: number;
}

const ROUGH = 53;
const two = Q.rational(2);
const half = Q.rational(1, 2);
const of = (q: Rational): Enclosure => E.fromRational(q, ROUGH);

/** Bounds are not told below this: fractions of many digits are slow. */
export const leastBound = Q.rational(1n, 1n << 1000n);

const partitions = new WeakMap<RuleRequest, readonly Rational[]>();

/** least = q₀ < q₁ < … < q_n = most, ratios at most 2: one bound for each range is sharper. */
function partition(request: RuleRequest): readonly Rational[] {
  let ends = partitions.get(request);
  if (ends === undefined) {
    const [least, most] = request.variances;
    const found = [least];
    for (let q = Q.mul(least, two); Q.compare(q, most) < 0; q = Q.mul(q, two)) found.push(q);
    ends = [...found, most];
    partitions.set(request, ends);
  }
  return ends;
}

/**
 * ≥ |h_k(z)φ(z)|/√q, z = (x + iy)/√q, for |x| ≥ near, |y| ≤ across, k ≤ order and q in the range;
 * null: no finite bound.
 */
export function hermiteBound(
  near: Rational,
  across: Rational,
  request: RuleRequest,
): Rational | null {
  const ends = partition(request);
  let most: Rational | null = leastBound;
  for (let i = 0; i + 1 < ends.length; i += 1) {
    const bound = within(near, across, ends[i]!, ends[i + 1]!, request.order);
    most = bound === null || most === null ? null : Q.compare(bound, most) > 0 ? bound : most;
  }
  return most;
}

function within(
  near: Rational,
  across: Rational,
  least: Rational,
  most: Rational,
  order: number,
): Rational | null {
  const p = ROUGH;
  const x2 = E.div(of(Q.mul(near, near)), of(most), p)!;
  const y2 = E.div(of(Q.mul(across, across)), of(least), p)!;
  // Any r in [0, 1) serves; near 1 − |y|/√k is best.
  const best = order === 0 ? 0 : 1 - Math.sqrt(E.approxNumber(y2) / order);
  const clipped = order === 0 ? 0 : Math.min(0.998, Math.max(0.02, best));
  const r = Q.rational(Math.round(clipped * 512), 512);
  const [plus, minus] = [Q.add(Q.one, r), Q.sub(Q.one, r)];
  const log = (e: Enclosure): Enclosure => E.apply('log', [e], p)!;
  const times = (a: Enclosure, q: Rational): Enclosure => E.mul(a, of(q), p);
  const turn = E.mul(E.mul(of(two), E.pi(p), p), of(least), p);
  const parts = [
    ...(order === 0 ? [] : [times(log(of(r)), Q.rational(-order, 2))]),
    times(log(of(Q.mul(plus, minus))), Q.rational(-1, 4)),
    E.neg(E.div(x2, of(Q.mul(two, plus)), p)!),
    E.div(y2, of(Q.mul(two, minus)), p)!,
    E.neg(times(log(turn), half)),
  ];
  return E.upperRational(E.apply('exp', [parts.reduce((a, b) => E.add(a, b, p))], p)!);
}
