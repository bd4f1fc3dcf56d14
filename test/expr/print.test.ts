import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rational } from '../../src/arith/rational.ts';
import { call, number, x } from '../../src/expr/build.ts';
import {
  decimalFromRational,
  decimalFromText,
  decimalToRational,
  decimalToText,
} from '../../src/expr/decimal.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { toLatex } from '../../src/expr/latex.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { equal, extent, size, substitute } from '../../src/expr/structure.ts';
import { arbitraryExpr } from './arbitrary.ts';

test('parse(print(e)) equals e, and the text is canonical', () => {
  fc.assert(
    fc.property(arbitraryExpr, (expr) => {
      const { size: nodes, depth } = extent(expr);
      fc.pre(nodes < 400 && depth < 60);
      const text = print(expr);
      const again = parse(text);
      expect(equal(again, expr)).toBe(true);
      expect(print(again)).toBe(text);
    }),
    { seed: 42, numRuns: 3000 },
  );
});

test('no pair of parentheses can be left out', () => {
  fc.assert(
    fc.property(arbitraryExpr, (expr) => {
      fc.pre(size(expr) < 40);
      const text = print(expr);
      for (const [open, close] of parenthesisPairs(text)) {
        const inner = text.slice(open + 1, close);
        const isCall = /[A-Za-z0-9]$/.test(text.slice(0, open));
        const afterNot = text.slice(0, open).endsWith('not ');
        // A leading minus keeps its parentheses after an operator, for the eye.
        if (isCall || afterNot || inner.startsWith('-')) continue;
        const bare = `${text.slice(0, open)} ${inner} ${text.slice(close + 1)}`;
        expect(readsAs(bare, expr), bare).toBe(false);
      }
    }),
    { seed: 42, numRuns: 500 },
  );
});

function readsAs(text: string, expr: Expr): boolean {
  try {
    return equal(parse(text), expr);
  } catch {
    return false;
  }
}

function parenthesisPairs(text: string): [number, number][] {
  const [open, pairs]: [number[], [number, number][]] = [[], []];
  for (const [i, character] of [...text].entries()) {
    if (character === '(') open.push(i);
    if (character === ')') pairs.push([open.pop()!, i]);
  }
  return pairs;
}

test('decimals: text, rational and back', () => {
  const digits = fc.stringMatching(/^[0-9]{1,60}$/);
  fc.assert(
    fc.property(digits, digits, fc.integer({ min: -80, max: 80 }), (whole, fraction, exponent) => {
      const value = decimalToRational(decimalFromText(`${whole}.${fraction}e${exponent}`)!);
      const scale = exponent - fraction.length;
      const mantissa = BigInt(whole + fraction);
      const direct =
        scale >= 0
          ? rational(mantissa * 10n ** BigInt(scale))
          : rational(mantissa, 10n ** BigInt(-scale));
      expect(value).toEqual(direct);
      const text = decimalToText(decimalFromRational(value)!);
      expect(decimalToRational(decimalFromText(text)!)).toEqual(value);
      expect(Number(text)).toBe(Number(`${whole}.${fraction}e${exponent}`));
    }),
    { seed: 42, numRuns: 2000 },
  );
  expect(decimalFromRational(rational(1, 3))).toBeNull();
  expect(decimalFromText('.')).toBeNull();
  expect(decimalFromText('1e')).toBeNull();
});

test('a non-terminating number is refused, and number() never makes one', () => {
  expect(() => print({ kind: 'number', value: rational(1, 3) })).toThrow(RangeError);
  expect(() => print({ kind: 'number', value: rational(-1) })).toThrow(RangeError);
  expect(print(number(rational(-7, 6)))).toBe('-(7/6)');
});

test('substitution is composition, keeps chains flat, and shares', () => {
  const composed = substitute(parse('x + 1/x'), parse('x + 2'));
  expect(print(composed)).toBe('x + 2 + 1/(x + 2)');
  expect(equal(parse(print(composed)), composed)).toBe(true);
  let deep = x;
  for (let i = 0; i < 60; i += 1) deep = substitute(parse('x*sigmoid(x)'), deep);
  expect(size(deep)).toBeGreaterThan(2 ** 60);
  expect(equal(deep, substitute(parse('x*sigmoid(x)'), substitute(deep, x)))).toBe(false);
  expect(substitute(parse('2 + pi'), x)).toEqual(parse('2 + pi'));
});

test('equality and size', () => {
  expect(equal(parse('x + 1'), parse('1 + x'))).toBe(false);
  expect(equal(parse('0.5*x'), parse('.50 x'))).toBe(true);
  expect(equal(parse('x > 0 ? x : 1'), parse('x >= 0 ? x : 1'))).toBe(false);
  expect(size(parse('x + 1'))).toBe(3);
  expect(size(parse('x > 0 and x < 1 ? x : 1'))).toBe(10);
  let tall = x;
  for (let i = 0; i < 100_000; i += 1) tall = call('sin', tall);
  expect(size(tall)).toBe(100_001);
  expect(equal(tall, call('sin', tall))).toBe(false);
});

test.each([
  ['x/2 + 1', '\\frac{x}{2} + 1'],
  ['-(x + 1)^2', '-\\left(x + 1\\right)^{2}'],
  ['2*x*3^x', '2 \\, x \\cdot 3^{x}'],
  ['sqrt(x)*abs(x - 1)', '\\sqrt{x} \\, \\left|x - 1\\right|'],
  ['exp(-x^2/2)', 'e^{\\frac{-x^{2}}{2}}'],
  ['1e-30*sin(x)', '10^{-30} \\, \\sin\\left(x\\right)'],
  ['(x/2)^2', '\\left(\\frac{x}{2}\\right)^{2}'],
  ['exp(x)^2', '\\left(e^{x}\\right)^{2}'],
  ['max(x, 0) + Phi(pi)', '\\max\\left(x, 0\\right) + \\Phi\\left(\\pi\\right)'],
  ['floor(x) - ceil(x)', '\\left\\lfloor x \\right\\rfloor - \\left\\lceil x \\right\\rceil'],
  [
    'x > 1 ? 1 : x >= 0 and not (x < e) ? x : 0',
    '\\begin{cases} 1 & \\text{if } x > 1 \\\\ x & \\text{if } x \\ge 0 \\text{ and } ' +
      '\\text{not } \\left(x < e\\right) \\\\ 0 & \\text{otherwise} \\end{cases}',
  ],
])('LaTeX of %s', (text, latex) => {
  expect(toLatex(parse(text))).toBe(latex);
});

test('LaTeX of anything has balanced braces and delimiters', () => {
  fc.assert(
    fc.property(arbitraryExpr, (expr) => {
      const latex = toLatex(expr);
      const count = (pattern: RegExp) => [...latex.matchAll(pattern)].length;
      expect(count(/\{/g)).toBe(count(/\}/g));
      expect(count(/\\left/g)).toBe(count(/\\right/g));
      expect(latex).not.toContain('undefined');
    }),
    { seed: 42, numRuns: 500 },
  );
});
