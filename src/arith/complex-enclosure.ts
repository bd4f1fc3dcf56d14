/**
 * # Enclosures of complex numbers
 *
 * A `Complex` stands for every number of a rectangle. Inclusion as for real enclosures; the results
 * serve as bounds of analytic functions, so widths matter little. Functions with a cut are the
 * principal ones, and null is returned where the rectangle is not certainly away from the cut.
 */
import type { Enclosure } from './arithmetic-enclosure.ts';
import { fromRational, fromRationals, hull, apply, powRational } from './enclosure.ts';
import * as E from './enclosure.ts';
import { rational } from './rational.ts';
import type { Rational } from './rational.ts';

export interface Complex {
  readonly re: Enclosure;
  readonly im: Enclosure;
}

const two = rational(2);
const exact = (q: Rational): Enclosure => fromRational(q, 64);
const zero = exact(rational(0));
const one = exact(rational(1));

export const real = (re: Enclosure): Complex => ({ re, im: zero });
export const isReal = (z: Complex): boolean => z.im === zero;
const unit = real(one);

/** f of reals that is defined everywhere. */
const total = (name: Parameters<typeof apply>[0], x: Enclosure, p: number): Enclosure =>
  apply(name, [x], p)!;
const twice = (x: Enclosure, p: number): Enclosure => E.mul(x, exact(two), p);

export function add(a: Complex, b: Complex, p: number): Complex {
  return { re: E.add(a.re, b.re, p), im: isReal(a) && isReal(b) ? zero : E.add(a.im, b.im, p) };
}

export const neg = (a: Complex): Complex => ({
  re: E.neg(a.re),
  im: isReal(a) ? zero : E.neg(a.im),
});

export function mul(a: Complex, b: Complex, p: number): Complex {
  if (isReal(a) && isReal(b)) return real(E.mul(a.re, b.re, p));
  if (isReal(a)) return { re: E.mul(a.re, b.re, p), im: E.mul(a.re, b.im, p) };
  if (isReal(b)) return mul(b, a, p);
  return {
    re: E.sub(E.mul(a.re, b.re, p), E.mul(a.im, b.im, p), p),
    im: E.add(E.mul(a.re, b.im, p), E.mul(a.im, b.re, p), p),
  };
}

export function square({ re, im }: Complex, p: number): Complex {
  const s = (x: Enclosure): Enclosure => powRational(x, two, p)!;
  return { re: E.sub(s(re), s(im), p), im: twice(E.mul(re, im, p), p) };
}

/** ā/|a|². null unless certainly a ≠ 0. */
export function reciprocal(a: Complex, p: number): Complex | null {
  const s = (x: Enclosure): Enclosure => powRational(x, two, p)!;
  const norm = E.add(s(a.re), s(a.im), p);
  const [re, im] = [E.div(a.re, norm, p), E.div(E.neg(a.im), norm, p)];
  return re && im && { re, im };
}

export function div(a: Complex, b: Complex, p: number): Complex | null {
  const inverse = reciprocal(b, p);
  return inverse && mul(a, inverse, p);
}

export function integerPower(a: Complex, k: bigint, p: number): Complex | null {
  if (k < 0n) {
    const power = integerPower(a, -k, p);
    return power && reciprocal(power, p);
  }
  let [result, base, rest] = [unit, a, k];
  for (; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mul(result, base, p);
    if (rest > 1n) base = square(base, p);
  }
  return result;
}

export function exp({ re, im }: Complex, p: number): Complex {
  const size = total('exp', re, p);
  return { re: E.mul(size, total('cos', im, p), p), im: E.mul(size, total('sin', im, p), p) };
}

/** The principal logarithm; null unless certainly Re a > 0. */
export function log(a: Complex, p: number): Complex | null {
  if (!E.certainlyPositive(a.re)) return null;
  const s = (x: Enclosure): Enclosure => powRational(x, two, p)!;
  const norm = E.add(s(a.re), s(a.im), p);
  const size = apply('log', [norm], p);
  const slope = E.div(a.im, a.re, p);
  if (size === null || slope === null) return null;
  return { re: E.mul(size, exact(rational(1, 2)), p), im: total('atan', slope, p) };
}

/** a^r = e^{r log a}; null unless certainly Re a > 0. */
export function power(a: Complex, r: Rational, p: number): Complex | null {
  const l = log(a, p);
  return l && exp(mul(real(fromRational(r, p)), l, p), p);
}

export const sin = ({ re, im }: Complex, p: number): Complex => ({
  re: E.mul(total('sin', re, p), total('cosh', im, p), p),
  im: E.mul(total('cos', re, p), total('sinh', im, p), p),
});
export const cos = ({ re, im }: Complex, p: number): Complex => ({
  re: E.mul(total('cos', re, p), total('cosh', im, p), p),
  im: E.neg(E.mul(total('sin', re, p), total('sinh', im, p), p)),
});
export const sinh = ({ re, im }: Complex, p: number): Complex => ({
  re: E.mul(total('sinh', re, p), total('cos', im, p), p),
  im: E.mul(total('cosh', re, p), total('sin', im, p), p),
});
export const cosh = ({ re, im }: Complex, p: number): Complex => ({
  re: E.mul(total('cosh', re, p), total('cos', im, p), p),
  im: E.mul(total('sinh', re, p), total('sin', im, p), p),
});

/** tanh(x + iy) = (sinh 2x + i sin 2y)/(cosh 2x + cos 2y). */
export function tanh({ re, im }: Complex, p: number): Complex | null {
  const [x, y] = [twice(re, p), twice(im, p)];
  const below = E.add(total('cosh', x, p), total('cos', y, p), p);
  if (!E.certainlyPositive(below)) return null;
  // sinh 2x/(cosh 2x + cos 2y) = tanh 2x/(1 + cos 2y/cosh 2x), which does not widen with x.
  const sech = total('sech', x, p);
  const scale = E.add(one, E.mul(total('cos', y, p), sech, p), p);
  const [u, v] = [
    E.div(total('tanh', x, p), scale, p),
    E.div(E.mul(total('sin', y, p), sech, p), scale, p),
  ];
  return u && v && { re: u, im: v };
}

/** tan z = −i tanh(iz). */
export function tan(z: Complex, p: number): Complex | null {
  const t = tanh({ re: E.neg(z.im), im: z.re }, p);
  return t && { re: t.im, im: E.neg(t.re) };
}

/** The rectangle with 0 ≤ t ≤ 1: x + i·t·y. */
export const towardsReal = ({ re, im }: Complex): Complex => ({ re, im: hull(zero, im) });

/** The rectangle that holds t·z for 0 ≤ t ≤ 1. */
export const towardsZero = ({ re, im }: Complex): Complex => ({
  re: hull(zero, re),
  im: hull(zero, im),
});

/** f(x) + i·y·s for every s of a slope that holds f′ on the vertical segment from x to x + iy. */
export function alongSegment(atReal: Enclosure, im: Enclosure, slope: Complex, p: number): Complex {
  return {
    re: E.sub(atReal, E.mul(im, slope.im, p), p),
    im: E.mul(im, slope.re, p),
  };
}

/** A rational ≥ |z|; null: none. */
export function magnitude(z: Complex, p: number): Rational | null {
  const s = (x: Enclosure): Enclosure => powRational(x, two, p)!;
  const norm = apply('sqrt', [E.add(s(z.re), s(z.im), p)], p);
  return norm && E.upperRational(norm);
}

export function rectangle(
  re: readonly [Rational, Rational],
  im: readonly [Rational, Rational],
  p: number,
): Complex {
  return { re: fromRationals(re[0], re[1], p), im: fromRationals(im[0], im[1], p) };
}
