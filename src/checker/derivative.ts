/**
 * # Derivatives
 *
 * The node of n' where n is differentiable at every point of an open cell, by the rules of
 * calculus; null where that is not shown: at guards that stay open, at the branch points of roots
 * and powers, at the ends of the domains of asin and acos, for gamma. Functions that are sugar are
 * differentiated as defined.
 */
import { definitionOf } from './definition.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import * as Q from './rational.ts';
import type { Rational } from './rational.ts';

/** What must be known of the cell. */
export interface Signs {
  readonly dag: Dag;
  sign(n: number): -1 | 0 | 1 | null;
  branch(n: number): number | null;
}

export function createDerivative(on: Signs): (n: number) => number | null {
  const { dag } = on;
  const memo = new Map<number, number | null>();
  const constant = (q: Rational): number =>
    Q.sign(q) < 0 ? dag.intern('neg', dag.number(Q.neg(q))) : dag.number(q);
  const zero = constant(Q.zero);
  const one = constant(Q.one);
  const two = constant(Q.rational(2n));
  const neg = (u: number): number => (u === zero ? zero : dag.intern('neg', u));
  const add = (...terms: readonly number[]): number => {
    const present = terms.filter((t) => t !== zero);
    return present.length === 0
      ? zero
      : present.length === 1
        ? present[0]!
        : dag.intern('add', ...present);
  };
  const mul = (...factors: readonly number[]): number => {
    if (factors.includes(zero)) return zero;
    const present = factors.filter((f) => f !== one);
    return present.length === 0
      ? one
      : present.length === 1
        ? present[0]!
        : dag.intern('mul', ...present);
  };
  const div = (u: number, v: number): number => (u === zero ? zero : dag.intern('div', u, v));
  const square = (u: number): number => dag.intern('mul', u, u);
  const positive = (u: number): boolean => on.sign(u) === 1;

  const derivative = (n: number): number | null => {
    let result = memo.get(n);
    if (result === undefined) {
      result = compute(n);
      memo.set(n, result);
    }
    return result;
  };

  function compute(n: number): number | null {
    const { op, args } = dag.nodes[n]!;
    if (op === 'x') return one;
    if (args.length === 0) return zero;
    const [u, v] = args as [number, number];
    if (op === 'add' || op === 'mul') return sumOrProduct(op, args);
    const simpler = on.branch(n) ?? definitionOf(dag, n);
    if (simpler !== null) return derivative(simpler);
    const du = derivative(u);
    if (du === null) return null;
    switch (op) {
      case 'neg':
        return neg(du);
      case 'div': {
        const dv = derivative(v);
        return dv === null ? null : div(add(mul(du, v), neg(mul(u, dv))), square(v));
      }
      case 'pow':
        return power(u, du, rationalConstant(dag, v));
      case 'sqrt':
        return positive(u) ? div(du, mul(two, n)) : null;
      case 'cbrt':
        return on.sign(u) ? div(du, mul(constant(Q.rational(3n)), square(n))) : null;
      case 'exp':
        return mul(du, n);
      case 'log':
        return div(du, u);
      case 'sin':
        return mul(du, dag.intern('cos', u));
      case 'cos':
        return neg(mul(du, dag.intern('sin', u)));
      case 'atan':
        return div(du, add(one, square(u)));
      case 'asin':
      case 'acos': {
        if (!positive(add(one, u)) || !positive(add(one, neg(u)))) return null;
        const slope = div(du, dag.intern('sqrt', add(one, neg(square(u)))));
        return op === 'asin' ? slope : neg(slope);
      }
      case 'erf': {
        const bell = dag.intern('exp', neg(square(u)));
        return div(mul(two, du, bell), dag.intern('sqrt', dag.intern('pi')));
      }
      default:
        return null;
    }
  }

  function sumOrProduct(op: 'add' | 'mul', args: readonly number[]): number | null {
    const slopes: number[] = [];
    for (const arg of args) {
      const slope = derivative(arg);
      if (slope === null) return null;
      slopes.push(slope);
    }
    if (op === 'add') return add(...slopes);
    return add(...args.map((_, i) => mul(...args.map((arg, j) => (i === j ? slopes[i]! : arg)))));
  }

  /** (u^r)' = r·u^(r−1)·u': r an integer, or u > 0. */
  function power(u: number, du: number, r: Rational | null): number | null {
    if (r === null || (!Q.isInteger(r) && !positive(u))) return null;
    if (Q.sign(r) === 0) return zero;
    const lower = Q.sub(r, Q.one);
    const rest = Q.sign(lower) === 0 ? one : dag.intern('pow', u, constant(lower));
    return mul(constant(r), rest, du);
  }

  return derivative;
}
