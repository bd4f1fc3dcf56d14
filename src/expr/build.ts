/**
 * # Building expressions
 *
 * Constructors that keep the invariants of expr.ts. `plus`, `times`, … fold 0 and 1 and nothing
 * else; folding 0·u to 0 may enlarge the domain.
 */
import { neg, one, rational, sign } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Comparison, Condition, Expr, FunctionName } from './expr.ts';

export const x: Expr = { kind: 'variable' };
export const pi: Expr = { kind: 'constant', name: 'pi' };
export const e: Expr = { kind: 'constant', name: 'e' };

/** True iff a is a terminating decimal. */
function terminates(a: Rational): boolean {
  let den = a.den;
  for (const p of [2n, 5n]) while (den % p === 0n) den /= p;
  return den === 1n;
}

/** The expression of a rational: −2 is neg(2), 1/3 is div(1, 3). */
export function number(value: Rational | number | bigint): Expr {
  const q = typeof value === 'object' ? value : rational(value);
  if (sign(q) < 0) return call('neg', number(neg(q)));
  if (terminates(q)) return { kind: 'number', value: q };
  return call('div', number(q.num), number(q.den));
}

/** A call as it stands, except that a sum (product) that comes first is merged into the chain. */
export function call(name: FunctionName, ...args: readonly Expr[]): Expr {
  const [first, ...rest] = args;
  if ((name === 'add' || name === 'mul') && first?.kind === 'call' && first.name === name) {
    return { kind: 'call', name, args: [...first.args, ...rest] };
  }
  return { kind: 'call', name, args };
}

export function compare(kind: Comparison, left: Expr, right: Expr): Condition {
  return { kind, left, right };
}

export function choose(condition: Condition, then: Expr, otherwise: Expr): Expr {
  return { kind: 'if', condition, then, otherwise };
}

export const zero: Expr = number(0);
export const unit: Expr = number(one);

export function isZero(expr: Expr): boolean {
  return expr.kind === 'number' && expr.value.num === 0n;
}

export function isOne(expr: Expr): boolean {
  return expr.kind === 'number' && expr.value.num === 1n && expr.value.den === 1n;
}

export function plus(a: Expr, b: Expr): Expr {
  if (isZero(a)) return b;
  if (isZero(b)) return a;
  return call('add', a, b);
}

export function negate(a: Expr): Expr {
  if (isZero(a)) return a;
  return a.kind === 'call' && a.name === 'neg' ? a.args[0]! : call('neg', a);
}

export function minus(a: Expr, b: Expr): Expr {
  return plus(a, negate(b));
}

export function times(a: Expr, b: Expr): Expr {
  if (isZero(a) || isZero(b)) return zero;
  if (isOne(a)) return b;
  if (isOne(b)) return a;
  return call('mul', a, b);
}

export function over(a: Expr, b: Expr): Expr {
  if (isZero(a)) return zero;
  return isOne(b) ? a : call('div', a, b);
}

export function power(a: Expr, k: number): Expr {
  return k === 0 ? unit : k === 1 ? a : call('pow', a, number(k));
}
