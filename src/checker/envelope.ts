/**
 * # Explicit bounds along a half-line
 *
 * |u(x)| ≤ A·|x|^m·e^(B|x|) for every x of a half-line with |x| ≥ 1: constants A, B ≥ 0 and a
 * rational m ≥ 0, by structure. null: not shown.
 */
import type { Analysis } from './analysis.ts';
import { definitionOf } from './definition.ts';
import { rationalConstant } from './expression.ts';
import { powRational } from './functions.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';
import * as Q from './rational.ts';
import type { Rational } from './rational.ts';

export interface Envelope {
  /** Any member will do: the upper bounds are meant. */
  readonly factor: Interval;
  readonly power: Rational;
  readonly rate: Interval;
}

const bits = 64;
const nought = I.point({ m: 0n, e: 0 });
const unit = I.point({ m: 1n, e: 0 });
const larger = (a: Rational, b: Rational): Rational => (Q.compare(a, b) >= 0 ? a : b);
const constant = (factor: Interval): Envelope => ({ factor, power: Q.zero, rate: nought });
const one = constant(unit);

/** |x|^m and e^(B|x|) rise with m and B, as |x| ≥ 1. */
const sum = (a: Envelope, b: Envelope): Envelope => ({
  factor: I.add(a.factor, b.factor, bits),
  power: larger(a.power, b.power),
  rate: I.max(a.rate, b.rate),
});

const product = (a: Envelope, b: Envelope): Envelope => ({
  factor: I.mul(a.factor, b.factor, bits),
  power: Q.add(a.power, b.power),
  rate: I.add(a.rate, b.rate, bits),
});

/** @param on a half-line that keeps to |x| ≥ 1 */
export function createEnvelope(on: Analysis): (n: number) => Envelope | null {
  const memo = new Map<number, Envelope | null>();
  const of = (n: number): Envelope | null => {
    if (!memo.has(n)) memo.set(n, byStructure(on, n, of));
    return memo.get(n)!;
  };
  return of;
}

function byStructure(on: Analysis, n: number, of: (n: number) => Envelope | null): Envelope | null {
  const { dag } = on;
  const range = on.range(n);
  if (range === null) return null;
  dag.budget.spend(100);
  if (range.lower && range.upper) return constant(I.abs(range));
  const chosen = on.branch(n);
  if (chosen !== null) return of(chosen);
  const { op, args } = dag.nodes[n]!;
  const all = (nodes: readonly number[], join: typeof sum): Envelope | null =>
    nodes.map(of).reduce((a, b) => a && b && join(a, b));
  const plusOne = (u: Envelope | null): Envelope | null => u && sum(u, one);
  const [u, v] = args as [number, number];
  switch (op) {
    case 'x':
      return { factor: unit, power: Q.one, rate: nought };
    case 'neg':
    case 'abs':
    case 'relu':
    case 'gelu':
    case 'asinh':
      return of(u);
    case 'add':
    case 'max':
    case 'min':
      return all(args, sum);
    case 'if':
      return all(args.slice(1), sum);
    case 'mul':
      return all(args, product);
    case 'div': {
      const inverse = I.div(unit, I.abs(on.range(v)!), bits);
      const over = of(u);
      return inverse?.upper && over ? product(over, constant(inverse)) : null;
    }
    case 'pow': {
      const exponent = rationalConstant(dag, v);
      if (exponent === null) break;
      return Q.sign(exponent) > 0 ? power(of(u), exponent) : null;
    }
    case 'sqrt':
      return power(of(u), Q.rational(1n, 2n));
    case 'cbrt':
      return power(of(u), Q.rational(1n, 3n));
    case 'floor':
    case 'ceil':
    case 'round':
    case 'softplus':
      // |⌊u⌋| ≤ |u| + 1, softplus u ≤ |u| + log 2
      return plusOne(of(u));
    case 'exp':
    case 'sinh':
    case 'cosh':
    case 'expm1': {
      // ≤ e^|u|, |u| ≤ A|x|
      const inner = of(u);
      const linear = inner && Q.compare(inner.power, Q.one) <= 0 && inner.rate.upper!.m === 0n;
      return linear ? { factor: unit, power: Q.zero, rate: inner.factor } : null;
    }
    case 'log': {
      // −1/u ≤ log u ≤ u
      const inverse = I.div(unit, on.range(u)!, bits);
      const inner = of(u);
      return inverse?.upper && inner ? sum(inner, constant(I.abs(inverse))) : null;
    }
  }
  const definition = definitionOf(dag, n);
  return definition === null ? null : of(definition);
}

function power(u: Envelope | null, k: Rational): Envelope | null {
  const factor = u && powRational(u.factor, k, bits);
  if (!factor) return null;
  const scale = I.fromRational(k, bits);
  return { factor, power: Q.mul(u.power, k), rate: I.mul(u.rate, scale, bits) };
}
