import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { rational as q } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import {
  constantRational,
  decideCondition,
  evaluate,
  evaluateAt,
  evaluateExact,
} from '../../src/expr/evaluate.ts';
import type { Comparison, Condition, Expr, FunctionName } from '../../src/expr/expr.ts';

const x: Expr = { kind: 'variable' };
const pi: Expr = { kind: 'constant', name: 'pi' };
const call = (name: FunctionName, ...args: Expr[]): Expr => ({ kind: 'call', name, args });
const number = (n: number | bigint): Expr =>
  n < 0 ? call('neg', number(-n)) : { kind: 'number', value: q(n) };
const fraction = (n: number, d: number): Expr => call('div', number(n), number(d));
const compare = (kind: Comparison, left: Expr, right: Expr): Condition => ({ kind, left, right });
const choose = (condition: Condition, then: Expr, otherwise: Expr): Expr => ({
  kind: 'if',
  condition,
  then,
  otherwise,
});
const over = (lower: Rational, upper: Rational) => E.fromRationals(lower, upper, 64);
const exact = (expr: Expr, at: Rational): string | null => {
  const value = evaluateExact(expr, at);
  return value && Q.toText(value);
};

describe('constantRational', () => {
  test.each([
    [number(-3), '-3'],
    [fraction(1, 3), '1/3'],
    [call('add', fraction(1, 2), fraction(1, 3), number(-1)), '-1/6'],
    [call('pow', number(2), number(-3)), '1/8'],
    [call('mul', number(2), fraction(3, 4)), '3/2'],
    [call('div', number(1), number(0)), null],
    [call('pow', number(0), number(-1)), null],
    [call('pow', number(0), number(0)), '1'],
    [call('pow', number(2), number(10n ** 9n)), null],
    [call('pow', number(4), fraction(1, 2)), null],
    [call('exp', number(0)), null],
    [x, null],
    [pi, null],
  ] as const)('%#', (expr, expected) => {
    const value = constantRational(expr);
    expect(value && Q.toText(value)).toBe(expected);
  });
});

describe('evaluateExact', () => {
  test.each([
    [call('pow', x, number(3)), q(-2, 3), '-8/27'],
    [call('floor', call('mul', x, number(10))), q(3, 10), '3'],
    [call('round', x), q(-5, 2), '-3'],
    [call('abs', call('add', x, fraction(-1, 3))), q(1, 3), '0'],
    [call('sqrt', x), q(4, 9), '2/3'],
    [call('sqrt', x), q(2), null],
    [call('sqrt', x), q(-4), null],
    [call('cbrt', x), q(-8, 27), '-2/3'],
    [call('pow', x, fraction(2, 3)), q(8), '4'],
    [call('pow', x, fraction(2, 3)), q(-8), null],
    [call('pow', x, x), q(3), '27'],
    [call('pow', x, x), q(-2), null],
    [call('exp', x), q(0), '1'],
    [call('exp', x), q(1), null],
    [call('gamma', x), q(6), '120'],
    [call('gelu', x), q(0), '0'],
    [call('Phi', x), q(0), '1/2'],
    [call('sinc', x), q(0), '1'],
    [call('acos', x), q(1), '0'],
    [call('clip', x, number(-1), number(1)), q(7), '1'],
    [call('max', x, number(0), fraction(1, 2)), q(1, 3), '1/2'],
    [call('heaviside', x), q(0), '1'],
    [call('div', number(1), x), q(0), null],
    [call('mul', x, call('exp', number(1))), q(0), null],
    [choose(compare('less', x, number(0)), call('log', x), x), q(2), '2'],
    [choose(compare('less-equal', x, fraction(1, 3)), x, number(9)), q(1, 3), '1/3'],
  ] as const)('%#', (expr, at, expected) => {
    expect(exact(expr, at)).toBe(expected);
  });
  test('every exact value lies in the enclosure of the function', () => {
    const names: FunctionName[] =
      'exp log log1p expm1 sqrt cbrt abs sign floor ceil round sin cos tan sec csc cot asin acos atan sinh cosh tanh sech csch coth asinh acosh atanh erf erfc gamma heaviside relu sigmoid softplus Phi gelu sinc'.split(
        ' ',
      ) as FunctionName[];
    for (const name of names) {
      for (let n = -36; n <= 36; n += 1) {
        const at = q(n, 4);
        const value = evaluateExact(call(name, x), at);
        const image = E.apply(name as E.EnclosureFunction, [E.fromRational(at, 64)], 64);
        if (value !== null) expect([name, n, E.contains(image!, value)]).toEqual([name, n, true]);
      }
    }
  });
  test('sizes are bounded', () => {
    const tower = call(
      'pow',
      call('pow', call('pow', x, number(1000)), number(1000)),
      number(1000),
    );
    const start = performance.now();
    expect(evaluateExact(tower, q(3))).toBeNull();
    expect(E.certainlyPositive(evaluateAt(tower, q(3), 64)!)).toBe(true);
    expect(E.certainlyPositive(evaluateAt(tower, q(-1, 3), 64)!)).toBe(true);
    let doubled: Expr = call('add', x, fraction(1, 7));
    for (let i = 0; i < 40; i += 1) doubled = call('mul', doubled, doubled);
    expect(evaluateExact(doubled, q(1, 3))).toBeNull();
    expect(evaluateAt(doubled, q(1, 3), 64)).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('evaluateAt', () => {
  test('decides conditions on exact values at the breakpoint', () => {
    const step = choose(
      compare('greater-equal', call('mul', x, number(3)), number(1)),
      pi,
      number(0),
    );
    expect(E.certainlyPositive(evaluateAt(step, q(1, 3), 64)!)).toBe(true);
    const below = evaluateAt(step, Q.sub(q(1, 3), q(1, 10n ** 40n)), 64)!;
    expect([E.lowerRational(below), E.upperRational(below)]).toEqual([q(0), q(0)]);
  });
  test('exact cancellation leaves the small rest', () => {
    const tiny = { kind: 'number', value: q(1, 10n ** 100n) } as const;
    const rest = call('add', call('add', x, tiny), call('neg', x));
    expect(E.contains(evaluateAt(rest, q(1, 3), 64)!, tiny.value)).toBe(true);
    expect(E.certainlyPositive(evaluateAt(call('mul', rest, pi), q(1, 3), 64)!)).toBe(true);
  });
  test('0 · f is 0 only where f is defined', () => {
    const product = call('mul', call('add', x, number(-1)), call('log', x));
    expect(evaluateAt(call('mul', number(0), call('exp', x)), q(5), 64)).toEqual(
      E.fromRational(q(0), 64),
    );
    expect(evaluateAt(call('mul', number(0), call('log', x)), q(-5), 64)).toBeNull();
    expect(E.contains(evaluateAt(product, q(1), 64)!, q(0))).toBe(true);
  });
  test.each([
    ['pow of a negative base', call('pow', x, fraction(1, 2)), q(-1)],
    ['pow of 0 with a negative exponent', call('pow', x, number(-2)), q(0)],
    ['a variable exponent at a negative base', call('pow', x, x), q(-2)],
    ['pole', call('div', number(1), call('sin', x)), q(0)],
    ['pole of gamma', call('gamma', x), q(-3)],
    ['undefined condition', choose(compare('less', call('log', x), number(0)), x, x), q(-1)],
    ['chosen branch', choose(compare('less', x, number(0)), call('log', x), x), q(-1)],
  ] as const)('is null: %s', (_, expr, at) => {
    expect(evaluateAt(expr, at, 64)).toBeNull();
  });
  test('agrees with evaluate at every point', () => {
    const property = fc.property(expressions, fc.integer({ min: -64, max: 64 }), (expr, n) => {
      const at = q(n, 16);
      const [a, b] = [evaluateAt(expr, at, 128), evaluate(expr, E.fromRational(at, 128), 96)];
      if (a === null || b === null) return;
      expect(E.certainlyLess(a, b) || E.certainlyLess(b, a)).toBe(false);
      const known = evaluateExact(expr, at);
      if (known) expect(E.contains(a, known) && E.contains(b, known)).toBe(true);
    });
    fc.assert(property, { seed: 42, numRuns: 1500 });
  });
});

const { expressions } = fc.letrec<{ expressions: Expr }>((tie) => {
  const sub = tie('expressions');
  const one = fc.constantFrom<FunctionName>(
    'neg',
    'exp',
    'log',
    'sqrt',
    'abs',
    'sign',
    'floor',
    'ceil',
    'round',
    'sin',
    'cos',
    'tanh',
    'erf',
    'relu',
    'sigmoid',
    'softplus',
    'gelu',
    'sinc',
    'cbrt',
    'atan',
    'heaviside',
  );
  const two = fc.constantFrom<FunctionName>('add', 'mul', 'div', 'max', 'min');
  const kinds = fc.constantFrom<Comparison>('less', 'less-equal', 'greater', 'greater-equal');
  return {
    expressions: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.oneof(fc.constant(x), fc.integer({ min: -5, max: 5 }).map(number), fc.constant(pi)),
      fc.tuple(one, sub).map(([f, u]) => call(f, u)),
      fc.tuple(two, sub, sub).map(([f, u, v]) => call(f, u, v)),
      fc.tuple(sub, fc.integer({ min: -3, max: 4 })).map(([u, k]) => call('pow', u, number(k))),
      fc.tuple(kinds, sub, sub, sub, sub).map(([k, a, b, c, d]) => choose(compare(k, a, b), c, d)),
      sub.map((u) => call('mul', u, u)),
    ),
  };
});

describe('evaluate', () => {
  test('encloses the value at every point of the argument', () => {
    let seen = 0;
    const property = fc.property(
      expressions,
      fc.integer({ min: -64, max: 64 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 8 }),
      (expr, n, width, part) => {
        const [l, u] = [q(n, 16), q(n + width, 16)];
        const all = evaluate(expr, over(l, u), 64);
        if (all === null) return;
        const at = Q.add(l, Q.mul(Q.sub(u, l), q(part, 8)));
        const one = evaluateAt(expr, at, 300);
        expect(one).not.toBeNull();
        expect(E.certainlyLess(all, one!) || E.certainlyLess(one!, all)).toBe(false);
        seen += 1;
      },
    );
    fc.assert(property, { seed: 42, numRuns: 3000 });
    expect(seen).toBeGreaterThan(500);
  });
  test('u·u is a square', () => {
    const u = call('sin', x);
    expect(E.certainlyNonNegative(evaluate(call('mul', u, u), E.whole, 64)!)).toBe(true);
    expect(E.certainlyNonNegative(evaluate(call('pow', x, number(4)), E.whole, 64)!)).toBe(true);
  });
  test('an undecided condition gives the hull of both branches', () => {
    const e = choose(compare('less', x, number(0)), number(2), number(5));
    const hull = evaluate(e, over(q(-1), q(1)), 64)!;
    expect([E.lowerRational(hull), E.upperRational(hull)]).toEqual([q(2), q(5)]);
    const half = choose(compare('less', x, number(0)), call('log', number(-1)), number(5));
    expect(evaluate(half, over(q(-1), q(1)), 64)).toBeNull();
    expect(evaluate(half, over(q(0), q(1)), 64)).not.toBeNull();
  });
  test('conditions are three-valued', () => {
    const below = compare('less', x, number(1));
    const above = compare('greater', x, number(0));
    const both: Condition = { kind: 'and', left: below, right: above };
    const either: Condition = { kind: 'or', left: below, right: above };
    const neither: Condition = { kind: 'not', condition: either };
    const say = (c: Condition, l: number, u: number) => decideCondition(c, over(q(l), q(u)), 64);
    expect([say(both, -3, -2), say(both, -3, 3), say(both, 2, 3)]).toEqual([false, null, false]);
    expect([say(either, -3, -2), say(either, -3, 3), say(either, 2, 3)]).toEqual([
      true,
      null,
      true,
    ]);
    expect([say(neither, -3, -2), say(neither, -3, 3)]).toEqual([false, null]);
    expect(say(compare('less', call('log', x), number(9)), -1, 1)).toBeNull();
    expect([say(below, 1, 1), say(compare('less-equal', x, number(1)), 1, 1)]).toEqual([
      false,
      true,
    ]);
    expect(decideCondition(compare('greater', call('exp', x), number(0)), E.whole, 64)).toBe(true);
  });
  test('shared subtrees are evaluated once', () => {
    let e: Expr = call('tanh', x);
    for (let i = 0; i < 400; i += 1) e = call('add', e, call('sin', e));
    const start = performance.now();
    expect(evaluate(e, E.fromRational(q(1, 3), 64), 64)).not.toBeNull();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
