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
import type { Dag } from '../checker/expression.ts';
import { substituted } from '../checker/substitution.ts';
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
  const k = twelfthsOf(approxValue(tower, dag.intern(name, u), tower.place.at ?? Q.zero));
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
  const { dag, atoms, form, take, learn, place, relations } = tower;
  const { samples } = place;
  if (!related.has(name) || place.at !== null || place.part) return null;
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

/** Where a function and earlier ones may be related, with points there; R first. */
const intervals: readonly {
  readonly lower: Rational | null;
  readonly upper: Rational | null;
  readonly samples: readonly Rational[];
}[] = [
  [null, null, [5, -5, 30]],
  [Q.zero, null, [3, 5, 30]],
  [null, Q.zero, [-3, -5, -30]],
  [Q.rational(-1), Q.one, [1, -1, 5]],
].map(([lower, upper, sevenths]) => ({
  lower: lower as Rational | null,
  upper: upper as Rational | null,
  samples: (sevenths as number[]).map((k) => Q.rational(k, 7)),
}));
/** Inner terms that are tried. */
const maxInner = 4;

/**
 * f(u) = T(w) by earlier functions that are functions of the same term w, where T(x) is so by
 * earlier functions of x on an interval in which w has its values; null if none was found.
 */
export function substitutedValue(tower: Tower, name: string, u: number): Fraction | null {
  const { dag, atoms, form, take, learn, learned, approxSign, place } = tower;
  if (!related.has(name)) return null;
  const earlier = atoms.filter((a) => a.kind === 'other' && related.has(a.name));
  if (earlier.length === 0) return null;
  const x = dag.intern('x');
  // Where 0 is inside, x itself is nothing simpler.
  const signs = new Set(place.samples.map(Q.sign));
  const reachesAround = place.at === null && !place.part && signs.has(1) && signs.has(-1);
  let tried = 0;
  for (const inner of [...reachable(dag, u)].sort((a, b) => b - a)) {
    if (inner === x && reachesAround) continue;
    const outer = (n: number): number | null => abstracted(dag, n, inner);
    const own = outer(dag.intern(name, u));
    const others = earlier.flatMap((a) => outer(dag.intern(a.name, a.argumentNode)) ?? []);
    if (own === null || others.length === 0) continue;
    if (tried++ === maxInner) return null;
    const shifted = (q: Rational): number => dag.intern('add', inner, numberNode(dag, Q.neg(q)));
    for (const { lower, upper, samples } of inner === x ? intervals.slice(0, 1) : intervals) {
      if (lower && approxSign(shifted(lower)) !== 1) continue;
      if (upper && approxSign(shifted(upper)) !== -1) continue;
      const key = [own, ...others, lower && 'above', upper && 'below'].join(' ');
      if (!learned.related.has(key))
        learned.related.set(key, tower.relatedElsewhere(own, others, samples));
      const found = learned.related.get(key)!;
      if (found === null) continue;
      const { value, steps } = found;
      const result = form(substituted(dag, value, inner));
      take({ kind: 'substitute', argument: own, value, inner, lower, upper, steps });
      return learn(name, form(u), result);
    }
  }
  return null;
}

/** The nodes that n is made of, n included. */
function reachable(dag: Dag, n: number): ReadonlySet<number> {
  const seen = new Set<number>();
  const visit = (k: number): void => {
    if (seen.has(k)) return;
    seen.add(k);
    dag.nodes[k]!.args.forEach(visit);
  };
  visit(n);
  return seen;
}

/** n with x in place of the node `inner`; null if n has x elsewhere, or has not `inner` at all. */
function abstracted(dag: Dag, n: number, inner: number): number | null {
  const x = dag.intern('x');
  const memo = new Map([[inner, x]]);
  let met = n === inner;
  const replace = (k: number): number | null => {
    if (k === inner) met = true;
    else if (k === x) return null;
    const known = memo.get(k);
    if (known !== undefined) return known;
    const { op, args } = dag.nodes[k]!;
    if (args.length === 0) return k;
    const replaced: number[] = [];
    for (const arg of args) {
      const part = replace(arg);
      if (part === null) return null;
      replaced.push(part);
    }
    const result = dag.intern(op, ...replaced);
    memo.set(k, result);
    return result;
  };
  const result = replace(n);
  return met ? result : null;
}

function multipleOfPi({ dag }: Tower, twelfths: number): number {
  const factor = numberNode(dag, Q.rational(twelfths, 12));
  return twelfths === 0 ? factor : dag.intern('mul', factor, dag.intern('pi'));
}
