/** Ring laws, division, and root counts against products of known factors. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as P from '../../../src/checker/polynomial.ts';
import type { Polynomial } from '../../../src/checker/polynomial.ts';
import * as Q from '../../../src/checker/rational.ts';
import type { Rational } from '../../../src/checker/rational.ts';

const run = { seed: 42, numRuns: 200 };
const small: fc.Arbitrary<Rational> = fc
  .tuple(fc.bigInt({ min: -12n, max: 12n }), fc.bigInt({ min: 1n, max: 6n }))
  .map(([n, d]) => Q.rational(n, d));
const anyPolynomial: fc.Arbitrary<Polynomial> = fc
  .array(small, { maxLength: 7 })
  .map((coefficients) => P.add(coefficients, []));
const nonzero = anyPolynomial.filter((p) => P.degree(p) >= 0);
const q = (text: string): Rational => Q.fromText(text)!;
const integers = (...coefficients: number[]): Polynomial =>
  coefficients.map((c) => Q.rational(BigInt(c)));
const product = (factors: readonly Polynomial[]): Polynomial => factors.reduce(P.mul, integers(1));
const linear = (root: Rational): Polynomial => [Q.neg(root), Q.one];

test('sums, products and derivatives have the values they should', () => {
  const property = fc.property(anyPolynomial, anyPolynomial, small, (p, r, x) => {
    const [a, b] = [P.evaluate(p, x), P.evaluate(r, x)];
    expect(P.evaluate(P.add(p, r), x)).toEqual(Q.add(a, b));
    expect(P.evaluate(P.sub(p, r), x)).toEqual(Q.sub(a, b));
    expect(P.evaluate(P.mul(p, r), x)).toEqual(Q.mul(a, b));
    expect(P.evaluate(P.scale(p, x), x)).toEqual(Q.mul(a, x));
    // (pr)' = p'r + pr'
    expect(P.derivative(P.mul(p, r))).toEqual(
      P.add(P.mul(P.derivative(p), r), P.mul(p, P.derivative(r))),
    );
  });
  fc.assert(property, run);
});

test('the leading coefficient is not 0, and the zero polynomial has degree −1', () => {
  const property = fc.property(anyPolynomial, anyPolynomial, (p, r) => {
    for (const s of [P.add(p, r), P.sub(p, p), P.mul(p, r), P.derivative(p), P.gcd(p, r)]) {
      if (s.length > 0) expect(Q.sign(s.at(-1)!)).not.toBe(0);
    }
    expect(P.degree(P.sub(p, p))).toBe(-1);
  });
  fc.assert(property, run);
});

test('p = quotient·d + remainder', () => {
  const property = fc.property(anyPolynomial, nonzero, (p, d) => {
    const { quotient, remainder } = P.divmod(p, d);
    expect(P.add(P.mul(quotient, d), remainder)).toEqual(p);
    expect(P.degree(remainder)).toBeLessThan(P.degree(d));
  });
  fc.assert(property, run);
});

test('gcd is the common divisor that every one divides', () => {
  const property = fc.property(nonzero, nonzero, nonzero, (p, r, d) => {
    const [left, right] = [P.mul(p, d), P.mul(r, d)];
    const g = P.gcd(left, right);
    expect(g.at(-1)).toEqual(Q.one);
    for (const [a, b] of [
      [left, g],
      [right, g],
      [g, d],
    ] as const) {
      expect(P.divmod(a, b).remainder).toEqual([]);
    }
    // Coprime cofactors: the resultant-free way to say that nothing is missing.
    expect(P.degree(P.gcd(P.divmod(left, g).quotient, P.divmod(right, g).quotient))).toBe(0);
  });
  fc.assert(property, run);
  expect(P.gcd([], [])).toEqual([]);
  expect(P.gcd([], integers(2, 4))).toEqual([q('1/2'), Q.one]);
});

test('the odd part leaves a square of a polynomial', () => {
  const factors = [linear(q('1')), linear(q('-3/2')), integers(2, 0, 1), integers(-2, 0, 1)];
  const exponents = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 });
  const property = fc.property(exponents, small, (powers, c) => {
    fc.pre(Q.sign(c) !== 0);
    const power = (p: Polynomial, k: number): Polynomial => product(Array<Polynomial>(k).fill(p));
    const p = P.scale(product(factors.map((f, i) => power(f, powers[i]!))), c);
    const odd = P.scale(product(factors.filter((_, i) => powers[i]! % 2 === 1)), c);
    expect(P.oddPart(p)).toEqual(odd);
  });
  fc.assert(property, run);
  expect(() => P.oddPart([])).toThrow(RangeError);
});

test('squarefree keeps each root once', () => {
  const roots = fc.array(small, { maxLength: 5 });
  const property = fc.property(roots, (all) => {
    const distinct = [...new Map(all.map((r) => [Q.toText(r), r])).values()];
    const expected = product(distinct.map(linear));
    expect(P.squarefree(P.scale(product(all.map(linear)), q('-7/3')))).toEqual(expected);
  });
  fc.assert(property, run);
});

describe('counting roots', () => {
  const bound = fc.option(small, { nil: null });

  test('agrees with the known roots of a product, ends included', () => {
    const property = fc.property(
      fc.array(small, { maxLength: 6 }),
      fc.array(fc.tuple(small, small), { maxLength: 2 }),
      small.filter((c) => Q.sign(c) !== 0),
      bound,
      bound,
      (roots, pairs, leading, lower, upper) => {
        // (x − a)² + b² + 1 has no real root.
        const positive = pairs.map(([a, b]) =>
          P.add(P.mul(linear(a), linear(a)), [Q.add(Q.mul(b, b), Q.one)]),
        );
        const p = P.scale(product([...roots.map(linear), ...positive]), leading);
        // Ends that are roots are the hard case: use one of the roots half of the time.
        const [from, to] = [
          roots.length > 2 ? roots[0]! : lower,
          roots.length > 4 ? roots[1]! : upper,
        ];
        const inside = new Set(
          roots
            .filter((r) => (!from || Q.compare(from, r) < 0) && (!to || Q.compare(r, to) < 0))
            .map(Q.toText),
        );
        expect(P.countRoots(p, from, to)).toBe(inside.size);
      },
    );
    fc.assert(property, { ...run, numRuns: 500 });
  });

  test('sees roots that are not rational', () => {
    // x² − 2;  the Chebyshev polynomial T_5, five roots in (−1, 1);  x³ − x + 1, one below −1
    expect(P.countRoots(integers(-2, 0, 1), null, null)).toBe(2);
    expect(P.countRoots(integers(-2, 0, 1), q('7/5'), q('3/2'))).toBe(1);
    expect(P.countRoots(integers(-2, 0, 1), q('-7/5'), q('7/5'))).toBe(0);
    expect(P.countRoots(integers(0, 5, 0, -20, 0, 16), q('-1'), q('1'))).toBe(5);
    expect(P.countRoots(integers(1, -1, 0, 1), null, q('-1'))).toBe(1);
    expect(P.countRoots(integers(1, -1, 0, 1), q('-1'), null)).toBe(0);
  });

  test('separates roots that are close: (x − 1)² − 10^−40', () => {
    const p = P.sub(P.mul(linear(Q.one), linear(Q.one)), [Q.pow(q('10'), -40)]);
    expect(P.countRoots(p, Q.one, null)).toBe(1);
    expect(P.countRoots(p, q('0'), q('2'))).toBe(2);
  });

  test('keeps coefficients short: Wilkinson’s polynomial to degree 40', () => {
    const roots = Array.from({ length: 40 }, (_, i) => Q.rational(BigInt(i + 1)));
    expect(P.countRoots(product(roots.map(linear)), q('1/2'), q('20'))).toBe(19);
  });

  test('an interval without points has no roots', () => {
    expect(P.countRoots(integers(0, 1), q('0'), q('0'))).toBe(0);
    expect(P.countRoots(integers(0, 1), q('1'), q('-1'))).toBe(0);
  });
});

describe('the sign on an open interval', () => {
  test('is the sign at every point of it, if there is one', () => {
    const property = fc.property(fc.array(small, { maxLength: 4 }), small, small, (roots, a, b) => {
      const [lower, upper] = Q.compare(a, b) < 0 ? [a, b] : [b, Q.add(a, Q.one)];
      const p = product(roots.map(linear));
      const sign = P.signOn(p, lower, upper);
      const samples = Array.from({ length: 9 }, (_, i) =>
        Q.add(lower, Q.mul(Q.sub(upper, lower), Q.rational(BigInt(i + 1), 10n))),
      );
      const hit = roots.some((r) => Q.compare(lower, r) < 0 && Q.compare(r, upper) < 0);
      if (hit) expect(sign).toBeNull();
      else for (const x of samples) expect(sign).toBe(Q.sign(P.evaluate(p, x)));
    });
    fc.assert(property, run);
  });

  test('of special cases', () => {
    expect(P.signOn([], q('0'), q('1'))).toBe(0);
    expect(P.signOn(integers(0, 0, 1), null, null)).toBeNull();
    expect(P.signOn(integers(0, 0, 1), q('0'), null)).toBe(1);
    expect(P.signOn(integers(0, 1), null, q('0'))).toBe(-1);
    expect(P.signOn(integers(1, 0, 1), null, null)).toBe(1);
  });
});

test('a caller who errs is told', () => {
  expect(() => P.divmod(integers(1), [])).toThrow(RangeError);
  expect(() => P.countRoots([], null, null)).toThrow(RangeError);
  expect(() => P.squarefree([])).toThrow(RangeError);
  expect(() => P.signOn(integers(1), q('1'), q('1'))).toThrow(RangeError);
});
