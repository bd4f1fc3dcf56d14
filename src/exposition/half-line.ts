/**
 * # A half-line
 *
 * What holds of a plain expression at every x > from (side +, from ≥ 1) or x < −from (side −): its
 * enclosure, how two expressions compare, and whether it is beyond a multiple of |x|. What is said
 * here only chooses the steps of a proof: Rocq proves them again.
 */
import {
  abs,
  add,
  certainlyLess,
  certainlyLessOrEqual,
  fromRational,
  lowerRational,
  neg,
  upperRational,
  whole,
} from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluate } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';

const precision = 64;

export interface HalfLine {
  readonly plus: boolean;
  /** Rocq's `from`: 1, or −1. */
  readonly from: string;
  /** The enclosure of a node over the half-line; null if it is not certainly defined. */
  range(e: Expr): Enclosure | null;
  less(a: Expr, b: Expr): boolean;
  lessOrEqual(a: Expr, b: Expr): boolean;
  /** e ≥ c·|x| (sign 1) or e ≤ −c·|x| (sign −1) for this c > 0; null if not shown. */
  linear(e: Expr, sign: 1 | -1): Rational | null;
  /** At least 0, at most, apart from 0 by this much; null if not shown. */
  nonNegative(e: Expr): boolean;
  bound(e: Expr): Rational | null;
  apart(e: Expr): Rational | null;
}

export function halfLine(plus: boolean, from: Rational): HalfLine {
  const start = Q.compare(from, Q.one) < 0 ? Q.one : from;
  const upward = add(fromRational(start, precision), abs(whole), precision);
  const x = plus ? upward : neg(upward);
  const range = (e: Expr): Enclosure | null => evaluate(e, x, precision);
  const both = (a: Expr, b: Expr): readonly [Enclosure, Enclosure] | null => {
    const [u, v] = [range(a), range(b)];
    return u && v ? [u, v] : null;
  };
  const half = Q.rational(1n, 2n);
  return {
    plus,
    from: Q.toText(plus ? start : Q.neg(start)),
    range,
    less: (a, b) => {
      const pair = both(a, b);
      return pair !== null && certainlyLess(...pair);
    },
    lessOrEqual: (a, b) => {
      const pair = both(a, b);
      return pair !== null && certainlyLessOrEqual(...pair);
    },
    linear: (e, sign) => linearPart(e, sign, plus, start),
    nonNegative: (e) => {
      const lower = lowerOf(range(e));
      return lower !== null && Q.sign(lower) >= 0;
    },
    bound: (e) => {
      const r = range(e);
      const [lower, upper] = [lowerOf(r), upperOf(r)];
      if (lower === null || upper === null) return null;
      const most = [Q.neg(lower), upper].reduce((a, b) => (Q.compare(a, b) > 0 ? a : b));
      return Q.rational(Q.floor(most) + 2n);
    },
    apart: (e) => {
      const r = range(e);
      const [lower, upper] = [lowerOf(r), upperOf(r)];
      if (lower !== null && Q.sign(lower) > 0) return Q.mul(half, rounded(lower));
      if (upper !== null && Q.sign(upper) < 0) return Q.mul(half, rounded(Q.neg(upper)));
      return null;
    },
  };
}

const lowerOf = (e: Enclosure | null): Rational | null => e && lowerRational(e);
const upperOf = (e: Enclosure | null): Rational | null => e && upperRational(e);

/** A short rational in (q/2, q], q > 0. */
function rounded(q: Rational): Rational {
  if (Q.compare(q, Q.one) >= 0) return Q.rational(Q.floor(q));
  let den = 1n;
  while (Q.compare(Q.rational(1n, den), q) > 0) den *= 2n;
  return Q.rational(1n, den);
}

/** c > 0 with sign·e ≥ c·|x| on the half-line, for polynomials whose terms do not work against it. */
function linearPart(e: Expr, sign: 1 | -1, plus: boolean, start: Rational): Rational | null {
  const p = coefficientsOf(e);
  if (!p || p.length < 2) return null;
  // In t = |x|: x^k = t^k, or (−t)^k.
  const inT = p.map((c, k) => (sign === (plus || k % 2 === 0 ? 1 : -1) ? c : Q.neg(c)));
  const [constant, ...rest] = inT as [Rational, ...Rational[]];
  // t^k ≥ t for t ≥ 1.
  return rest.every((c) => Q.sign(c) >= 0)
    ? linearFrom(rest.reduce(Q.add, Q.zero), constant, start)
    : null;
}

/** a t + b ≥ (a/2) t for t ≥ start. */
function linearFrom(a: Rational, b: Rational, start: Rational): Rational | null {
  if (Q.sign(a) <= 0) return null;
  const half = Q.mul(a, Q.rational(1n, 2n));
  return Q.sign(Q.add(Q.mul(half, start), b)) >= 0 ? half : null;
}

/** The coefficients of a polynomial with rational coefficients, ascending; null if e is none. */
export function coefficientsOf(e: Expr): readonly Rational[] | null {
  const constant = rationalConstant(e);
  if (constant !== null) return [constant];
  if (e.kind === 'variable') return [Q.zero, Q.one];
  if (e.kind !== 'call') return null;
  const args = e.args.map(coefficientsOf);
  const [p, q] = [args[0], args[1]];
  if (!p) return null;
  switch (e.name) {
    case 'neg':
      return p.map(Q.neg);
    case 'add':
      return q ? sum(p, q) : null;
    case 'mul':
      return q ? product(p, q) : null;
    case 'div': {
      const c = rationalConstant(e.args[1]!);
      return c !== null && Q.sign(c) !== 0 ? p.map((a) => Q.div(a, c)) : null;
    }
    case 'pow': {
      const k = q?.[0];
      if (q?.length !== 1 || !k || !Q.isInteger(k) || k.num < 0n || k.num > 64n) return null;
      let result: readonly Rational[] = [Q.one];
      for (let i = 0n; i < k.num; i++) result = product(result, p);
      return result;
    }
    default:
      return null;
  }
}

const trimmed = (p: readonly Rational[]): readonly Rational[] => {
  let length = p.length;
  while (length > 1 && Q.sign(p[length - 1]!) === 0) length--;
  return p.slice(0, length);
};

const sum = (p: readonly Rational[], q: readonly Rational[]): readonly Rational[] =>
  trimmed(
    Array.from({ length: Math.max(p.length, q.length) }, (_, i) =>
      Q.add(p[i] ?? Q.zero, q[i] ?? Q.zero),
    ),
  );

function product(p: readonly Rational[], q: readonly Rational[]): readonly Rational[] {
  const result = Array.from({ length: p.length + q.length - 1 }, () => Q.zero);
  for (const [i, a] of p.entries())
    for (const [j, b] of q.entries()) result[i + j] = Q.add(result[i + j]!, Q.mul(a, b));
  return trimmed(result);
}
