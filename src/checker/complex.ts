/**
 * # Boxes of complex numbers
 *
 * A box is {a + bi : a ∈ re, b ∈ im}. Inclusion as for intervals. null: not shown to be analytic
 * on the box. All of them are real on reals.
 */
import * as E from './elementary.ts';
import * as I from './interval.ts';
import { powInt } from './monotone.ts';
import * as Q from './rational.ts';
import { erf as realErf } from './special.ts';
import type { Interval } from './interval.ts';
import type { Rational } from './rational.ts';

export interface Box {
  readonly re: Interval;
  readonly im: Interval;
}

/** Bits of all enclosures here: only sizes are wanted of them. */
export const bits = 64;

const nought = I.point({ m: 0n, e: 0 });
const half = I.point({ m: 1n, e: -1 });
export const real = (re: Interval): Box => ({ re, im: nought });
export const one = real(I.point({ m: 1n, e: 0 }));
const two = real(I.point({ m: 1n, e: 1 }));
const square = (X: Interval): Interval => powInt(X, 2, bits)!;
const symmetric = (X: Interval): Interval => I.hull(X, I.neg(X));

export const neg = (z: Box): Box => ({ re: I.neg(z.re), im: I.neg(z.im) });

export const add = (z: Box, w: Box): Box => ({
  re: I.add(z.re, w.re, bits),
  im: I.add(z.im, w.im, bits),
});

export const mul = (z: Box, w: Box): Box => ({
  re: I.sub(I.mul(z.re, w.re, bits), I.mul(z.im, w.im, bits), bits),
  im: I.add(I.mul(z.re, w.im, bits), I.mul(z.im, w.re, bits), bits),
});

export function div(z: Box, w: Box): Box | null {
  const size = I.add(square(w.re), square(w.im), bits);
  const [re, im] = [I.div(w.re, size, bits), I.div(I.neg(w.im), size, bits)];
  return re && im && mul(z, { re, im });
}

export function exp(z: Box): Box {
  const size = E.exp(z.re, bits);
  return { re: I.mul(size, E.cos(z.im, bits), bits), im: I.mul(size, E.sin(z.im, bits), bits) };
}

/** The principal branch, on Re z > 0 only. */
export function log(z: Box): Box | null {
  if (!I.certainlyPositive(z.re)) return null;
  const size = E.log(I.add(square(z.re), square(z.im), bits), bits);
  const slope = I.div(z.im, z.re, bits);
  return size && slope && { re: I.mul(size, half, bits), im: E.atan(slope, bits) };
}

/** z^r: repeated products for integers, e^(r·log z) on Re z > 0 otherwise. */
export function pow(z: Box, r: Rational): Box | null {
  if (!Q.isInteger(r)) {
    const logarithm = log(z);
    return logarithm && exp(mul(real(I.fromRational(r, bits)), logarithm));
  }
  const k = r.num < 0n ? -r.num : r.num;
  if (k > 4096n) return null;
  let power = one;
  for (const bit of k.toString(2)) {
    const doubled = {
      re: I.sub(square(power.re), square(power.im), bits),
      im: mul(power, power).im,
    };
    power = bit === '1' ? mul(doubled, z) : doubled;
  }
  return r.num < 0n ? div(one, power) : power;
}

/** The odd root of reals, on Re z > 0 or Re z < 0. */
export function cbrt(z: Box): Box | null {
  if (I.certainlyNegative(z.re)) {
    const root = cbrt(neg(z));
    return root && neg(root);
  }
  return pow(z, Q.rational(1n, 3n));
}

const i: Box = { re: nought, im: one.re };
const minusI = neg(i);

export function sin(z: Box): Box {
  // (e^(iz) − e^(−iz))/2i
  const [u, v] = [exp(mul(i, z)), exp(mul(minusI, z))];
  return mul(mul(add(u, neg(v)), minusI), real(half));
}

export function cos(z: Box): Box {
  return mul(add(exp(mul(i, z)), exp(mul(minusI, z))), real(half));
}

/** 1/(1 + e^(−z)), as e^z/(1 + e^z) on Re z ≤ 0. */
export function sigmoid(z: Box): Box | null {
  if (I.certainlyNonPositive(z.re)) {
    const u = exp(z);
    return div(u, add(one, u));
  }
  return div(one, add(one, exp(neg(z))));
}

/** 2·sigmoid(2z) − 1. */
export function tanh(z: Box): Box | null {
  const s = sigmoid(mul(two, z));
  return s && add(mul(two, s), neg(one));
}

/** log(1 + e^z), as z + log(1 + e^(−z)) on Re z ≥ 0. */
export function softplus(z: Box): Box | null {
  const right = I.certainlyNonNegative(z.re);
  const rest = log(add(one, exp(right ? neg(z) : z)));
  return rest && (right ? add(z, rest) : rest);
}

/** (log(1 + iz) − log(1 − iz))/2i on |Im z| < 1. */
export function atan(z: Box): Box | null {
  const [u, v] = [log(add(one, mul(i, z))), log(add(one, mul(minusI, z)))];
  return u && v && mul(mul(add(u, neg(v)), minusI), real(half));
}

/** |erf(x + iy) − erf x| = |2/√π ∫_0^y e^(−(x+it)²) dt| ≤ 2/√π·|y|·e^(y² − x²), 2/√π < 2. */
export function erf(z: Box): Box {
  const exponent = I.sub(square(z.im), square(z.re), bits);
  const distance = I.mul(I.abs(z.im), E.exp(exponent, bits), bits);
  const around = symmetric(I.mul(distance, two.re, bits));
  return { re: I.add(realErf(z.re, bits), around, bits), im: around };
}

/** sin z/z; |sin z/z| = |∫_0^1 cos tz dt| ≤ e^|Im z|. */
export function sinc(z: Box): Box {
  const quotient = div(sin(z), z);
  if (quotient) return quotient;
  const around = symmetric(E.exp(I.abs(z.im), bits));
  return { re: around, im: around };
}

/** An interval whose upper bound is ≥ |z| on the box. */
export const size = (z: Box): Interval => I.add(I.abs(z.re), I.abs(z.im), bits);
