/**
 * # Inverse functions in the tower
 *
 * A value at a constant that is a multiple of π/12, or a combination of functions that the tower
 * has already: f(u) = Σ rᵢAᵢ + c·π, found from f(u)' = Σ rᵢAᵢ' and one point.
 */
import { approxNumber } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { createDerivative } from '../checker/derivative.ts';
import { exprOf, numberNode } from '../cells/nodes.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { turn } from './angle.ts';
import type { Tower } from './atom.ts';
import { combination } from './combination.ts';
import * as M from './multivariate.ts';
import type { Fraction } from './multivariate.ts';

const arcs: ReadonlySet<string> = new Set(['atan', 'asin', 'acos']);
const related: ReadonlySet<string> = new Set([...arcs, 'erf']);

const approxValue = (tower: Tower, node: number, x: Rational): number | null => {
  const value = evaluateAt(exprOf(tower.dag, node), x, 128);
  return value && approxNumber(value);
};

/** k with value = kπ/12, if it looks like one. */
function twelfthsOf(value: number | null): number | null {
  if (value === null) return null;
  const k = Math.round((value * 12) / Math.PI);
  return Math.abs((value * 12) / Math.PI - k) < 1e-12 && Math.abs(k) <= 1000 ? k : null;
}

/** f(u) for a constant u as a multiple of π/12; null if it is none. */
export function specialValue(tower: Tower, name: string, u: number): Fraction | null {
  const { dag, fractions, form, take, learn } = tower;
  const argument = form(u);
  const constant = [...M.generatorsOf(argument.num), ...M.generatorsOf(argument.den)].every((g) =>
    tower.isConstant(g),
  );
  if (!arcs.has(name) || !constant) return null;
  const k = twelfthsOf(approxValue(tower, dag.intern(name, u), tower.at ?? Q.zero));
  if (k === null) return null;
  const [c, s] = turn(tower, k);
  const { mul, equal } = fractions;
  const holds =
    name === 'atan' ? equal(mul(argument, c), s) : equal(argument, name === 'asin' ? s : c);
  if (!holds) return null;
  const value = form(multipleOfPi(tower, k));
  take({ kind: 'turn', name, argument: u, twelfths: k });
  return learn(name, argument, value);
}

/** f(u) by earlier functions with the same derivatives; null if there is no such combination. */
export function relatedValue(tower: Tower, name: string, u: number): Fraction | null {
  const { dag, atoms, form, take, learn, samples, relations } = tower;
  if (!related.has(name) || tower.at !== null) return null;
  const earlier = atoms.filter(
    (a) => a.kind === 'other' && related.has(a.name) && !tower.isConstant(a.generator),
  );
  if (earlier.length === 0) return null;
  const node = dag.intern(name, u);
  const derivative = createDerivative({ dag, sign: tower.approxSign, branch: () => null });
  const slopes: Fraction[] = [];
  for (const n of [node, ...earlier.map((a) => dag.intern(a.name, a.argumentNode))]) {
    const slope = derivative(n);
    if (slope === null) return null;
    slopes.push(form(slope));
  }
  const factors = combination(slopes[0]!, slopes.slice(1), relations);
  if (factors === null) return null;
  const parts = factors.flatMap((r, i) => {
    if (Q.sign(r) === 0) return [];
    const f = dag.intern(earlier[i]!.name, earlier[i]!.argumentNode);
    return [dag.intern('mul', numberNode(dag, r), f)];
  });
  const sum = (terms: readonly number[]): number =>
    terms.length === 0
      ? dag.number(Q.zero)
      : terms.length === 1
        ? terms[0]!
        : dag.intern('add', ...terms);
  const difference = sum([node, ...parts.map((n) => dag.intern('neg', n))]);
  // A cell is an interval: what lies between two of its points belongs to it.
  const inside = (x: Rational): boolean =>
    samples.some((s) => Q.compare(s, x) <= 0) && samples.some((s) => Q.compare(x, s) <= 0);
  for (const x of [Q.zero, Q.one, Q.rational(-1), ...samples]) {
    if (!inside(x)) continue;
    const k = twelfthsOf(approxValue(tower, difference, x));
    if (k === null) return null;
    const value = sum(k === 0 ? parts : [...parts, multipleOfPi(tower, k)]);
    const steps = tower.stepsAt(node, value, x);
    if (steps === null) continue;
    // Forms that the step's own check needs come before it.
    for (const n of [node, value]) form(derivative(n)!);
    const result = form(value);
    take({ kind: 'derivative', argument: node, value, at: x, steps });
    return learn(name, form(u), result);
  }
  return null;
}

function multipleOfPi({ dag }: Tower, twelfths: number): number {
  const factor = numberNode(dag, Q.rational(twelfths, 12));
  return twelfths === 0 ? factor : dag.intern('mul', factor, dag.intern('pi'));
}
