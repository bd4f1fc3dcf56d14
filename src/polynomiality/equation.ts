/**
 * # Producers of the rules `sequence`, `period` and `differential-equation`
 *
 * For what growth leaves open: oscillation with amplitude, and bounded pieces.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Point } from '../checker/cell.ts';
import type { Ceiling, DegreeCeiling } from '../checker/certificate.ts';
import { createDerivative } from '../checker/derivative.ts';
import type { Dag } from '../checker/expression.ts';
import { createGrowth } from '../checker/growth.ts';
import { degreeOfSolutions, equationNode } from '../checker/rules/differential-equation.ts';
import { degreeBound, isAnalytic } from '../checker/rules/growth.ts';
import { shifted } from '../checker/rules/period.ts';
import { atQuarter, isUnbounded } from '../checker/rules/sequence.ts';
import type { CellPiece } from '../cells/cells.ts';
import { combination } from './combination.ts';
import * as M from './multivariate.ts';
import type { Fraction } from './multivariate.ts';
import { formIn, normalForm } from './normal-form.ts';
import type { Table } from './normal-form.ts';

type Equation = Extract<Ceiling, { rule: 'differential-equation' }>;
type Term = Equation['terms'][number];

const precision = 96;
/** A witness of a higher order needs too many values. */
const maxDegree = 60;
const starts = [1, 8, 1000].map((k) => Q.rational(k));

/** Along the zeros of a sine or cosine in the expression; the smallest degree first. */
export function proposeSequences(dag: Dag, root: number): readonly DegreeCeiling[] {
  const found: DegreeCeiling[] = [];
  for (const angle of anglesIn(dag, root)) {
    for (const side of [1, -1] as const) {
      for (const start of starts) {
        const from = side === 1 ? start : Q.neg(start);
        const end: Point = { kind: 'rational', value: from };
        const [lower, upper] = side === 1 ? [end, null] : [null, end];
        const on = analyse(dag, { kind: 'open', lower, upper }, precision);
        const growth = createGrowth(on, side);
        if (on.range(angle) === null || !isAnalytic(on, angle)) continue;
        if (!isUnbounded(growth, angle)) continue;
        for (const quarter of [0, 1, 2, 3]) {
          const node = atQuarter(dag, root, angle, quarter);
          if (on.range(node) === null) continue;
          const degree = degreeBound(growth(node));
          if (degree <= maxDegree)
            found.push({ rule: 'sequence', side, from, degree, angle, quarter });
        }
      }
    }
  }
  return found.sort((a, b) => a.degree - b.degree).slice(0, 8);
}

/** Arguments of sines and cosines. */
function anglesIn(dag: Dag, root: number): readonly number[] {
  const angles = new Set<number>();
  const seen = new Set<number>();
  const stack = [root];
  while (stack.length > 0) {
    const n = stack.pop()!;
    if (seen.has(n)) continue;
    seen.add(n);
    const { op, args } = dag.nodes[n]!;
    if (op === 'sin' || op === 'cos') angles.add(args[0]!);
    stack.push(...args);
  }
  return [...angles].slice(0, 4);
}

/** Monomials of all columns together; elimination is cubic in them. */
const maxSize = 400;

/** Products of σ and its derivatives, in families of growing size; exponents by order. */
const families: readonly {
  readonly products: readonly (readonly number[])[];
  /** Largest degree of the polynomial factors. */
  readonly degree: number;
}[] = [
  { products: [[], [1], [2]], degree: 4 },
  { products: [[], [1], [0, 1], [0, 0, 1]], degree: 2 },
  { products: [[], [1], [2], [3], [4]], degree: 4 },
  { products: [[], [1], [0, 1], [0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0, 1]], degree: 2 },
  { products: [[], [1], [2], [0, 1], [1, 1], [0, 2]], degree: 1 },
];

/** An equation that the piece's expression satisfies there; null if none was found. */
export function proposeEquation(dag: Table, piece: CellPiece): DegreeCeiling | null {
  const { lower, upper, node, samples } = piece;
  const derivative = createDerivative(analyse(dag, { kind: 'open', lower, upper }, precision));
  const derivatives = [node];
  for (let k = 1; k <= 4; k++) {
    const next = derivative(derivatives.at(-1)!);
    if (next === null) break;
    derivatives.push(next);
  }
  for (const { products, degree } of families) {
    const usable = products.filter((e) => e.length <= derivatives.length);
    const terms = relationAmong(dag, derivatives, usable, degree, samples);
    const bound = terms && degreeOfSolutions(terms);
    if (!terms || bound === null || bound === undefined || bound > maxDegree) continue;
    const equation = equationNode(dag, derivatives, terms);
    const normal = normalForm(dag, equation, samples, null);
    if (!normal || normal.form.num.size > 0) continue;
    return {
      rule: 'differential-equation',
      degree: bound,
      lower,
      upper,
      terms,
      steps: [...normal.tower.steps],
    };
  }
  return null;
}

/** Polynomials pᵢ, not all 0, with Σ pᵢ·productᵢ = 0; null if there are none of this degree. */
function relationAmong(
  dag: Table,
  derivatives: readonly number[],
  products: readonly (readonly number[])[],
  degree: number,
  samples: readonly Rational[],
): readonly Term[] | null {
  const sum = dag.intern('add', ...derivatives, dag.number(Q.one));
  const normal = normalForm(dag, sum, samples, null);
  if (!normal) return null;
  const { tower } = normal;
  const { mul, unity, whole, power } = tower.fractions;
  const forms: Fraction[] = [];
  for (const n of derivatives) {
    const form = formIn(tower, n);
    if (form === null) return null;
    forms.push(form);
  }
  const columns: Fraction[] = [];
  let size = 0;
  const labels: (readonly [product: number, power: number])[] = [];
  try {
    for (let j = 0; j <= degree; j++) {
      for (const [i, exponents] of products.entries()) {
        // Constants alone are no equation for σ: they come as inhomogeneous terms only.
        const product = exponents.reduce<Fraction>(
          (p, e, k) => (e === 0 ? p : mul(p, power(forms[k]!, e))),
          unity,
        );
        const column = j === 0 ? product : mul(product, whole(M.generator(0, j)));
        size += column.num.size * column.den.size;
        if (size > maxSize) return null;
        const factors = combination(column, columns, tower.relations);
        if (factors !== null) {
          const own = [...factors.map(Q.neg), Q.one];
          return collect([...labels, [i, j]], own, products);
        }
        columns.push(column);
        labels.push([i, j]);
      }
    }
  } catch (error) {
    if (error instanceof M.TooLarge) return null;
    throw error;
  }
  return null;
}

function collect(
  labels: readonly (readonly [number, number])[],
  factors: readonly Rational[],
  products: readonly (readonly number[])[],
): readonly Term[] {
  return products.flatMap((exponents, i) => {
    const coefficients: Rational[] = [];
    labels.forEach(([product, j], k) => {
      if (product !== i || Q.sign(factors[k]!) === 0) return;
      while (coefficients.length <= j) coefficients.push(Q.zero);
      coefficients[j] = factors[k]!;
    });
    return coefficients.length === 0 ? [] : [{ coefficients, exponents }];
  });
}

/** Periods of the sines and cosines of the expression: 2π/a for arguments a·x + b. */
export function proposePeriods(dag: Dag, root: number): readonly DegreeCeiling[] {
  const x = dag.intern('x');
  const pi = dag.intern('pi');
  const turn = dag.intern('mul', dag.number(Q.rational(2)), pi);
  const line = { kind: 'open' as const, lower: null, upper: null };
  const derivative = createDerivative(analyse(dag, line, precision));
  return anglesIn(dag, root).flatMap((angle) => {
    const slope = angle === x ? dag.number(Q.one) : derivative(angle);
    const period = slope === null ? null : dag.intern('div', turn, slope);
    if (period === null) return [];
    const difference = dag.intern('add', root, dag.intern('neg', shifted(dag, root, period)));
    const samples = [1, 3, 5, 8].map((k) => Q.rational(k, 7));
    const normal = normalForm(dag, difference, samples, null);
    if (!normal || normal.form.num.size > 0) return [];
    return [
      { rule: 'period' as const, degree: 0 as const, period, steps: [...normal.tower.steps] },
    ];
  });
}
