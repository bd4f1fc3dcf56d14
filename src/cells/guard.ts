/**
 * # Guards that a cell leaves open
 */
import type { Analysis } from '../checker/analysis.ts';
import { comparisons } from '../checker/expression.ts';

/**
 * The nodes whose signs decide the guards of `root` that are not decided on the cell: arguments of
 * abs, sign, relu, heaviside, sinc, differences of max and min and of comparisons, innermost
 * first; arguments of floor too, unless `floors` is false. Branches that are not taken are not
 * entered.
 */
export function guardsOf(on: Analysis, root: number, floors = true): readonly number[] {
  const { dag } = on;
  const critical: number[] = [];
  const seen = new Set<number>();
  const difference = (u: number, v: number): number => dag.intern('add', u, dag.intern('neg', v));

  const visitCondition = (n: number): void => {
    const { op, args } = dag.nodes[n]!;
    if (!comparisons.has(op)) {
      args.forEach(visitCondition);
      return;
    }
    args.forEach(visit);
    if (on.truth(n) === null) critical.push(difference(args[0]!, args[1]!));
  };
  const visit = (n: number): void => {
    if (seen.has(n)) return;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    if (op === 'if') {
      const [condition, then, otherwise] = args as [number, number, number];
      const value = on.truth(condition);
      if (value === null) visitCondition(condition);
      if (value !== false) visit(then);
      if (value !== true) visit(otherwise);
      return;
    }
    const chosen = on.branch(n);
    if (chosen !== null) {
      visit(chosen);
      return;
    }
    args.forEach(visit);
    const u = args[0]!;
    if (['abs', 'sign', 'relu', 'heaviside', 'sinc'].includes(op)) critical.push(u);
    else if (op === 'floor' && floors) critical.push(u);
    else if (op === 'max' || op === 'min')
      args.forEach((a, i) => args.slice(i + 1).forEach((b) => critical.push(difference(a, b))));
  };
  visit(root);
  return critical;
}
