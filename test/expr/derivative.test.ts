import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approxNumber } from '../../src/arith/rational.ts';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import { call, x } from '../../src/expr/build.ts';
import { derivative } from '../../src/expr/derivative.ts';
import type { Expr, FunctionName } from '../../src/expr/expr.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { postOrder, substitute } from '../../src/expr/structure.ts';
import { arbitraryExprOf } from './arbitrary.ts';

/** Central difference of order eight. */
function difference(f: (t: number) => number, at: number, h: number): number {
  const weights = [4 / 5, -1 / 5, 4 / 105, -1 / 280];
  return (
    weights.reduce((sum, w, i) => sum + w * (f(at + (i + 1) * h) - f(at - (i + 1) * h)), 0) / h
  );
}

/** The derivative as text; the expression must have one. */
const slopeOf = (text: string): string => print(derivative(parse(text))!);

function expectSlope(expr: Expr, at: number, h = 0.004): void {
  const slope = derivative(expr);
  expect(slope).not.toBeNull();
  const [expected, actual] = [difference(approxFunction(expr), at, h), approxFunction(slope!)(at)];
  const message = `slope of ${print(expr)} at ${at}: ${actual} against ${expected}`;
  expect(Math.abs(actual - expected), message).toBeLessThan(1e-8 * (1 + Math.abs(expected)));
}

// Points at distance 0.02 and more from poles, kinks and ends of domains.
const everywhere = [-2.3, -1.3, -0.7, -0.3, 0.3, 0.7, 1.3, 2.3];
const positive = [0.1, 0.3, 0.7, 1.3, 4.7];
const domains: Partial<Record<FunctionName, readonly number[]>> = {
  log: positive,
  sqrt: positive,
  log1p: [-0.9, -0.3, 0.3, 5.1],
  asin: [-0.9, -0.3, 0.3, 0.9],
  acos: [-0.9, -0.3, 0.3, 0.9],
  atanh: [-0.9, -0.3, 0.3, 0.9],
  acosh: [1.1, 1.3, 2.3, 9.7],
};

describe('every function', () => {
  const unary = [...functionTable.values()].filter(
    (row) => row.arity === 1 && row.name !== 'gamma',
  );

  test.each(unary.map((row) => row.name))(
    '%s, and composed with 0.3 + x/2 by the chain rule',
    (name) => {
      const inner = parse('0.3 + x/2');
      for (const u of domains[name] ?? everywhere) {
        expectSlope(call(name, x), u);
        expectSlope(substitute(call(name, x), inner), 2 * (u - 0.3));
      }
    },
  );

  test.each([
    'x*sin(x)*exp(x)*(1 + x^2)',
    'x - 2*x^3 + sin(x)/(1 + x^2)',
    '3/(1 + x^2)',
    '(x^3 + 1)/7',
    '(1 + x^2)^(7/2)',
    '(1 + x^2)^-1.5',
    '(1 + x^2)^pi',
    '(2 + sin(x))^(x^2)',
    '2^x + e^(x^2) + pi^-x',
    'x^1 + x^0 + x^7 - x^-2',
    'max(x, x^2 - 2, 0.1*x)',
    'min(x, 0.5, x^3)',
    'clip(2*x, -1, 1)',
    'clip(x, x^2 - 2, x^2/2 + 0.1)',
    'x > 0 ? exp(-x) : x < -1 ? x^2 : 1/(1 + x^2)',
    'abs(x)*sign(x)*floor(x) + ceil(x)*x + round(x)*x',
    'heaviside(x)*x^2',
    'gamma(3.5)*x',
  ])('%s', (text) => {
    for (const at of everywhere) expectSlope(parse(text), at);
  });

  test('products of many factors', () => {
    const expr = parse(Array.from({ length: 40 }, (_, i) => `(1 + x/${i + 1})`).join('*'));
    for (const at of [-0.6, -0.3, 0.3, 0.6]) expectSlope(expr, at);
    expect(postOrder(derivative(parse(`x${'*x'.repeat(2000)}`))!).length).toBeLessThan(20_000);
  });
});

test('random smooth expressions', () => {
  const smooth: FunctionName[] = [
    ...(['neg', 'add', 'mul', 'sin', 'cos', 'atan', 'tanh', 'erf', 'sigmoid', 'gelu'] as const),
    ...(['Phi', 'sinc', 'asinh', 'sech', 'softplus', 'erfc'] as const),
  ];
  let compared = 0;
  fc.assert(
    fc.property(
      arbitraryExprOf(smooth),
      fc.double({ min: -2, max: 2, noNaN: true }),
      (expr, at) => {
        const nodes = postOrder(expr);
        const isLarge = (node: Expr) => node.kind === 'number' && approxNumber(node.value) > 100;
        if (nodes.some((node) => node.kind === 'if' || isLarge(node))) return;
        const [f, slope] = [approxFunction(expr), approxFunction(derivative(expr)!)];
        // Two step lengths that agree vouch for the difference; wild scales are left aside.
        const [coarse, fine] = [difference(f, at, 0.004), difference(f, at, 0.002)];
        const scale = 1 + Math.abs(fine) + Math.abs(f(at));
        if (!(Math.abs(coarse - fine) < 1e-9 * scale)) return;
        compared += 1;
        expect(Math.abs(slope(at) - fine), print(expr)).toBeLessThan(1e-6 * scale);
      },
    ),
    { seed: 42, numRuns: 3000 },
  );
  expect(compared).toBeGreaterThan(1000);
});

test('gamma of a non-constant has no derivative in the language', () => {
  expect(derivative(parse('1 + gamma(x)^2'))).toBeNull();
  expect(derivative(parse('x > 0 ? gamma(x) : 0'))).toBeNull();
  expect(slopeOf('gamma(pi)*x')).toBe('gamma(pi)');
});

test.each([
  ['pi + sqrt(2)', '0'],
  ['x', '1'],
  ['3*x', '3'],
  ['x^2', '2*x'],
  ['-x', '-1'],
  ['sin(x)', 'cos(x)'],
  ['e^x', 'e^x'],
  ['floor(x)', '0'],
  ['abs(x)', 'sign(x)'],
  ['max(x, 0)', 'x >= 0 ? 1 : 0'],
  ['x > 0 ? 1 : 2', '0'],
])('only 0 and 1 are folded: %s has the derivative %s', (text, slope) => {
  expect(slopeOf(text)).toBe(slope);
});

test('derivatives are valid expressions: they print and parse back', () => {
  for (const row of functionTable.values()) {
    if (row.arity !== 1 || row.name === 'gamma') continue;
    const slope = derivative(substitute(call(row.name, x), parse('1 - x^2')))!;
    expect(print(parse(print(slope)))).toBe(print(slope));
  }
});

test('shared subtrees stay shared', () => {
  let deep = parse('x');
  for (let i = 0; i < 100; i += 1) deep = substitute(parse('tanh(x)*x'), deep);
  expect(postOrder(derivative(deep)!).length).toBeLessThan(3000);
  const slope = approxFunction(derivative(deep)!);
  expect(slope(0.5)).toBeCloseTo(difference(approxFunction(deep), 0.5, 1e-3), 8);
});
