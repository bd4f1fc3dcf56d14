/**
 * # Cases by the signs of guards
 *
 * Where guards change their signs at points that are not known, or at infinitely many, an
 * equality is shown on the part of the cell where they are positive, where they are 0 and where
 * they are negative. Where guard u is 0, σ − P need only be a multiple of u.
 */
import { approxNumber } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Assumption } from '../checker/assumption.ts';
import { withoutGuards } from '../checker/branch.ts';
import type { Cell } from '../checker/cell.ts';
import type { Step } from '../checker/certificate.ts';
import { polynomialNode } from '../checker/rules/identity.ts';
import { guardsOf } from '../cells/guard.ts';
import { exprOf } from '../cells/nodes.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { NoForm } from './atom.ts';
import type { Learned, Place, Tower } from './atom.ts';
import { coefficientsOf, formIn, once } from './normal-form.ts';
import type { Table } from './normal-form.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi } from './multivariate.ts';

const precision = 96;
/** Parts of a cell that are looked at. */
const maxParts = 81;
const maxDepth = 5;

type Open = Extract<Cell, { kind: 'open' }>;

/** Where σ's guards have signs. */
interface Part {
  readonly assumed: readonly Assumption[];
  /** Equal to σ there, without guards of undecided sign. */
  readonly node: number;
}
type Tree =
  | { readonly kind: 'leaf'; readonly part: Part }
  | { readonly kind: 'split'; readonly guard: number; readonly parts: readonly Tree[] };

export interface CaseProof {
  readonly coefficients: readonly number[];
  readonly steps: readonly Step[];
}

/**
 * Steps that show σ = P on a cell by cases; null if the engine finds none.
 * @param polynomial null: any
 */
export function polynomialByCases(
  dag: Table,
  cell: Open,
  root: number,
  samples: readonly Rational[],
  polynomial: readonly number[] | null,
): CaseProof | null {
  const tree = splitBySigns(dag, cell, root);
  if (tree === null) return null;
  const angles = functionsOf(dag, withoutGuards(analyse(dag, cell, precision), root));
  const learned: Learned = { scales: new Map(), factors: [], related: new Map() };
  for (let k = 0; k < maxAttempts; k++) {
    const result = proofBy(dag, cell, tree, learned, angles, samples, polynomial);
    if (result !== 'again') return result;
  }
  return null;
}

const maxAttempts = 20;

/** The parts of the cell by the signs of its open guards; null if there are none, or too many. */
function splitBySigns(dag: Table, cell: Open, root: number): Tree | null {
  let parts = 0;
  const split = (assumed: readonly Assumption[]): Tree | null => {
    const on = analyse(dag, cell, precision, assumed);
    const [guard] = guardsOf(on, root, false);
    if (guard === undefined) {
      parts++;
      return { kind: 'leaf', part: { assumed, node: withoutGuards(on, root) } };
    }
    if (assumed.length === maxDepth || parts > maxParts || on.range(guard) === null) return null;
    const trees: Tree[] = [];
    for (const sign of [1, 0, -1] as const) {
      const tree = split([...assumed, { node: withoutGuards(on, guard), sign }]);
      if (tree === null) return null;
      trees.push(tree);
    }
    return { kind: 'split', guard, parts: trees };
  };
  const tree = split([]);
  return tree?.kind === 'split' ? tree : null;
}

/** Inverse functions, whose relations are shown on the whole cell. */
function functionsOf(dag: Table, root: number): readonly number[] {
  const found: number[] = [];
  const seen = new Set<number>();
  const visit = (n: number): void => {
    if (seen.has(n)) return;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    args.forEach(visit);
    if (['atan', 'asin', 'acos', 'erf'].includes(op)) found.push(n);
  };
  visit(root);
  return found;
}

function proofBy(
  dag: Table,
  cell: Open,
  tree: Tree,
  learned: Learned,
  angles: readonly number[],
  samples: readonly Rational[],
  polynomial: readonly number[] | null,
): CaseProof | null | 'again' {
  let common: readonly Step[] | null = null;
  let coefficients = polynomial;
  const prove = (t: Tree): readonly Step[] | null | 'again' => {
    if (t.kind === 'split') {
      const parts: (readonly Step[])[] = [];
      for (const part of t.parts) {
        const steps = prove(part);
        if (steps === null || steps === 'again') return steps;
        parts.push(steps);
      }
      const [positive, zero, negative] = parts as [
        readonly Step[],
        readonly Step[],
        readonly Step[],
      ];
      return [{ kind: 'cases', argument: t.guard, positive, zero, negative }];
    }
    const place: Place = { at: null, samples, part: false, tolerance: 0 };
    return once(dag, place, learned, (tower) => {
      for (const n of angles) ignoringNoForm(() => tower.form(n));
      const first = tower.steps.length;
      common ??= tower.steps.slice(0, first);
      place.part = true;
      place.isNonNegative = analyse(dag, cell, precision, t.part.assumed).certainlyNonNegative;
      place.samples = samplesOf(dag, t.part, samples);
      place.tolerance = t.part.assumed.some((a) => a.sign === 0) ? tolerance : 0;
      const form = tower.form(t.part.node);
      coefficients ??= coefficientsOf(dag, { tower, form });
      const goal = coefficients && formIn(tower, polynomialNode(dag, coefficients, 'coefficients'));
      if (!goal || !takeDifference(tower, t.part, form, goal)) return null;
      return tower.steps.slice(first);
    });
  };
  const steps = prove(tree);
  if (steps === null || steps === 'again') return steps;
  return { coefficients: coefficients!, steps: [...common!, ...steps] };
}

function ignoringNoForm(make: () => void): void {
  try {
    make();
  } catch (error) {
    if (!(error instanceof NoForm)) throw error;
  }
}

/** Whether form = goal on the part, up to multiples of nodes that are 0 there. */
function takeDifference(tower: Tower, { assumed }: Part, form: Fraction, goal: Fraction): boolean {
  const { dag, fractions, relations, nodeOf, take } = tower;
  const difference = fractions.add(form, fractions.neg(goal));
  if (difference.num.size === 0) return true;
  const zeros = assumed.flatMap(({ node, sign }) => {
    const zero = sign === 0 ? formIn(tower, node) : null;
    return zero && zero.num.size > 0 ? [{ node, zero }] : [];
  });
  /** difference = Σ quotient·num/den, a zero is num/den'. */
  const vanish = (quotients: readonly (readonly [number, Fraction, Multi])[]): boolean => {
    for (const [node, zero, quotient] of quotients) {
      if (quotient.size === 0) continue;
      const numerator = nodeOf(M.mul(quotient, zero.den));
      const value = M.equals(difference.den, M.one)
        ? numerator
        : dag.intern('div', numerator, nodeOf(difference.den));
      if (formIn(tower, value) === null) return false;
      take({ kind: 'vanishing', argument: node, value });
    }
    return true;
  };
  for (const { node, zero } of zeros) {
    const quotient = quotientModulo(tower, difference.num, zero.num);
    if (quotient) return vanish([[node, zero, quotient]]);
  }
  let rest = difference.num;
  const quotients = zeros.map(({ node, zero }) => {
    const divided = M.divideWithRest(rest, zero.num);
    rest = M.reduce(divided.rest, relations);
    return [node, zero, divided.quotient] as const;
  });
  return rest.size === 0 && vanish(quotients);
}

/** q with a = q·b modulo the relations; null if none was found. */
function quotientModulo({ relations }: Tower, a: Multi, b: Multi): Multi | null {
  if (b.size === 0) return null;
  const quotient = M.divideExactly(a, b);
  if (quotient) return quotient;
  // a = q·(A + B·g) where a·(A − B·g) = q·(A² − B²·R).
  for (const g of M.generatorsOf(b)) {
    if (relations.get(g)?.degree !== 2) continue;
    const conjugate = M.conjugate(b, g);
    const norm = M.reduce(M.mul(b, conjugate), relations);
    if (norm.size === 0) continue;
    const found = M.divideExactly(M.reduce(M.mul(a, conjugate), relations), norm);
    if (found) return found;
  }
  return null;
}

/** Of values at points closer than `resolution` to a zero. */
const tolerance = 1e-6;
const resolution = Q.rational(1n, 1n << 40n);

/** Points of the cell where the guards have their signs, or nearly are 0; all of them if none has. */
function samplesOf(
  dag: Table,
  { assumed }: Part,
  samples: readonly Rational[],
): readonly Rational[] {
  const signAt = (node: number, q: Rational): number | null => {
    const value = evaluateAt(exprOf(dag, node), q, 64);
    return value && Math.sign(approxNumber(value));
  };
  const inside = (q: Rational): boolean =>
    samples.some((s) => Q.compare(s, q) <= 0) && samples.some((s) => Q.compare(q, s) <= 0);
  const around = samples.flatMap((q) => [q, ...spread.map((d) => Q.add(q, d))]).filter(inside);
  const line = [...around].sort(Q.compare);
  const [zero] = assumed.filter((a) => a.sign === 0);
  const candidates = zero === undefined ? around : zerosOf((q) => signAt(zero.node, q), line);
  const own = candidates.filter((q) =>
    assumed.every(({ node, sign }) => sign === 0 || signAt(node, q) === sign),
  );
  return own.length > 0 ? own.slice(0, 6) : samples;
}

const spread = [1, -1, 2, -2, 3, -3, 5, -5].map((k) => Q.rational(k, 3));

/** Points close to zeros, by bisection between neighbours of different signs. */
function zerosOf(
  signAt: (q: Rational) => number | null,
  line: readonly Rational[],
): readonly Rational[] {
  const found: Rational[] = [];
  for (let i = 1; i < line.length && found.length < 6; i++) {
    let [a, b] = [line[i - 1]!, line[i]!];
    const left = signAt(a);
    if (left === null || left * (signAt(b) ?? 0) >= 0) continue;
    while (Q.compare(Q.sub(b, a), resolution) > 0) {
      const middle = Q.div(Q.add(a, b), Q.rational(2));
      if (signAt(middle) === left) a = middle;
      else b = middle;
    }
    found.push(a);
  }
  return found;
}
