/**
 * # Continuous, or locally bounded, by parts
 *
 * Whether the tactics of proofs/script.v find it: sums, products, quotients and functions of
 * continuous parts, guards whose branches agree where they meet. A function may be continuous
 * without being so by its parts, as sin(x)/x is with its value at 0.
 */
import { lowerRational, upperRational, whole } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { countRoots } from '../checker/polynomial.ts';
import { over, unit } from '../expr/build.ts';
import { evaluate, evaluateExact } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { children } from '../expr/structure.ts';
import { coefficientsOf } from './half-line.ts';

const precision = 64;

/** Of a plain expression, on R. */
export function continuousByParts(expr: Expr): boolean {
  return everyPart(expr, (e) => {
    if (e.kind === 'if') return agree(e);
    if (e.kind !== 'call') return true;
    if (e.name === 'div') return signOf(e.args[1]!) !== 0;
    if (e.name === 'log') return signOf(e.args[0]!) > 0;
    return e.name !== 'floor';
  });
}

/** Of a plain expression, on R: jumps at guards and floors are allowed. */
export function locallyBoundedByParts(e: Expr): boolean {
  if (continuousByParts(e)) return true;
  if (e.kind === 'if') return locallyBoundedByParts(e.then) && locallyBoundedByParts(e.otherwise);
  if (e.kind !== 'call') return false;
  const [u, v] = e.args as [Expr, Expr];
  if (e.name === 'div') return locallyBoundedByParts(u) && continuousByParts(over(unit, v));
  if (e.name === 'pow') return locallyBoundedByParts(u);
  const sums = ['add', 'mul', 'neg', 'floor'];
  return sums.includes(e.name) && e.args.every(locallyBoundedByParts);
}

function everyPart(expr: Expr, holds: (e: Expr) => boolean): boolean {
  const memo = new Map<Expr, boolean>();
  const of = (e: Expr): boolean => {
    let known = memo.get(e);
    if (known === undefined) {
      known = children(e).every(of) && holds(e);
      memo.set(e, known);
    }
    return known;
  };
  return of(expr);
}

/** The sign that e is seen to have on all of R, by its enclosure or as a polynomial; 0 if none. */
function signOf(e: Expr): -1 | 0 | 1 {
  const range = evaluate(e, whole, precision);
  const [lower, upper] = range ? [lowerRational(range), upperRational(range)] : [null, null];
  if (lower && Q.sign(lower) > 0) return 1;
  if (upper && Q.sign(upper) < 0) return -1;
  if (positive(e)) return 1;
  const p = coefficientsOf(e);
  if (!p || p.every((c) => Q.sign(c) === 0) || countRoots([...p], null, null) > 0) return 0;
  return Q.sign(p[0]!) as -1 | 0 | 1;
}

/** Positive on R by the signs of its parts. */
function positive(e: Expr): boolean {
  if (e.kind === 'number') return Q.sign(e.value) > 0;
  if (e.kind === 'constant') return true;
  if (e.kind !== 'call') return false;
  switch (e.name) {
    case 'exp':
    case 'cosh':
    case 'sigmoid':
      return true;
    case 'sqrt':
    case 'add':
    case 'mul':
    case 'div':
      return e.args.every(positive);
    case 'pow':
      return positive(e.args[0]!);
    case 'cos':
      return e.args[0]!.kind === 'call' && e.args[0]!.name === 'atan';
    default:
      return false;
  }
}

/** Branches that are the same number at the one point where the guard changes. */
function agree({ condition, then, otherwise }: Extract<Expr, { kind: 'if' }>): boolean {
  if (condition.kind !== 'less' && condition.kind !== 'less-equal') return false;
  const at = meeting(condition.left, condition.right);
  if (at === null) return false;
  const [a, b] = [evaluateExact(then, at), evaluateExact(otherwise, at)];
  return a !== null && b !== null && Q.compare(a, b) === 0;
}

/** Where two linear sides of a guard meet; null for others. */
function meeting(left: Expr, right: Expr): Rational | null {
  const [p, q] = [coefficientsOf(left), coefficientsOf(right)];
  if (!p || !q || p.length > 2 || q.length > 2) return null;
  const slope = Q.sub(p[1] ?? Q.zero, q[1] ?? Q.zero);
  return Q.sign(slope) === 0 ? null : Q.div(Q.sub(q[0]!, p[0]!), slope);
}
