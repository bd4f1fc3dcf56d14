/**
 * # Hermite sums in integers
 *
 * Σ_i w_i f(x_i) h_k(x_i/√q) φ(x_i/√q)/√q for k < terms at one rational variance, on the nodes of a
 * verified rule. h_{k+1} = (z h_k − √k h_{k−1})/√(k+1) in integers over 2^bits, each step with an error
 * of its own; recurrence-error.ts bounds what they add up to. Errors grow no faster than h_k does, and
 * |h_k| ≤ e^{z²/4}: φ ~ e^{−z²/2} makes up for both, and w f φ is told to (z²/4)·log₂ e more bits.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { integerRoot } from '../linalg/fixed-point.ts';
import { recurrenceError } from './recurrence-error.ts';
import type { Node, VerifiedRule } from './verified-rule.ts';

/** |value_k − values[k]·2^−bits| ≤ radius[k]·2^−bits. */
export interface FixedVector {
  readonly bits: number;
  readonly values: readonly bigint[];
  readonly radius: readonly bigint[];
}

/** Room for the roundings of the error bounds themselves: a few operations of 2^−53 a step. */
const INFLATE = 1 + 2 ** -40;

/** Error bounds are doubles in units of 2^−bits, up to e^{z²/4} ≤ 2^bits of them. */
const MAX_BITS = 900;

interface Roots {
  readonly root: readonly bigint[];
  readonly inverse: readonly bigint[];
}
const tables = new Map<number, { roots: bigint[]; inverses: bigint[] }>();

/** ⌊√k·2^bits⌋ and ⌊2^bits/√k⌋, k ≤ count. */
function rootsUpTo(count: number, bits: number): Roots {
  let table = tables.get(bits);
  if (table === undefined) {
    table = { roots: [0n], inverses: [0n] };
    tables.set(bits, table);
  }
  const p = BigInt(bits);
  for (let k = table.roots.length; k <= count; k += 1) {
    table.roots.push(integerRoot(BigInt(k) << (2n * p)));
    table.inverses.push(integerRoot((1n << (2n * p)) / BigInt(k)));
  }
  return { root: table.roots, inverse: table.inverses };
}

/** @param variance in the range of the rule; terms − 1 ≤ its order */
export function hermiteSum(rule: VerifiedRule, variance: Rational, terms: number): FixedVector {
  const { nodes, request, scale } = rule;
  const wanted = request.bits + 24;
  const bits = wanted + 2 * Math.ceil(Math.log2(terms + 1)) + 16;
  if (bits > MAX_BITS)
    throw new RangeError(`hermiteSum: expected at most ${MAX_BITS} bits, got ${bits}`);
  const p = BigInt(bits);
  const one = 1n << p;
  const unit = 2 ** -bits;
  const { root, inverse } = rootsUpTo(terms, bits);
  const v = E.fromRational(variance, bits + 32);
  const invRoot = E.apply('pow', [v, E.fromRational(Q.rational(-1, 2), 64)], bits + 32)!;
  const q = Q.approxNumber(variance);
  // Far nodes, of wider variances, are bounded instead: |h_k φ| ≤ 0.44·e^{−z²/4}.
  const cut = Math.sqrt(4 * Math.LN2 * (wanted + 16) * q);
  const size = ({ x }: Node): number => Q.approxNumber(x);
  const near = nodes.filter((node) => size(node) <= cut);
  const reach = near.reduce((most, node) => Math.max(most, size(node)), 0);
  const beyond = farBound(
    nodes.filter((node) => size(node) > cut),
    variance,
  );
  const fine = wanted + Math.ceil((0.361 * reach * reach) / q) + 8;
  const density = densityAt(variance, fine);
  const precise = Math.max(bits, fine) + 32;
  const [down, coarse] = [p + BigInt(fine - wanted), 2 ** (wanted - fine)];
  const sums = new Array<bigint>(terms).fill(0n);
  const errors = new Float64Array(terms);

  for (const { x, right, left, doubt } of near) {
    const at = E.fromRational(x, precise);
    const [z, dz] = E.toFixed(E.mul(at, invRoot, bits + 32), bits);
    const [phi, dphi] = density(at);
    // w·f·φ/√q over 2^(fine − scale): even terms see the sum of both sides, odd ones the difference.
    const times = (w: bigint): bigint => (w * phi) >> BigInt(wanted);
    const [even, odd] = [times(right + left), times(right - left)];
    const size = (right < 0n ? -right : right) + (left < 0n ? -left : left);
    const doubtful =
      4 + Number(((doubt * (phi + dphi)) >> BigInt(wanted)) + ((size * dphi) >> BigInt(wanted)));
    const magnitude = Number((size * (phi + dphi)) >> BigInt(wanted)) + 2;
    const errorZ = Number(dz);
    const recurrence = recurrenceError(toDouble(z, bits), errorZ * unit);
    let [low, high] = [0n, one];
    let absLow = 0;
    for (let k = 0; k < terms; k += 1) {
      const w = (k & 1) === 0 ? even : odd;
      const absHigh = Math.abs(toDouble(high, bits));
      // Odd and even σ leave half of them out.
      if (w !== 0n) sums[k]! += w * high;
      const slack = recurrence.error * unit;
      errors[k]! += coarse * (magnitude * slack + doubtful * (absHigh + slack)) * INFLATE;
      const next = (z * high - root[k]! * low) >> p;
      [low, high] = [high, (next * inverse[k + 1]!) >> p];
      // Units: of z, of √k, a floor, then 1/√(k+1) and a floor.
      const inner = (errorZ * absHigh + absLow + 2) / Math.sqrt(k + 1);
      recurrence.advance((inner + Math.abs(toDouble(next, bits)) + 2) * INFLATE);
      absLow = absHigh;
    }
  }
  // From 2^(wanted − scale) to 2^wanted, and what the rule leaves.
  const [most, more] = E.toFixed(E.fromRational(rule.error, 64), wanted);
  const outside = most + more + 2n;
  const shift = BigInt(Math.abs(scale));
  const rescale = (m: bigint): bigint => (scale >= 0 ? m << shift : m >> shift);
  return {
    bits: wanted,
    values: sums.map((sum) => rescale(sum >> down)),
    radius: sums.map((_, k) => {
      if (!Number.isFinite(errors[k]!)) throw new RangeError('hermiteSum: errors out of range');
      return rescale(BigInt(Math.ceil(errors[k]!)) + beyond + 1n) + 1n + outside;
    }),
  };
}

/** ≥ Σ |w f h_k φ|/√q over nodes, in their units. */
function farBound(nodes: readonly Node[], q: Rational): bigint {
  if (nodes.length === 0) return 0n;
  const p = 64;
  const least = nodes.reduce((a, { x }) => (Q.compare(x, a) < 0 ? x : a), nodes[0]!.x);
  const exponent = Q.div(Q.mul(least, least), Q.mul(q, Q.rational(-4)));
  const root = E.apply('pow', [E.fromRational(q, p), E.fromRational(Q.rational(-1, 2), p)], p)!;
  const factor = E.mul(E.apply('exp', [E.fromRational(exponent, p)], p)!, root, p);
  const total = nodes.reduce((sum, { right, left, doubt }) => {
    const abs = (a: bigint): bigint => (a < 0n ? -a : a);
    return sum + abs(right) + abs(left) + 2n * doubt;
  }, 0n);
  const bound = Q.mul(Q.rational(total), E.upperRational(factor)!);
  return Q.floor(bound) + 1n;
}

/** m·2^−bits to a relative error of 2^−50 (absolute 2^−800). */
function toDouble(m: bigint, bits: number): number {
  const excess = bits - 800;
  return excess > 0 ? Number(m >> BigInt(excess)) * 2 ** -800 : Number(m) * 2 ** -bits;
}

/** φ(x/√q)/√q over 2^bits, with its error. */
function densityAt(q: Rational, bits: number): (x: Enclosure) => readonly [bigint, bigint] {
  const p = bits + 32;
  const turn = E.mul(E.mul(E.pi(p), E.fromRational(Q.rational(2), p), p), E.fromRational(q, p), p);
  const front = E.apply('pow', [turn, E.fromRational(Q.rational(-1, 2), 64)], p)!;
  const rate = E.fromRational(Q.div(Q.rational(-1, 2), q), p);
  return (x) => {
    const e = E.apply('exp', [E.mul(E.mul(x, x, p), rate, p)], p)!;
    return E.toFixed(E.mul(front, e, p), bits);
  };
}
