/**
 * # Nodes that are rational functions of x, or of another node
 *
 * numerator/denominator in Q[x], never cancelled, so that the quotient equals the node wherever
 * the node is defined, and the denominator does not vanish there. Guards count by their branch.
 */
import * as P from './polynomial.ts';
import * as Q from './rational.ts';
import { productCost } from './cost.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import type { Polynomial } from './polynomial.ts';

export interface RationalFunction {
  readonly numerator: Polynomial;
  readonly denominator: Polynomial;
}

/** Degrees above this are not worth an exact sign. */
const maxDegree = 120;
const constant = (q: Q.Rational): Polynomial => (Q.sign(q) === 0 ? [] : [q]);
const unit: Polynomial = [Q.one];

/** @param variable the node that they are functions of */
export function createRationalFunctions(
  dag: Dag,
  branch: (n: number) => number | null,
  variable: number = dag.intern('x'),
): (n: number) => RationalFunction | null {
  const memo = new Map<number, RationalFunction | null>();
  const of = (n: number): RationalFunction | null => {
    if (!memo.has(n)) memo.set(n, compute(n));
    return memo.get(n)!;
  };

  function compute(n: number): RationalFunction | null {
    const { op, args } = dag.nodes[n]!;
    const value = rationalConstant(dag, n);
    if (value !== null) return { numerator: constant(value), denominator: unit };
    if (n === variable) return { numerator: [Q.zero, Q.one], denominator: unit };
    if (op === 'x') return null;
    if (op === 'pow') return power(args);
    if (!['neg', 'add', 'mul', 'div'].includes(op)) {
      const chosen = branch(n);
      return chosen === null ? null : of(chosen);
    }
    const parts: RationalFunction[] = [];
    for (const arg of args) {
      const part = of(arg);
      if (part === null) return null;
      parts.push(part);
    }
    const [a, b] = parts as [RationalFunction, RationalFunction];
    if (op === 'neg') return { ...a, numerator: P.neg(a.numerator) };
    if (op === 'div') {
      if (P.degree(b.numerator) < 0) return null;
      return limited(times(a, { numerator: b.denominator, denominator: b.numerator }));
    }
    let result: RationalFunction | null = parts[0]!;
    for (const part of parts.slice(1))
      result = result && limited(op === 'add' ? plus(result, part) : times(result, part));
    return result;
  }

  function power(args: readonly number[]): RationalFunction | null {
    const exponent = rationalConstant(dag, args[1]!);
    if (exponent === null || !Q.isInteger(exponent)) return null;
    const base = of(args[0]!);
    const k = exponent.num < 0n ? -exponent.num : exponent.num;
    if (base === null || k > BigInt(maxDegree)) return null;
    if (P.degree(base.numerator) * Number(k) > maxDegree) return null;
    if (P.degree(base.denominator) * Number(k) > maxDegree) return null;
    let result: RationalFunction = { numerator: unit, denominator: unit };
    for (let i = 0n; i < k; i++) result = times(result, base);
    if (exponent.num >= 0n) return result;
    return { numerator: result.denominator, denominator: result.numerator };
  }

  function product(p: Polynomial, q: Polynomial): Polynomial {
    dag.budget.spend(productCost(p, q));
    return P.mul(p, q);
  }

  function plus(a: RationalFunction, b: RationalFunction): RationalFunction {
    if (same(a.denominator, b.denominator))
      return { numerator: P.add(a.numerator, b.numerator), denominator: a.denominator };
    return {
      numerator: P.add(product(a.numerator, b.denominator), product(b.numerator, a.denominator)),
      denominator: product(a.denominator, b.denominator),
    };
  }

  function times(a: RationalFunction, b: RationalFunction): RationalFunction {
    return {
      numerator: product(a.numerator, b.numerator),
      denominator: product(a.denominator, b.denominator),
    };
  }

  return of;
}

const same = (a: Polynomial, b: Polynomial): boolean =>
  a.length === b.length && a.every((q, i) => Q.equals(q, b[i]!));

const limited = (f: RationalFunction): RationalFunction | null =>
  Math.max(P.degree(f.numerator), P.degree(f.denominator)) > maxDegree ? null : f;
