/**
 * # Where a step needs its terms to be defined
 *
 * The checker refuses a step of whose terms it does not see that they are defined on the cell, or
 * that a radicand is ≥ 0 there. Here its own analysis is asked beforehand.
 */
import { analyse } from '../checker/analysis.ts';
import type { Analysis } from '../checker/analysis.ts';
import { withoutGuards } from '../checker/branch.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Step } from '../checker/certificate.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { numberNode } from '../cells/nodes.ts';

const pointOf = (q: Rational | null): Point | null => q && { kind: 'rational', value: q };

/**
 * Whether the steps, and then the nodes, are shown to be defined on the cell.
 * @param before the steps that these follow
 */
export function areDefined(
  on: Analysis,
  nodes: readonly number[],
  steps: readonly Step[],
  before: readonly Step[] = [],
): boolean {
  const { dag, cell, precision, assumed, enclosed } = on;
  const taken = [...before];
  for (const [i, step] of steps.entries()) {
    const rest = steps.slice(i + 1);
    if (step.kind === 'equal') {
      const values = on.range(step.value);
      if (values === null || on.range(step.argument) === null) return false;
      const node = withoutGuards(on, step.argument);
      const there = analyse(dag, cell, precision, assumed, [...enclosed, { node, values }]);
      return areDefined(there, nodes, rest, [...taken, step]);
    }
    if (step.kind === 'cases') {
      if (on.range(step.argument) === null) return false;
      const node = withoutGuards(on, step.argument);
      const parts = [
        [1, step.positive],
        [0, step.zero],
        [-1, step.negative],
      ] as const;
      return parts.every(([sign, part]) => {
        const there = analyse(dag, cell, precision, [...assumed, { node, sign }], enclosed);
        return areDefined(there, nodes, part, taken);
      });
    }
    if (!isDefinedStep(on, step, taken)) return false;
    taken.push(step);
  }
  return nodes.every((n) => on.range(n) !== null);
}

/** @param before the steps that it may refer to */
export function isDefinedStep(on: Analysis, step: Step, before: readonly Step[]): boolean {
  const { dag } = on;
  const defined = (n: number): boolean => on.range(n) !== null;
  const definedOf = (name: string, u: number): boolean =>
    defined(u) && defined(dag.intern(name, u));
  const hasRoot = (n: number, degree: number): boolean =>
    defined(n) && (degree % 2 === 1 || on.certainlyNonNegative(n));
  switch (step.kind) {
    case 'pi':
    case 'half-turns':
      return true;
    case 'atom':
    case 'arc':
      return definedOf(step.name, step.argument);
    case 'log':
      return definedOf('log', step.argument);
    case 'complement':
      return definedOf('acos', step.argument);
    case 'root-atom':
      return hasRoot(step.argument, step.degree);
    case 'root':
      return defined(step.argument) && hasRoot(step.value, step.degree);
    case 'exp-root':
      return defined(step.argument) && hasRoot(step.value, 2);
    case 'shift': {
      const atom = before[step.atom];
      return definedOf(atom?.kind === 'atom' ? atom.name : 'gamma', step.argument);
    }
    case 'derivative': {
      const there: Cell = { kind: 'point', at: { kind: 'rational', value: step.at } };
      const ends = [step.argument, step.value];
      return ends.every(defined) && areDefined(analyse(dag, there, on.precision), ends, step.steps);
    }
    case 'substitute': {
      const { lower, upper, argument, value, inner } = step;
      const interval: Cell = { kind: 'open', lower: pointOf(lower), upper: pointOf(upper) };
      const there = analyse(dag, interval, on.precision);
      const beyond = (q: Rational | null): number | null =>
        q && on.sign(dag.intern('add', inner, numberNode(dag, Q.neg(q))));
      const inside =
        (lower === null || beyond(lower) === 1) && (upper === null || beyond(upper) === -1);
      return defined(inner) && inside && areDefined(there, [argument, value], step.steps);
    }
    case 'vanishing':
      return on.sign(step.argument) === 0 && defined(step.value);
    case 'equal':
      return defined(step.argument) && defined(step.value);
    case 'cases':
    case 'exp':
    case 'angle':
    case 'angle-atom':
    case 'turn':
    case 'odd':
    case 'even':
    case 'zero':
      return defined(step.argument);
    default:
      return step satisfies never;
  }
}
