/**
 * # Producer of the rule `identity`
 *
 * σ = P on every cell between the breakpoints of its guards, and at the breakpoints.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Claim, Step } from '../checker/certificate.ts';
import { vanishes } from '../checker/cell.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Dag } from '../checker/expression.ts';
import { certainlyNonzero } from '../arith/enclosure.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { exprOf } from '../cells/nodes.ts';
import * as M from './multivariate.ts';
import type { Multi } from './multivariate.ts';
import { coefficientsOf, constantAtZero, formIn, normalForm } from './normal-form.ts';
import type { CellPiece, Cells } from '../cells/cells.ts';
import { polynomialByCases } from './cases.ts';
import type { CaseProof } from './cases.ts';
import { nearby } from '../cells/real-roots.ts';
import { analyse } from '../checker/analysis.ts';
import { withoutGuards } from '../checker/branch.ts';
import { createBudget, Refused, unlimited } from '../checker/ensure.ts';
import { ensureIdentical } from '../checker/identical.ts';

export interface IdentityProposal {
  readonly claim: Extract<Claim, { rule: 'identity' | 'periodic' }>;
  /** The polynomial on one cell holds on all open cells. */
  readonly polynomial: number;
}

/** The node Σ c_k x^k, built as the checker builds it. */
export function polynomialNode(dag: Dag, coefficients: readonly number[]): number {
  const x = dag.intern('x');
  const isZero = (c: number): boolean => dag.nodes[c]!.value?.num === 0n;
  const terms = coefficients.flatMap((c, k) => {
    if (isZero(c)) return [];
    return k === 0 ? [c] : [dag.intern('mul', c, dag.intern('pow', x, dag.number(Q.rational(k))))];
  });
  if (terms.length === 0) return dag.number(Q.zero);
  return terms.length === 1 ? terms[0]! : dag.intern('add', ...terms);
}

/** Coefficients of the polynomial that σ is on one open cell, with the steps that show it. */
export function polynomialOn(
  dag: Dag,
  node: number,
  samples: readonly Rational[],
): { readonly coefficients: readonly number[]; readonly steps: readonly Step[] } | null {
  const normal = normalForm(dag, node, samples, null);
  if (normal === null) return null;
  const atZero = (): readonly number[] | null => {
    const value = constantAtZero(dag, node, normal);
    return value === null ? null : [value];
  };
  const coefficients = coefficientsOf(dag, normal) ?? atZero();
  if (coefficients === null) return null;
  const { tower } = normal;
  const form = formIn(tower, polynomialNode(dag, coefficients));
  return form && tower.fractions.equal(form, normal.form)
    ? { coefficients, steps: [...tower.steps] }
    : null;
}

/** Steps that show node = polynomial on one cell, or at a point; null if the engine finds none. */
export function stepsFor(
  dag: Dag,
  node: number,
  polynomial: number,
  samples: readonly Rational[],
  at: Point | null,
): readonly Step[] | null {
  const value = at?.kind === 'rational' ? at.value : null;
  const normal = normalForm(dag, node, samples, value);
  const form = normal && formIn(normal.tower, polynomial);
  if (!form) return null;
  const { fractions, steps } = normal.tower;
  const difference = fractions.add(normal.form, fractions.neg(form)).num;
  const equal = difference.size === 0 || (at?.kind === 'algebraic' && vanishesAt(difference, at));
  return equal ? [...steps] : null;
}

/** Whether every coefficient, a polynomial in x, is 0 at the point. */
function vanishesAt(a: Multi, at: Point): boolean {
  const coefficients = new Map<string, Rational[]>();
  for (const [key, c] of a) {
    const monomial = M.parseMonomial(key);
    const power = monomial.find(([g]) => g === 0)?.[1] ?? 0;
    const rest = M.monomialText(monomial.filter(([g]) => g !== 0));
    const polynomial = coefficients.get(rest) ?? [];
    while (polynomial.length <= power) polynomial.push(Q.zero);
    polynomial[power] = c;
    coefficients.set(rest, polynomial);
  }
  return [...coefficients.values()].every((p) => vanishes(p, { kind: 'point', at }, unlimited));
}

/** Bits at which the leading coefficient is enclosed; null where 0 was never excluded. */
export function leadingPrecision(dag: Dag, coefficient: number): number | null {
  for (const precision of [64, 256, 1024, 4096]) {
    const value = evaluateAt(exprOf(dag, coefficient), Q.zero, precision);
    if (value && certainlyNonzero(value)) return 2 * precision;
  }
  return null;
}

/** σ is a polynomial without a look at its guards: |u| − |−u| cancels as it stands. */
export function proposeUnsplit(dag: Dag, root: number): readonly IdentityProposal[] {
  const samples = [5, -5, 30].map((k) => Q.rational(k, 7));
  const whole = {
    lower: null,
    upper: null,
    sample: samples[0]!,
    samples,
    node: withoutGuards(analyse(dag, { kind: 'open', lower: null, upper: null }, 96), root),
    resolved: true,
  };
  return proposeIdentities(dag, { pieces: [whole], points: [] });
}

/** By the signs of the guards that a piece keeps, if it keeps any. */
const byCases = (
  dag: Dag,
  { lower, upper, node, samples, resolved }: CellPiece,
  coefficients: readonly number[] | null,
): CaseProof | null =>
  resolved
    ? null
    : polynomialByCases(dag, { kind: 'open', lower, upper }, node, samples, coefficients);

/** σ is one polynomial on all open cells; with the breakpoints too if they can be shown. */
export function proposeIdentities(dag: Dag, cells: Cells): readonly IdentityProposal[] {
  const { pieces, points } = cells;
  // An open guard may still cancel, but among many pieces it is not worth the search.
  if (pieces.length > 8 && pieces.some((piece) => !piece.resolved)) return [];
  const first = pieces[0]!;
  const start = polynomialOn(dag, first.node, first.samples) ?? byCases(dag, first, null);
  if (start === null) return [];
  const { coefficients } = start;
  const polynomial = polynomialNode(dag, coefficients);
  const open: (readonly Step[])[] = [];
  for (const piece of pieces) {
    const steps =
      piece === first
        ? start.steps
        : (stepsFor(dag, piece.node, polynomial, piece.samples, null) ??
          byCases(dag, piece, coefficients)?.steps);
    if (!steps) return [];
    open.push(steps);
  }
  const leading = coefficients.length === 1 ? null : leadingPrecision(dag, coefficients.at(-1)!);
  const common = { rule: 'identity' as const, coefficients, leading };
  const breakpoints: readonly Point[] = points.map((p) => p.point);
  const almostEverywhere: IdentityProposal = {
    polynomial,
    claim: { claim: 'polynomial-almost-everywhere', ...common, breakpoints, cells: open },
  };
  const all: (readonly Step[])[] = [open[0]!];
  for (const [i, p] of points.entries()) {
    const steps = stepsFor(dag, p.node, polynomial, [p.sample], p.point);
    if (!steps) return [almostEverywhere];
    all.push(steps, open[i + 1]!);
  }
  return [
    { polynomial, claim: { claim: 'polynomial', ...common, breakpoints, cells: all } },
    almostEverywhere,
  ];
}

/** Whether the checker accepts that two nodes have the same value at a point. */
export function equalAt(dag: Dag, a: number, b: number, point: Point): boolean {
  const steps = stepsFor(dag, a, b, [nearby(point)], point) ?? [];
  return isIdentical(dag, { kind: 'point', at: point }, a, b, steps);
}

/** Whether `ensureIdentical` accepts. */
function isIdentical(dag: Dag, cell: Cell, a: number, b: number, steps: readonly Step[]): boolean {
  try {
    ensureIdentical({ ...dag, budget: createBudget(1_000_000) }, cell, a, b, steps, 96, '');
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
