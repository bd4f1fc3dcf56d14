/**
 * # Hypotheses of the theorems, for one activation
 *
 * Each with a reason; null where nothing was shown. A function of the language that is defined on
 * R is analytic off a closed countable set (by structure: a guard's zeros are isolated, or it is
 * constant), so it is differentiable almost everywhere; if it is continuous, it is locally
 * absolutely continuous exactly if its derivative is locally integrable.
 */
import * as Q from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Point } from '../checker/cell.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { cellsOf } from '../cells/cells.ts';
import type { Cells } from '../cells/cells.ts';
import { addExpr } from '../cells/nodes.ts';
import { realRoots } from '../cells/real-roots.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { continuity } from './continuity.ts';
import { definedness, reachable } from './definedness.ts';
import type { Finding } from './definedness.ts';
import { gaussianIntegrability, locallySquareIntegrable } from './integrability.ts';
import type { Integrability } from './integrability.ts';

export interface Hypotheses {
  readonly definedOnR: Finding;
  readonly continuous: Finding;
  readonly locallyAbsolutelyContinuous: Finding;
  readonly differentiableAlmostEverywhere: Finding;
  /** E[σ(√q Z)²] < ∞: for every variance q > 0, or for those below a bound. */
  readonly gaussianIntegrable: Integrability;
  /** The same of σ′. */
  readonly derivativeGaussianIntegrable: Integrability;
}

const precision = 96;

export const hypotheses = (expr: Expr): Hypotheses => inquiry(expr).rest();

/** Whether σ is defined on R; the other hypotheses when they are asked for. */
export function inquiry(expr: Expr): {
  readonly definedOnR: Finding;
  rest(): Hypotheses;
} {
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  const cells = cellsOf(dag, root);
  const definedOnR = definedness(dag, root, cells);
  return { definedOnR, rest: () => hypothesesFrom(expr, dag, root, cells, definedOnR) };
}

function hypothesesFrom(
  expr: Expr,
  dag: Dag,
  root: number,
  cells: Cells,
  definedOnR: Finding,
): Hypotheses {
  const defined = definedOnR.value === true;
  const continuous = continuity(dag, root, cells, defined);

  const local = locallyBounded(dag, root, cells, continuous);
  const gaussianIntegrable = gaussianIntegrability(dag, root, local);

  const slope = derivative(expr);
  const derived = slope && derivativeIntegrability(dag, slope);
  const unknownSlope: Integrability = {
    value: null,
    reason: 'its derivative has no expression in the language',
  };
  const derivativeGaussianIntegrable: Integrability =
    continuous.value === true
      ? (derived ?? unknownSlope)
      : {
          value: null,
          reason:
            'the almost-everywhere derivative misses jumps: not claimed for a function not shown continuous',
        };

  return {
    definedOnR,
    continuous,
    locallyAbsolutelyContinuous: absoluteContinuity(continuous, dag, slope),
    differentiableAlmostEverywhere: defined
      ? { value: true, reason: 'analytic off a closed countable set' }
      : { value: null, reason: 'it was not shown to be defined at every x' },
    gaussianIntegrable,
    derivativeGaussianIntegrable,
  };
}

const certified: Finding = { value: true, reason: 'it is a polynomial, as its certificate shows' };

/** Of a function that its certificate shows to be a polynomial on R. */
export const hypothesesOfPolynomial: Hypotheses = {
  definedOnR: certified,
  continuous: certified,
  locallyAbsolutelyContinuous: certified,
  differentiableAlmostEverywhere: certified,
  gaussianIntegrable: certified,
  derivativeGaussianIntegrable: certified,
};

/** What stayed open of such a function. */
export function ofPolynomial(found: Hypotheses): Hypotheses {
  const known = <F extends Finding | Integrability>(finding: F): F | Finding =>
    finding.value === null ? certified : finding;
  return {
    definedOnR: known(found.definedOnR),
    continuous: known(found.continuous),
    locallyAbsolutelyContinuous: known(found.locallyAbsolutelyContinuous),
    differentiableAlmostEverywhere: known(found.differentiableAlmostEverywhere),
    gaussianIntegrable: known(found.gaussianIntegrable),
    derivativeGaussianIntegrable: known(found.derivativeGaussianIntegrable),
  };
}

/** Continuous, or with finitely many branches, each defined at both ends of its cell. */
function locallyBounded(dag: Dag, root: number, cells: Cells, continuous: Finding): Integrability {
  if (continuous.value === true) return { value: true, reason: 'continuous, so locally bounded' };
  const closed = cells.pieces.every(({ node, lower, upper }) =>
    [lower, upper].every(
      (end) =>
        end === null || analyse(dag, { kind: 'point', at: end }, precision).range(node) !== null,
    ),
  );
  const inside = cells.pieces.every(
    ({ node, lower, upper }) =>
      analyse(dag, { kind: 'open', lower, upper }, precision).range(node) !== null,
  );
  const whole = analyse(dag, { kind: 'open', lower: null, upper: null }, precision).range(root);
  if (whole && whole.lower !== null && whole.upper !== null)
    return { value: true, reason: 'bounded' };
  return closed && inside
    ? {
        value: true,
        reason: 'locally bounded: each branch is defined up to the ends of its interval',
      }
    : { value: null, reason: 'it was not shown to be locally bounded' };
}

/** Points at which the derivative may be unbounded: where it is not enclosed. */
function singularPoints(dag: Dag, slope: number): readonly Point[] | null {
  const whole = analyse(dag, { kind: 'open', lower: null, upper: null }, precision);
  if (whole.range(slope) !== null) return [];
  const rationalFunction = createRationalFunctions(dag, whole.branch);
  const points: Point[] = [];
  for (const n of reachable(dag, slope)) {
    const { op, args } = dag.nodes[n]!;
    const radicand =
      op === 'div'
        ? args[1]!
        : ['sqrt', 'cbrt', 'pow', 'log', 'abs', 'sign', 'heaviside', 'relu'].includes(op)
          ? args[0]!
          : null;
    const f = radicand === null ? null : rationalFunction(radicand);
    if (f) points.push(...(realRoots(f.numerator) ?? []));
    if (['less', 'less-equal', 'greater', 'greater-equal'].includes(op)) {
      const g = rationalFunction(dag.intern('add', args[0]!, dag.intern('neg', args[1]!)));
      if (g) points.push(...(realRoots(g.numerator) ?? []));
    }
  }
  const rational = points.flatMap((p) => (p.kind === 'rational' ? [p] : []));
  const unique = [...new Map(rational.map((p) => [Q.toText(p.value), p])).values()].sort((a, b) =>
    Q.compare(a.value, b.value),
  );
  // Between these points it must be enclosed, so that nothing else is singular.
  const ends = [null, ...unique, null];
  for (let i = 0; i + 1 < ends.length; i++) {
    const cell = { kind: 'open' as const, lower: ends[i]!, upper: ends[i + 1]! };
    const on = analyse(dag, cell, precision);
    if (on.range(slope) === null) return null;
  }
  return unique;
}

function derivativeIntegrability(dag: Dag, slope: Expr): Integrability {
  const n = addExpr(dag, slope);
  const points = singularPoints(dag, n);
  if (points === null) return { value: null, reason: 'its derivative was not enclosed' };
  return gaussianIntegrability(dag, n, locallySquareIntegrable(dag, slope, points));
}

function absoluteContinuity(continuous: Finding, dag: Dag, slope: Expr | null): Finding {
  if (continuous.value !== true) return { value: continuous.value, reason: continuous.reason };
  if (slope === null)
    return { value: null, reason: 'its derivative has no expression in the language' };
  const points = singularPoints(dag, addExpr(dag, slope));
  if (points === null) return { value: null, reason: 'its derivative was not enclosed' };
  const local = locallySquareIntegrable(dag, slope, points);
  if (local.value === true)
    return {
      value: true,
      reason: 'continuous, with a locally square-integrable derivative off a countable set',
    };
  // Near a root like |x|^k, 0 < k, the derivative is integrable though not its square: monotone.
  return monotoneNear(dag, slope, points)
    ? {
        value: true,
        reason:
          'continuous, and monotone on both sides of each point where the derivative is unbounded',
      }
    : { value: null, reason: 'its derivative was not shown to be locally integrable' };
}

/** Whether the derivative keeps one sign on a short interval on each side of every point. */
function monotoneNear(dag: Dag, slope: Expr, points: readonly Point[]): boolean {
  const n = addExpr(dag, slope);
  return points.every((p) => {
    if (p.kind !== 'rational') return false;
    return ([1, -1] as const).every((side) => {
      const other: Point = { kind: 'rational', value: Q.add(p.value, Q.rational(side, 1000)) };
      const cell =
        side === 1
          ? { kind: 'open' as const, lower: p, upper: other }
          : { kind: 'open' as const, lower: other, upper: p };
      const s = analyse(dag, cell, precision).sign(n);
      return s !== null;
    });
  });
}
