/** The field laws, and that texts and rationals correspond one to one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Q from '../../../src/checker/rational.ts';
import type { Rational } from '../../../src/checker/rational.ts';

const run = { seed: 42, numRuns: 300 };
const integer = fc.oneof(fc.bigInt({ min: -9n, max: 9n }), fc.bigInt());
const anyRational: fc.Arbitrary<Rational> = fc
  .tuple(
    integer,
    integer.filter((n) => n !== 0n),
  )
  .map(([num, den]) => Q.rational(num, den));

test('results are in lowest terms with a positive denominator', () => {
  const property = fc.property(anyRational, anyRational, (a, b) => {
    const results = [a, Q.add(a, b), Q.sub(a, b), Q.mul(a, b), Q.neg(a), Q.pow(a, 3)];
    if (b.num !== 0n) results.push(Q.div(a, b), Q.pow(b, -2));
    for (const { num, den } of results) {
      expect(den > 0n).toBe(true);
      expect(Q.greatestCommonDivisor(num, den)).toBe(1n);
    }
  });
  fc.assert(property, run);
});

test('a field', () => {
  const property = fc.property(anyRational, anyRational, anyRational, (a, b, c) => {
    expect(Q.mul(a, Q.add(b, c))).toEqual(Q.add(Q.mul(a, b), Q.mul(a, c)));
    expect(Q.add(Q.sub(a, b), b)).toEqual(a);
    expect(Q.add(a, Q.neg(a))).toEqual(Q.zero);
    if (b.num !== 0n) expect(Q.mul(Q.div(a, b), b)).toEqual(a);
    if (b.num !== 0n) expect(Q.mul(Q.pow(b, -3), Q.pow(b, 3))).toEqual(Q.one);
    expect(Q.compare(a, b)).toBe(Q.sign(Q.sub(a, b)));
    expect(Q.equals(a, b)).toBe(Q.compare(a, b) === 0);
  });
  fc.assert(property, run);
});

test('floor a ≤ a < floor a + 1', () => {
  const property = fc.property(anyRational, (a) => {
    const n = Q.rational(Q.floor(a));
    expect(Q.compare(n, a)).toBeLessThanOrEqual(0);
    expect(Q.compare(a, Q.add(n, Q.one))).toBe(-1);
    expect(Q.isInteger(a)).toBe(Q.equals(n, a));
  });
  fc.assert(property, run);
});

test('fromText reads what toText writes', () => {
  fc.assert(
    fc.property(anyRational, (a) => {
      expect(Q.fromText(Q.toText(a))).toEqual(a);
    }),
    run,
  );
});

test.each([
  ...['', '+1', '-0', '01', '-01', '1/1', '2/4', '1/-2', '-1/-2', '1/0', '0/2', '1/02', '1.5'],
  ...[' 1', '1 ', '1\n', '1e3', '0x10', '--1', '1/', '/2', '1/2/3', '١', 'Infinity', '1_0'],
])('fromText refuses %j', (text) => {
  expect(Q.fromText(text)).toBeNull();
});

test('a caller who errs is told', () => {
  expect(() => Q.rational(1n, 0n)).toThrow(RangeError);
  expect(() => Q.div(Q.one, Q.zero)).toThrow(RangeError);
  expect(() => Q.pow(Q.zero, -1)).toThrow(RangeError);
  expect(() => Q.pow(Q.one, 0.5)).toThrow(RangeError);
});
