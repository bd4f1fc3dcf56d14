/**
 * # Expressions as linear combinations
 *
 * σ = c_0 + Σ c_i·f_i, read off the structure with coefficients as doubles; a polynomial of x
 * likewise. Nothing is decided by values: an expression that is not of the form is left alone.
 */
import { approxFunction } from '../expr/approx-evaluate.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Expr } from '../expr/expr.ts';
import { postOrder } from '../expr/structure.ts';

export interface LinearTerm {
  readonly coefficient: number;
  readonly term: Expr;
}

/** The value of an x-free expression; null if it has an x. */
export function approxConstant(expr: Expr): number | null {
  return postOrder(expr).some((node) => node.kind === 'variable') ? null : approxFunction(expr)(0);
}

/** Terms that contain x, and the sum of the others. */
export function linearTerms(expr: Expr): {
  readonly constant: number;
  readonly terms: readonly LinearTerm[];
} {
  const terms: LinearTerm[] = [];
  let constant = 0;
  const visit = (e: Expr, factor: number): void => {
    const value = approxConstant(e);
    if (value !== null) {
      constant += factor * value;
      return;
    }
    if (e.kind === 'call') {
      const [u, v] = e.args as [Expr, Expr];
      if (e.name === 'add') return e.args.forEach((arg) => visit(arg, factor));
      if (e.name === 'neg') return visit(u, -factor);
      if (e.name === 'div') {
        const divisor = approxConstant(v);
        if (divisor !== null) return visit(u, factor / divisor);
      }
      if (e.name === 'mul') {
        const values = e.args.map(approxConstant);
        const rest = e.args.filter((_, i) => values[i] === null);
        const product = values.reduce<number>((p, c) => p * (c ?? 1), factor);
        if (rest.length === 1) return visit(rest[0]!, product);
        if (rest.length < e.args.length)
          return void terms.push({ coefficient: product, term: { ...e, args: rest } });
      }
    }
    terms.push({ coefficient: factor, term: e });
  };
  visit(expr, 1);
  return { constant, terms };
}

/** Degrees above this are left to quadrature. */
const maxDegree = 32;

/** Coefficients in ascending order; null if the structure does not show a polynomial. */
export function polynomialCoefficients(expr: Expr): readonly number[] | null {
  const value = approxConstant(expr);
  if (value !== null) return [value];
  if (expr.kind === 'variable') return [0, 1];
  if (expr.kind !== 'call') return null;
  const [u, v] = expr.args as [Expr, Expr];
  switch (expr.name) {
    case 'neg':
      return scaled(polynomialCoefficients(u), -1);
    case 'div': {
      const divisor = approxConstant(v);
      return divisor === null ? null : scaled(polynomialCoefficients(u), 1 / divisor);
    }
    case 'pow': {
      const exponent = rationalConstant(v);
      if (exponent === null || exponent.den !== 1n) return null;
      if (exponent.num < 0n || exponent.num > BigInt(maxDegree)) return null;
      const base = polynomialCoefficients(u);
      const factors = Array.from({ length: Number(exponent.num) }, () => base);
      return factors.reduce<readonly number[] | null>(product, [1]);
    }
    case 'add':
    case 'mul':
      return expr.args.map(polynomialCoefficients).reduce(expr.name === 'add' ? sum : product);
    default:
      return null;
  }
}

type Maybe = readonly number[] | null;
const scaled = (p: Maybe, c: number): Maybe => p && p.map((a) => a * c);
const sum = (p: Maybe, q: Maybe): Maybe =>
  p &&
  q &&
  Array.from({ length: Math.max(p.length, q.length) }, (_, k) => (p[k] ?? 0) + (q[k] ?? 0));
function product(p: Maybe, q: Maybe): Maybe {
  if (p === null || q === null || p.length + q.length - 2 > maxDegree) return null;
  const result = Array.from({ length: p.length + q.length - 1 }, () => 0);
  p.forEach((a, i) => q.forEach((b, j) => (result[i + j]! += a * b)));
  return result;
}
