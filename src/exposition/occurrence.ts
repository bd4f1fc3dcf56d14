/**
 * # Where the steps of a certificate apply
 *
 * A step gives the value of a function at one argument, and the checker uses it at every argument of
 * the same normal form. Here each such term is listed as it stands in the two sides of an identity,
 * inner ones first, with the step that gives its value.
 */
import { analyse } from '../checker/analysis.ts';
import type { Analysis } from '../checker/analysis.ts';
import type { Cell } from '../checker/cell.ts';
import type { Step } from '../checker/certificate.ts';
import { definitionOf } from '../checker/definition.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { cellPrecision } from '../checker/rules/growth.ts';
import { takeStep } from '../checker/step.ts';
import { createTerms } from '../checker/term.ts';
import type { Entry } from '../checker/term.ts';

export interface Occurrence {
  /** As the checker lists it: a function of one argument, or `root k`. */
  readonly name: string;
  readonly argument: number;
  /** Index of the step that gives the value; of a floor that is one number on the cell, its node. */
  readonly step: number | { readonly value: number };
}

export interface Occurrences {
  readonly found: readonly Occurrence[];
  /** The argument of the atom of a step: as it stands in the roots if it is arithmetic there. */
  argumentOfAtom(step: number): number | null;
}

const arithmetic: ReadonlySet<string> = new Set(['neg', 'add', 'mul', 'div']);

/**
 * The terms of `roots` on a cell, and those that the values of their steps are written in.
 * @param steps accepted by the checker, none of the kinds `equal`, `cases`, `vanishing`
 */
export function occurrences(
  dag: Dag,
  cell: Cell,
  roots: readonly number[],
  steps: readonly Step[],
): Occurrences {
  const on = analyse(dag, cell, cellPrecision);
  const terms = createTerms(on, '');
  const { entries } = terms.given;
  const given: { readonly entry: Entry; readonly step: number }[] = [];
  steps.forEach((step, i) => {
    const before = entries.length;
    takeStep(terms, step, i, () => undefined);
    for (const entry of entries.slice(before)) given.push({ entry, step: i });
  });
  const stepOf = (name: string, argument: number): number | undefined => {
    const form = terms.formOf(argument);
    const same = ({ name: f, argument: u }: Entry): boolean =>
      f === name && u !== null && terms.forms.equal(form, u);
    return given.find(({ entry }) => same(entry))?.step;
  };

  const atoms = new Map<number, number>();
  const argumentOfAtom = (index: number): number | null => {
    const step = steps[index];
    return atoms.get(index) ?? (step && 'argument' in step ? whole(dag, step.argument) : null);
  };
  walk(on, roots, (name, argument, visit) => {
    if (name === 'floor' && on.branch(dag.intern(name, argument)) !== null) return;
    visit(argument);
    const step = stepOf(name, argument);
    if (step !== undefined && !atoms.has(step) && isArithmetic(dag, argument))
      atoms.set(step, argument);
  });

  const found: Occurrence[] = [];
  walk(on, roots, (name, argument, visit) => {
    const value = name === 'floor' ? on.branch(dag.intern(name, argument)) : null;
    if (value !== null) {
      found.push({ name, argument, step: { value } });
      return;
    }
    visit(argument);
    const step = stepOf(name, argument);
    if (step === undefined) return;
    for (const n of writtenIn(steps[step]!, step, argumentOfAtom)) visit(n);
    found.push({ name, argument, step });
  });
  return { found, argumentOfAtom };
}

/** Calls `occur` for every term that needs a step, as the checker forms nodes (checker/term.ts). */
function walk(
  on: Analysis,
  roots: readonly number[],
  occur: (name: string, argument: number, visit: (n: number) => void) => void,
): void {
  const { dag } = on;
  const seen = new Set<number>();
  const listed = new Set<string>();
  const at = (name: string, argument: number): void => {
    const key = `${name} ${argument}`;
    if (listed.has(key)) return;
    listed.add(key);
    occur(name, argument, visit);
  };
  const visit = (n: number): void => {
    if (seen.has(n)) return;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    if (arithmetic.has(op)) return args.forEach(visit);
    if (op === 'sqrt' || op === 'cbrt') return at(op === 'sqrt' ? 'root 2' : 'root 3', u);
    if (op === 'sin' || op === 'cos') return at(op, u);
    const exponent = op === 'pow' ? rationalConstant(dag, v) : null;
    if (exponent) return exponent.den === 1n ? visit(u) : at(`root ${exponent.den}`, u);
    if (op === 'floor') return at(op, u);
    const simpler = on.branch(n) ?? definitionOf(dag, n);
    if (simpler !== null) visit(simpler);
    else if (args.length === 1) at(op, u);
  };
  roots.forEach(visit);
}

/** n, of a node n/1. */
function whole(dag: Dag, node: number): number {
  const { op, args } = dag.nodes[node]!;
  const one = op === 'div' ? rationalConstant(dag, args[1]!) : null;
  return one && one.num === one.den ? args[0]! : node;
}

/** Whether a node is x, numbers and arithmetic. */
function isArithmetic(dag: Dag, n: number): boolean {
  const { op, args } = dag.nodes[n]!;
  const power = op === 'pow' && rationalConstant(dag, args[1]!)?.den === 1n;
  return (
    op === 'x' ||
    op === 'number' ||
    ((arithmetic.has(op) || power) && args.every((arg) => isArithmetic(dag, arg)))
  );
}

/** The nodes in which the value of a step is written. */
function writtenIn(
  step: Step,
  index: number,
  argumentOfAtom: (index: number) => number | null,
): readonly number[] {
  const atom = (of: number): readonly number[] => {
    const argument = argumentOfAtom(of);
    return argument === null ? [] : [argument];
  };
  switch (step.kind) {
    case 'atom':
    case 'root-atom':
    case 'angle-atom':
      return atom(index);
    case 'exp':
    case 'log':
    case 'angle':
      return step.terms.flatMap(([of]) => atom(of));
    case 'odd':
    case 'even':
    case 'shift':
      return atom(step.atom);
    case 'root':
    case 'exp-root':
      return [step.value];
    default:
      return [];
  }
}
