/**
 * # Substitution
 */
import type { Dag } from './expression.ts';

/** The node n with w in place of x. */
export function substituted(dag: Dag, n: number, w: number): number {
  const memo = new Map([[dag.intern('x'), w]]);
  const replace = (k: number): number => {
    let result = memo.get(k);
    if (result === undefined) {
      const { op, args } = dag.nodes[k]!;
      result = args.length === 0 ? k : dag.intern(op, ...args.map(replace));
      memo.set(k, result);
    }
    return result;
  };
  return replace(n);
}
