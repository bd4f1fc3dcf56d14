/**
 * # Equal nodes on a cell
 */
import { analyse } from './analysis.ts';
import type { Cell } from './cell.ts';
import type { Step } from './certificate.ts';
import { ensure } from './ensure.ts';
import type { Dag } from './expression.ts';
import { takeStep } from './step.ts';
import { createTerms } from './term.ts';

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
  const on = analyse(dag, cell, precision);
  ensure(on.range(a) !== null, 'not-defined', path, 'an expression defined on the whole cell');
  ensure(on.range(b) !== null, 'not-defined', path, 'a polynomial defined on the whole cell');
  const terms = createTerms(on, path);
  steps.forEach((step, index) =>
    takeStep(terms, step, index, (at, left, right, own, where) =>
      ensureIdentical(dag, { kind: 'point', at }, left, right, own, precision, where),
    ),
  );
  const { formOf, forms } = terms;
  const identical = forms.equal(formOf(a), formOf(b));
  ensure(identical, 'not-identical', path, 'equal normal forms on the cell');
}
