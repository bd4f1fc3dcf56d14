/**
 * # Large powers and long products
 *
 * Coefficients against the binomial theorem and against values at rational points.
 */
import { describe, expect, it } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';

function coefficientsOf(text: string): readonly string[] {
  const verdict = decide(parse(text));
  expect(verdict.kind, text).toBe('polynomial');
  return verdict.kind === 'polynomial' ? verdict.coefficients : [];
}

function binomials(n: number): bigint[] {
  const row = [1n];
  for (let k = 1; k <= n; k++) row.push((row[k - 1]! * BigInt(n - k + 1)) / BigInt(k));
  return row;
}

describe('powers', () => {
  it('(x + 1)^1999 has binomial coefficients', { timeout: 60_000 }, () => {
    expect(coefficientsOf('(x + 1)^1999')).toEqual(binomials(1999).map(String));
  });

  it('(x/3 + 1/2)^600', { timeout: 60_000 }, () => {
    const expected = binomials(600).map((c, k) =>
      Q.toText(Q.rational(c, 3n ** BigInt(k) * 2n ** BigInt(600 - k))),
    );
    expect(coefficientsOf('(x/3 + 1/2)^600')).toEqual(expected);
  });

  it.each([
    ['four roots', 100, '(sqrt(2) + sqrt(3) + sqrt(5) + sqrt(7) + x)^100'],
    ['π', 150, '(pi + x)^150'],
    ['a root and fractions', 240, '(x^2 - x/5 + sqrt(2))^120'],
    ['200 factors', 200, Array.from({ length: 200 }, (_, k) => `(x - ${k})`).join('*')],
    ['400 terms', 399, Array.from({ length: 400 }, (_, k) => `${k + 1}*x^${k}`).join(' + ')],
    ['one in another', 900, '((x + 1)^40 + 1)^20*(x - 1)^100'],
  ])('%s: values at points', { timeout: 60_000 }, (_, degree, text) => {
    const expr = parse(text);
    const coefficients = coefficientsOf(text);
    expect(coefficients.length - 1).toBe(degree);
    const p = 4096;
    for (const x of [Q.rational(-7, 5), Q.rational(2, 3), Q.rational(211, 100)]) {
      const at = E.fromRational(x, p);
      const sum = coefficients.reduceRight(
        (s, c) => E.add(E.mul(s, at, p), evaluateAt(parse(c), Q.zero, p)!, p),
        E.fromRational(Q.zero, p),
      );
      const difference = E.sub(sum, evaluateAt(expr, x, p)!, p);
      expect(E.contains(difference, Q.zero)).toBe(true);
      // Wide enclosures would prove nothing.
      const size = E.upperRational(E.abs(difference))!;
      expect(Q.compare(size, Q.rational(1n, 1n << 500n))).toBe(-1);
    }
  });
});
