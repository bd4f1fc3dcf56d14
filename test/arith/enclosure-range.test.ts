import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import type { Enclosure, EnclosureFunction } from '../../src/arith/enclosure.ts';
import { memoryBytes } from '../../src/arith/mpfr.ts';
import * as Q from '../../src/arith/rational.ts';
import { rational as q } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { intervalIn, isSubset } from './enclosure-laws.ts';

const R = (text: string): Rational => Q.fromText(text)!;
const at = (text: string, precision = 64): Enclosure => E.fromRational(R(text), precision);
const over = (lower: string | null, upper: string | null, lowerOpen = false, upperOpen = false) =>
  E.fromRationals(lower === null ? null : R(lower), upper === null ? null : R(upper), 64, {
    lower: lowerOpen,
    upper: upperOpen,
  });
const image = (name: EnclosureFunction, ...args: Enclosure[]): Enclosure | null =>
  E.apply(name, args, 64);
/** "(0, 1]": the ends where they are rational, '?' marks nothing. */
function text(e: Enclosure | null): string {
  if (e === null) return 'null';
  const [l, u] = [E.lowerRational(e), E.upperRational(e)];
  return `${e.lowerOpen ? '(' : '['}${l === null ? '-inf' : Q.toText(l)}, ${u === null ? 'inf' : Q.toText(u)}${e.upperOpen ? ')' : ']'}`;
}

describe('arithmetic of ends', () => {
  const positive = over('0', null, true);
  test.each([
    ['add', over('0', '1', true), over('2', null), '(2, inf)'],
    ['add', over(null, '1'), over('0', '1', false, true), '(-inf, 2)'],
    ['mul', over('0', '1', true), over('0', '2'), '[0, 2]'],
    ['mul', over('0', '1', true), over('0', '2', true), '(0, 2]'],
    ['mul', over('-1', '0', false, true), over('0', '3'), '[-3, 0]'],
    ['mul', over('-1', '0', false, true), over('1', '3'), '[-3, 0)'],
    ['mul', over('-2', '3'), over('-5', '7', true), '(-15, 21]'],
    ['mul', over('-2', '3'), over('-5', '7', false, true), '[-15, 21)'],
    ['mul', over('0', '0'), E.whole, '[0, 0]'],
    ['mul', E.whole, over('0', '0'), '[0, 0]'],
    ['mul', positive, positive, '(0, inf)'],
    ['mul', positive, over(null, '0'), '(-inf, 0]'],
    ['mul', positive, over(null, '0', true, true), '(-inf, 0)'],
    ['div', at('1'), over('0', '2', true), '[1/2, inf)'],
    ['div', at('1'), over('0', '2'), 'null'],
    ['div', at('1'), over('-2', '0', false, true), '(-inf, -1/2]'],
    ['div', at('1'), E.whole, 'null'],
    ['div', over('0', '1', true), over('1', null), '(0, 1]'],
    ['div', over('-4', '8'), over('2', '4'), '[-2, 4]'],
    ['div', over('0', '0'), positive, '[0, 0]'],
    ['max', over('0', '1', true), over('0', '3'), '(0, 3]'],
    ['max', over('-2', '1'), over('0', '1', true, true), '(0, 1]'],
    ['min', over('0', '1', true), over('0', '3'), '[0, 1]'],
  ] as const)('%s %#', (name, a, b, expected) => {
    expect(text(image(name, a, b))).toBe(expected);
  });
  test('products and quotients contain those of points, endpoints included if closed', () => {
    const domain = { low: q(-8), high: q(8) };
    const property = fc.property(
      intervalIn(domain),
      intervalIn(domain),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      (s, t, opens) => {
        const make = (sample: typeof s, l: boolean, u: boolean): [Enclosure, Rational[]] => {
          const wide = Q.compare(sample.lower!, sample.upper!) < 0;
          const e = E.fromRationals(sample.lower, sample.upper, 64, {
            lower: l && wide,
            upper: u && wide,
          });
          const points = [sample.inside, sample.lower!, sample.upper!, q(0)];
          const inside = (p: Rational): boolean => {
            const [lo, up] = [Q.compare(sample.lower!, p), Q.compare(p, sample.upper!)];
            return (
              lo + up < -1 ||
              (lo <= 0 && up <= 0 && (lo < 0 || !(l && wide)) && (up < 0 || !(u && wide)))
            );
          };
          return [e, points.filter(inside)];
        };
        const [a, as] = make(s, opens[0]!, opens[1]!);
        const [b, bs] = make(t, opens[2]!, opens[3]!);
        const [product, quotient, sum] = [
          image('mul', a, b)!,
          image('div', a, b),
          image('add', a, b)!,
        ];
        for (const x of as) {
          for (const y of bs) {
            expect(E.contains(product, Q.mul(x, y))).toBe(true);
            expect(E.contains(sum, Q.add(x, y))).toBe(true);
            if (quotient) expect(E.contains(quotient, Q.div(x, y))).toBe(true);
          }
        }
      },
    );
    fc.assert(property, { seed: 42, numRuns: 2000 });
  });
});

describe('powers', () => {
  test.each([
    [over('-2', '3'), '2', '[0, 9]'],
    [over('-2', '3'), '3', '[-8, 27]'],
    [over('-2', '3'), '-1', 'null'],
    [over('2', '4'), '-2', '[1/16, 1/4]'],
    [over('-4', '-2'), '-1', '[-1/2, -1/4]'],
    [over('-4', '-2'), '-2', '[1/16, 1/4]'],
    [over('0', '2', true), '-1', '[1/2, inf)'],
    [over('-2', '0', false, true), '-3', '(-inf, -1/8]'],
    [over('4', '9'), '1/2', '[2, 3]'],
    [over('4', '9'), '-1/2', 'over thirds'],
    [over('0', '8'), '2/3', '[0, 4]'],
    [over('0', null), '3/2', '[0, inf)'],
    [over('-1', '8'), '1/3', 'null'],
    [E.whole, '0', '[1, 1]'],
    [over('0', '1'), '-1/2', 'null'],
    [over('16', '16'), '-3/4', '[1/8, 1/8]'],
  ] as const)('%#', (e, r, expected) => {
    const p = E.powRational(e, R(r), 64);
    if (expected === 'over thirds') {
      expect(E.contains(p!, R('1/3')) && E.contains(p!, R('1/2'))).toBe(true);
      expect(E.contains(p!, R('333/1000')) || E.contains(p!, R('501/1000'))).toBe(false);
    } else expect(text(p)).toBe(expected);
  });
  test('x^(p/q) to the power q is x^p, large exponents included', () => {
    const property = fc.property(
      fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 })),
      fc.tuple(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 1, max: 400 })),
      ([a, b], [p, d]) => {
        const x = E.fromRational(q(a, b), 128);
        const power = E.powRational(x, q(p, d), 128)!;
        const [left, right] = [E.powRational(power, q(d), 128)!, E.powRational(x, q(p), 128)!];
        expect(E.certainlyLess(left, right) || E.certainlyLess(right, left)).toBe(false);
        expect(E.certainlyPositive(power)).toBe(true);
      },
    );
    fc.assert(property, { seed: 42, numRuns: 400 });
  });
});

describe('ranges over wide and infinite arguments', () => {
  test.each([
    ['exp', '(0, inf)'],
    ['tanh', '(-1, 1)'],
    ['sigmoid', '(0, 1)'],
    ['Phi', '(0, 1)'],
    ['erf', '(-1, 1)'],
    ['erfc', '(0, 2)'],
    ['softplus', '(0, inf)'],
    ['cosh', '[1, inf)'],
    ['sech', '(0, 1]'],
    ['expm1', '(-1, inf)'],
    ['sin', '[-1, 1]'],
    ['cos', '[-1, 1]'],
    ['sinh', '(-inf, inf)'],
    ['abs', '[0, inf)'],
    ['relu', '[0, inf)'],
    ['sign', '[-1, 1]'],
    ['heaviside', '[0, 1]'],
    ['floor', '(-inf, inf)'],
    ['round', '(-inf, inf)'],
    ['log', 'null'],
    ['tan', 'null'],
    ['gamma', 'null'],
    ['coth', 'null'],
    ['asin', 'null'],
  ] as const)('%s of every real', (name, expected) => {
    expect(text(image(name, E.whole))).toBe(expected);
  });
  test.each([
    ['gelu', E.whole, '-17/100', null],
    ['sinc', E.whole, '-22/100', '1'],
    ['gamma', over('0', null, true), '885/1000', null],
    ['atan', E.whole, '-158/100', '158/100'],
    ['sinc', over('3', null), '-22/100', '34/100'],
    ['sin', over('1', '2'), '84/100', '1'],
    ['cos', over('3', '4'), '-1', '-65/100'],
    ['gelu', over(null, '-2'), '-46/1000', '0'],
  ] as const)('%s %#', (name, e, lower, upper) => {
    const y = image(name, e)!;
    const bounds = E.fromRationals(R(lower), upper === null ? null : R(upper), 64);
    expect(isSubset(y, bounds)).toBe(true);
  });
  test.each([
    ['floor', over('0', '2', false, true), '[0, 1]'],
    ['floor', over('0', '2'), '[0, 2]'],
    ['ceil', over('0', '2', true), '[1, 2]'],
    ['round', over('-1/2', '1/2', true, true), '[0, 0]'],
    ['round', over('-1/2', '1/2'), '[-1, 1]'],
    ['round', over('-3/2', '3/2', false, true), '[-2, 1]'],
    ['sign', over('0', '1', true), '[1, 1]'],
    ['sign', over('0', '1'), '[0, 1]'],
    ['heaviside', over('-1', '0', false, true), '[0, 0]'],
    ['log', over('0', '1', true), '(-inf, 0]'],
    ['csch', over('0', '1', true, true), null],
    ['coth', over('0', null, true), '(1, inf)'],
    ['coth', over(null, '0', true, true), '(-inf, -1)'],
    ['atanh', over('-1', '1', true, true), '(-inf, inf)'],
    ['atanh', over('-1', '1', true), 'null'],
    ['acosh', over('1', null), '[0, inf)'],
    ['gamma', over('-1', '0', true, true), 'negative'],
    ['gamma', over('-1', '0', true), 'null'],
    ['sec', over('1', '2'), 'null'],
    ['clip', null, null],
  ] as const)('%s at its edges %#', (name, e, expected) => {
    if (name === 'clip') {
      expect(text(image('clip', E.whole, at('-1'), at('2')))).toBe('[-1, 2]');
      return;
    }
    const y = image(name, e);
    if (expected === 'negative') expect(E.certainlyNegative(y!)).toBe(true);
    else if (expected === null) expect(E.certainlyPositive(y!)).toBe(true);
    else expect(text(y)).toBe(expected);
  });
  test('saturated values stay strictly inside the range', () => {
    for (const name of ['tanh', 'erf', 'sigmoid', 'Phi'] as const) {
      expect(E.certainlyLess(image(name, at('100000'))!, at('1'))).toBe(true);
    }
    for (const name of ['exp', 'sigmoid', 'softplus', 'Phi', 'erfc', 'sech'] as const) {
      const x = name === 'erfc' || name === 'sech' ? '10000000000' : '-10000000000';
      expect(E.certainlyPositive(image(name, at(x))!)).toBe(true);
    }
    expect(E.certainlyNegative(image('gelu', at('-1000000'))!)).toBe(true);
  });
});

describe('bounded time and memory', () => {
  const names = (
    'exp log log1p expm1 sqrt cbrt sin cos tan asin acos atan sinh cosh tanh sech csch coth asinh ' +
    'acosh atanh erf erfc gamma sigmoid softplus Phi gelu sinc floor round'
  ).split(' ') as EnclosureFunction[];
  test('huge and tiny arguments', () => {
    const power = (k: number): Enclosure => E.powRational(at('2'), q(k), 64)!;
    const start = performance.now();
    for (const k of [700, 16000, 10 ** 7, 10 ** 9]) {
      for (const x of [power(k), power(-k), E.apply('neg', [power(k)], 64)!]) {
        for (const name of names) image(name, x);
      }
    }
    expect(performance.now() - start).toBeLessThan(8000);
    expect(text(image('sin', power(10 ** 7)))).toBe('[-1, 1]');
  });
  test('a tower of exponentials', () => {
    const exp = (e: Enclosure): Enclosure => image('exp', e)!;
    const tower = exp(exp(exp(at('100'))));
    expect(E.certainlyLess(at('1000000'), tower)).toBe(true);
    expect(E.upperRational(tower)).toBeNull();
    expect(isSubset(image('sin', tower)!, over('-1', '1'))).toBe(true);
    expect(E.certainlyPositive(exp(E.apply('neg', [tower], 64)!))).toBe(true);
  });
  test('100 000 evaluations leave the memory as it is', () => {
    const xs = ['1/3', '-7/5', '12', '1/1000'].map((x) => at(x, 128));
    const round = (): void => {
      for (const name of names) for (const x of xs) E.apply(name, [x], 128);
    };
    round();
    const before = memoryBytes();
    for (let done = 0; done < 100_000; done += names.length * xs.length) round();
    expect(memoryBytes()).toBe(before);
  });
  test('a mistaken precision throws', () => {
    for (const precision of [1, 1.5, NaN, 1 << 20]) {
      expect(() => E.apply('exp', [E.whole], precision)).toThrow(RangeError);
    }
    expect(() => E.fromRationals(q(1), q(0), 64)).toThrow(RangeError);
  });
});

describe('conversions', () => {
  const anyRational = fc
    .tuple(
      fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }),
      fc.bigInt({ min: 1n, max: 1n << 150n }),
    )
    .map(([n, d]) => q(n, d));
  test('a rational lies in its enclosure, which is within 2^(1 − precision)', () => {
    const property = fc.property(
      anyRational,
      fc.constantFrom(2, 53, 64, 65, 300),
      (x, precision) => {
        const e = E.fromRational(x, precision);
        expect(E.contains(e, x)).toBe(true);
        const [l, u] = [E.lowerRational(e)!, E.upperRational(e)!];
        expect(Q.compare(l, x) <= 0 && Q.compare(x, u) <= 0).toBe(true);
        const slack = Q.mul(x.num < 0n ? Q.neg(x) : x, q(1, 1n << BigInt(precision - 1)));
        expect(Q.compare(Q.sub(u, l), slack) <= 0).toBe(true);
        expect(E.contains(E.fromRational(E.midpoint(e), 600), E.midpoint(e))).toBe(true);
        const approximate = Number(x.num) / Number(x.den);
        expect(Math.abs(E.approxNumber(e) - approximate)).toBeLessThanOrEqual(
          Math.abs(approximate) * (2 ** -50 + 2 ** (2 - precision)),
        );
        for (const digits of [1, 7, 30]) {
          const text = E.toDecimals(e, digits);
          expect(Q.compare(parse(text.lower), l) <= 0).toBe(true);
          expect(Q.compare(u, parse(text.upper)) <= 0).toBe(true);
        }
      },
    );
    fc.assert(property, { seed: 42, numRuns: 400 });
  });
  test('decimals are short and outward', () => {
    expect(E.toDecimals(at('1/3'), 5)).toEqual({ lower: '0.33333', upper: '0.33334' });
    expect(E.toDecimals(at('-1/3'), 5)).toEqual({ lower: '-0.33334', upper: '-0.33333' });
    expect(E.toDecimals(at('2'), 5)).toEqual({ lower: '2', upper: '2' });
    expect(E.toDecimals(E.whole, 5)).toEqual({ lower: '-Infinity', upper: 'Infinity' });
    expect(E.toDecimals(E.pi(64), 12)).toEqual({ lower: '3.14159265358', upper: '3.14159265359' });
    expect(E.toDecimals(E.euler(64), 12)).toEqual({
      lower: '2.71828182845',
      upper: '2.71828182846',
    });
    expect(E.toDecimals(image('exp', at('-100'))!, 4)).toEqual({
      lower: '3.72e-44',
      upper: '3.721e-44',
    });
  });
  test('hull and contains', () => {
    const e = E.hull(over('0', '1', true), over('0', '3', false, true));
    expect(text(e)).toBe('[0, 3)');
    expect([E.contains(e, q(0)), E.contains(e, q(3)), E.contains(E.whole, q(7))]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

function parse(decimal: string): Rational {
  const [, sign, whole, fraction, exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(
    decimal,
  )!;
  const places = (fraction ?? '').length - Number(exponent ?? 0);
  const n = BigInt(sign + whole! + (fraction ?? ''));
  return places >= 0 ? q(n, 10n ** BigInt(places)) : q(n * 10n ** BigInt(-places));
}
