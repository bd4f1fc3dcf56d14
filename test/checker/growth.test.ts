/**
 * # Growth against certified numbers
 *
 * A bound on the growth of f towards ±∞ is contradicted by enclosures of log|f(x)| at far points:
 * |x| = 2^4096 for orders (constants and logarithms are negligible there), |x| = 2^14 for the
 * exponents of exponentials (e^(x²) is still finite there). True orders are given by hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apply,
  certainlyNegative,
  certainlyPositive,
  fromRational,
  lowerRational,
  upperRational,
} from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { analyse } from '../../src/checker/analysis.ts';
import type { Cell } from '../../src/checker/cell.ts';
import { unlimited } from '../../src/checker/ensure.ts';
import { createDag } from '../../src/checker/expression.ts';
import { createGrowth } from '../../src/checker/growth.ts';
import type { Growth } from '../../src/checker/growth.ts';
import type { Order } from '../../src/checker/order.ts';
import { addExpr } from '../../src/cells/nodes.ts';
import { call, number, x } from '../../src/expr/build.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import type { Expr, FunctionName } from '../../src/expr/expr.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';

type Side = 1 | -1;

/** The calculus on (1, ∞) or (−∞, −1); null where f is not shown to be defined there. */
function growthOf(expr: Expr, side: Side, from = 1): Growth | null {
  const dag = createDag(unlimited);
  const n = addExpr(dag, expr);
  const end = { kind: 'rational' as const, value: Q.rational(side * from) };
  const cell: Cell =
    side === 1
      ? { kind: 'open', lower: end, upper: null }
      : { kind: 'open', lower: null, upper: end };
  const on = analyse(dag, cell, 96);
  return on.range(n) === null ? null : createGrowth(on, side)(n);
}

interface Size {
  /** Bounds of log|f|, infinite where there is none. */
  readonly low: number;
  readonly high: number;
  readonly sign: -1 | 0 | 1;
}

/** log|f(±2^k)|, enclosed; precision is raised where 0 is not excluded. */
function sizeAt(expr: Expr, k: number, side: Side): Size | null {
  const at = Q.rational(BigInt(side) << BigInt(k));
  for (const precision of [256, 3 * k + 512]) {
    const value = evaluateAt(expr, at, precision);
    if (value === null) return null;
    const size = apply('abs', [value], 64)!;
    const log = apply('log', [size], 64);
    if (log === null && precision === 256) continue;
    // 0 is not excluded: only the upper end counts.
    const tiny = fromRational(Q.rational(1n, 1n << 30_000n), 64);
    const above = log ?? apply('log', [apply('max', [size, tiny], 64)!], 64)!;
    const [low, high] = [log && lowerRational(log), upperRational(above)];
    return {
      low: low === null ? -Infinity : Q.approxNumber(low),
      high: high === null ? Infinity : Q.approxNumber(high),
      sign: certainlyPositive(value) ? 1 : certainlyNegative(value) ? -1 : 0,
    };
  }
  return null;
}

const far = 4096;
const near = 14;
const numberOf = (order: Q.Rational): number => Q.approxNumber(order);

/** How the numbers contradict the growth; null if they do not. */
function contradiction(expr: Expr, side: Side, g: Growth): string | null {
  const [R, r] = [far, near].map((k) => k * Math.LN2) as [number, number];
  // |f| ≤ x^(m+ε) and |f| ≥ x^(m−ε), with room for constants and powers of logarithms.
  const [room, little] = [0.05 * R, 8];
  const size = sizeAt(expr, far, side);
  if (size) {
    const most = g.upper === '-inf' ? -20 : g.upper === '+inf' ? Infinity : numberOf(g.upper);
    const least = g.lower === '+inf' ? 20 : g.lower === '-inf' ? -Infinity : numberOf(g.lower);
    if (size.low > most * R + room) return `upper ${most}: log|f| ≥ ${size.low / R}·log|x|`;
    if (size.high < least * R - room) return `lower ${least}: log|f| ≤ ${size.high / R}·log|x|`;
    if (g.sign !== null && size.sign !== 0 && g.sign !== size.sign)
      return `sign ${g.sign}: ${size.sign}`;
  }
  const close = sizeAt(expr, near, side);
  if (close) {
    const { low, high } = close;
    if (typeof g.above !== 'string' && low > 0 && Math.log(low) > numberOf(g.above) * r + little)
      return `above ${numberOf(g.above)}: log|f| ≥ ${low}`;
    if (typeof g.below !== 'string' && high < 0 && Math.log(-high) > numberOf(g.below) * r + little)
      return `below ${numberOf(g.below)}: log|f| ≤ ${high}`;
    if (g.surge !== null && (high <= 0 || Math.log(high) < numberOf(g.surge) * r - little))
      return `surge ${numberOf(g.surge)}: log|f| ≤ ${high}`;
  }
  return null;
}

const order = (text: string): Order =>
  text === '+inf' || text === '-inf' ? text : Q.fromText(text)!;
const shown = (o: Order): string => (typeof o === 'string' ? o : Q.toText(o));

describe('orders known by hand', () => {
  it.each<[string, Side, string, string]>([
    // log(sigmoid(x)) = −log(1 + e^(−x)): → 0, and ~ x.
    ['log(sigmoid(x))', -1, '1', '0'],
    ['log(1/sigmoid(-x))', 1, '1', '0'],
    ['x*exp(-x)', 1, '-inf', '-inf'],
    ['x*exp(-x)', -1, '+inf', '+inf'],
    ['1/exp(-x)', 1, '+inf', '+inf'],
    ['1/exp(-x)', -1, '-inf', '-inf'],
    ['x*log(x)', 1, '1', '1'],
    ['x*log(1 + x^2)^7', -1, '1', '1'],
    ['gamma(x)', 1, '+inf', '+inf'],
    ['1/gamma(x)', 1, '-inf', '-inf'],
    ['gamma(1 - x)', -1, '+inf', '+inf'],
    ['exp(-x)*x^100', 1, '-inf', '-inf'],
    ['exp(x - x^2)', 1, '-inf', '-inf'],
    ['exp(x - x^2)', -1, '-inf', '-inf'],
    ['exp(x) - x^100', 1, '+inf', '+inf'],
    ['exp(x) - x^100', -1, '100', '100'],
    ['exp(sqrt(abs(x)))/x^5', -1, '+inf', '+inf'],
    ['log(exp(x) + exp(-x))', 1, '1', '1'],
    ['log(1 + exp(x^2))', -1, '2', '2'],
    ['asinh(exp(x^3))', 1, '3', '3'],
    ['softplus(x)', 1, '1', '1'],
    ['sqrt(x^4 + 1)/x', -1, '1', '1'],
    ['x^(5/2)', 1, '5/2', '5/2'],
    ['abs(x)^(-1/3)', -1, '-1/3', '-1/3'],
    ['cbrt(x^4 + x)', 1, '4/3', '4/3'],
    ['x^2 - x^2 + x', 1, '1', '1'],
    ['(x^3 + x)/(x^2 + 1)', -1, '1', '1'],
    ['log(log(2 + x^2))', 1, '0', '0'],
    ['exp(sin(x))', 1, '0', '0'],
    ['exp(exp(x))', -1, '0', '0'],
    ['exp(-exp(x))', 1, '-inf', '-inf'],
    ['abs(x)^x', 1, '+inf', '+inf'],
    ['abs(x)^x', -1, '-inf', '-inf'],
    ['floor(x)', -1, '1', '1'],
    ['round(x)*x^2', 1, '3', '3'],
    ['max(x, x^2)', -1, '2', '2'],
    ['min(x, 1)', 1, '0', '0'],
    ['min(x, 1)', -1, '1', '1'],
    ['Phi(x)*x', 1, '1', '1'],
  ])('%s towards %i·∞', (text, side, upper, lower) => {
    const expr = parse(text);
    const g = growthOf(expr, side)!;
    expect([shown(g.upper), shown(g.lower)]).toEqual([upper, lower]);
    expect(contradiction(expr, side, g)).toBe(null);
  });
});

describe('where terms cancel or oscillate, no lower order above the true one', () => {
  // The largest m with |f| ≥ |x|^(m−ε) eventually, by hand; −∞ where f has zeros far out.
  it.each<[string, Side, string]>([
    ['exp(x) - exp(x)', 1, '-inf'],
    ['sqrt(x^2 + 1) - x', 1, '-1'],
    ['sqrt(x^2 + x) - x', 1, '0'],
    ['cbrt(x^3 + 1) - x', 1, '-2'],
    ['log(1 + exp(x)) - x', 1, '-inf'],
    ['sinh(x)/cosh(x)', 1, '0'],
    ['exp(x)*exp(-x)', 1, '0'],
    ['exp(2*x)/(exp(x) + exp(2*x))', 1, '0'],
    ['gamma(x + 1)/gamma(x)', 1, '1'],
    ['log(gamma(x))/x', 1, '0'],
    ['x^3*sin(x)', 1, '-inf'],
    ['x + x*sin(x)', -1, '-inf'],
    ['exp(x)*sin(x)', 1, '-inf'],
    ['x - floor(x)', 1, '-inf'],
    ['tanh(x) - 1', 1, '-inf'],
    ['erfc(x)', 1, '-inf'],
    ['gelu(x)', -1, '-inf'],
    ['softplus(x)', -1, '-inf'],
    ['asinh(exp(x))', -1, '-inf'],
    ['exp(3*log(1 + x^2))', 1, '6'],
    ['exp(-log(1 + x^2))', 1, '-2'],
    ['(1 + 1/x)^x', 1, '0'],
    ['abs(x)^sqrt(2)', 1, '7/5'],
    ['atan(x) - pi/2', 1, '-1'],
    ['abs(x) + x', -1, '-inf'],
    ['relu(x - 5) - relu(x - 7)', 1, '0'],
    ['x > 1e9 ? 1/x : x^5', 1, '-1'],
    ['max(x, -x^2)*min(1, 1/x)', 1, '0'],
  ])('%s towards %i·∞', (text, side, truth) => {
    const expr = parse(text);
    const g = growthOf(expr, side)!;
    const [claimed, most] = [g.lower, order(truth)];
    if (most === '-inf') expect(claimed).toBe('-inf');
    else if (claimed !== '-inf')
      expect(claimed === '+inf' ? Infinity : numberOf(claimed)).toBeLessThanOrEqual(
        numberOf(most as Q.Rational) + (text.includes('sqrt(2)') ? 0.02 : 0),
      );
    expect(contradiction(expr, side, g)).toBe(null);
  });
});

describe('upper orders along a geometric sequence', () => {
  // |f(x)|/|x|^(m+1/10) does not increase along x = 2^10, 2^20, …, 2^60.
  it.each([
    ['x^2 + sin(x)', 1],
    ['sqrt(x^4 + 1)', -1],
    ['x*atan(x)', 1],
    ['cbrt(x^2 + x)', 1],
    ['gelu(x)', 1],
    ['softplus(x)', 1],
    ['x/(1 + exp(-x))', 1],
    ['x*tanh(softplus(x))', 1],
    ['x^3/(x^2 + 1)', -1],
    ['sqrt(x^2 + 1) - x', -1],
    ['x^(7/3) + x^2', 1],
    ['(1 + x^2)^sqrt(2)', 1],
    ['(1 + x^2)^(-sqrt(2))', -1],
    ['(1 + x^2)^(x/sqrt(1 + x^2))', -1],
  ] as const)('%s towards %i·∞', (text, side) => {
    const expr = parse(text);
    const m = growthOf(expr, side)!.upper;
    expect(typeof m).not.toBe('string');
    const slope = numberOf(m as Q.Rational) + 0.1;
    let before = Infinity;
    for (let k = 10; k <= 60; k += 10) {
      const { low, high } = sizeAt(expr, k, side)!;
      expect(low - slope * k * Math.LN2).toBeLessThanOrEqual(before);
      before = high - slope * k * Math.LN2;
    }
  });
});

const unary: readonly FunctionName[] = [
  ...(
    'neg abs sqrt cbrt log exp expm1 log1p sin atan tanh sigmoid softplus gelu erf erfc' +
    ' asinh sinh cosh floor round relu sign heaviside'
  )
    .split(' ')
    .map((name) => name as FunctionName),
];
const arbitrary = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: fc.constant(x) },
    { weight: 2, arbitrary: fc.constantFrom(1, 2, 3).map((k) => number(k)) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(
          fc.constantFrom<FunctionName>('add', 'mul', 'max', 'min', 'div'),
          tie('expr'),
          tie('expr'),
        )
        .map(([name, u, v]) => call(name, u, v)),
    },
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...unary), tie('expr')).map(([name, u]) => call(name, u)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(tie('expr'), fc.constantFrom([2, 1], [3, 1], [-1, 1], [-2, 1], [1, 2], [-3, 2]))
        .map(([u, [p, q]]) => call('pow', u, number(Q.rational(p!, q!)))),
    },
  ),
})).expr;

describe('random expressions', () => {
  const parameters = { seed: 42, numRuns: 3000 };

  it('no bound is contradicted', () => {
    let [informative, all] = [0, 0];
    fc.assert(
      fc.property(arbitrary, fc.constantFrom<Side>(1, -1), (expr, side) => {
        const g = growthOf(expr, side, 64);
        if (g === null) return;
        all++;
        if (g.upper !== '+inf' || g.lower !== '-inf') informative++;
        expect(contradiction(expr, side, g), print(expr)).toBe(null);
      }),
      parameters,
    );
    expect(all).toBeGreaterThan(parameters.numRuns / 3);
    expect(informative).toBeGreaterThan(all / 2);
  });

  it('bounds that are too tight are contradicted', () => {
    // The test's own teeth: orders moved past the truth by a quarter.
    const quarter = Q.rational(1, 4);
    let [caught, all] = [0, 0];
    fc.assert(
      fc.property(arbitrary, fc.constantFrom<Side>(1, -1), (expr, side) => {
        const g = growthOf(expr, side, 64);
        if (g === null || typeof g.upper === 'string' || typeof g.lower === 'string') return;
        if (!Q.equals(g.upper, g.lower)) return;
        const tooSmall: Growth = { ...g, upper: Q.sub(g.upper, quarter) };
        const tooLarge: Growth = { ...g, lower: Q.add(g.lower, quarter) };
        all += 2;
        for (const wrong of [tooSmall, tooLarge])
          if (contradiction(expr, side, wrong) !== null) caught++;
      }),
      { ...parameters, numRuns: 200 },
    );
    expect(all).toBeGreaterThan(80);
    expect(caught).toBeGreaterThan(0.9 * all);
  });

  it.each<[string, Side, keyof Growth, Growth[keyof Growth]]>([
    ['exp(x)', 1, 'above', Q.zero],
    ['exp(x)', 1, 'surge', Q.rational(2)],
    ['exp(-x^2)', 1, 'below', Q.one],
    ['exp(x)', -1, 'sign', -1],
    ['x^2', 1, 'lower', '+inf'],
    ['1/x^3', 1, 'upper', '-inf'],
    ['x*sin(1)', 1, 'sign', -1],
  ])('%s towards %i·∞ with a false %s is contradicted', (text, side, bound, wrong) => {
    const expr = parse(text);
    expect(contradiction(expr, side, { ...growthOf(expr, side)!, [bound]: wrong })).not.toBe(null);
  });
});
