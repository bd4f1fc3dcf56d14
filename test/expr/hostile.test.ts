import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/expr/input-error.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { equal } from '../../src/expr/structure.ts';

/** The canonical text, or the error's code; anything else that is thrown fails the test. */
function outcome(text: string): string {
  const start = performance.now();
  let result: string;
  try {
    result = print(parse(text));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    result = `//! ${error.code}`;
    if (error.position !== null) {
      expect(error.position).toBeGreaterThanOrEqual(0);
      expect(error.position).toBeLessThanOrEqual(text.length);
    }
  }
  expect(performance.now() - start).toBeLessThan(10_000);
  return result;
}

describe('limits', () => {
  test.each([
    ['a million characters', 'x+'.repeat(500_000), 'too-long'],
    ['20 001 characters', ' '.repeat(20_001), 'too-long'],
    ['20 000 parentheses', '('.repeat(20_000), 'too-deep'],
    ['201 parentheses', `${'('.repeat(201)}x${')'.repeat(201)}`, 'too-deep'],
    ['a tower of powers', `x${'^1'.repeat(3000)}`, 'too-deep'],
    ['a row of signs', `${'-'.repeat(5000)}x`, 'too-deep'],
    ['a row of negations', `${'not '.repeat(500)}(x > 0) ? 1 : 0`, 'too-deep'],
    ['a row of conditionals', `${'x>0?1:'.repeat(300)}x`, 'too-deep'],
    ['a row of calls', `${'sin('.repeat(300)}x${')'.repeat(300)}`, 'too-deep'],
    ['a row of quotients', `x${'/2*x'.repeat(1000)}`, 'too-deep'],
    ['a row of conjunctions', `${'x>0 and '.repeat(2000)}x>1 ? 1 : 0`, 'too-deep'],
    ['a long literal', '1'.repeat(10_001), 'number-too-long'],
    ['a long fraction', `0.${'1'.repeat(10_001)}`, 'number-too-long'],
    ['a fraction that shifts the exponent', `0.${'0'.repeat(5000)}1e-5001`, 'exponent-too-large'],
  ])('%s', (_, text, code) => {
    expect(outcome(text)).toBe(`//! ${code}`);
  });

  test.each([
    ['198 parentheses', `${'('.repeat(198)}x${')'.repeat(198)}`],
    ['a short tower', `x${'^1'.repeat(150)}`],
    ['198 calls', `${'sin('.repeat(198)}x${')'.repeat(198)}`],
    ['10 000 terms', `x${'+x'.repeat(9999)}`],
    ['5 000 factors', `x${'*x'.repeat(4999)}`],
    ['400 conjunctions', `${'x>0 and '.repeat(400)}x>1 ? 1 : 0`],
    ['a literal of 9 999 digits', '3'.repeat(9999)],
    ['5 000 decimal places', `0.${'0'.repeat(4999)}1*x`],
    [
      '800 pairs of kinks',
      Array.from({ length: 600 }, (_, i) => `abs(x-${i})-abs(${i}-x)`).join('+'),
    ],
  ])('%s: accepted', (_, text) => {
    expect(outcome(text)).not.toContain('//!');
  });

  test("the limits are the caller's", () => {
    expect(() => parse('((x))', { limits: { nesting: 1 } })).toThrow(InputError);
    expect(() => parse('x + x + x', { limits: { size: 3 } })).toThrow(InputError);
    const long = `x${'+x'.repeat(15_000)}`;
    expect(() => parse(long, { limits: { length: 100_000 } })).not.toThrow();
  });
});

describe('names that objects inherit', () => {
  const names = [
    ...Object.getOwnPropertyNames(Object.prototype),
    ...Object.getOwnPropertyNames(Function.prototype),
    'prototype',
    'globalThis',
    'process',
    'require',
    'import',
    'evaluate',
    'parse',
    'config',
    'typed',
    'createUnit',
  ];
  test.each(names)('%s', (name) => {
    expect(outcome(name)).toMatch(/^\/\/! (unknown-name|parameter-without-value)$/);
    expect(outcome(`${name}(x)`)).toBe('//! unknown-function');
    expect(outcome(`x.${name}`)).toBe('//! forbidden-construct');
  });
});

const words = [
  ...'x x x 0 1 2 0.5 1e3 1e-400 .5 pi e sin cos max min clip relu sigmoid ln Phi'.split(' '),
  ...'+ - * / ^ ( ) ( ) ( ) , ? : < <= > >= and or not'.split(' '),
];
const strange = [
  ...'= == != ! % & | ~ ; " \' [ ] { } . # @ \\ ?. ?? << >> .^ mod xor to in i NaN true a y'.split(
    ' ',
  ),
  ...['\n', '\t', '\0', '\u00A0', '\u200B', '\uD835', '²', 'π', '×', 'constructor', '__proto__'],
];

describe('token soups', () => {
  test('of the language give an expression that prints and parses back, or an InputError', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 14 }), (list) => {
        const text = outcome(list.join(' '));
        if (text.startsWith('//!')) return;
        accepted += 1;
        expect(equal(parse(text), parse(list.join(' ')))).toBe(true);
      }),
      { seed: 42, numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('of anything', () => {
    const word = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...strange));
    const glue = fc.constantFrom('', ' ');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), glue, (list, between) => {
        outcome(list.join(between));
      }),
      { seed: 43, numRuns: 10_000 },
    );
  });

  test('of any characters', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, (t) => void outcome(t)),
      { seed: 44, numRuns: 5000 },
    );
  });

  test('long ones take bounded time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { minLength: 3000, maxLength: 5000 }),
        (list) => void outcome(list.join(' ')),
      ),
      { seed: 45, numRuns: 50 },
    );
    for (const unit of [
      'x+',
      '(x)*',
      'sin(x)-',
      '2x ',
      'max(x,1)+',
      'x>0 or ',
      '1/2*',
      '-',
      '(x+1)',
    ]) {
      outcome(unit.repeat(Math.floor(19_000 / unit.length)) + 'x');
    }
  });
});
