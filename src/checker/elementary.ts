/**
 * # Elementary functions on intervals
 *
 * exp, expm1, log, log1p, roots, sin, cos, atan, π and e: Interval × precision → Interval. Each is
 * a power series in fixed point at the ends of the interval (n stands for n·2^−w; errors are counted
 * in such units), extended by monotonicity. Relative accuracy holds near zeros: sin x at x = 2^−1000.
 * Arguments beyond a size get a cheap bound, so that time and memory stay bounded.
 *
 * Reference: R. P. Brent, P. Zimmermann, Modern Computer Arithmetic, chapter 4.
 */
import * as D from './dyadic.ts';
import * as I from './interval.ts';
import { increasing } from './monotone.ts';
import type { Dyadic } from './dyadic.ts';
import type { Interval } from './interval.ts';

/** Bits beyond the precision: the error counts below stay under 2^20. */
const guard = 32;

const one = I.point(D.one);
const positive: Interval = { ...I.whole, lower: D.zero };
const powerOfTwo = (e: number): Dyadic => ({ m: 1n, e });
const upTo = (d: Dyadic): Interval => I.interval(D.zero, d, false, false);
const within = (d: Dyadic): Interval => I.interval(D.negate(d), d, false, false);

/** A fixed-point sum and a bound on its distance from the true value, in units of 2^−w. */
interface Sum {
  readonly value: bigint;
  readonly error: bigint;
}

/**
 * Σ t_n, t_0 = first, t_{n+1} = t_n·z/divisor(n), for |z/divisor(0)| ≤ 1 and |z/divisor(n)| ≤ 1/2
 * from n = 1 on.
 */
function series(first: bigint, z: bigint, w: number, divisor: (n: number) => number): Sum {
  // Each step rounds twice: E_1 ≤ 2 and E_{n+1} ≤ E_n/2 + 2, so E_n ≤ 4. From the first computed
  // t_N = 0 on, Σ |t_n| ≤ 4 + 2 + 1 + …  In all 4N + 8.
  const scale = BigInt(w);
  let [term, value, n] = [first, 0n, 0];
  while (term !== 0n) {
    value += term;
    term = ((term * z) >> scale) / BigInt(divisor(n));
    n++;
  }
  return { value, error: BigInt(4 * n + 8) };
}

/** Σ sign^n y^(2n+1)/(2n+1) for 0 ≤ y ≤ 1/4: atanh y (sign 1) or atan y (sign −1). */
function oddSeries(y: bigint, w: number, sign: 1n | -1n): Sum {
  // Powers u_n of y: E_{n+1} ≤ E_n/16 + 2, so E_n ≤ 3 and a summand is off by ≤ 4. From the first
  // computed u_N = 0 on, Σ |u_n| ≤ 3·(1 + 1/16 + …) ≤ 4.
  const scale = BigInt(w);
  const square = (y * y) >> scale;
  let [power, value, n] = [y, 0n, 0];
  while (power !== 0n) {
    const term = power / BigInt(2 * n + 1);
    value += sign === -1n && n % 2 === 1 ? -term : term;
    power = (power * square) >> scale;
    n++;
  }
  return { value, error: BigInt(4 * n + 4) };
}

/** Σ sign^n/((2n+1)·k^(2n+1)), k ≥ 5: atanh(1/k) or atan(1/k), off by at most 2w + 3. */
function ofInverse(k: bigint, w: number, sign: 1n | -1n): bigint {
  let [power, value, n] = [(1n << BigInt(w)) / k, 0n, 1n];
  while (power !== 0n) {
    value += power / n;
    power = (sign * power) / (k * k);
    n += 2n;
  }
  return value;
}

const constants = new Map<string, bigint>();

/** A constant, off by less than 2, from a formula that is off by less than 2^60 at w < 2^50. */
function constant(name: string, w: number, formula: (w: number) => bigint): bigint {
  // Computed at multiples of 256 with 64 bits to spare: dropping these leaves 2^−4 and a floor.
  const rounded = 256 * Math.ceil(w / 256);
  const key = `${name} ${rounded}`;
  const value = constants.get(key) ?? formula(rounded + 64);
  constants.set(key, value);
  return value >> BigInt(rounded - w + 64);
}

/** π, off by less than 2: Machin's 16·atan(1/5) − 4·atan(1/239). */
function piFixed(w: number): bigint {
  return constant('pi', w, (v) => 16n * ofInverse(5n, v, -1n) - 4n * ofInverse(239n, v, -1n));
}

/** log 2, off by less than 2: 18·atanh(1/26) − 2·atanh(1/4801) + 8·atanh(1/8749). */
function log2Fixed(w: number): bigint {
  return constant(
    'log2',
    w,
    (v) =>
      18n * ofInverse(26n, v, 1n) - 2n * ofInverse(4801n, v, 1n) + 8n * ofInverse(8749n, v, 1n),
  );
}

export function piInterval(precision: number): Interval {
  return I.around(piFixed(precision + guard), 2n, -precision - guard, precision);
}

export function eInterval(precision: number): Interval {
  return expOfPoint(D.one, precision);
}

/** e^x > 0. */
export function exp(X: Interval, precision: number): Interval {
  return increasing(X, (d) => expOfPoint(d, precision), positive);
}

function expOfPoint(d: Dyadic, precision: number): Interval {
  if (d.m === 0n) return one;
  const size = D.magnitude(d);
  // e^d > 2^d ≥ 2^(2^40) for d ≥ 2^40, and e^d < 2^d ≤ 2^−(2^40) for d ≤ −2^40.
  if (size > 40) {
    const astronomic = 2 ** 40;
    return d.m > 0n
      ? { ...I.whole, lower: powerOfTwo(astronomic) }
      : { ...positive, upper: powerOfTwo(-astronomic) };
  }
  // e^d = 2^k·e^r, r = d − k·log 2 in [0, log 2]. At w + extra bits, k·log 2 is off by ≤ 2|k|,
  // |k| ≤ 2^(size+2) (≤ 1 if size < 0), so that r is off by (1 + 2|k|)/2^extra + 1 ≤ 2.
  const w = precision + guard;
  const extra = Math.max(0, size) + 4;
  const log2 = log2Fixed(w + extra);
  const scaled = D.floorScaled(d, w + extra);
  const k = scaled / log2 - (scaled < 0n ? 1n : 0n);
  const r = (scaled - k * log2) >> BigInt(extra);
  // Σ r^n/n!; e^r has slope ≤ 2.1 there, which makes the 2 at most 5.
  const { value, error } = series(1n << BigInt(w), r, w, (n) => n + 1);
  return I.around(value, error + 5n, Number(k) - w, precision);
}

/** e^x − 1 > −1. */
export function expm1(X: Interval, precision: number): Interval {
  const range = { ...I.whole, lower: D.negate(D.one) };
  return increasing(X, (d) => expm1OfPoint(d, precision), range);
}

function expm1OfPoint(d: Dyadic, precision: number): Interval {
  if (d.m === 0n) return I.point(d);
  const size = D.magnitude(d);
  // 0 < e^d − 1 − d < d² for 0 < |d| ≤ 1
  if (size < -precision) return I.add(I.point(d), upTo(powerOfTwo(2 * size)), precision);
  // For |d| ≥ 1/2 the subtraction loses at most two bits.
  if (size >= 0) return I.sub(expOfPoint(d, precision + 4), one, precision);
  const w = precision + guard - size;
  const r = D.floorScaled(d, w);
  // Σ r^(n+1)/(n+1)!; r is off by 1, and e^r − 1 has slope < 2 on (−1/2, 1/2).
  const { value, error } = series(r, r, w, (n) => n + 2);
  return I.around(value, error + 2n, -w, precision);
}

/** log x; null unless X > 0. */
export function log(X: Interval, precision: number): Interval | null {
  if (!I.certainlyPositive(X)) return null;
  return increasing(openedAt(X, D.zero), (d) => logOfPoint(d, precision), I.whole);
}

/** X with a lower bound equal to `end`, where a function has an infinite limit, replaced by −∞. */
export function openedAt(X: Interval, end: Dyadic): Interval {
  return X.lower && D.compare(X.lower, end) === 0 ? { ...X, lower: null } : X;
}

function logOfPoint(d: Dyadic, precision: number): Interval {
  // d = 2^k·y, y in [3/4, 3/2); for k ≠ 0, |log d| ≥ log 2 − log(3/2) > 1/4, so little cancels.
  const bits = D.bitLength(d.m);
  const small = D.compare({ m: d.m, e: -bits }, { m: 3n, e: -2 }) < 0;
  const k = bits + d.e - (small ? 1 : 0);
  const y = { m: d.m, e: d.e - k };
  const logOfY = log1pNearZero(D.sum(y, D.negate(D.one)), precision + 4);
  if (k === 0) return I.round(logOfY, precision);
  const w = precision + guard;
  const log2 = I.around(log2Fixed(w), 2n, -w, w);
  return I.add(I.mul(I.point(D.dyadic(BigInt(k), 0)), log2, w), logOfY, precision);
}

/** log(1 + t) for −1/4 ≤ t ≤ 1/2. */
function log1pNearZero(t: Dyadic, precision: number): Interval {
  if (t.m === 0n) return I.point(t);
  const size = D.magnitude(t);
  // −t² < log(1 + t) − t < 0 for 0 < |t| ≤ 1/2
  if (size < -precision) return I.sub(I.point(t), upTo(powerOfTwo(2 * size)), precision);
  // log(1 + t) = 2·atanh z, z = t/(2 + t), |z| ≤ 1/5. A t off by 1 moves the value by ≤ 4/3, the
  // rounding of z by ≤ 25/12 more.
  const w = precision + guard - size;
  const fixed = D.floorScaled(t, w);
  const z = ((fixed < 0n ? -fixed : fixed) << BigInt(w)) / ((2n << BigInt(w)) + fixed);
  const { value, error } = oddSeries(z, w, 1n);
  return I.around(fixed < 0n ? -2n * value : 2n * value, 2n * error + 4n, -w, precision);
}

/** log(1 + x); null unless X > −1. */
export function log1p(X: Interval, precision: number): Interval | null {
  const end = D.negate(D.one);
  if (!I.certainlyLess(I.point(end), X)) return null;
  const ofPoint = (d: Dyadic): Interval => {
    const near = D.compare(d, { m: -1n, e: -2 }) >= 0 && D.compare(d, powerOfTwo(-1)) <= 0;
    if (near) return log1pNearZero(d, precision);
    // Here |log(1 + d)| > 1/4, and 1 + d > 0 is rounded only where it is long.
    return log(I.add(I.point(d), one, precision + guard), precision)!;
  };
  return increasing(openedAt(X, end), ofPoint, I.whole);
}

/** The real k-th root, k ≥ 2; null unless X ≥ 0 or k is odd. */
export function root(X: Interval, k: number, precision: number): Interval | null {
  if (k % 2 === 0 && !I.certainlyNonNegative(X)) return null;
  const ofPoint = (d: Dyadic): Interval =>
    d.m < 0n ? I.neg(rootOfPoint(D.negate(d), k, precision)) : rootOfPoint(d, k, precision);
  return increasing(X, ofPoint, I.whole);
}

function rootOfPoint(d: Dyadic, k: number, precision: number): Interval {
  if (d.m === 0n) return I.point(d);
  // d = n·2^(k·e) with n ≥ 2^(k·precision): r ≤ n^(1/k) < r + 1, and r has more bits than that.
  const least = Math.max(0, k * (precision + 1) - D.bitLength(d.m));
  const shift = least + ((((d.e - least) % k) + k) % k);
  const n = d.m << BigInt(shift);
  const r = integerRoot(n, k);
  const e = (d.e - shift) / k;
  if (r ** BigInt(k) === n) return I.round(I.point(D.dyadic(r, e)), precision);
  return I.round(I.interval(D.dyadic(r, e), D.dyadic(r + 1n, e), true, true), precision);
}

/** The largest r with r^k ≤ n, for n ≥ 1. */
export function integerRoot(n: bigint, k: number): bigint {
  // Newton's iteration from x > n^(1/k) falls until it reaches ⌊n^(1/k)⌋. The start is 4 for
  // n < 4^k, otherwise it comes from the root of the upper half of the digits.
  const half = Math.floor(D.bitLength(n) / (2 * k));
  const degree = BigInt(k);
  let x = half === 0 ? 4n : (integerRoot(n >> BigInt(half * k), k) + 1n) << BigInt(half);
  for (;;) {
    const next = ((degree - 1n) * x + n / x ** (degree - 1n)) / degree;
    if (next >= x) return x;
    x = next;
  }
}

/** sin and cos of one number d, and the q with q·π/2 ≤ d < (q + 1)·π/2. */
interface SineCosine {
  readonly sin: Interval;
  readonly cos: Interval;
  readonly quadrant: bigint;
}

/** Arguments of 2^4096 and more are not reduced. */
const largestReduced = 4096;

/** null if the reduction is out of reach. */
function sineCosine(d: Dyadic, precision: number): SineCosine | null {
  if (d.m === 0n) return { sin: I.point(d), cos: one, quadrant: 0n };
  const size = D.magnitude(d);
  if (size < -precision) {
    // |sin d − d| < |d|³  and  1 − d² < cos d < 1
    return {
      sin: I.add(I.point(d), within(powerOfTwo(3 * size)), precision),
      cos: I.sub(one, upTo(powerOfTwo(2 * size)), precision),
      quadrant: d.m < 0n ? -1n : 0n,
    };
  }
  const reduced = reduce(d, precision);
  if (reduced === null) return null;
  const { k, r, w } = reduced;
  // Σ ±r^(2n+1)/(2n+1)! and Σ ±r^(2n)/(2n)!, |r| < 0.8; r off by 2 and r² by 1 move both by ≤ 3.
  const square = (r * r) >> BigInt(w);
  const sinSum = series(r, -square, w, (n) => (2 * n + 2) * (2 * n + 3));
  const cosSum = series(1n << BigInt(w), -square, w, (n) => (2 * n + 1) * (2 * n + 2));
  const sin = I.around(sinSum.value, sinSum.error + 3n, -w, precision);
  const cos = I.around(cosSum.value, cosSum.error + 3n, -w, precision);
  const quadrant = r < 0n ? k - 1n : k;
  switch (Number(k & 3n)) {
    case 0:
      return { sin, cos, quadrant };
    case 1:
      return { sin: cos, cos: I.neg(sin), quadrant };
    case 2:
      return { sin: I.neg(sin), cos: I.neg(cos), quadrant };
    default:
      return { sin: I.neg(cos), cos: sin, quadrant };
  }
}

/** d = k·π/2 + r with r off by at most 2 units of 2^−w; r has at least precision + 24 bits. */
function reduce(
  d: Dyadic,
  precision: number,
): { readonly k: bigint; readonly r: bigint; readonly w: number } | null {
  const size = D.magnitude(d);
  if (size < 0) {
    const w = precision + guard - size;
    return { k: 0n, r: D.floorScaled(d, w), w };
  }
  if (size > largestReduced) return null;
  // d ≠ 0 is no multiple of π/2, but may be as near to one as its length allows.
  const most = 4 * (D.bitLength(d.m) + size + precision + guard);
  for (let w = precision + guard; w <= most; w *= 2) {
    // At w + extra bits, k·π/2 is off by ≤ 2|k|, |k| ≤ 2^size, so r by (1 + 2|k|)/2^extra + 1 ≤ 2.
    const extra = size + 2;
    const halfPi = piFixed(w + extra - 1);
    const scaled = D.floorScaled(d, w + extra);
    const twice = 2n * scaled + halfPi;
    const k = twice / (2n * halfPi) - (twice < 0n ? 1n : 0n);
    const r = (scaled - k * halfPi) >> BigInt(extra);
    if (D.bitLength(r) >= precision + 24) return { k, r, w };
  }
  return null;
}

export function sin(X: Interval, precision: number): Interval {
  return wave(X, 'sin', 1n, precision);
}

export function cos(X: Interval, precision: number): Interval {
  return wave(X, 'cos', 0n, precision);
}

/** The range of a function with maxima 1 at (top + 4n)·π/2 and minima −1 halfway between. */
function wave(X: Interval, name: 'sin' | 'cos', top: bigint, precision: number): Interval {
  const all = within(D.one);
  if (!X.lower || !X.upper) return all;
  const from = sineCosine(X.lower, precision);
  const to = I.isPoint(X) ? from : sineCosine(X.upper, precision);
  if (!from || !to) return all;
  // The multiple (c + 4n)·π/2 lies in (lower, upper] if  from.quadrant < c + 4n ≤ to.quadrant.
  const crosses = (c: bigint): boolean => (to.quadrant - c) >> 2n > (from.quadrant - c) >> 2n;
  const ends = I.hull(excluding(from[name], X.lowerOpen), excluding(to[name], X.upperOpen));
  const raised = crosses(top) ? I.hull(ends, one) : ends;
  return I.intersect(crosses(top + 2n) ? I.hull(raised, I.neg(one)) : raised, all);
}

/** An enclosed end value that is only approached, as far as the monotone piece there goes. */
function excluding(X: Interval, open: boolean): Interval {
  return { ...X, lowerOpen: X.lowerOpen || open, upperOpen: X.upperOpen || open };
}

/** atan x, in (−π/2, π/2). */
export function atan(X: Interval, precision: number): Interval {
  const halfPi = I.mul(piInterval(precision), I.point(powerOfTwo(-1)), precision);
  const range = I.hull(I.neg(halfPi), halfPi);
  return increasing(X, (d) => atanOfPoint(d, precision), range);
}

function atanOfPoint(d: Dyadic, precision: number): Interval {
  if (d.m === 0n) return I.point(d);
  if (d.m < 0n) return I.neg(atanOfPoint(D.negate(d), precision));
  const size = D.magnitude(d);
  // |atan d − d| < |d|³
  if (size < -precision) return I.add(I.point(d), within(powerOfTwo(3 * size)), precision);
  const w = precision + guard - Math.min(0, size);
  const unit = 1n << BigInt(w);
  // atan d = π/2 − atan(1/d) for d > 1
  const inverted = D.compare(d, D.one) > 0;
  let y = inverted ? inverse(d, w) : D.floorScaled(d, w);
  // atan y = 2·atan(y/(1 + √(1 + y²))), of slope ≤ 1/2: E ← E/2 + 1/4 + 1 ≤ 3. Thrice: y < 1/8.
  for (let i = 0; i < 3; i++) y = (y << BigInt(w)) / (unit + integerRoot(unit * unit + y * y, 2));
  const sum = oddSeries(y, w, -1n);
  const [value, error] = [8n * sum.value, 8n * (sum.error + 3n)];
  return inverted
    ? I.around(piFixed(w - 1) - value, error + 2n, -w, precision)
    : I.around(value, error, -w, precision);
}

/** ⌊2^w/d⌋ for d > 1. */
function inverse(d: Dyadic, w: number): bigint {
  return d.e > w ? 0n : (1n << BigInt(w - d.e)) / d.m;
}
