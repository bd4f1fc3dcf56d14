/**
 * # Continuity by structure
 *
 * Every function of the language is continuous where it is defined, but for sign, heaviside, floor,
 * ceil, round and conditionals: an expression without these that is defined on R is continuous.
 */
import { analyse } from './analysis.ts';
import type { AcceptedActivation } from './check.ts';

const jumping: ReadonlySet<string> = new Set(['sign', 'heaviside', 'floor', 'ceil', 'round', 'if']);

/** Whether σ is shown to be continuous on R; false means "not shown". */
export function continuousByStructure({
  dag,
  root,
}: Pick<AcceptedActivation, 'dag' | 'root'>): boolean {
  const seen = new Set<number>();
  const stack = [root];
  while (stack.length > 0) {
    const n = stack.pop()!;
    if (seen.has(n)) continue;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    if (jumping.has(op)) return false;
    stack.push(...args);
  }
  const line = { kind: 'open', lower: null, upper: null } as const;
  return analyse(dag, line, 96).range(root) !== null;
}
