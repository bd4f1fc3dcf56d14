/**
 * # Rule `differential-equation`
 *
 *     Σᵢ pᵢ(x)·Πₖ (σ⁽ᵏ⁾)^eᵢₖ = 0 on an open interval, by its steps
 *     ─────────────────────────────────────────────────────────────
 *     if σ is a polynomial, its degree is ≤ D
 *
 * Linear with factors alone: an annihilator. Without derivatives: an algebraic equation. For
 * σ = c·xⁿ + … the i-th term has degree Eᵢ·n + oᵢ with Eᵢ = Σₖ eᵢₖ, oᵢ = deg pᵢ − Σₖ k·eᵢₖ, and
 * leading coefficient lc(pᵢ)·c^Eᵢ·Πₖ (n(n−1)…(n−k+1))^eᵢₖ. Let E be the largest Eᵢ, o the largest
 * oᵢ with Eᵢ = E, and g(n) the sum over these terms without c^E. For n > (oⱼ − o)/(E − Eⱼ) for all
 * j with Eⱼ < E, the coefficient of x^(En+o) is c^E·g(n). So n is a root of g, or at most one of
 * these quotients. If g = 0 there is no bound.
 */
import { analyse } from '../analysis.ts';
import type { Cell } from '../cell.ts';
import type { Ceiling } from '../certificate.ts';
import { createDerivative } from '../derivative.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { ensureIdentical } from '../identical.ts';
import * as P from '../polynomial.ts';
import type { Polynomial } from '../polynomial.ts';
import * as Q from '../rational.ts';
import { cellPrecision } from './growth.ts';

type DifferentialEquation = Extract<Ceiling, { rule: 'differential-equation' }>;
type Term = DifferentialEquation['terms'][number];

/** The largest degree that a polynomial solution can have; null if there is no bound. */
export function degreeOfSolutions(terms: readonly Term[]): number | null {
  const rows = terms.map(({ coefficients, exponents }) => ({
    power: exponents.reduce((sum, e) => sum + e, 0),
    offset: P.degree(coefficients) - exponents.reduce((sum, e, k) => sum + k * e, 0),
    leading: coefficients.at(-1)!,
    exponents,
  }));
  const E = Math.max(...rows.map((r) => r.power));
  const o = Math.max(...rows.filter((r) => r.power === E).map((r) => r.offset));
  let g: Polynomial = [];
  for (const r of rows)
    if (r.power === E && r.offset === o)
      g = P.add(g, P.scale(fallingProduct(r.exponents), r.leading));
  if (P.degree(g) < 0 || E === 0) return null;
  let bound = -1;
  for (const r of rows)
    if (r.power < E) bound = Math.max(bound, Math.floor((r.offset - o) / (E - r.power)));
  // Cauchy: every root of g is at most 1 + max |gᵢ/lead| in absolute value.
  const lead = g.at(-1)!;
  const cauchy = g
    .slice(0, -1)
    .map((c) => Q.div(c, lead))
    .map((q) => (Q.sign(q) < 0 ? Q.neg(q) : q))
    .reduce((a, b) => (Q.compare(a, b) >= 0 ? a : b), Q.zero);
  const most = Number(Q.floor(cauchy)) + 1;
  if (most > maxRoot) return null;
  for (let n = most; n > bound; n--)
    if (n >= 0 && Q.sign(P.evaluate(g, Q.rational(BigInt(n)))) === 0) return n;
  return bound;
}

/** Roots of g are looked for among the integers up to here. */
const maxRoot = 100_000;

/** Πₖ (n(n−1)…(n−k+1))^eₖ as a polynomial in n. */
function fallingProduct(exponents: readonly number[]): Polynomial {
  let product: Polynomial = [Q.one];
  let falling: Polynomial = [Q.one];
  exponents.forEach((e, k) => {
    if (k > 0) falling = P.mul(falling, [Q.rational(BigInt(1 - k)), Q.one]);
    for (let i = 0; i < e; i++) product = P.mul(product, falling);
  });
  return product;
}

/** The node Σᵢ pᵢ·Πₖ (σ⁽ᵏ⁾)^eᵢₖ. @throws Refused if a derivative is not shown to exist */
export function equationNode(
  dag: Dag,
  derivatives: readonly number[],
  terms: readonly Term[],
): number {
  const x = dag.intern('x');
  const number = (q: Q.Rational): number =>
    Q.sign(q) < 0 ? dag.intern('neg', dag.number(Q.neg(q))) : dag.number(q);
  const power = (base: number, k: number): number =>
    dag.intern('pow', base, dag.number(Q.rational(BigInt(k))));
  const products = terms.flatMap(({ coefficients, exponents }) => {
    const factors = exponents.flatMap((e, k) => (e === 0 ? [] : [power(derivatives[k]!, e)]));
    return coefficients.flatMap((c, j) =>
      Q.sign(c) === 0 ? [] : [dag.intern('mul', number(c), power(x, j), ...factors)],
    );
  });
  return products.length === 1 ? products[0]! : dag.intern('add', ...products);
}

export function verifyDifferentialEquation(
  dag: Dag,
  root: number,
  ceiling: DifferentialEquation,
  path: string,
): void {
  const { lower, upper, terms, degree, steps } = ceiling;
  const bound = degreeOfSolutions(terms);
  ensure(
    bound !== null && bound <= degree,
    'not-shown',
    path,
    `a degree bound of ${degree}`,
    `${bound}`,
  );
  const cell: Cell = { kind: 'open', lower, upper };
  const derivative = createDerivative(analyse(dag, cell, cellPrecision));
  const order = Math.max(...terms.map((t) => t.exponents.length)) - 1;
  const derivatives = [root];
  for (let k = 1; k <= order; k++) {
    const next = derivative(derivatives.at(-1)!);
    ensure(next !== null, 'not-shown', path, `${k} derivatives on the interval`);
    derivatives.push(next);
  }
  const equation = equationNode(dag, derivatives, terms);
  const zero = dag.number(Q.zero);
  ensureIdentical(dag, cell, equation, zero, steps, cellPrecision, path);
}
