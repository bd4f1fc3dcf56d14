/**
 * # Where a guard may change its sign
 *
 * Nodes at whose zeros the sign of a node may change: f(u) for odd increasing f changes with u,
 * a product with its factors, log u with u − 1. Proposals for cuts: nothing rests on them.
 */
import * as Q from '../arith/rational.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { termsOf } from '../checker/linear-bound.ts';

const signPreserving: ReadonlySet<string> = new Set(
  'neg atan tanh sinh asinh erf cbrt sign expm1 log1p abs sqrt tan asin atanh relu'.split(' '),
);
const increasing: ReadonlySet<string> = new Set(
  'exp log log1p expm1 sqrt cbrt atan sinh tanh asinh atanh erf sigmoid softplus Phi'.split(' '),
);

export function zeroNodes(dag: Dag, n: number): readonly number[] {
  const { op, args } = dag.nodes[n]!;
  const difference = (u: number, v: number): number => dag.intern('add', u, dag.intern('neg', v));
  if (signPreserving.has(op)) return zeroNodes(dag, args[0]!);
  if (op === 'mul' || op === 'div') return args.flatMap((arg) => zeroNodes(dag, arg));
  if (op === 'pow') return zeroNodes(dag, args[0]!);
  if (op === 'log') return [difference(args[0]!, dag.number(Q.one))];
  if (op !== 'add') return [n];
  const terms = termsOf(dag, n).filter((term) => {
    const value = rationalConstant(dag, term);
    return value === null || Q.sign(value) !== 0;
  });
  if (terms.length === 1) return zeroNodes(dag, terms[0]!);
  if (terms.length === 2) {
    const [a, b] = terms.map((arg) => {
      const node = dag.nodes[arg]!;
      return node.op === 'neg' ? [node.args[0]!, -1] : [arg, 1];
    }) as [[number, number], [number, number]];
    const [u, v] = [dag.nodes[a[0]]!, dag.nodes[b[0]]!];
    if (a[1] !== b[1] && u.op === v.op && increasing.has(u.op))
      return zeroNodes(dag, difference(u.args[0]!, v.args[0]!));
  }
  return [n];
}
