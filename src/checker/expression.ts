/**
 * # Expressions of a certificate
 *
 * A directed acyclic graph of nodes, each shared by all that use it: node k refers to nodes before
 * it only. Semantics are those of the language of activations (FORMAT.md, "Functions").
 */
import * as Q from './rational.ts';
import { bitsOfRational } from './cost.ts';
import type { Budget } from './ensure.ts';
import type { Rational } from './rational.ts';

export interface Node {
  readonly op: string;
  readonly args: readonly number[];
  /** Of `number` nodes only. */
  readonly value: Rational | null;
}

/** Number of arguments; 'many' is two or more. Real-valued operations. */
export const realArity: ReadonlyMap<string, number | 'many'> = new Map<string, number | 'many'>([
  ...['pi', 'e', 'x'].map((op): [string, number] => [op, 0]),
  ...(
    'neg exp log log1p expm1 sqrt cbrt abs sign floor ceil round sin cos tan sec csc cot asin acos ' +
    'atan sinh cosh tanh sech csch coth asinh acosh atanh erf erfc gamma heaviside relu sigmoid ' +
    'softplus Phi gelu sinc'
  )
    .split(' ')
    .map((op): [string, number] => [op, 1]),
  ...['add', 'mul', 'max', 'min'].map((op): [string, 'many'] => [op, 'many']),
  ['div', 2],
  ['pow', 2],
  ['clip', 3],
]);

/** Truth-valued operations: comparisons of reals, and connectives of truth values. */
export const comparisons: ReadonlySet<string> = new Set([
  'less',
  'less-equal',
  'greater',
  'greater-equal',
]);
export const connectiveArity: ReadonlyMap<string, number> = new Map([
  ['and', 2],
  ['or', 2],
  ['not', 1],
]);

/** A growing table of nodes in which equal nodes have equal indices. */
export interface Dag {
  readonly nodes: readonly Node[];
  intern(op: string, ...args: number[]): number;
  number(value: Rational): number;
  readonly budget: Budget;
  /** Memo of `rationalConstant`. */
  readonly constants: Map<number, Rational | null>;
}

export function createDag(budget: Budget): Dag {
  const nodes: Node[] = [];
  const indexOf = new Map<string, number>();
  const put = (key: string, node: Node): number => {
    const known = indexOf.get(key);
    if (known !== undefined) return known;
    indexOf.set(key, nodes.length);
    return nodes.push(node) - 1;
  };
  return {
    nodes,
    budget,
    constants: new Map(),
    intern: (op, ...args) => put(`${op} ${args.join(' ')}`, { op, args, value: null }),
    number: (value) => put(`number ${Q.toText(value)}`, { op: 'number', args: [], value }),
  };
}

/** The rational that an x-free node of plain arithmetic stands for; null if it is not one. */
export function rationalConstant(dag: Dag, n: number): Rational | null {
  const known = dag.constants.get(n);
  if (known !== undefined) return known;
  const { op, args, value } = dag.nodes[n]!;
  const parts = ['neg', 'add', 'mul', 'div', 'pow'].includes(op)
    ? args.map((arg) => rationalConstant(dag, arg))
    : [null];
  const result =
    op === 'number'
      ? value
      : parts.every((part) => part !== null)
        ? arithmetic(op, parts as Rational[], dag.budget)
        : null;
  dag.constants.set(n, result);
  return result;
}

const maxBits = 2 ** 18;
const limited = (q: Rational): Rational | null => (bitsOfRational(q) > maxBits ? null : q);

/** Exact value of a rational operation; null where undefined, irrational or above 2^18 bits. */
export function arithmetic(
  op: string,
  parts: readonly Rational[],
  budget: Budget,
): Rational | null {
  const words = parts.reduce((sum, q) => sum + bitsOfRational(q), 0) / 64;
  budget.spend(parts.length + words * words);
  const a = parts[0]!;
  const b = parts[1] ?? a;
  switch (op) {
    case 'neg':
      return Q.neg(a);
    case 'add':
    case 'mul': {
      const combine = op === 'add' ? Q.add : Q.mul;
      return parts.reduce<Rational | null>(
        (sum, q) => sum && limited(combine(sum, q)),
        op === 'add' ? Q.zero : Q.one,
      );
    }
    case 'div':
      return Q.sign(b) === 0 ? null : limited(Q.div(a, b));
    case 'pow': {
      if (!Q.isInteger(b) || (Q.sign(a) === 0 && b.num < 0n)) return null;
      const k = b.num < 0n ? -b.num : b.num;
      // 0, 1 and −1 have powers of one bit; 0^0 = 1.
      if (a.den === 1n && a.num * a.num <= 1n)
        return k === 0n ? Q.one : Q.pow(a, Number(k % 2n) + 2);
      return k * BigInt(bitsOfRational(a)) > maxBits ? null : Q.pow(a, Number(b.num));
    }
    default:
      return null;
  }
}
