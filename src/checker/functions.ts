/**
 * # The functions of expressions, on intervals
 *
 * `apply(name, args, precision)` encloses the image of the box `args`; null means that the function
 * is not certainly defined on the whole box. x^y here is e^(y·log x), x > 0; powers with a rational
 * constant are `powRational`. round takes halves away from 0, heaviside(0) = 1, sinc(0) = 1.
 */
import * as D from './dyadic.ts';
import * as E from './elementary.ts';
import * as I from './interval.ts';
import { decreasing, increasing, powInt } from './monotone.ts';
import * as Q from './rational.ts';
import * as S from './special.ts';
import type { Dyadic } from './dyadic.ts';
import type { Interval } from './interval.ts';
import type { Rational } from './rational.ts';

export { eInterval, piInterval } from './elementary.ts';

const zero = I.point(D.zero);
const one = I.point(D.one);
const two = I.point({ m: 1n, e: 1 });
const half = I.point({ m: 1n, e: -1 });
const unit = I.interval(D.zero, D.one, true, true);
const symmetric = I.interval(D.negate(D.one), D.one, true, true);
const positive: Interval = { ...I.whole, lower: D.zero };

/** Bits beyond the precision for compositions: each of the few steps loses at most two or three. */
const extra = 16;

type Unary = (X: Interval, precision: number) => Interval | null;

const unary: Readonly<Record<string, Unary>> = {
  neg: (X, p) => I.round(I.neg(X), p),
  exp: E.exp,
  log: E.log,
  log1p: E.log1p,
  expm1: E.expm1,
  sqrt: (X, p) => E.root(X, 2, p),
  cbrt: (X, p) => E.root(X, 3, p),
  abs: (X, p) => I.round(I.abs(X), p),
  sign: (X) => step(X, signs, symmetric),
  floor: (X, p) => I.round(floorOf(X), p),
  ceil: (X, p) => I.round(I.neg(floorOf(I.neg(X))), p),
  round: (X, p) => I.round(step(X, nearest, I.whole), p),
  sin: E.sin,
  cos: E.cos,
  tan,
  sec: (X, p) => I.div(one, E.cos(X, p + extra), p),
  csc: (X, p) => I.div(one, E.sin(X, p + extra), p),
  cot,
  asin,
  acos,
  atan: E.atan,
  sinh,
  cosh,
  tanh,
  sech: (X, p) => I.div(one, cosh(X, p + extra), p),
  csch: (X, p) => I.div(one, sinh(X, p + extra), p),
  coth: (X, p) => I.div(one, tanh(X, p + extra), p),
  asinh,
  acosh,
  atanh,
  erf: S.erf,
  erfc: S.erfc,
  gamma: S.gamma,
  heaviside: (X) => step(X, heaviside, unit),
  relu: (X, p) => I.round(I.max(X, zero), p),
  sigmoid,
  softplus,
  Phi: S.Phi,
  gelu: S.gelu,
  sinc: S.sinc,
};

const nary: Readonly<
  Record<string, (args: readonly Interval[], precision: number) => Interval | null>
> = {
  add: (args, p) => args.reduce((X, Y) => I.add(X, Y, p)),
  mul: (args, p) => args.reduce((X, Y) => I.mul(X, Y, p)),
  div: ([X, Y], p) => I.div(X!, Y!, p),
  pow: ([X, Y], p) => pow(X!, Y!, p),
  max: (args, p) => I.round(args.reduce(I.max), p),
  min: (args, p) => I.round(args.reduce(I.min), p),
  clip: ([X, low, high], p) => I.round(I.min(I.max(X!, low!), high!), p),
};

const arity: Readonly<Record<string, number>> = { div: 2, pow: 2, clip: 3 };

/**
 * An enclosure of the image of the box; null if the function is not certainly defined on it.
 * @throws RangeError for an unknown name, a wrong number of arguments or a precision below 2
 */
export function apply(name: string, args: readonly Interval[], precision: number): Interval | null {
  if (!Number.isSafeInteger(precision) || precision < 2) {
    throw new RangeError(`apply: expected an integer precision ≥ 2, got ${precision}`);
  }
  const single = Object.hasOwn(unary, name) ? unary[name] : undefined;
  const several = Object.hasOwn(nary, name) ? nary[name] : undefined;
  if (!single && !several) throw new RangeError(`apply: expected a function, got ${name}`);
  const expected = single ? 1 : arity[name];
  if (expected === undefined ? args.length < 1 : args.length !== expected) {
    throw new RangeError(`apply: expected ${expected ?? 'some'} arguments, got ${args.length}`);
  }
  return single ? single(args[0]!, precision) : several!(args, precision);
}

/** X^r for a rational constant r: defined for X ≥ 0, X > 0 if r < 0; integer r as `powInt`. */
export function powRational(X: Interval, r: Rational, precision: number): Interval | null {
  if (Q.isInteger(r)) return powInt(X, r.num, precision);
  if (Q.sign(r) < 0) {
    if (!I.certainlyPositive(X)) return null;
    const power = powRational(X, Q.neg(r), precision + extra);
    return power && I.div(one, power, precision);
  }
  if (!I.certainlyNonNegative(X)) return null;
  const ofPoint = (d: Dyadic): Interval => {
    if (d.m === 0n) return zero;
    if (r.den <= 64n) {
      const w = precision + D.bitLength(r.num) + extra;
      return I.round(powInt(E.root(I.point(d), Number(r.den), w)!, r.num, w)!, precision);
    }
    return pow(I.point(d), I.fromRational(r, precision + 64), precision)!;
  };
  return increasing(X, ofPoint, { ...I.whole, lower: D.zero, lowerOpen: false });
}

/** e^(Y·log X), X > 0. */
function pow(X: Interval, Y: Interval, precision: number): Interval | null {
  // exp has a cheap bound from 2^40 on: 41 bits of the exponent come before the point.
  const w = precision + 64;
  const logarithm = E.log(X, w);
  return logarithm && E.exp(I.mul(Y, logarithm, w), precision);
}

/** A nondecreasing step function: its limit from the left, its value, its limit from the right. */
interface Step {
  readonly before: (d: Dyadic) => Dyadic;
  readonly at: (d: Dyadic) => Dyadic;
  readonly after: (d: Dyadic) => Dyadic;
}

/** The image of X; `range` gives the limits at infinite ends. */
function step(X: Interval, f: Step, range: Interval): Interval {
  const lower = X.lower ? (X.lowerOpen ? f.after : f.at)(X.lower) : range.lower;
  const upper = X.upper ? (X.upperOpen ? f.before : f.at)(X.upper) : range.upper;
  return I.interval(lower, upper, false, false);
}

const minusOne = D.negate(D.one);

const signs: Step = {
  before: (d) => (d.m > 0n ? D.one : minusOne),
  at: (d) => (d.m > 0n ? D.one : d.m < 0n ? minusOne : D.zero),
  after: (d) => (d.m >= 0n ? D.one : minusOne),
};

const heaviside: Step = {
  before: (d) => (d.m > 0n ? D.one : D.zero),
  at: (d) => (d.m >= 0n ? D.one : D.zero),
  after: (d) => (d.m >= 0n ? D.one : D.zero),
};

/** d if it is an integer (its digits may be beyond memory), otherwise f(d) in integers. */
const unlessInteger = (d: Dyadic, f: (d: Dyadic) => bigint): Dyadic =>
  d.e >= 0 ? d : D.dyadic(f(d), 0);

const floors: Step = {
  // d − 1 at an integer; d itself bounds it where it is too long to subtract.
  before: (d) => (d.e < 0 || d.e > 4096 ? floors.at(d) : D.sum(d, minusOne)),
  at: (d) => unlessInteger(d, () => D.floorScaled(d, 0)),
  after: (d) => floors.at(d),
};

const floorOf = (X: Interval): Interval => step(X, floors, I.whole);

/** ⌊d + 1/2⌋ = ⌊(⌊2d⌋ + 1)/2⌋. */
const halfUp = (d: Dyadic): Dyadic => unlessInteger(d, () => (D.floorScaled(d, 1) + 1n) >> 1n);
/** ⌈d − 1/2⌉ = −⌊−d + 1/2⌋. */
const halfDown = (d: Dyadic): Dyadic => D.negate(halfUp(D.negate(d)));

const nearest: Step = {
  before: halfDown,
  at: (d) => (d.m > 0n ? halfUp(d) : halfDown(d)),
  after: halfUp,
};

function tan(X: Interval, precision: number): Interval | null {
  // Without a zero of cos, X lies between two poles, where tan rises.
  if (!I.certainlyNonzero(E.cos(X, precision))) return null;
  const w = precision + extra;
  const ofPoint = (d: Dyadic): Interval =>
    I.div(E.sin(I.point(d), w), E.cos(I.point(d), w), precision) ?? I.whole;
  return increasing(X, ofPoint, I.whole);
}

function cot(X: Interval, precision: number): Interval | null {
  // Without a zero of sin, X lies between two poles, where cot falls; an open bound 0 is a pole.
  if (!I.certainlyNonzero(E.sin(X, precision))) return null;
  const w = precision + extra;
  const ofPoint = (d: Dyadic): Interval =>
    I.div(E.cos(I.point(d), w), E.sin(I.point(d), w), precision) ?? I.whole;
  const between = E.openedAt(I.neg(E.openedAt(I.neg(X), D.zero)), D.zero);
  return decreasing(between, ofPoint, I.whole);
}

function asin(X: Interval, precision: number): Interval | null {
  if (!I.certainlyLessEqual(I.abs(X), one)) return null;
  const w = precision + extra;
  // asin d = atan(d/√((1 − d)(1 + d)));  1 ∓ d is exact or d is small.
  const ofPoint = (d: Dyadic): Interval => {
    const D = I.point(d);
    const square = I.mul(I.sub(one, D, w), I.add(one, D, w), w);
    const ratio = I.div(D, E.root(square, 2, w)!, w);
    if (ratio) return E.atan(ratio, precision);
    const halfPi = I.mul(E.piInterval(precision), half, precision);
    return d.m < 0n ? I.neg(halfPi) : halfPi;
  };
  return increasing(X, ofPoint, I.whole);
}

function acos(X: Interval, precision: number): Interval | null {
  if (!I.certainlyLessEqual(I.abs(X), one)) return null;
  const w = precision + extra;
  // acos d = 2·atan √((1 − d)/(1 + d)) for d > −1
  const ofPoint = (d: Dyadic): Interval => {
    const D = I.point(d);
    const ratio = I.div(I.sub(one, D, w), I.add(one, D, w), w);
    if (!ratio) return E.piInterval(precision);
    return I.mul(E.atan(E.root(ratio, 2, w)!, w), two, precision);
  };
  return decreasing(X, ofPoint, I.whole);
}

/** An odd increasing function from its values at d > 0. */
const odd =
  (ofPositive: (D: Interval, precision: number) => Interval, range: Interval) =>
  (X: Interval, precision: number): Interval => {
    const ofPoint = (d: Dyadic): Interval => {
      if (d.m === 0n) return zero;
      const value = ofPositive(I.point(d.m < 0n ? D.negate(d) : d), precision);
      return d.m < 0n ? I.neg(value) : value;
    };
    return increasing(X, ofPoint, range);
  };

function sinh(X: Interval, precision: number): Interval {
  const w = precision + extra;
  // sinh d = (u + u/(u + 1))/2, u = e^d − 1
  const ofPositive = (D: Interval): Interval => {
    const u = E.expm1(D, w);
    return I.mul(I.add(u, I.div(u, I.add(u, one, w), w)!, w), half, precision);
  };
  return odd(ofPositive, I.whole)(X, precision);
}

function cosh(X: Interval, precision: number): Interval {
  const w = precision + extra;
  const ofPoint = (d: Dyadic): Interval => {
    const u = E.exp(I.point(d), w);
    return I.mul(I.add(u, I.div(one, u, w)!, w), half, precision);
  };
  // cosh is even, and rises from 1 on x ≥ 0.
  const range = { ...I.whole, lower: D.one, lowerOpen: false };
  return increasing(I.abs(X), ofPoint, range);
}

function tanh(X: Interval, precision: number): Interval {
  const w = precision + extra;
  // tanh d = v/(2 − v), v = 1 − e^(−2d)
  const ofPositive = (D: Interval): Interval => {
    const v = I.neg(E.expm1(I.neg(I.mul(D, two, w)), w));
    return I.div(v, I.sub(two, v, w), precision)!;
  };
  return odd(ofPositive, symmetric)(X, precision);
}

function asinh(X: Interval, precision: number): Interval {
  const w = precision + extra;
  // asinh d = log(1 + d + d²/(1 + √(1 + d²)))
  const ofPositive = (D: Interval): Interval => {
    const square = I.mul(D, D, w);
    const root = E.root(I.add(one, square, w), 2, w)!;
    const t = I.add(D, I.div(square, I.add(one, root, w), w)!, w);
    return E.log1p(t, precision)!;
  };
  return odd(ofPositive, I.whole)(X, precision);
}

function acosh(X: Interval, precision: number): Interval | null {
  if (!I.certainlyLessEqual(one, X)) return null;
  const w = precision + extra;
  // acosh d = log(1 + t + √(t(t + 2))), t = d − 1
  const ofPoint = (d: Dyadic): Interval => {
    const t = I.sub(I.point(d), one, w);
    const root = E.root(I.mul(t, I.add(t, two, w), w), 2, w)!;
    return E.log1p(I.add(t, root, w), precision)!;
  };
  return increasing(X, ofPoint, { ...I.whole, lower: D.zero, lowerOpen: false });
}

function atanh(X: Interval, precision: number): Interval | null {
  if (!I.certainlyLess(I.neg(one), X) || !I.certainlyLess(X, one)) return null;
  const w = precision + extra;
  // atanh d = log(1 + 2d/(1 − d))/2, infinite at the ends
  const ofPositive = (D: Interval): Interval => {
    const t = I.div(I.mul(D, two, w), I.sub(one, D, w), w)!;
    return I.mul(E.log1p(t, w)!, half, precision);
  };
  const opened = I.neg(E.openedAt(I.neg(E.openedAt(X, minusOne)), minusOne));
  return odd(ofPositive, I.whole)(opened, precision);
}

/** 1/(1 + e^(−x)) */
function sigmoid(X: Interval, precision: number): Interval {
  const w = precision + extra;
  const ofPoint = (d: Dyadic): Interval =>
    I.div(one, I.add(one, E.exp(I.point(D.negate(d)), w), w), precision)!;
  return increasing(X, ofPoint, unit);
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^(−|x|)) */
function softplus(X: Interval, precision: number): Interval {
  const w = precision + extra;
  const ofPoint = (d: Dyadic): Interval => {
    const D = I.point(d);
    const rest = E.log1p(E.exp(I.neg(I.abs(D)), w), w)!;
    return I.add(I.max(D, zero), rest, precision);
  };
  return increasing(X, ofPoint, positive);
}
