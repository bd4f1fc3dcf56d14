/**
 * # Points and cells of the real line
 *
 * A `Point` is rational or algebraic: the only root of a squarefree polynomial in an open rational
 * interval at whose ends the polynomial has opposite signs. A `Cell` is a point, or an open
 * interval between two points (null: infinite).
 */
import * as P from './polynomial.ts';
import { evaluationCost, sturmCost } from './cost.ts';
import type { Budget } from './ensure.ts';
import * as Q from './rational.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';
import type { Polynomial } from './polynomial.ts';
import type { Rational } from './rational.ts';

export type Point =
  | { readonly kind: 'rational'; readonly value: Rational }
  | {
      readonly kind: 'algebraic';
      readonly polynomial: Polynomial;
      readonly lower: Rational;
      readonly upper: Rational;
    };

type Algebraic = Extract<Point, { kind: 'algebraic' }>;

export type Cell =
  | { readonly kind: 'point'; readonly at: Point }
  | { readonly kind: 'open'; readonly lower: Point | null; readonly upper: Point | null };

const half = Q.rational(1n, 2n);
const middle = (a: Rational, b: Rational): Rational => Q.mul(Q.add(a, b), half);

function valueOf(p: Polynomial, at: Rational, budget: Budget): Rational {
  budget.spend(evaluationCost(p, at));
  return P.evaluate(p, at);
}

/** Whether an algebraic point is what the header says. */
export function isolates(p: Algebraic, budget: Budget): boolean {
  return (
    Q.compare(p.lower, p.upper) < 0 &&
    Q.sign(valueOf(p.polynomial, p.lower, budget)) *
      Q.sign(valueOf(p.polynomial, p.upper, budget)) ===
      -1 &&
    P.countRoots(p.polynomial, p.lower, p.upper, budget) === 1
  );
}

/** The half of the isolating interval that holds the root (the root itself, if the middle is it). */
function bisect(p: Algebraic, budget: Budget): Point {
  const at = middle(p.lower, p.upper);
  const s = Q.sign(valueOf(p.polynomial, at, budget));
  if (s === 0) return { kind: 'rational', value: at };
  const below = Q.sign(valueOf(p.polynomial, p.lower, budget)) === s;
  return below ? { ...p, lower: at } : { ...p, upper: at };
}

/** The point with an isolating interval of width ≤ 2^−precision. */
function refine(point: Point, precision: number, budget: Budget): Point {
  let p = point;
  const width = Q.rational(1n, 1n << BigInt(precision));
  while (p.kind === 'algebraic' && Q.compare(Q.sub(p.upper, p.lower), width) > 0)
    p = bisect(p, budget);
  return p;
}

const lowerOf = (p: Point): Rational => (p.kind === 'rational' ? p.value : p.lower);
const upperOf = (p: Point): Rational => (p.kind === 'rational' ? p.value : p.upper);

/** Whether a < b, shown by their isolating intervals; false means "not shown". */
export function certainlyBefore(a: Point, b: Point): boolean {
  const strict = a.kind === 'rational' && b.kind === 'rational';
  const order = Q.compare(upperOf(a), lowerOf(b));
  return strict ? order < 0 : order <= 0;
}

/** An enclosure of the cell. */
export function enclose(cell: Cell, precision: number, budget: Budget): Interval {
  if (cell.kind === 'point') {
    const p = refine(cell.at, precision, budget);
    return p.kind === 'rational'
      ? I.fromRational(p.value, precision)
      : I.fromRationals(p.lower, p.upper, true, true, precision);
  }
  const lower = cell.lower && lowerOf(refine(cell.lower, precision, budget));
  const upper = cell.upper && upperOf(refine(cell.upper, precision, budget));
  return I.fromRationals(lower, upper, true, true, precision);
}

function vanishesAtPoint(p: Polynomial, at: Point, budget: Budget): boolean {
  if (at.kind === 'rational') return Q.sign(valueOf(p, at.value, budget)) === 0;
  const common = P.gcd(p, at.polynomial, budget);
  return P.degree(common) > 0 && P.countRoots(common, at.lower, at.upper, budget) === 1;
}

/** Whether p is 0 on the whole cell. */
export function vanishes(p: Polynomial, cell: Cell, budget: Budget): boolean {
  if (P.degree(p) < 0) return true;
  return cell.kind === 'point' && vanishesAtPoint(p, cell.at, budget);
}

/** Narrows a point's isolating interval until it holds no root of p other than the point. */
function apartFromRoots(p: Polynomial, point: Point, budget: Budget): Point | null {
  const vanishing = vanishesAtPoint(p, point, budget) ? 1 : 0;
  let q = point;
  for (let step = 0; step < 512; step++) {
    if (q.kind === 'rational') return q;
    const clean =
      Q.sign(valueOf(p, q.lower, budget)) !== 0 &&
      Q.sign(valueOf(p, q.upper, budget)) !== 0 &&
      P.countRoots(p, q.lower, q.upper, budget) === vanishing;
    if (clean) return q;
    q = bisect(q, budget);
  }
  return null;
}

/** Elementary products; an exact sign on an interval that takes more is not shown. */
const mostSturmWork = 2_000_000;
export const isModest = (p: Polynomial): boolean => sturmCost(p) <= mostSturmWork;

/** The sign that p has on the whole cell; null if it has none, or none was shown. */
export function signOnCell(p: Polynomial, cell: Cell, budget: Budget): -1 | 0 | 1 | null {
  if (vanishes(p, cell, budget)) return 0;
  if (cell.kind === 'point') {
    const q = apartFromRoots(p, cell.at, budget);
    return q === null ? null : Q.sign(P.evaluate(p, lowerOf(q)));
  }
  if (!isModest(p)) return null;
  const lower = cell.lower && apartFromRoots(p, cell.lower, budget);
  const upper = cell.upper && apartFromRoots(p, cell.upper, budget);
  if ((cell.lower && !lower) || (cell.upper && !upper)) return null;
  const from = lower && lowerOf(lower);
  const to = upper && upperOf(upper);
  // Roots in (from, to) that are not in the cell are the algebraic end points themselves.
  const ends = [lower, upper].filter(
    (q) => q?.kind === 'algebraic' && vanishesAtPoint(p, q, budget),
  );
  if (P.countRoots(p, from, to, budget) !== ends.length) return null;
  return Q.sign(valueOf(p, sample(lower, upper, budget), budget));
}

/** A rational strictly between two points (`certainlyBefore`), outside their isolating intervals. */
function sample(lower: Point | null, upper: Point | null, budget: Budget): Rational {
  if (!lower) return upper ? Q.sub(lowerOf(upper), Q.one) : Q.zero;
  if (!upper) return Q.add(upperOf(lower), Q.one);
  let [a, b] = [lower, upper];
  // Isolating intervals that touch a rational end point must be narrowed away from it; two that
  // touch each other share an end that lies strictly between their roots.
  const touching = (): boolean => Q.equals(upperOf(a), lowerOf(b));
  while (touching() && a.kind !== b.kind) {
    if (a.kind === 'algebraic') a = bisect(a, budget);
    else if (b.kind === 'algebraic') b = bisect(b, budget);
  }
  return middle(upperOf(a), lowerOf(b));
}

/** A rational point of an open cell. */
export function samplePointOf(
  { lower, upper }: Extract<Cell, { kind: 'open' }>,
  budget: Budget,
): Rational {
  return sample(lower, upper, budget);
}
