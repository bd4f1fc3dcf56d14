/**
 * # Special functions on intervals
 *
 * erf, erfc, Phi (the normal distribution function), gelu(x) = x·Phi(x), sinc and gamma:
 * Interval × precision → Interval, with the laws of `elementary.ts`.
 *
 * Reference: NIST Digital Library of Mathematical Functions, 5.5, 5.11, 7.6, 7.12.
 */
import * as D from './dyadic.ts';
import * as E from './elementary.ts';
import * as I from './interval.ts';
import { decreasing, increasing, powInt } from './monotone.ts';
import type { Dyadic } from './dyadic.ts';
import type { Interval } from './interval.ts';

const guard = 64;
const one = I.point(D.one);
const zero = I.point(D.zero);
const two = I.point({ m: 1n, e: 1 });
const half = I.point({ m: 1n, e: -1 });
const eighth = I.point({ m: 1n, e: -3 });
const open = (lower: Dyadic | null, upper: Dyadic | null): Interval =>
  I.interval(lower, upper, true, true);

/** erf x = 2/√π ∫_0^x e^(−t²) dt, in (−1, 1). */
export function erf(X: Interval, precision: number): Interval {
  const ofPoint = (d: Dyadic): Interval => {
    if (d.m === 0n) return zero;
    if (d.m < 0n) return I.neg(erfOfPositive(D.negate(d), precision));
    return erfOfPositive(d, precision);
  };
  return increasing(X, ofPoint, open(D.negate(D.one), D.one));
}

/** erfc x = 1 − erf x, in (0, 2). */
export function erfc(X: Interval, precision: number): Interval {
  return decreasing(X, (d) => erfcOfPoint(d, precision), open(D.zero, { m: 1n, e: 1 }));
}

function erfcOfPoint(d: Dyadic, precision: number): Interval {
  if (d.m === 0n) return one;
  if (d.m > 0n) return erfcOfPositive(d, precision);
  return I.add(one, erfOfPositive(D.negate(d), precision), precision);
}

/** From x² ≥ p + guard on, erfc x < e^(−x²) < 2^(−p − guard) and the asymptotic series is used. */
function isAsymptotic(d: Dyadic, precision: number): boolean {
  return D.magnitude(d) > 30 || D.floorScaled(squared(d), 0) >= BigInt(precision + guard);
}

const squared = (d: Dyadic): Dyadic => D.dyadic(d.m * d.m, 2 * d.e);

function erfOfPositive(d: Dyadic, precision: number): Interval {
  if (isAsymptotic(d, precision)) return I.sub(one, erfcOfPositive(d, precision), precision);
  // erf x = 2/√π·x·e^(−x²)·S,  S = Σ t_n, t_n = y^n/(2n+1)!!, y = 2x².  All t_n > 0: one sum is
  // rounded down, one up. Once 2n + 3 ≥ 2y the tail after t_n is at most t_n/2 + t_n/4 + … = t_n.
  const w = precision + guard;
  const unit = 1n << BigInt(w);
  const y = D.floorScaled(squared(d), w + 1);
  let [low, high] = [unit, unit];
  let [sumLow, sumHigh] = [0n, 0n];
  for (let n = 0n; ; n++) {
    sumLow += low;
    sumHigh += high;
    const next = 2n * n + 3n;
    if (high <= 1n && next * unit >= 2n * (y + 1n)) break;
    low = ((low * y) >> BigInt(w)) / next;
    high = ((high * (y + 1n)) >> BigInt(w)) / next + 1n;
  }
  const S = I.round(
    I.interval(D.dyadic(sumLow, -w), D.dyadic(sumHigh + high, -w), false, false),
    w,
  );
  const factor = I.mul(I.mul(I.point({ m: d.m, e: d.e + 1 }), decay(d, w), w), S, w);
  return I.div(factor, rootOfPi(w), precision)!;
}

/** e^(−d²). */
function decay(d: Dyadic, precision: number): Interval {
  const square = I.mul(I.point(d), I.point(d), 2 * D.bitLength(d.m));
  return E.exp(I.neg(square), precision);
}

const rootOfPi = (precision: number): Interval =>
  E.root(E.piInterval(precision + 4), 2, precision)!;

function erfcOfPositive(d: Dyadic, precision: number): Interval {
  const square = squared(d);
  // erfc x < e^(−x²) < 2^(−x²)
  if (D.magnitude(square) > 40) return open(D.zero, { m: 1n, e: -(2 ** 40) });
  if (!isAsymptotic(d, precision)) {
    // erfc x > e^(−x²)/(2x + 2), so 1 − erf x loses at most 1.5·x² + log2(x + 1) + 2 bits.
    const lost = Number(D.floorScaled({ m: 3n * square.m, e: square.e - 1 }, 0));
    const working = precision + lost + Math.max(0, D.magnitude(d)) + 8;
    return I.sub(one, erfOfPositive(d, working), precision);
  }
  // erfc x = e^(−x²)/(x√π)·(Σ_{n<N} (−1)^n t_n + R_N), t_{n+1} = t_n·(2n+1)·y, y = 1/(2x²), and R_N
  // has the sign of, and is at most, the first term left out. y is off by < 2; while (2n+1)·y ≤ 1,
  // E_{n+1} ≤ E_n + 2·t_n·(2n+1) + 1 ≤ E_n + 3, for t_n·(2n+1)·y = t_{n+1} ≤ t_1 = y. So E_n ≤ 3n.
  const w = precision + guard;
  const y = I.div(one, I.point({ m: square.m, e: square.e + 1 }), w)!;
  const yFixed = D.floorScaled(y.lower!, w);
  let [term, value, n] = [1n << BigInt(w), 0n, 0n];
  while (term > 0n && (2n * n + 1n) * (yFixed + 2n) <= 1n << BigInt(w)) {
    value += n % 2n === 0n ? term : -term;
    term = (term * yFixed * (2n * n + 1n)) >> BigInt(w);
    n++;
  }
  const S = I.around(value, term + 3n * n * (n + 1n), -w, w);
  const divisor = I.mul(I.point(d), rootOfPi(w), w);
  return I.div(I.mul(decay(d, w), S, w), divisor, precision)!;
}

/** Phi(x) = erfc(−x/√2)/2, in (0, 1). */
export function Phi(X: Interval, precision: number): Interval {
  return increasing(X, (d) => phiOfPoint(d, precision), open(D.zero, D.one));
}

function phiOfPoint(d: Dyadic, precision: number): Interval {
  // A relative error ε of u moves erfc u by a factor of about 2u²·ε.
  const w = precision + 8 + 2 * Math.min(24, Math.max(0, D.magnitude(d)));
  const u = I.div(I.point(D.negate(d)), E.root(two, 2, w)!, w)!;
  return I.mul(erfc(u, w), half, precision);
}

/**
 * gelu has one minimum, at u* = −0.75179…: with the density φ, gelu' = Phi + uφ and
 * gelu'' = (2 − u²)φ, so gelu' rises on (−√2, √2) from a negative to a positive value, falls
 * to 1 on the right and to 0 from below on the left. gelu(u*) = −0.169971… and gelu < 0 on u < 0.
 */
const geluTurn = { before: { m: -385n, e: -9 }, after: { m: -769n, e: -10 } };
const geluLeast: Dyadic = { m: -2785n, e: -14 };

export function gelu(X: Interval, precision: number): Interval {
  const product = I.mul(X, Phi(X, precision + 4), precision);
  const ofPoint = (d: Dyadic): Interval =>
    I.mul(I.point(d), phiOfPoint(d, precision + 4), precision);
  const rising = { ...I.whole, lower: geluLeast };
  return I.intersect(product, valley(X, geluTurn, ofPoint, rising, open(geluLeast, D.zero)));
}

/**
 * f(X) for an f that falls until some point between `before` and `after` and rises from there;
 * `rising` and `falling` hold its values on either side, and its limits at infinite ends.
 */
function valley(
  X: Interval,
  turn: { readonly before: Dyadic; readonly after: Dyadic },
  ofPoint: (d: Dyadic) => Interval,
  rising: Interval,
  falling: Interval,
): Interval {
  if (I.certainlyLessEqual(I.point(turn.after), X)) return increasing(X, ofPoint, rising);
  if (I.certainlyLessEqual(X, I.point(turn.before))) return decreasing(X, ofPoint, falling);
  // The largest value is at an end; the least is at most at the turn.
  const first = X.lower ? ofPoint(X.lower) : falling;
  const last = X.upper ? ofPoint(X.upper) : rising;
  return { ...I.hull(first, last), lower: rising.lower, lowerOpen: rising.lowerOpen };
}

/** sinc x = sin x/x, 1 at 0: even, falling on [0, 3], and at least −0.2172336… everywhere. */
export function sinc(X: Interval, precision: number): Interval {
  const U = I.abs(X);
  const three: Dyadic = { m: 3n, e: 0 };
  const range = I.interval({ m: -3560n, e: -14 }, D.one, false, false);
  if (U.upper && D.compare(U.upper, three) <= 0) {
    const ofPoint = (d: Dyadic): Interval =>
      d.m === 0n ? one : I.div(E.sin(I.point(d), precision + 4), I.point(d), precision)!;
    return decreasing(U, ofPoint, range);
  }
  const ratio = I.div(E.sin(U, precision + 4), U, precision);
  return ratio ? I.intersect(ratio, range) : range;
}

/** On x > 0, gamma has one minimum, at 1.461632…, of value 0.885603…; it tends to ∞ at 0 and ∞. */
const gammaTurn = { before: { m: 187n, e: -7 }, after: { m: 375n, e: -8 } };
const gammaLeast: Dyadic = { m: 29019n, e: -15 };

/** gamma x; null unless X certainly lies between two poles, or right of 0. */
export function gamma(X: Interval, precision: number): Interval | null {
  if (I.certainlyPositive(X)) return gammaOfPositive(X, precision);
  if (!X.lower || !X.upper || D.magnitude(X.lower) > 4096) return null;
  // −k ≤ X ≤ −k + 1 with poles at both: x = t − k, gamma x = π/(sin(πx)·gamma(1 − x)), and
  // sin(πx) = (−1)^k·sin(πt).
  const floor = D.floorScaled(X.lower, 0);
  const T = I.sub(X, I.point(D.dyadic(floor, 0)), precision + 4096 + D.bitLength(X.lower.m));
  if (!I.certainlyPositive(T) || !I.certainlyLess(T, one)) return null;
  const w = precision + 8;
  const sine = sineOfPiTimes(T, w);
  const reflected = gammaOfPositive(I.sub(one, X, w + 4096), w);
  const value = I.div(E.piInterval(w), I.mul(sine, reflected, w), precision);
  return value && (floor & 1n ? I.neg(value) : value);
}

/** sin(πt) for t in (0, 1). */
function sineOfPiTimes(T: Interval, precision: number): Interval {
  const w = precision + 8;
  // Rising until 1/2, then sin(π(1 − t)): relative accuracy near 0 and near 1.
  const ofPoint = (d: Dyadic): Interval => {
    const t = D.compare(d, half.lower!) <= 0 ? d : D.sum(D.one, D.negate(d));
    return E.sin(I.mul(E.piInterval(w), I.point(t), w), precision);
  };
  const range = I.interval(D.zero, D.one, true, false);
  const below = I.certainlyLessEqual(T, half);
  const above = I.certainlyLessEqual(half, T);
  if (below) return increasing(E.openedAt(T, D.zero), ofPoint, range);
  const mirrored = E.openedAt(I.sub(one, T, w + 4096), D.zero);
  if (above) return increasing(mirrored, ofPoint, range);
  const first = T.lower!.m === 0n ? range : ofPoint(T.lower!);
  const last = mirrored.lower === null ? range : ofPoint(mirrored.lower);
  return I.intersect(I.hull(I.hull(first, last), one), range);
}

function gammaOfPositive(X: Interval, precision: number): Interval {
  const ofPoint = (d: Dyadic): Interval => gammaByStirling(I.point(d), precision);
  const range = { ...I.whole, lower: gammaLeast };
  const bound = valley(E.openedAt(X, D.zero), gammaTurn, ofPoint, range, range);
  // Ends on both sides of the minimum say nothing of the least value; the formula on all of X does.
  const { before, after } = gammaTurn;
  const around = !I.certainlyLess(X, I.point(before)) && !I.certainlyLess(I.point(after), X);
  const narrow = around && X.lower && X.upper && I.certainlyLess(I.sub(X, X, 8), eighth);
  return narrow ? I.intersect(bound, gammaByStirling(X, precision)) : bound;
}

/** gamma x = gamma(x + n)/(x·(x+1)…(x+n−1)) for a bounded X > 0 with a positive lower bound. */
function gammaByStirling(X: Interval, precision: number): Interval {
  const lower = X.lower!;
  const size = Math.max(0, D.magnitude(X.upper!));
  if (lower.m <= 0n) return { ...I.whole, lower: gammaLeast };
  // gamma x > (x/e)^x·√(2π/x) > 2^x for x ≥ 16
  if (D.magnitude(lower) > 40) return { ...I.whole, lower: { m: 1n, e: 2 ** 40 } };
  // log gamma z < z·log z has up to 2·size + 16 bits before the point.
  const w = precision + guard + 2 * size;
  const shift = Math.max(0, Math.ceil(w / 4) + 8 - Number(D.floorScaled(lower, 0)));
  let product = one;
  let Z = X;
  for (let i = 0; i < shift; i++) {
    product = I.mul(product, Z, w);
    Z = I.add(Z, one, w);
  }
  return I.div(E.exp(logGamma(Z, w), w), product, precision)!;
}

/** Stirling's series for log gamma on Z > 0. */
function logGamma(Z: Interval, precision: number): Interval {
  const w = precision;
  const logTwoPi = E.log(I.mul(E.piInterval(w), two, w), w)!;
  const main = I.sub(I.mul(I.sub(Z, half, w), E.log(Z, w)!, w), Z, w);
  let sum = I.add(main, I.mul(logTwoPi, half, w), w);
  // Σ_{k=1}^{N−1} B_2k/(2k(2k−1)·z^(2k−1)) + R, where R has the sign of, and is at most, term N.
  const last = Math.ceil(w / 8) + 16;
  const inverse = I.div(one, Z, w)!;
  const square = powInt(inverse, 2, w)!;
  let power = inverse;
  for (let k = 1; ; k++) {
    const term = I.mul(power, stirlingCoefficient(k, last, w), w);
    const small = D.magnitude(I.abs(term).upper!) < -w;
    if (small || k === last) return I.add(sum, I.hull(zero, term), w);
    sum = I.add(sum, term, w);
    power = I.mul(power, square, w);
  }
}

const tangents = new Map<number, readonly bigint[]>();

/** The tangent numbers T_1 … T_count: tan x = Σ T_k x^(2k−1)/(2k−1)! (1, 2, 16, 272, …). */
function tangentNumbers(count: number): readonly bigint[] {
  const known = tangents.get(count);
  if (known) return known;
  // Derivatives of tan as polynomials in tan, kept in place (Brent, Harvey, arXiv 1108.0286).
  const T: bigint[] = [0n, 1n];
  for (let k = 2; k <= count; k++) T[k] = BigInt(k - 1) * T[k - 1]!;
  for (let k = 2; k <= count; k++) {
    for (let j = k; j <= count; j++) {
      T[j] = BigInt(j - k) * T[j - 1]! + BigInt(j - k + 2) * T[j]!;
    }
  }
  tangents.set(count, T);
  return T;
}

/** B_2k/(2k(2k−1)) = (−1)^(k−1)·T_k/(4^k(4^k − 1)(2k−1)), k ≤ most. */
function stirlingCoefficient(k: number, most: number, precision: number): Interval {
  const T = tangentNumbers(64 * Math.ceil(most / 64))[k]!;
  const four = 1n << BigInt(2 * k);
  const denominator = four * (four - 1n) * BigInt(2 * k - 1);
  const numerator = D.dyadic(k % 2 === 1 ? T : -T, 0);
  return I.div(I.point(numerator), I.point(D.dyadic(denominator, 0)), precision)!;
}
