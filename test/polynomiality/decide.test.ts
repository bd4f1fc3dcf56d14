/**
 * # Decisions
 *
 * Every verdict comes with a certificate that the checker accepts as JSON, for what the verdict
 * says. Polynomials are compared at 12 rational points, exactly where σ has exact values there.
 */
import { describe, expect, it } from 'vitest';
import { lowerRational, sub, upperRational } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { check } from '../../src/checker/check.ts';
import { evaluateAt, evaluateExact } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';

/** What the checker proves from the verdict's certificate after a journey through text. */
function proved(text: string) {
  const verdict = decide(parse(text));
  const outcome = check(JSON.parse(JSON.stringify(verdict.certificate)));
  if (!outcome.accepted) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return { verdict, claims: outcome.proved };
}

describe('the thin path', () => {
  it('relu(x) equals 0 or x on a half-line and differs elsewhere', () => {
    const { verdict, claims } = proved('relu(x)');
    expect(verdict).toMatchObject({ kind: 'non-polynomial', almostEverywhere: null });
    expect(claims.map((c) => c.claim)).toEqual(['non-polynomial']);
  });

  it('tanh(x) is bounded and not constant', () => {
    const { verdict, claims } = proved('tanh(x)');
    expect(verdict).toMatchObject({
      kind: 'non-polynomial',
      ceiling: { rule: 'growth', degree: 0 },
      almostEverywhere: null,
    });
    expect(claims[0]!.rules).toEqual(['growth', 'finite-difference']);
  });

  it('x^2 is x^2', () => {
    const { verdict, claims } = proved('x^2');
    expect(verdict).toMatchObject({
      kind: 'polynomial',
      degree: 2,
      exact: true,
      coefficients: ['0', '0', '1'],
    });
    expect(claims).toMatchObject([{ claim: 'polynomial', degree: 2, exact: true }]);
  });

  it('sinh(x) grows faster than every power', () => {
    expect(proved('sinh(x)').verdict).toMatchObject({
      ceiling: { rule: 'superpolynomial', degree: null },
      witness: null,
    });
  });
});

describe('near misses, at any scale', () => {
  it.each([
    'sqrt((x - 1)^2)',
    '(1 + x^2)^sqrt(2)',
    '(x + sqrt(x^2 + 1))^pi',
    '(2 + x^2)^sin(x)',
    '(1 + x^2)^(-sqrt(2))',
    'sqrt((x - 1)^6)',
    'x^3 - 3*x + 2 >= 0 ? x : exp(x)',
    'x^2 + 1e-30*sin(x)',
    'x^2 + 1e-300*abs(x)',
    'x + 1e-400*exp(-x^2)',
    'x + 1e-400*exp(x)',
    'tanh(1e-9*x)',
    'cos(1e-6*x)',
    'x^2 + erf(1e-12*x)',
    'x + tanh(1e-20*x^3)',
    'x*(1 + 1e-50*sin(1e-3*x))',
    'relu(x - 1000)',
    'x + relu(x - 1e12)',
    'x^3 + relu(x - 123456789)',
    'max(x, -1e30)',
    'x > 1e6 and x < 1e6 + 1e-6 ? 0 : x',
    'x <= 1e-40 ? x : x + 1e-40*sin(x)',
    'x^5 + 1e-9*floor(x/1e6)',
    'abs(x - 1/3) - abs(x - 0.333333333333)',
    'abs(x) - sqrt(x^2 + 1e-20)',
    'sqrt(x^2 + 1e-20)',
    'cbrt(x^3 + 1e-20)',
    'x^3/(x^2 + 1e-20)',
    'clip(x, -1e9, 1e9)',
  ])('%s is not a polynomial', (text) => {
    const { verdict, claims } = proved(text);
    expect(verdict).toMatchObject({ kind: 'non-polynomial', almostEverywhere: null });
    expect(claims.map((c) => c.claim)).toEqual(['non-polynomial']);
  });

  it.each([
    ['sign(x)^2 + x', ['1', '1']],
    ['x > 1000 or x < 1000 ? x^2 : 0', ['0', '0', '1']],
  ])('%s differs from a polynomial in points only', (text, coefficients) => {
    const { verdict, claims } = proved(text);
    expect(verdict).toMatchObject({ kind: 'non-polynomial', almostEverywhere: { coefficients } });
    expect(claims.map((c) => c.claim)).toEqual(['non-polynomial', 'polynomial-almost-everywhere']);
  });

  it('a difference at irrational points only has no rational witness', () => {
    const { verdict, claims } = proved('x^2 - 2 > 0 or x^2 - 2 < 0 ? 3 : x');
    expect(verdict.kind).not.toBe('polynomial');
    expect(verdict).toMatchObject({ almostEverywhere: { coefficients: ['3'] } });
    // 3 itself is not excluded by any claim.
    for (const { claim, degree } of claims)
      if (claim === 'not-polynomial-of-degree') expect(degree).toBeLessThan(0);
  });
});

/** Twelve rationals of both signs, several sizes and denominators. */
const points: readonly Rational[] = [
  [0, 1],
  [1, 1],
  [-1, 1],
  [2, 3],
  [-7, 5],
  [22, 7],
  [-355, 113],
  [1, 1000],
  [-1, 997],
  [1001, 13],
  [-12345, 11],
  [99991, 2],
].map(([p, q]) => Q.rational(p!, q!));

const horner = (coefficients: readonly string[], x: Rational): Rational =>
  coefficients.reduceRight((value, c) => {
    const exact = evaluateExact(parse(c), Q.zero);
    expect(exact, `${c} is rational`).not.toBe(null);
    return Q.add(Q.mul(value, x), exact!);
  }, Q.zero);

describe('polynomials in disguise, exactly', () => {
  it.each<[string, readonly string[]]>([
    ['sqrt((x - 1)^4)', ['1', '-2', '1']],
    ['sqrt((x - 1)^4*(x^2 + 1)^2)', ['1', '-2', '2', '-2', '1']],
    ['x^2 - 2*x + 1 >= 0 ? x : exp(x)', ['0', '1']],
    ['x^4 - 2*x^2 + 1 < 0 ? exp(x) : x^3', ['0', '0', '0', '1']],
    ['(x + 1)^3 - (x - 1)^3', ['2', '0', '6']],
    ['(x^2 - 1)*(x^2 + 1) + 1', ['0', '0', '0', '0', '1']],
    ['(x^3 + x)/(x^2 + 1)', ['0', '1']],
    ['(x^4 - 16)/(x^2 + 4)', ['-4', '0', '1']],
    ['1/(1/(x^2 + 1))', ['1', '0', '1']],
    ['relu(x) - relu(-x)', ['0', '1']],
    ['relu(x)^2 + relu(-x)^2', ['0', '0', '1']],
    ['abs(x)*sign(x)', ['0', '1']],
    ['abs(x)^2/3 - x^2/7', ['0', '0', '4/21']],
    ['max(x, 2*x - 1) + min(x, 2*x - 1)', ['-1', '3']],
    ['x > 0 ? x^2 : x*x', ['0', '0', '1']],
    ['abs(x - 1000) - relu(x - 1000) - relu(1000 - x) + x/3', ['0', '1/3']],
    ['max(x^2, 2*x - 1)', ['0', '0', '1']],
    ['clip(x, -2, 3) + relu(x - 3) - relu(-2 - x)', ['0', '1']],
    ['x + 1e-30*x^2', ['0', '1', '1/1000000000000000000000000000000']],
    ['0.1*x + 0.2*x - 0.3*x + x^6', ['0', '0', '0', '0', '0', '0', '1']],
    ['x^10 - (x^5)^2 + 7/3', ['7/3']],
  ])('%s', (text, expected) => {
    const { verdict, claims } = proved(text);
    expect(verdict).toMatchObject({
      kind: 'polynomial',
      degree: expected.length - 1,
      exact: true,
    });
    const { coefficients } = claims[0]!;
    const expr = parse(text);
    for (const x of points) {
      const value = evaluateExact(expr, x);
      expect(value).not.toBe(null);
      expect(Q.toText(horner(coefficients, x))).toBe(Q.toText(value!));
      expect(Q.toText(horner(expected, x))).toBe(Q.toText(value!));
    }
  });
});

describe('polynomials in disguise, to 200 bits', () => {
  it.each<[string, readonly string[]]>([
    ['sin(x)^2 + cos(x)^2 + x', ['1', '1']],
    ['sin(2*x) - 2*sin(x)*cos(x) + x^2', ['0', '0', '1']],
    ['sqrt(x^4 + 2*x^2 + 1)', ['1', '0', '1']],
    ['sqrt(1 + x^2)^4', ['1', '0', '2', '0', '1']],
    ['cbrt(x)^6', ['0', '0', '1']],
    ['log(exp(x)*exp(x^2))', ['0', '1', '1']],
    ['softplus(x) - softplus(-x)', ['0', '1']],
    ['exp(x)*exp(-x)*x^3', ['0', '0', '0', '1']],
    ['cosh(x)^2 - sinh(x)^2', ['1']],
    ['tan(atan(x))', ['0', '1']],
    ['sinh(asinh(x))', ['0', '1']],
    ['gelu(x) - gelu(-x)', ['0', '1']],
    ['x*sigmoid(x) + x*sigmoid(-x)', ['0', '1']],
    ['(x + sqrt(2))^2', ['2', '2*sqrt(2)', '1']],
    ['pi*x^2/2 + erf(-x) + erf(x)', ['0', '0', 'pi/2']],
    ['x*exp(1)', ['0', 'e']],
  ])('%s', (text, expected) => {
    const { verdict, claims } = proved(text);
    expect(verdict).toMatchObject({ kind: 'polynomial', degree: expected.length - 1 });
    const polynomial = (list: readonly string[]) =>
      parse(list.map((c, k) => `(${c})*x^${k}`).join(' + '));
    const [expr, own, other] = [
      parse(text),
      polynomial(claims[0]!.coefficients),
      polynomial(expected),
    ];
    const tiny = Q.rational(1n, 1n << 200n);
    for (const x of points.filter((p) => Q.compare(Q.mul(p, p), Q.rational(10_000)) < 0)) {
      const value = evaluateAt(expr, x, 1024)!;
      for (const p of [own, other]) {
        const gap = sub(value, evaluateAt(p, x, 1024)!, 1024);
        expect(Q.compare(lowerRational(gap)!, Q.neg(tiny))).toBe(1);
        expect(Q.compare(upperRational(gap)!, tiny)).toBe(-1);
        expect(Q.sign(lowerRational(gap)!) * Q.sign(upperRational(gap)!)).not.toBe(1);
      }
    }
  });
});

describe('undecided carries the strongest degree that is excluded', () => {
  // Identities beyond the normal forms: polynomials of a degree d known by hand, so that d − 1
  // is the largest degree that can be excluded.
  it.each([
    ['gamma(x^2 + 2)/gamma(x^2 + 1)', 2],
    ['gamma(x^2 + 2) - (x^2 + 1)*gamma(x^2 + 1) + x^5', 5],
    ['sqrt(2 + x^2 + 2*sqrt(1 + x^2)) - sqrt(1 + x^2)', 0],
  ])('%s is a polynomial of degree %i', (text, degree) => {
    const { kind } = decide(parse(text));
    if (kind === 'polynomial') return;
    const { verdict, claims } = proved(text);
    expect(verdict).toMatchObject({ kind: 'undecided', notPolynomialOfDegree: degree - 1 });
    expect(claims).toMatchObject([{ claim: 'not-polynomial-of-degree', degree: degree - 1 }]);
  });

  // Not polynomials, so every order that is tried excludes its degree.
  it.each([
    'exp(x)*sin(x) + exp(-x)*cos(x)',
    'exp(x^2)*sin(x)',
    'gamma(1 + x^2)*sin(x)',
    'sin(exp(x))*exp(x^2)',
  ])('%s is no polynomial', (text) => {
    const { kind } = decide(parse(text));
    expect(kind).not.toBe('polynomial');
    if (kind === 'non-polynomial') return;
    const { verdict, claims } = proved(text);
    if (verdict.kind !== 'undecided') throw new Error('two verdicts for one expression');
    expect(verdict.notPolynomialOfDegree).toBeGreaterThanOrEqual(23);
    expect(claims).toMatchObject([
      { claim: 'not-polynomial-of-degree', degree: verdict.notPolynomialOfDegree },
    ]);
    expect(verdict.reasons.length).toBeGreaterThan(0);
    expect(verdict.refusals).toEqual([]);
  });

  it('the zero function in disguise excludes nothing', () => {
    const verdict = decide(parse('gamma(x^2 + 2) - (x^2 + 1)*gamma(x^2 + 1)'));
    expect(verdict.kind).not.toBe('non-polynomial');
    if (verdict.kind === 'undecided')
      expect(verdict).toMatchObject({ notPolynomialOfDegree: null, certificate: null });
  });
});

describe('the same expression, the same answer', () => {
  it.each([
    'relu(x)',
    'tanh(x)',
    'gelu(x)',
    'x^2 + 1e-30*sin(x)',
    'sin(2*x) - 2*sin(x)*cos(x) + x^2',
    'sign(x)^2 + x',
    'max(x^2 - 2, 2 - x^2)',
    'gamma(x^2 + 2)/gamma(x^2 + 1)',
    'exp(x^2)*sin(x)',
  ])('%s', (text) => {
    const [first, , second] = [text, 'abs(x) - sqrt(x^2 + 1)', text].map((t) =>
      JSON.stringify(decide(parse(t))),
    );
    expect(second).toBe(first);
  });
});

describe('floors whose breakpoints are infinitely many', () => {
  it.each([
    ['floor(x) + floor(x + 1/2) - floor(2*x) + x', ['0', '1']],
    [
      'floor(5*x) - floor(x) - floor(x + 1/5) - floor(x + 2/5) - floor(x + 3/5) - floor(x + 4/5)',
      ['0'],
    ],
    ['ceil(x) + floor(-x) + 2*x^3', ['0', '0', '0', '2']],
    ['floor(floor(x/2)/3) - floor(x/6)', ['0']],
    ['sin(pi*floor(x))*exp(x) + 7', ['7']],
    ['floor(x + floor(x)) - 2*floor(x)', ['0']],
    ['x*cos(2*pi*floor(x))', ['0', '1']],
    ['cos(pi*round(x))^4 + sin(pi*ceil(x/3))*gelu(x)', ['1']],
  ])('%s', (text, coefficients) => {
    expect(decide(parse(text))).toMatchObject({ kind: 'polynomial', coefficients });
  });

  it.each([
    'floor(x) + floor(x + 1/2) - floor(2*x + 1e-9)',
    'floor(x) + floor(x + 1/3) - floor(2*x)',
    'x - floor(x)',
    'sin(pi*floor(x)/3)',
    'ceil(x) - floor(x)',
  ])('%s is none', (text) => {
    expect(decide(parse(text)).kind).toBe('non-polynomial');
  });

  it('off a null set', () => {
    expect(decide(parse('ceil(x) - floor(x) + x'))).toMatchObject({
      kind: 'non-polynomial',
      almostEverywhere: { coefficients: ['1', '1'] },
    });
  });
});

describe('factors that show late', () => {
  it.each([
    ['log(x^4 + 4) - log(x^2 + 2*x + 2) - log(x^2 - 2*x + 2)', ['0']],
    ['log(x^6 + 1) - log(x^2 + 1) - log(x^4 - x^2 + 1) + x', ['0', '1']],
    ['log((x^2 + 1)*(x^2 + 2)) - log((x^2 + 1)*(x^2 + 3)) - log(x^2 + 2) + log(x^2 + 3)', ['0']],
    ['sqrt(x^4 + 4) - sqrt(x^2 + 2*x + 2)*sqrt(x^2 - 2*x + 2)', ['0']],
    ['sqrt((x^2 + 1)*(x^2 + 2))/sqrt(x^2 + 1)/sqrt(x^2 + 2)', ['1']],
  ])('%s', (text, coefficients) => {
    expect(decide(parse(text))).toMatchObject({ kind: 'polynomial', coefficients });
  });
});

it('a monomial of degree 0 is read as such whatever was read before', () => {
  // 50,000 monomials and more pass through the memo of parsed ones.
  decide(parse('(1 + x^2)^log(log(9 + x^2))'));
  expect(decide(parse('log(exp(x) + 1) - log(exp(-x) + 1)')).kind).toBe('polynomial');
});
