/** The language: text, derivative, enclosures, growth. */
import fc from 'fast-check';
import {
  certainlyLess,
  certainlyNonzero,
  contains,
  fromRationals,
  mul,
  sub,
  fromRational,
  abs,
  lowerRational,
  upperRational,
} from '../../src/arith/enclosure.ts';
import type { Enclosure } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { addExpr } from '../../src/cells/nodes.ts';
import { analyse } from '../../src/checker/analysis.ts';
import type { Dyadic } from '../../src/checker/dyadic.ts';
import { unlimited } from '../../src/checker/ensure.ts';
import { createDag } from '../../src/checker/expression.ts';
import { createGrowth } from '../../src/checker/growth.ts';
import { toText } from '../../src/checker/interval-text.ts';
import { derivative } from '../../src/expr/derivative.ts';
import { evaluate, evaluateAt, evaluateExact } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { children, equal, postOrder } from '../../src/expr/structure.ts';
import { activation, grownActivation } from '../../src/testing/index.ts';
import { property } from '../property.ts';
import type { Property } from '../property.ts';

const point = fc
  .tuple(fc.integer({ min: -60, max: 60 }), fc.constantFrom(1, 2, 7, 16))
  .map(([n, d]) => Q.rational(n, d));

/** They have no number in common. */
const apart = (a: Enclosure, b: Enclosure): boolean => certainlyLess(a, b) || certainlyLess(b, a);

/** The largest subexpressions without x. */
function constantsOf(expr: Expr): readonly Expr[] {
  const varies = new Set<Expr>();
  const order = postOrder(expr);
  for (const node of order)
    if (node.kind === 'variable' || children(node).some((child) => varies.has(child)))
      varies.add(node);
  return order.filter((node) => !varies.has(node));
}

/** Within 10^±60, or 0. */
function isModerate(constant: Expr): boolean {
  const value = evaluateAt(constant, Q.zero, 256);
  if (value === null) return false;
  const [least, most] = [-60, 60].map((k) => fromRational(Q.pow(Q.rational(10), k), 256));
  const size = abs(value);
  return contains(value, Q.zero) || (certainlyLess(least!, size) && certainlyLess(size, most!));
}

/** Null beyond 2^±20000. */
const valueOf = ({ m, e }: Dyadic): Q.Rational | null =>
  Math.abs(e) > 20_000 ? null : Q.mul(Q.rational(m), Q.pow(Q.rational(2), e));

/** As far out as needed for constants and shifts not to matter. */
const far = Q.pow(Q.rational(10), 1200);

export const expressionProperties: readonly Property[] = [
  property(
    'parse and print',
    'the printed text is read as the same expression',
    activation({ partial: true, maxDepth: 4 }),
    ({ expr }) => {
      const text = print(expr);
      const again = parse(text);
      return equal(expr, again) ? 'holds' : { defect: `${text} is read as ${print(again)}` };
    },
  ),
  property(
    'mean value',
    'f(x + h) − f(x) lies in h·f′([x, x + h]) where f is smooth',
    fc.record({ σ: grownActivation({ regularity: 'smooth' }), at: point }),
    ({ σ: { expr }, at }) => {
      const slope = derivative(expr);
      if (slope === null) return 'undecided';
      const p = 256;
      const h = Q.rational(1n, 1n << 30n);
      const next = Q.add(at, h);
      const [a, b] = [evaluateAt(expr, at, p), evaluateAt(expr, next, p)];
      const on = evaluate(slope, fromRationals(at, next, p), p);
      if (a === null || b === null || on === null) return 'undecided';
      return apart(sub(b, a, p), mul(fromRational(h, p), on, p))
        ? { defect: `the derivative ${print(slope)} is impossible at ${Q.toText(at)}` }
        : 'holds';
    },
  ),
  property(
    'enclosures',
    'enclosures of one number at several precisions meet, contain its exact value, and lie in those of intervals around it',
    fc.record({ σ: grownActivation({ partial: true }), at: point, width: fc.nat(20) }),
    ({ σ: { expr }, at, width }) => {
      const values = [24, 53, 113, 400].map((p) => evaluateAt(expr, at, p));
      const exact = evaluateExact(expr, at);
      const radius = Q.rational(1n, 1n << BigInt(width));
      const around = fromRationals(Q.sub(at, radius), Q.add(at, radius), 53);
      values.push(evaluate(expr, around, 53));
      for (const a of values) {
        if (a === null) continue;
        if (exact !== null && !contains(a, exact))
          return { defect: `at ${Q.toText(at)} the value ${Q.toText(exact)} is not enclosed` };
        for (const b of values)
          if (b !== null && apart(a, b))
            return { defect: `two enclosures at ${Q.toText(at)} have no number in common` };
      }
      return values.some((value) => value !== null) ? 'holds' : 'undecided';
    },
  ),
  property(
    'two arithmetics',
    'the value that the program encloses at a point meets the one that the checker encloses there',
    fc.record({ σ: grownActivation({ partial: true, maxDepth: 4 }), at: point }),
    ({ σ: { expr }, at }) => {
      const dag = createDag(unlimited);
      const root = addExpr(dag, expr);
      const cell = { kind: 'point' as const, at: { kind: 'rational' as const, value: at } };
      const [ours, theirs] = [evaluateAt(expr, at, 200), analyse(dag, cell, 128).range(root)];
      if (ours === null || theirs === null) return 'undecided';
      const [low, high] = [theirs.lower, theirs.upper].map((end) => end && valueOf(end));
      const [least, most] = [lowerRational(ours), upperRational(ours)];
      const outside =
        (low && most && Q.compare(most, low) < 0) || (high && least && Q.compare(high, least) < 0);
      return outside
        ? { defect: `at ${Q.toText(at)} they are ${toText(theirs)} and elsewhere` }
        : 'holds';
    },
  ),
  property(
    'growth',
    '|σ| lies between r^(lower − 1/2) and r^(upper + 1/2) at r = 10^1200',
    fc.record({
      σ: grownActivation({ maxDepth: 2 }),
      side: fc.constantFrom(1 as const, -1 as const),
    }),
    ({ σ: { expr }, side }) => {
      // e^(−1000²) is a constant that 10^1200 does not outweigh.
      if (!constantsOf(expr).every(isModerate)) return 'undecided';
      const dag = createDag(unlimited);
      const root = addExpr(dag, expr);
      const start = { kind: 'rational', value: Q.rational(side * 1_000_000) } as const;
      const cell =
        side === 1
          ? { kind: 'open' as const, lower: start, upper: null }
          : { kind: 'open' as const, lower: null, upper: start };
      const on = analyse(dag, cell, 96);
      if (on.range(root) === null) return 'undecided';
      const { upper, lower } = createGrowth(on, side)(root);
      const value = evaluateAt(expr, Q.mul(far, Q.rational(side)), 8000);
      if (value === null) return 'undecided';
      // e^(−1000²) in a branch is a constant too.
      const isConstantFarOut = (): boolean => {
        const twice = evaluateAt(expr, Q.mul(far, Q.rational(2 * side)), 8000);
        return twice === null || !certainlyNonzero(sub(value, twice, 8000));
      };
      const size = abs(value);
      const bound = (order: Q.Rational, shift: Q.Rational): Enclosure | null =>
        evaluateAt(parse(`x^(${Q.toText(Q.add(order, shift))})`), far, 256);
      const half = Q.rational(1, 2);
      if (typeof upper === 'object') {
        const above = bound(upper, half);
        if (above !== null && certainlyLess(above, size) && !isConstantFarOut())
          return { defect: `it outgrows the claimed order ${Q.toText(upper)} on side ${side}` };
      }
      if (typeof lower === 'object') {
        const below = bound(lower, Q.neg(half));
        if (below !== null && certainlyLess(size, below) && !isConstantFarOut())
          return { defect: `it stays below the claimed order ${Q.toText(lower)} on side ${side}` };
      }
      return typeof upper === 'object' || typeof lower === 'object' ? 'holds' : 'undecided';
    },
  ),
];
