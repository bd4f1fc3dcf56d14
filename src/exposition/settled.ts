/**
 * # Guards settled on a half-line
 *
 * An expression with every guard, maximum and minimum replaced by what is taken throughout the
 * half-line, where that is known.
 */
import { call, choose, zero } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import type { HalfLine } from './half-line.ts';

/** Equal to the plain expression e on the half-line; e itself where nothing is settled. */
export function settled(e: Expr, on: HalfLine): Expr {
  const memo = new Map<Expr, Expr>();
  const of = (node: Expr): Expr => {
    let result = memo.get(node);
    if (result === undefined) {
      result = settle(node, on, of);
      memo.set(node, result);
    }
    return result;
  };
  return of(e);
}

function settle(e: Expr, on: HalfLine, of: (e: Expr) => Expr): Expr {
  if (e.kind === 'if') {
    const { condition } = e;
    if (condition.kind !== 'less' && condition.kind !== 'less-equal') return e;
    const strict = condition.kind === 'less';
    const [u, v] = [of(condition.left), of(condition.right)];
    if (strict ? on.less(u, v) : on.lessOrEqual(u, v)) return of(e.then);
    if (strict ? on.lessOrEqual(v, u) : on.less(v, u)) return of(e.otherwise);
    const [then, otherwise] = [of(e.then), of(e.otherwise)];
    const same = u === condition.left && v === condition.right;
    if (same && then === e.then && otherwise === e.otherwise) return e;
    return choose({ kind: condition.kind, left: u, right: v }, then, otherwise);
  }
  if (e.kind !== 'call') return e;
  const args = e.args.map(of);
  const [u, v] = [args[0]!, args[1] ?? zero];
  if (e.name === 'max' || e.name === 'min' || e.name === 'relu') {
    const [low, high] = on.lessOrEqual(u, v) ? [u, v] : on.lessOrEqual(v, u) ? [v, u] : [];
    if (low && high) return e.name === 'min' ? low : high;
  }
  if (args.every((arg, i) => arg === e.args[i])) return e;
  return e.name === 'add' || e.name === 'mul'
    ? { kind: 'call', name: e.name, args }
    : call(e.name, ...args);
}
