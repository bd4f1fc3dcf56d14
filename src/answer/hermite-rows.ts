/**
 * # Hermite coefficients, row by row
 *
 * a_k(q) = E[σ(√q Z) h_k(Z)], orthonormal probabilists' h_k. Where σ is certified to be a polynomial
 * (off a null set is enough) they are computed from its coefficients,
 * E[Z^j h_k(Z)] = j!/(2^m m! √k!), j = k + 2m, and vanish exactly beyond its degree; else they are
 * enclosed by quadrature with a bounded remainder. Where σ(x) + σ(−x) or σ(x) − σ(−x) is certified to be a polynomial P,
 * the coefficients of even or odd order are exactly those of P/2.
 */
import * as E from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { isZero, minus, negate, number, over, plus, x } from '../expr/build.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { parse } from '../expr/parse.ts';
import { polynomialExpression } from '../expr/polynomial-expression.ts';
import { print } from '../expr/print.ts';
import { substitute } from '../expr/structure.ts';
import { encloseHermite } from '../ntk/hermite-enclosure.ts';
import { hermiteExistence } from '../ntk/hermite-existence.ts';
import { decide } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';

export interface HermiteRow {
  readonly order: number;
  /** `zero`: exactly; `nonzero`: the enclosure excludes 0; else not shown. */
  readonly value: 'zero' | 'nonzero' | 'unknown';
  /** Decimal bounds, rounded outward; null for `zero`. */
  readonly lower: string | null;
  readonly upper: string | null;
}

export interface HermiteRows {
  /** q, exact; null where there are no rows. */
  readonly variance: string | null;
  readonly rows: readonly HermiteRow[];
  /** Why there are no rows; null where there are. */
  readonly reason: string | null;
  /** From this order on all are exactly 0; null: not so, or not shown. */
  readonly vanishesFrom: number | null;
  /** (σ(x) ± σ(−x))/2 where it was certified to be a polynomial, and used. */
  readonly evenPart: string | null;
  readonly oddPart: string | null;
}

/** Digits tried; the second for tiny perturbations of a polynomial. */
const efforts = [10, 45];
const shownDigits = 6;
const precision = 256;

/** a_0 … a_n at q = 1, or at half the variance below which E[σ²] is finite. */
export function hermiteRows(
  expr: Expr,
  verdict: Verdict,
  hypotheses: Pick<Hypotheses, 'definedOnR' | 'gaussianIntegrable'>,
  n: number,
): HermiteRows {
  const polynomial = polynomialOf(verdict);
  if (polynomial) {
    const rows = polynomialRows(polynomial, n);
    const vanishesFrom = isZeroPolynomial(polynomial) ? 0 : polynomial.length;
    return { variance: '1', rows, reason: null, vanishesFrom, evenPart: null, oddPart: null };
  }
  const variance = varianceFor(hypotheses);
  const existence = hermiteExistence(hypotheses, variance);
  if (existence.kind === 'none') return none(existence.reason);
  if (existence.assumed.length > 0) return none(`not shown: ${existence.assumed.join('; ')}`);
  const beyond = verdict.kind === 'non-polynomial' ? (verdict.ceiling.degree ?? -1) + 1 : 0;
  let found: readonly Enclosure[] | null = null;
  let reason = '';
  for (const digits of efforts) {
    const result = encloseHermite(expr, variance, n + 1, digits);
    if (result.kind === 'not-enclosed') {
      reason = result.reason;
      break;
    }
    found = result.coefficients;
    if (found.slice(beyond).some(E.certainlyNonzero)) break;
  }
  if (found === null) return none(reason);
  const rows = found.map(row);
  const parts = ([0, 1] as const).map((first) => {
    // Of a polynomial part the last coefficients vanish.
    const last = rows.findLast(({ order }) => order % 2 === first);
    if (last?.value !== 'unknown') return null;
    const part = Q.equals(variance, Q.one) ? partOf(expr, first) : null;
    if (part)
      for (const exact of polynomialRows(part, n))
        if (exact.order % 2 === first) rows[exact.order] = exact;
    return part && print(polynomialExpression(part));
  });
  const [evenPart, oddPart] = parts as [string | null, string | null];
  return {
    variance: Q.toText(variance),
    rows,
    reason: null,
    vanishesFrom: null,
    evenPart,
    oddPart,
  };
}

const none = (reason: string): HermiteRows => ({
  variance: null,
  rows: [],
  reason,
  vanishesFrom: null,
  evenPart: null,
  oddPart: null,
});

function row(a: Enclosure, order: number): HermiteRow {
  const value = E.certainlyNonzero(a) ? 'nonzero' : 'unknown';
  return { order, value, ...E.toDecimals(a, shownDigits) };
}

function varianceFor({
  gaussianIntegrable: { value },
}: Pick<Hypotheses, 'gaussianIntegrable'>): Rational {
  const below = typeof value === 'object' && value ? Q.fromText(value.varianceBelow) : null;
  return below && Q.compare(below, Q.one) <= 0 ? Q.div(below, Q.rational(2)) : Q.one;
}

/** Coefficients of the polynomial that σ was certified to be, a null set aside. */
function polynomialOf(verdict: Verdict): readonly Expr[] | null {
  const found = verdict.kind === 'polynomial' ? verdict : verdict.almostEverywhere;
  return found && found.coefficients.map((c) => parse(c));
}

const isZeroPolynomial = ([c, ...rest]: readonly Expr[]): boolean =>
  rest.length === 0 && isZero(c!);

/** (σ(x) ± σ(−x))/2 as a polynomial, a null set aside; null if none was certified. */
function partOf(expr: Expr, first: 0 | 1): readonly Expr[] | null {
  const mirrored = substitute(expr, negate(x));
  const sum = (first === 0 ? plus : minus)(expr, mirrored);
  return polynomialOf(decide(over(sum, number(2))));
}

/** Of Σ c_j x^j at q = 1: √k!·a_k = Σ_m c_{k+2m} (k+2m)!/(2^m m!). */
function polynomialRows(coefficients: readonly Expr[], n: number): readonly HermiteRow[] {
  const values = coefficients.map(rationalConstant);
  return Array.from({ length: n + 1 }, (_, k): HermiteRow => {
    let exact: Rational | null = Q.zero;
    let sum = E.fromRational(Q.zero, precision);
    for (let [j, m] = [k, 0]; j < coefficients.length; [j, m] = [j + 2, m + 1]) {
      const weight = Q.rational(factorial(j), 2n ** BigInt(m) * factorial(m));
      const c = values[j]!;
      exact = c && exact && Q.add(exact, Q.mul(c, weight));
      const enclosed = evaluateAt(coefficients[j]!, Q.zero, precision)!;
      sum = E.add(sum, E.mul(enclosed, E.fromRational(weight, precision), precision), precision);
    }
    if (exact?.num === 0n) return { order: k, value: 'zero', lower: null, upper: null };
    const root = E.apply('sqrt', [E.fromRational(Q.rational(factorial(k)), precision)], precision)!;
    const numerator = exact ? E.fromRational(exact, precision) : sum;
    return row(E.div(numerator, root, precision)!, k);
  });
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= BigInt(n); k++) product *= k;
  return product;
}
