/** Inclusion of exact rational results, openness, and the meaning of "certainly". */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, dyadic, magnitude, sum } from '../../../src/checker/dyadic.ts';
import * as I from '../../../src/checker/interval.ts';
import { powInt } from '../../../src/checker/monotone.ts';
import { toText } from '../../../src/checker/interval-text.ts';
import type { Interval } from '../../../src/checker/interval.ts';
import * as Q from '../../../src/checker/rational.ts';
import type { Rational } from '../../../src/checker/rational.ts';
import { rationalOf as q, toRational } from './samples.ts';

const run = { seed: 42, numRuns: 500 };

/** A set of reals with rational ends, and some of its members. */
interface Sample {
  readonly lower: Rational | null;
  readonly upper: Rational | null;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;
  readonly members: readonly Rational[];
}

const end: fc.Arbitrary<Rational | null> = fc.option(
  fc
    .tuple(fc.bigInt({ min: -4n, max: 4n }), fc.constantFrom(1n, 2n, 3n, 10n ** 12n))
    .map(([n, d]) => Q.rational(n, d)),
  { nil: null, freq: 6 },
);

const anySample: fc.Arbitrary<Sample> = fc
  .tuple(end, end, fc.boolean(), fc.boolean())
  .map(([a, b, wantLowerOpen, wantUpperOpen]) => {
    const swap = a !== null && b !== null && Q.compare(a, b) > 0;
    const [lower, upper] = swap ? [b, a] : [a, b];
    const single = lower !== null && upper !== null && Q.equals(lower, upper);
    const lowerOpen = lower === null || (wantLowerOpen && !single);
    const upperOpen = upper === null || (wantUpperOpen && !single);
    const far = Q.rational(10n ** 9n);
    const from = lower ?? Q.sub(upper ?? Q.zero, far);
    const to = upper ?? Q.add(lower ?? Q.zero, far);
    const at = (n: bigint, d: bigint): Rational =>
      Q.add(from, Q.mul(Q.sub(to, from), Q.rational(n, d)));
    const members = [at(1n, 2n), at(1n, 10n ** 7n), at(10n ** 7n - 1n, 10n ** 7n)];
    if (!lowerOpen) members.push(from);
    if (!upperOpen) members.push(to);
    const holdsZero =
      Q.compare(from, Q.zero) < 0 && Q.compare(Q.zero, to) < 0 ? [Q.zero, Q.one] : [];
    members.push(...holdsZero.filter((x) => Q.compare(x, to) < 0));
    return { lower, upper, lowerOpen, upperOpen, members };
  });

const precisions = fc.constantFrom(2, 8, 24, 64);
const enclose = (s: Sample, precision: number): Interval =>
  I.fromRationals(s.lower, s.upper, s.lowerOpen, s.upperOpen, precision);

const binary: Record<
  string,
  readonly [
    (X: Interval, Y: Interval, precision: number) => Interval | null,
    (a: Rational, b: Rational) => Rational | null,
  ]
> = {
  add: [I.add, Q.add],
  sub: [I.sub, Q.sub],
  mul: [I.mul, Q.mul],
  div: [I.div, (a, b) => (Q.sign(b) === 0 ? null : Q.div(a, b))],
  max: [I.max, (a, b) => (Q.compare(a, b) > 0 ? a : b)],
  min: [I.min, (a, b) => (Q.compare(a, b) < 0 ? a : b)],
  hull: [I.hull, (a) => a],
};

test.each(Object.entries(binary))('%s: inclusion', (_, [onIntervals, onRationals]) => {
  const property = fc.property(anySample, anySample, precisions, (s, t, precision) => {
    const image = onIntervals(enclose(s, precision), enclose(t, precision), precision);
    if (image === null) return;
    for (const a of s.members) {
      for (const b of t.members) {
        const value = onRationals(a, b);
        expect(value !== null && I.contains(image, value)).toBe(true);
      }
    }
  });
  fc.assert(property, run);
});

test('neg, abs, round and powInt: inclusion', () => {
  const property = fc.property(anySample, precisions, (s, precision) => {
    const X = enclose(s, precision + 3);
    for (const a of s.members) {
      const size = Q.sign(a) < 0 ? Q.neg(a) : a;
      expect(I.contains(X, a)).toBe(true);
      expect(I.contains(I.neg(X), Q.neg(a))).toBe(true);
      expect(I.contains(I.abs(X), size)).toBe(true);
      expect(I.contains(I.round(X, precision), a)).toBe(true);
      for (const k of [0, 1, 2, 3, 6, -1, -2]) {
        const power = powInt(X, k, precision);
        if (power === null) expect(k).toBeLessThan(0);
        else expect(Q.sign(a) !== 0 || k >= 0).toBe(true);
        if (power) expect(I.contains(power, Q.pow(a, k))).toBe(true);
      }
    }
  });
  fc.assert(property, run);
});

test('predicates hold only where every pair of members agrees', () => {
  const property = fc.property(anySample, anySample, precisions, (s, t, precision) => {
    const [X, Y] = [enclose(s, precision), enclose(t, precision)];
    for (const a of s.members) {
      if (I.certainlyPositive(X)) expect(Q.sign(a)).toBe(1);
      if (I.certainlyNegative(X)) expect(Q.sign(a)).toBe(-1);
      if (I.certainlyNonzero(X)) expect(Q.sign(a)).not.toBe(0);
      if (I.certainlyNonNegative(X)) expect(Q.sign(a)).not.toBe(-1);
      if (I.certainlyNonPositive(X)) expect(Q.sign(a)).not.toBe(1);
      for (const b of t.members) {
        if (I.certainlyLess(X, Y)) expect(Q.compare(a, b)).toBe(-1);
        if (I.certainlyLessEqual(X, Y)) expect(Q.compare(a, b)).not.toBe(1);
      }
    }
  });
  fc.assert(property, run);
});

test('with exact ends, predicates decide', () => {
  const X = (lower: string, upper: string, open = ''): Interval =>
    I.fromRationals(q(lower), q(upper), open.includes('('), open.includes(')'), 64);
  expect(I.certainlyPositive(X('0', '1', '('))).toBe(true);
  expect(I.certainlyPositive(X('0', '1'))).toBe(false);
  expect(I.certainlyNegative(X('-1', '0', ')'))).toBe(true);
  expect(I.certainlyNonNegative(X('0', '1'))).toBe(true);
  expect(I.certainlyNonPositive(X('-1', '0'))).toBe(true);
  expect(I.certainlyLess(X('0', '1', ')'), X('1', '2'))).toBe(true);
  expect(I.certainlyLess(X('0', '1'), X('1', '2'))).toBe(false);
  expect(I.certainlyLess(X('0', '1'), X('1', '2', '('))).toBe(true);
  expect(I.certainlyLessEqual(X('0', '1'), X('1', '2'))).toBe(true);
  expect(I.certainlyLess(I.whole, I.whole)).toBe(false);
});

/** "[0, 1/2)", "(-inf, inf)" or "3". */
function set(text: string): Interval {
  const match = /^([[(])(.*), (.*)([\])])$/.exec(text);
  if (!match) return I.fromRational(q(text), 64);
  const bound = (t: string): Rational | null => (/inf/.test(t) ? null : q(t));
  return I.fromRationals(
    bound(match[2]!),
    bound(match[3]!),
    match[1] === '(',
    match[4] === ')',
    64,
  );
}

describe('exact results', () => {
  test.each([
    ['add', '[0, 1)', '(2, 3]', '(2, 4)'],
    ['add', '(-inf, 1]', '[1, inf)', '(-inf, inf)'],
    ['sub', '[0, 1)', '[0, 1)', '(-1, 1)'],
    ['mul', '[-1, 2]', '[-3, 4]', '[-6, 8]'],
    ['mul', '(0, 1]', '[1, inf)', '(0, inf)'],
    ['mul', '[0, 1]', '[1, inf)', '[0, inf)'],
    ['mul', '0', '(-inf, inf)', '[0, 0]'],
    ['mul', '(0, inf)', '(-inf, 0)', '(-inf, 0)'],
    ['mul', '(0, 1)', '[0, 1)', '[0, 1)'],
    ['mul', '(-1, 1)', '(-1, 1)', '(-1, 1)'],
    ['mul', '(-1, 1]', '[-1, 1)', '[-1, 1)'],
    ['div', '6', '3', '[2, 2]'],
    ['div', '1', '(0, 4]', '[0.25, inf)'],
    ['div', '[0, 1]', '(0, 4]', '[0, inf)'],
    ['div', '1', '[1, inf)', '(0, 1]'],
    ['div', '-1', '(-inf, -4]', '(0, 0.25]'],
    ['div', '0', '(0, inf)', '[0, 0]'],
    ['div', '[-1, 2]', '[-2, -1)', '(-2, 1)'],
    ['div', '(-inf, inf)', '(0, 1)', '(-inf, inf)'],
    ['max', '[0, 2)', '(1, 2]', '(1, 2]'],
    ['min', '[0, 2)', '(-inf, 1]', '(-inf, 1]'],
    ['hull', '(0, 1]', '[1, 2)', '(0, 2)'],
    ['hull', '[0, 1]', '(0, 1)', '[0, 1]'],
  ] as const)('%s of %s and %s is %s', (name, a, b, expected) => {
    expect(toText(binary[name]![0](set(a), set(b), 64)!)).toBe(expected);
  });

  test.each([
    ['[-1, 2]', 2, '[0, 4]'],
    ['(-3, 2]', 2, '[0, 9)'],
    ['[-1, 2]', 3, '[-1, 8]'],
    ['(-inf, -1)', 2, '(1, inf)'],
    ['[-2, 0)', -2, '[0.25, inf)'],
    ['[-2, 0)', -1, '(-inf, -0.5]'],
    ['(-inf, inf)', 0, '[1, 1]'],
    ['(-inf, inf)', 4, '[0, inf)'],
  ])('%s to the power %i is %s', (a, k, expected) => {
    expect(toText(powInt(set(a), k, 64)!)).toBe(expected);
  });

  test('division by what may be 0 is not defined', () => {
    for (const divisor of ['0', '[0, 1]', '(-1, 1)', '(-inf, inf)']) {
      expect(I.div(set('1'), set(divisor), 64)).toBeNull();
      expect(powInt(set(divisor), -2, 64)).toBeNull();
    }
  });

  test('an enclosure of a rational has width 2^−precision, relatively', () => {
    const property = fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), precisions, (n, d, p) => {
      const value = Q.rational(n, d);
      const X = I.fromRational(value, p);
      expect(I.contains(X, value)).toBe(true);
      const width = Q.sub(toRational(X.upper!), toRational(X.lower!));
      const most = Q.mul(Q.rational(n < 0n ? -n : n, d), Q.rational(1n, 1n << BigInt(p - 1)));
      expect(Q.compare(width, most)).toBeLessThanOrEqual(0);
    });
    fc.assert(property, run);
  });
});

describe('exponents beyond reason', () => {
  const large = I.point({ m: 1n, e: 2 ** 50 - 1 });
  const small = I.point({ m: 1n, e: -(2 ** 50) + 1 });

  test('bounds move outward to 0, to the largest power of two and to infinity', () => {
    const product = I.mul(large, large, 64);
    expect(I.certainlyPositive(product)).toBe(true);
    expect(product.upper).toBeNull();
    expect(I.certainlyLessEqual(large, product)).toBe(true);
    const quotient = I.div(small, large, 64)!;
    expect(I.certainlyPositive(quotient)).toBe(true);
    expect(I.certainlyLess(quotient, I.add(small, small, 64))).toBe(true);
    expect(I.neg(I.mul(I.neg(large), large, 64))).toEqual(product);
    expect(I.certainlyPositive(powInt(set('3'), 10n ** 40n, 64)!)).toBe(true);
    expect(I.certainlyPositive(powInt(set('1/3'), 10n ** 40n, 64)!)).toBe(true);
  });

  test('a sum over a wide gap stays on the right side of the larger summand', () => {
    expect(I.certainlyLess(large, I.add(large, small, 64))).toBe(true);
    expect(I.certainlyLess(I.sub(large, small, 64), large)).toBe(true);
    const halfWay = I.sub(I.add(large, small, 64), large, 64);
    expect(I.certainlyNonNegative(halfWay)).toBe(true);
  });
});

describe('text', () => {
  test.each([
    ['1/3', '(0.333333, 0.333334)'],
    ['-1/3', '(-0.333334, -0.333333)'],
    ['[1/4, 1000000)', '[0.25, 1000000)'],
    ['1234567', '[1234560, 1234570]'],
    ['-1/10000000000', '(-1.00001e-10, -9.99999e-11)'],
    ['(-inf, inf)', '(-inf, inf)'],
    ['0', '[0, 0]'],
  ])('of %s is %s', (a, expected) => {
    expect(toText(set(a))).toBe(expected);
  });

  test('bounds are rounded outward', () => {
    const scale = fc.integer({ min: -150, max: 90 });
    const property = fc.property(fc.bigInt(), scale, (m, e) => {
      const X = I.point(dyadic(m, e));
      const [lower, upper] = /^\[(.*), (.*)\]$/.exec(toText(X))!.slice(1).map(q);
      const value = toRational(X.lower!);
      expect(Q.compare(lower!, value)).toBeLessThanOrEqual(0);
      expect(Q.compare(value, upper!)).toBeLessThanOrEqual(0);
    });
    fc.assert(property, run);
  });
});

test('dyadics are odd multiples of powers of two, ordered as the rationals they are', () => {
  const anyDyadic = fc
    .tuple(fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }), fc.integer({ min: -99, max: 99 }))
    .map(([m, e]) => dyadic(m << 40n, e - 40));
  const property = fc.property(anyDyadic, anyDyadic, (a, b) => {
    expect(a.m % 2n !== 0n || (a.m === 0n && a.e === 0)).toBe(true);
    expect(compare(a, b)).toBe(Q.compare(toRational(a), toRational(b)));
    expect(toRational(sum(a, b))).toEqual(Q.add(toRational(a), toRational(b)));
    if (a.m === 0n) return;
    const [size, two] = [toRational(a.m < 0n ? { m: -a.m, e: a.e } : a), Q.rational(2n)];
    expect(Q.compare(Q.pow(two, magnitude(a) - 1), size)).toBeLessThanOrEqual(0);
    expect(Q.compare(size, Q.pow(two, magnitude(a)))).toBe(-1);
  });
  fc.assert(property, run);
});

test('a caller who errs is told', () => {
  expect(() => I.fromRationals(q('1'), q('0'), false, false, 64)).toThrow(RangeError);
  expect(() => I.fromRationals(q('1'), q('1'), true, false, 64)).toThrow(RangeError);
  expect(() => I.intersect(set('[0, 1)'), set('[1, 2]'))).toThrow(RangeError);
  expect(() => I.point({ m: 1n, e: 2 ** 51 })).toThrow(RangeError);
});
