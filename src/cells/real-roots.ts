/**
 * # Real roots of rational polynomials, as points
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import * as P from '../checker/polynomial.ts';
import type { Polynomial } from '../checker/polynomial.ts';
import { isModest } from '../checker/cell.ts';
import type { Point } from '../checker/cell.ts';

const middle = (a: Rational, b: Rational): Rational => Q.div(Q.add(a, b), Q.rational(2));

/**
 * Distinct real roots in ascending order; rational ones as such where bisection can meet them. Null
 * of polynomials whose signs take the checker too much work.
 */
export function realRoots(p: Polynomial): readonly Point[] | null {
  if (P.degree(p) < 1) return [];
  if (!isModest(p)) return null;
  const squarefree = P.divmod(p, P.gcd(p, P.derivative(p))).quotient;
  const [rational, rest] = rationalRoots(squarefree);
  const irrational = P.degree(rest) < 1 ? [] : isolate(rest);
  return [...rational.map((value): Point => ({ kind: 'rational', value })), ...irrational].sort(
    (a, b) => Q.compare(nearby(a), nearby(b)),
  );
}

export const nearby = (p: Point): Rational =>
  p.kind === 'rational' ? p.value : middle(p.lower, p.upper);

/** Every root lies within the Cauchy bound 1 + max |c_k/c_n|. */
function bound(p: Polynomial): Rational {
  const lead = p.at(-1)!;
  const sizes = p.slice(0, -1).map((c) => Q.div(c, lead));
  const largest = sizes.reduce(
    (m, c) => (Q.compare(magnitude(c), m) > 0 ? magnitude(c) : m),
    Q.zero,
  );
  // A power of two, so that bisection meets simple rationals.
  let power = 2n;
  while (Q.compare(Q.rational(power), Q.add(largest, Q.one)) <= 0) power *= 2n;
  return Q.rational(power);
}
const magnitude = (q: Rational): Rational => (Q.sign(q) < 0 ? Q.neg(q) : q);

/** Intervals with one root each, narrowed to a relative width of 2^−40; roots met are rational. */
function isolate(p: Polynomial): Point[] {
  const found: Point[] = [];
  const walk = (a: Rational, b: Rational): void => {
    const count = P.countRoots(p, a, b);
    if (count === 0) return;
    const m = middle(a, b);
    if (count === 1 && Q.sign(P.evaluate(p, a)) !== 0 && Q.sign(P.evaluate(p, b)) !== 0) {
      found.push(narrow(p, a, b));
      return;
    }
    walk(a, m);
    if (Q.sign(P.evaluate(p, m)) === 0) found.push({ kind: 'rational', value: m });
    walk(m, b);
  };
  const reach = bound(p);
  walk(Q.neg(reach), reach);
  return found;
}

function narrow(p: Polynomial, a: Rational, b: Rational): Point {
  let [lower, upper] = [a, b];
  const below = Q.sign(P.evaluate(p, lower));
  for (let i = 0; i < 200; i++) {
    const width = Q.sub(upper, lower);
    const size = Q.compare(magnitude(lower), magnitude(upper)) > 0 ? lower : upper;
    const narrowEnough = Q.compare(Q.mul(width, Q.rational(1n << 24n)), magnitude(size)) < 0;
    if (narrowEnough && i > 4) break;
    const m = middle(lower, upper);
    const s = Q.sign(P.evaluate(p, m));
    if (s === 0) return { kind: 'rational', value: m };
    if (s === below) lower = m;
    else upper = m;
  }
  return { kind: 'algebraic', polynomial: p, lower, upper };
}

/** Rational roots by rounding isolated ones to the denominators that are possible, and the cofactor. */
function rationalRoots(p: Polynomial): readonly [Rational[], Polynomial] {
  const roots: Rational[] = [];
  let rest = p;
  for (const point of isolate(p)) {
    const candidate = point.kind === 'rational' ? point.value : simplest(point.lower, point.upper);
    if (Q.sign(P.evaluate(rest, candidate)) !== 0) continue;
    roots.push(candidate);
    rest = P.divmod(rest, [Q.neg(candidate), Q.one]).quotient;
  }
  return [roots, rest];
}

/** The rational of least denominator strictly between a < b (Stern–Brocot, by continued fractions). */
export function simplest(a: Rational, b: Rational): Rational {
  if (Q.sign(a) < 0 && Q.sign(b) > 0) return Q.zero;
  if (Q.sign(b) <= 0) return Q.neg(simplest(Q.neg(b), Q.neg(a)));
  const whole = Q.rational(Q.floor(a));
  if (Q.compare(Q.add(whole, Q.one), b) < 0) return Q.add(whole, Q.one);
  const [u, v] = [Q.sub(a, whole), Q.sub(b, whole)];
  // a and b lie in one unit [whole, whole + 1]; an end at the integer itself is not inside.
  if (Q.sign(u) === 0) {
    const n = Q.floor(Q.div(Q.one, v)) + 1n;
    return Q.add(whole, Q.rational(1n, n));
  }
  return Q.add(whole, Q.div(Q.one, simplest(Q.div(Q.one, v), Q.div(Q.one, u))));
}
