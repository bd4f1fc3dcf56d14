import fc from 'fast-check';
import { evaluate } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import type { Expr, FunctionName } from '../../src/expr/expr.ts';
import { InputError } from '../../src/expr/input-error.ts';
import { parse } from '../../src/expr/parse.ts';
import type { ParseOptions } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { equal, size } from '../../src/expr/structure.ts';
import { arbitraryExprOf } from './arbitrary.ts';
import { casesOfText, readCases } from './read-cases.ts';

function errorOf(text: string, options: ParseOptions = {}): InputError {
  try {
    parse(text, options);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`expected an InputError for ${text}`);
}

describe('text cases', () => {
  test.each(readCases().map((c) => [`${c.file}: ${c.name}`, c] as const))('%s', (_, c) => {
    const refused = /^\/\/! (\S+) @(\d+|null)$/.exec(c.expected);
    if (refused === null) {
      const expr = parse(c.input);
      expect(print(expr)).toBe(c.expected);
      expect(equal(parse(c.expected), expr)).toBe(true);
    } else {
      const { code, position } = errorOf(c.input);
      expect(`${code} @${position}`).toBe(`${refused[1]} @${refused[2]}`);
    }
  });

  test('the runner refuses a case that checks nothing', () => {
    expect(() => casesOfText('f', '# name\nx\n')).toThrow('no ==>');
    expect(() => casesOfText('f', '# name\nx\n==>\n\n')).toThrow();
    expect(() => casesOfText('f', '# name\n==>\nx\n')).toThrow('empty case');
  });
});

describe('the expression', () => {
  const x = { kind: 'variable' };
  const two = { kind: 'number', value: { num: 2n, den: 1n } };

  test('sums and products are flat, differences are sums with neg, literals are exact', () => {
    expect(parse('x - 2 + x')).toEqual({
      kind: 'call',
      name: 'add',
      args: [x, { kind: 'call', name: 'neg', args: [two] }, x],
    });
    expect(parse('0.75')).toEqual({ kind: 'number', value: { num: 3n, den: 4n } });
    expect(parse('1e-400')).toEqual({ kind: 'number', value: { num: 1n, den: 10n ** 400n } });
    expect(parse('2^0.5')).toMatchObject({ name: 'pow', args: [two, { value: { den: 2n } }] });
  });

  test('every digit of a long literal is kept', () => {
    const digits = '123456789'.repeat(1000);
    expect(parse(`0.${digits}`)).toEqual({
      kind: 'number',
      value: { num: BigInt(digits), den: 10n ** 9000n },
    });
    const fives = `0.${'0'.repeat(4999)}5`;
    expect(parse(fives)).toEqual({
      kind: 'number',
      value: { num: 1n, den: 2n * 10n ** 4999n },
    });
  });

  test('a chain of thousands of terms is one node', () => {
    const sum = parse(Array.from({ length: 5000 }, () => 'x').join('+'));
    expect(sum.kind === 'call' && sum.args.length).toBe(5000);
    const mixed = parse(Array.from({ length: 1000 }, (_, i) => `x - ${i}`).join(' + '));
    expect(mixed.kind === 'call' && mixed.args.length).toBe(2000);
  });
});

describe('parameters', () => {
  test('stand for constants', () => {
    const expr = parse('max(x, a*x) + b', { parameters: { a: '0.01', b: 'sqrt(2)/-3' } });
    expect(print(expr)).toBe('max(x, 0.01*x) + sqrt(2)/(-3)');
  });

  test.each([
    ['x', { a: '1' }, 'unused-parameter'],
    ['sin*x', { sin: '1' }, 'parameter-name'],
    ['x', { x: '1' }, 'parameter-name'],
    ['ln*x', { ln: '1' }, 'parameter-name'],
    ['silu*x', { silu: '1' }, 'parameter-name'],
    ['i*x', { i: '1' }, 'parameter-name'],
    ['x', { 'a b': '1' }, 'parameter-name'],
    ['a*x', { a: 'x' }, 'parameter-not-constant'],
    ['a*x', { a: '1 + sin(x)' }, 'parameter-not-constant'],
    ['a*x', { a: '1 +' }, 'syntax'],
    ['a*x', { a: '' }, 'empty-input'],
    ['a*x', { a: 'b', b: '2' }, 'parameter-without-value'],
    ['a(x)', { a: '2' }, 'implicit-call'],
  ])('%s with %o: %s', (text, parameters, code) => {
    const definitions = (name: string) => (name === 'silu' ? parse('x*sigmoid(x)') : null);
    const error = errorOf(text, { parameters, definitions });
    expect(error.code).toBe(code);
  });

  test('inherited names are names like others', () => {
    expect(print(parse('constructor*x', { parameters: { constructor: '2' } }))).toBe('2*x');
    expect(errorOf('toString*x', { parameters: {} }).code).toBe('unknown-name');
  });
});

describe('definitions', () => {
  const definitions = (name: string) =>
    name === 'silu' ? parse('x*sigmoid(x)') : name === 'shift' ? parse('x + 1') : null;
  const text = (input: string) => print(parse(input, { definitions }));

  test('are functions of one argument', () => {
    expect(text('silu')).toBe('x*sigmoid(x)');
    expect(text('silu(2*x)')).toBe('2*x*sigmoid(2*x)');
    expect(text('shift(shift(x))')).toBe('x + 1 + 1');
    expect(text('1 - shift')).toBe('1 - (x + 1)');
    expect(errorOf('silu(x, 1)', { definitions }).code).toBe('wrong-arity');
    expect(errorOf('silu x', { definitions }).code).toBe('implicit-call');
  });

  test('nested definitions share, and the limit counts the written-out tree', () => {
    const nested = (depth: number) => `${'silu('.repeat(depth)}x${')'.repeat(depth)}`;
    expect(() => parse(nested(10), { definitions })).not.toThrow();
    expect(errorOf(nested(60), { definitions }).code).toBe('too-large');
  });
});

describe('messages', () => {
  test.each([
    ['ReLU(x)', 'did you mean relu?'],
    ['phi(x)', 'did you mean Phi?'],
    ['arctan(x)', 'did you mean atan?'],
    ['sigmiod(x)', 'did you mean sigmoid?'],
    ['pow(x, 2)', 'did you mean u^v?'],
    ['x²', 'write ^2 instead'],
    ['x ≤ 1 ? 0 : x', 'write <= instead'],
    ['x(x+1)', 'write x*(…)'],
    ['0,5*x', 'write 0.5 with a point'],
    ['log(x, 2)', 'log(u)/log(b) is the logarithm to base b'],
    ['x**2', 'a power is written x^2'],
  ])('%s: %s', (text, hint) => {
    expect(errorOf(text).hint).toBe(hint);
  });

  test('name the code point of a look-alike', () => {
    expect(errorOf('х').message).toContain('U+0445');
    expect(errorOf('2×x')).toMatchObject({ expected: '*' });
  });

  test('an error is data', () => {
    expect(JSON.parse(JSON.stringify(errorOf('x +')))).toEqual({
      code: 'syntax',
      message: "the text ends after '+'",
      position: 3,
      expected: 'a number, x, a function or an opening parenthesis',
      hint: null,
    });
  });

  test('a caller that hands over no text is told', () => {
    expect(() => parse(7 as unknown as string)).toThrow(TypeError);
  });
});

/**
 * mathjs evaluates here only to vouch for the reading: it gets the text itself, not the tokens that
 * `parse` hands to it.
 */
describe('the reading agrees with the evaluation of mathjs', () => {
  const names: FunctionName[] = [
    ...(['neg', 'add', 'mul', 'div', 'pow', 'sin', 'cos', 'exp', 'abs', 'sqrt'] as const),
    ...(['max', 'min', 'tanh', 'floor', 'sign', 'cbrt', 'atan', 'round'] as const),
  ];
  const agrees = (text: string, expr: Expr): boolean => {
    let value: unknown;
    try {
      value = evaluate(text, { x: 0.7 });
    } catch (error) {
      // The order of complex numbers, which are undefined here.
      if (error instanceof TypeError) return false;
      throw error;
    }
    const ours = approxFunction(expr)(0.7);
    // Complex numbers and infinities there are NaN here.
    if (typeof value !== 'number' || !Number.isFinite(value) || Number.isNaN(ours)) return false;
    expect(Math.abs(ours - value), text).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
    return true;
  };

  test('of canonical texts', () => {
    let compared = 0;
    fc.assert(
      fc.property(arbitraryExprOf(names), (expr) => {
        fc.pre(size(expr) < 100);
        if (agrees(print(expr), expr)) compared += 1;
      }),
      { seed: 42, numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(600);
  });

  test('of token soups', () => {
    const words =
      'x x x 2 0.5 1e1 3. pi e + - * / ^ ( ( ) ) ) sin(x) max( , ? : < >= and or not'.split(' ');
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 12 }),
        fc.constantFrom('', ' '),
        (list, glue) => {
          const text = list.join(glue);
          let expr: Expr;
          try {
            expr = parse(text);
          } catch {
            return;
          }
          if (agrees(text, expr)) compared += 1;
        },
      ),
      { seed: 42, numRuns: 20_000 },
    );
    expect(compared).toBeGreaterThan(100);
  });
});
