/**
 * # Producer of the rule `periodic`
 *
 * With floors σ has infinitely many breakpoints, but σ − P may be periodic: then one period is
 * enough. The period is a common one of the floors of linear functions, or a small multiple.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import { withoutGuards } from '../checker/branch.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Step } from '../checker/certificate.ts';
import type { Dag } from '../checker/expression.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';
import { shifted } from '../checker/rules/period.ts';
import type { IdentityProposal } from './identity.ts';
import { leadingPrecision, polynomialNode, polynomialOn, stepsFor } from './identity.ts';
import { normalForm } from './normal-form.ts';

/** Trigonometric functions of floors have multiples of the floors' own period. */
const multiples = [1, 2, 4, 3];
const maxBreakpoints = 64;
const precision = 96;

/** a·x + b inside a floor or ceiling. */
interface Linear {
  readonly slope: Rational;
  readonly offset: Rational;
}

export function proposePeriodic(dag: Dag, root: number): readonly IdentityProposal[] {
  const line: Cell = { kind: 'open', lower: null, upper: null };
  const node = withoutGuards(analyse(dag, line, precision), root);
  const floors = linearFloors(dag, node);
  if (floors.length === 0) return [];
  const common = floors.map((f) => Q.div(Q.one, magnitude(f.slope))).reduce(leastCommonMultiple);
  for (const k of multiples) {
    const period = Q.mul(common, Q.rational(k));
    const proposals = proposeWith(dag, node, period, floors);
    if (proposals.length > 0) return proposals;
  }
  return [];
}

function proposeWith(
  dag: Dag,
  root: number,
  period: Rational,
  floors: readonly Linear[],
): readonly IdentityProposal[] {
  const breakpoints = breakpointsOver(period, floors);
  if (breakpoints.length > maxBreakpoints) return [];
  const intervals = breakpoints.slice(0, -1).map((b, i) => {
    const end = breakpoints[i + 1]!;
    const samples = [1, 3, 6].map((k) => Q.add(b, Q.mul(Q.sub(end, b), Q.rational(k, 7))));
    const cell: Cell = { kind: 'open', lower: pointAt(b), upper: pointAt(end) };
    return { b, samples, node: withoutGuards(analyse(dag, cell, precision), root) };
  });
  const [first] = intervals as [(typeof intervals)[number]];
  const start = polynomialOn(dag, first.node, first.samples);
  if (start === null) return [];
  const { coefficients } = start;
  const polynomial = polynomialNode(dag, coefficients);
  const steps = periodSteps(dag, root, polynomial, period);
  if (steps === null) return [];
  const open: (readonly Step[])[] = [];
  let all: (readonly Step[])[] | null = [];
  for (const { b, samples, node } of intervals) {
    const at = analyse(dag, { kind: 'point', at: pointAt(b) }, precision);
    const here = stepsFor(dag, withoutGuards(at, root), polynomial, [b], pointAt(b));
    const behind = stepsFor(dag, node, polynomial, samples, null);
    if (behind === null) return [];
    open.push(behind);
    if (here === null) all = null;
    all?.push(here!, behind);
  }
  const leading = coefficients.length === 1 ? null : leadingPrecision(dag, coefficients.at(-1)!);
  const shown = { rule: 'periodic' as const, coefficients, leading, period, steps, breakpoints };
  const claim = 'polynomial-almost-everywhere';
  return [
    ...(all ? [{ polynomial, claim: { claim: 'polynomial' as const, ...shown, cells: all } }] : []),
    { polynomial, claim: { claim, ...shown, cells: open } },
  ];
}

/** Steps that show (σ − P)(x) = (σ − P)(x + T); null if the engine finds none. */
function periodSteps(
  dag: Dag,
  root: number,
  polynomial: number,
  period: Rational,
): readonly Step[] | null {
  const rest = dag.intern('add', root, dag.intern('neg', polynomial));
  const change = dag.intern('add', rest, dag.intern('neg', shifted(dag, rest, dag.number(period))));
  const normal = normalForm(
    dag,
    change,
    [1, 3, 5, 8].map((k) => Q.rational(k, 7)),
    null,
  );
  return normal && normal.form.num.size === 0 ? [...normal.tower.steps] : null;
}

/** 0, the period, and where the floors jump between them. */
function breakpointsOver(period: Rational, floors: readonly Linear[]): readonly Rational[] {
  const found = new Map([Q.zero, period].map((q) => [Q.toText(q), q]));
  for (const { slope, offset } of floors) {
    const ends = [offset, Q.add(offset, Q.mul(slope, period))].sort(Q.compare);
    const [from, to] = ends.map(Q.floor) as [bigint, bigint];
    for (let k = from; k <= to + 1n && found.size <= maxBreakpoints; k++) {
      const at = Q.div(Q.sub(Q.rational(k), offset), slope);
      if (Q.sign(at) > 0 && Q.compare(at, period) < 0) found.set(Q.toText(at), at);
    }
  }
  return [...found.values()].sort(Q.compare);
}

function linearFloors(dag: Dag, root: number): readonly Linear[] {
  const rationalFunction = createRationalFunctions(dag, () => null);
  const seen = new Set<number>();
  const found: Linear[] = [];
  const visit = (n: number): void => {
    if (seen.has(n)) return;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    args.forEach(visit);
    if (op !== 'floor' && op !== 'ceil') return;
    const f = rationalFunction(args[0]!);
    if (f === null || f.denominator.length !== 1 || f.numerator.length !== 2) return;
    const [offset, slope] = f.numerator.map((c) => Q.div(c, f.denominator[0]!));
    found.push({ slope: slope!, offset: offset! });
  };
  visit(root);
  return found;
}

const pointAt = (value: Rational): Point => ({ kind: 'rational', value });
const magnitude = (q: Rational): Rational => (Q.sign(q) < 0 ? Q.neg(q) : q);

function leastCommonMultiple(a: Rational, b: Rational): Rational {
  // lcm(p/q, r/s) = lcm(p·s, r·q)/(q·s)
  const [u, v] = [a.num * b.den, b.num * a.den];
  return Q.rational(Q.lcm(u, v), a.den * b.den);
}
