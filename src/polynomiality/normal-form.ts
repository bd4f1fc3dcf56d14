/**
 * # The normal form of a node on a cell, and the polynomial that it may be
 */
import type { Rational } from '../arith/rational.ts';
import * as Q from '../arith/rational.ts';
import { approxNumber } from '../arith/enclosure.ts';
import { analyse } from '../checker/analysis.ts';
import type { Dag } from '../checker/expression.ts';
import { cellPrecision } from '../checker/rules/growth.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { createWork, DivisionByZero } from './fraction.ts';
import type { Work } from './fraction.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi } from './multivariate.ts';
import { createVaries, exprOf, numberNode } from '../cells/nodes.ts';
import { substituted } from '../checker/substitution.ts';
import { createTower } from './tower.ts';
import type { Learned, Place, Tower } from './atom.ts';
import { NoForm, Rescale } from './atom.ts';
import type { Proposals } from './proposal.ts';

/** A table of nodes, with factors proposed for logarithms and roots, and what work is left. */
export type Table = Dag & { readonly proposals?: Proposals; readonly work?: Work };

export interface NormalForm {
  readonly tower: Tower;
  readonly form: Fraction;
}

const isGivenUp = (error: unknown): boolean =>
  error instanceof NoForm || error instanceof DivisionByZero || error instanceof M.TooLarge;

/** Rescalings of exponents before a cell is given up. */
const maxAttempts = 12;

/**
 * What `make` finds in a tower, which is built again with what was learned where it asks for it;
 * null if the engine knows no form.
 */
export function attempt<T>(
  dag: Table,
  place: () => Place,
  make: (tower: Tower) => T | null,
): T | null {
  const learned: Learned = { scales: new Map(), factors: [], related: new Map() };
  for (let k = 0; k < maxAttempts; k++) {
    const result = once(dag, place(), learned, make);
    if (result !== 'again') return result;
  }
  return null;
}

/** One attempt; 'again' once something was learned. */
export function once<T>(
  dag: Table,
  place: Place,
  learned: Learned,
  make: (tower: Tower) => T | null,
): T | null | 'again' {
  const { work = createWork(), proposals = null } = dag;
  const approxSign = (node: number): -1 | 1 | null => {
    const expr = exprOf(dag, node);
    const values = place.samples.flatMap((x) => evaluateAt(expr, x, 128) ?? []).map(approxNumber);
    const { tolerance } = place;
    if (values.every((v) => v >= -tolerance)) return 1;
    return values.every((v) => v <= tolerance) ? -1 : null;
  };
  const stepsAt: Tower['stepsAt'] = (a, b, x) => {
    const normal = normalForm(dag, a, [x], x);
    const other = normal && formIn(normal.tower, b);
    return other && normal.tower.fractions.equal(other, normal.form)
      ? [...normal.tower.steps]
      : null;
  };
  const relatedElsewhere: Tower['relatedElsewhere'] = (n, earlier, samples) =>
    attempt(
      dag,
      () => ({ at: null, samples, part: false, tolerance: 0 }),
      (tower) => {
        for (const m of earlier) tower.form(m);
        tower.form(n);
        for (const step of tower.steps) {
          if (step.kind !== 'derivative' && step.kind !== 'substitute') continue;
          const inner = step.kind === 'substitute' ? step.inner : dag.intern('x');
          if (substituted(dag, step.argument, inner) !== n) continue;
          return { value: substituted(dag, step.value, inner), steps: [...tower.steps] };
        }
        return null;
      },
    );
  const tools = { approxSign, stepsAt, relatedElsewhere, proposals };
  try {
    return make(createTower(dag, place, learned, work, tools));
  } catch (error) {
    if (error instanceof Rescale) return 'again';
    if (isGivenUp(error)) return null;
    throw error;
  }
}

/**
 * The normal form of node n where x is among `samples` (or, with `at`, where x is that point);
 * null if the engine knows none.
 */
export function normalForm(
  dag: Table,
  n: number,
  samples: readonly Rational[],
  at: Rational | null,
): NormalForm | null {
  return attempt(
    dag,
    () => ({ at, samples, part: false, tolerance: 0 }),
    (tower) => ({ tower, form: tower.form(n) }),
  );
}

/**
 * Nodes of c_0, c_1, … if the form is Σ c_k x^k with constant c_k; null if it does not show that, or
 * if they are not shown to be defined.
 */
export function coefficientsOf(dag: Dag, { tower, form }: NormalForm): readonly number[] | null {
  const constant = (a: Multi): boolean =>
    [...M.generatorsOf(a)].every((g) => g !== 0 && tower.isConstant(g));
  if (!constant(form.den)) return null;
  const byDegree = new Map<number, Map<string, Rational>>();
  for (const [key, c] of form.num) {
    const monomial = M.parseMonomial(key);
    if (monomial.some(([g]) => g !== 0 && !tower.isConstant(g))) return null;
    const degree = monomial.find(([g]) => g === 0)?.[1] ?? 0;
    const rest = M.monomialText(monomial.filter(([g]) => g !== 0));
    const coefficient = byDegree.get(degree) ?? new Map<string, Rational>();
    byDegree.set(degree, coefficient.set(rest, c));
  }
  const degree = Math.max(0, ...byDegree.keys());
  const denominator = M.equals(form.den, M.one) ? null : tower.nodeOf(form.den);
  const coefficients = Array.from({ length: degree + 1 }, (_, k) => {
    const numerator = byDegree.get(k);
    if (numerator === undefined) return numberNode(dag, Q.zero);
    if (denominator === null) return constantNode(dag, tower, numerator);
    const rational = M.divideExactly(numerator, form.den);
    return rational
      ? constantNode(dag, tower, rational)
      : dag.intern('div', tower.nodeOf(numerator), denominator);
  });
  // |e^x·e^(−x)| is a constant that no coefficient can be.
  if (coefficients.some(createVaries(dag))) return null;
  return coefficients.every(isDefinedOnLine(dag)) ? coefficients : null;
}

const isDefinedOnLine = (dag: Dag): ((n: number) => boolean) => {
  const { range } = analyse(dag, { kind: 'open', lower: null, upper: null }, cellPrecision);
  return (n) => range(n) !== null;
};

/** Node n at 0, if its form is constant; null if it is not, or is not shown to be defined there. */
export function constantAtZero(dag: Dag, n: number, { tower, form }: NormalForm): number | null {
  const generators = [...M.generatorsOf(form.num), ...M.generatorsOf(form.den)];
  if (!generators.every((g) => tower.isConstant(g))) return null;
  const value = substituted(dag, n, dag.number(Q.zero));
  return isDefinedOnLine(dag)(value) ? value : null;
}

function constantNode(dag: Dag, tower: Tower, a: Multi): number {
  const only = a.size === 1 ? a.get('') : undefined;
  return only ? numberNode(dag, only) : tower.nodeOf(a);
}

/** Takes node n into a tower, for its steps; null if the engine knows no form. */
export function formIn(tower: Tower, n: number): Fraction | null {
  try {
    return tower.form(n);
  } catch (error) {
    if (error instanceof Rescale || isGivenUp(error)) return null;
    throw error;
  }
}
