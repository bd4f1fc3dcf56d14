/**
 * # Equal nodes on a cell
 */
import { analyse } from './analysis.ts';
import { withoutGuards } from './branch.ts';
import type { Cell } from './cell.ts';
import type { Step } from './certificate.ts';
import { ensure } from './ensure.ts';
import type { Dag } from './expression.ts';
import { takeStep } from './step.ts';
import { createTerms } from './term.ts';
import type { Terms } from './term.ts';

/** Refuses unless nodes a and b are defined and equal on the whole cell. */
export function ensureIdentical(
  dag: Dag,
  cell: Cell,
  a: number,
  b: number,
  steps: readonly Step[],
  precision: number,
  path: string,
): void {
  ensureEqual(createTerms(analyse(dag, cell, precision), path), a, b, steps, 0);
}

/** @param first index of the first step: those before it gave `terms` */
function ensureEqual(
  terms: Terms,
  a: number,
  b: number,
  steps: readonly Step[],
  first: number,
): void {
  const { on, path, forms, formOf, vanishing } = terms;
  const { dag, cell, precision, assumed, enclosed } = on;
  const end = steps.findIndex((step) => step.kind === 'equal');
  const last = end < 0 ? steps.at(-1) : steps[end];
  const cases = last?.kind === 'cases' ? last : null;
  const own = end >= 0 ? steps.slice(0, end) : cases ? steps.slice(0, -1) : steps;
  own.forEach((step, i) =>
    takeStep(terms, step, first + i, (where, left, right, inner, at) =>
      ensureIdentical(dag, where, left, right, inner, precision, at),
    ),
  );
  if (last?.kind === 'equal') {
    const at = `${path}.steps.${first + end}`;
    const values = on.range(last.value);
    const defined = values !== null && on.range(last.argument) !== null;
    ensure(defined, 'not-defined', at, 'nodes defined on the whole cell');
    const equal = forms.equal(formOf(last.argument), formOf(last.value));
    ensure(equal, 'wrong-step', at, 'nodes that are equal on the cell');
    const shown = { node: withoutGuards(on, last.argument), values };
    const there = analyse(dag, cell, precision, assumed, [...enclosed, shown]);
    ensureEqual(createTerms(there, path, terms), a, b, steps.slice(end + 1), first + end + 1);
    return;
  }
  if (cases) {
    const node = withoutGuards(on, cases.argument);
    const defined = on.range(cases.argument) !== null;
    ensure(defined, 'not-defined', path, 'cases by a node defined on the whole cell');
    for (const [sign, part] of [
      [1, cases.positive],
      [0, cases.zero],
      [-1, cases.negative],
    ] as const) {
      const there = analyse(dag, cell, precision, [...assumed, { node, sign }], enclosed);
      ensureEqual(createTerms(there, path, terms), a, b, part, first + own.length);
    }
    return;
  }
  ensure(on.range(a) !== null, 'not-defined', path, 'an expression defined on the whole cell');
  ensure(on.range(b) !== null, 'not-defined', path, 'a polynomial defined on the whole cell');
  const identical = forms.equal(formOf(a), vanishing.reduce(forms.add, formOf(b)));
  ensure(identical, 'not-identical', path, 'equal normal forms on the cell');
}
