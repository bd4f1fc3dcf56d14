/**
 * # Rational constants
 *
 * The exact value of an x-free expression of plain arithmetic. Which power `pow(u, v)` means
 * depends on whether v is such a constant, and whether it is an integer (see expr.ts).
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr, FunctionName } from './expr.ts';
import { postOrder } from './structure.ts';

const maxBits = 1n << 18n;
const bits = (n: bigint): bigint => BigInt(n.toString(16).length) * 4n;
const limited = (q: Rational): Rational | null => (bits(q.num) + bits(q.den) > maxBits ? null : q);

/**
 * The rational that numbers, neg, add, mul, div and integer powers make of `expr`; null if it
 * contains anything else, is undefined, or has more than 2^18 bits.
 */
export function rationalConstant(expr: Expr): Rational | null {
  if (expr.kind === 'number') return expr.value;
  const memo = new Map<Expr, Rational | null>();
  for (const node of postOrder(expr)) {
    if (node.kind === 'number') memo.set(node, node.value);
    else if (node.kind !== 'call') return null;
    else {
      const value = arithmetic(
        node.name,
        node.args.map((arg) => memo.get(arg)!),
      );
      if (value === null) return null;
      memo.set(node, value);
    }
  }
  return memo.get(expr)!;
}

function arithmetic(name: FunctionName, args: readonly Rational[]): Rational | null {
  const [a, b] = [args[0]!, args[1] ?? Q.one];
  switch (name) {
    case 'neg':
      return Q.neg(a);
    case 'add':
      return fold(args, Q.add);
    case 'mul':
      return fold(args, Q.mul);
    case 'div':
      return Q.sign(b) === 0 ? null : limited(Q.div(a, b));
    case 'pow':
      return Q.isInteger(b) ? integerPower(a, b.num) : null;
    default:
      return null;
  }
}

function fold(
  args: readonly Rational[],
  combine: (a: Rational, b: Rational) => Rational,
): Rational | null {
  let value = args[0]!;
  for (const arg of args.slice(1)) {
    value = combine(value, arg);
    if (limited(value) === null) return null;
  }
  return value;
}

function integerPower(a: Rational, k: bigint): Rational | null {
  if (Q.sign(a) === 0 && k < 0n) return null;
  const size = k < 0n ? -k : k;
  // 0, 1 and −1: every power has one bit, and depends on the parity of k ≠ 0 only.
  if (a.den === 1n && a.num * a.num <= 1n) {
    return size === 0n ? Q.one : Q.pow(a, Number(size % 2n) + 2);
  }
  return size * (bits(a.num) + bits(a.den)) > maxBits ? null : Q.pow(a, Number(k));
}
