/**
 * # Searching a finite difference that is certainly not 0
 *
 * Points and steps over many scales, around 0 and around every breakpoint, and precision raised
 * until 0 is excluded.
 */
import { add, certainlyNonzero, fromRational, mul, sub } from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Difference, Value } from '../checker/certificate.ts';
import { limits } from '../checker/certificate.ts';
import { createBudget, Refused } from '../checker/ensure.ts';
import type { Dag } from '../checker/expression.ts';
import { verifyFiniteDifference } from '../checker/rules/finite-difference.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';

/** Δ_h^n f(x₀), enclosed; null where f is not certainly defined at a node. */
export function difference(
  f: (x: Rational, precision: number) => Enclosure | null,
  order: number,
  at: Rational,
  step: Rational,
  precision: number,
): Enclosure | null {
  let sum = fromRational(Q.zero, precision);
  let binomial = 1n;
  for (let j = 0; j <= order; j++) {
    const value = f(Q.add(at, Q.mul(step, Q.rational(j))), precision);
    if (value === null) return null;
    const weight = fromRational(
      Q.rational((order - j) % 2 === 0 ? binomial : -binomial),
      precision + order,
    );
    sum = add(sum, mul(weight, value, precision), precision);
    binomial = (binomial * BigInt(order - j)) / BigInt(j + 1);
  }
  return sum;
}

/** Step sizes 2^k in the order in which they are tried. */
const exponents = [
  0, 1, -1, 3, -3, 6, -6, 10, -10, 15, -15, 20, -20, 27, -27, 34, -34, 40, -40, 60, 100, 200,
];
const power = (k: number): Rational =>
  k >= 0 ? Q.rational(1n << BigInt(k)) : Q.rational(1n, 1n << BigInt(-k));

/** Pairs (x₀, h): stencils that start at, end at and straddle each centre. */
function* stencils(
  order: number,
  { centres, unit = Q.one }: WitnessOptions,
): Generator<readonly [Rational, Rational]> {
  const shift = Q.rational(3n, 7n);
  for (const k of exponents) {
    const h = Q.mul(power(k), unit);
    for (const centre of centres) {
      const width = Q.mul(h, Q.rational(Math.max(order, 1)));
      yield [centre, h];
      // Slightly off centre, so that symmetric cancellations do not hide the difference.
      yield [Q.sub(Q.add(centre, Q.mul(h, shift)), Q.div(width, Q.rational(2))), h];
      yield [Q.add(centre, Q.mul(h, shift)), h];
      yield [Q.sub(Q.sub(centre, width), Q.mul(h, shift)), h];
    }
  }
}

export interface WitnessOptions {
  readonly centres: readonly Rational[];
  /** Steps are its multiples by powers of two; 1 by default. */
  readonly unit?: Rational;
  /** Whether all nodes of a stencil from `first` to `last` may be used; all may by default. */
  readonly admits?: (first: Rational, last: Rational) => boolean;
  /** Bits, with the number of stencils tried at each: many at few bits, few at many. */
  readonly efforts: readonly Effort[];
}
export interface Effort {
  readonly precision: number;
  readonly stencils: number;
}

/**
 * Bits that exclude 0, and some more: the checker's own enclosures may be wider.
 * @param value found at `precision`; digits beyond those that tell it from 0 are spared
 */
function enough(value: Enclosure, precision: number): number {
  const width = sub(value, value, 64).upper;
  const accuracy = Math.min(value.lower.exponent, value.upper.exponent) - width.exponent;
  const spared = width.sign === 1 && accuracy > 0 ? accuracy : 0;
  const room = 64;
  return Math.max(
    2 * room,
    Math.min(2 * precision, Math.max(precision / 2, precision - spared + room)),
  );
}

/** A point and a step at which Δ_h^order σ is certainly not 0; null if none was found. */
export function findDifference(
  expr: Expr,
  order: number,
  options: WitnessOptions,
): Difference | null {
  for (const { precision, stencils: most } of options.efforts) {
    let tried = 0;
    for (const [at, step] of stencils(order, options)) {
      const last = Q.add(at, Q.mul(step, Q.rational(order)));
      if (options.admits && !options.admits(at, last)) continue;
      if (tried++ >= most) break;
      const value = difference((x, p) => evaluateAt(expr, x, p), order, at, step, precision);
      if (value && certainlyNonzero(value))
        return { rule: 'finite-difference', at, step, precision: enough(value, precision) };
    }
  }
  return null;
}

/** A point at which an expression is certainly not 0; null if none was found. */
export function findNonzero(
  expr: Expr,
  points: readonly Rational[],
  precisions: readonly number[],
): Value | null {
  for (const precision of precisions) {
    for (const at of points) {
      const value = evaluateAt(expr, at, precision);
      if (value && certainlyNonzero(value))
        return { rule: 'value', at, precision: enough(value, precision) };
    }
  }
  return null;
}

/**
 * The witness at a precision at which the checker's own enclosures exclude 0; null where they do
 * not, or are not defined: functions at the ends of their domain are enclosed in two ways.
 */
export function asChecked<W extends Difference | Value>(
  dag: Dag,
  node: number,
  order: number,
  witness: W,
): W | null {
  const step = witness.rule === 'finite-difference' ? witness.step : Q.one;
  for (const scale of [1, 2, 8]) {
    const precision = Math.min(witness.precision * scale, 65_536);
    const tried: Difference = { rule: 'finite-difference', at: witness.at, step, precision };
    try {
      const bounded = { ...dag, budget: createBudget(limits.work) };
      verifyFiniteDifference(bounded, node, order, tried, '');
      return { ...witness, precision };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }
  return null;
}
