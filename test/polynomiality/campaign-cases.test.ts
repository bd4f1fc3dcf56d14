/**
 * # Cases of the campaign that were refused or took minutes
 *
 * Functions of constants that are written with x, inside their domain and outside; multiples that no step of a certificate may hold;
 * roots of sums of squares that must not be multiplied out.
 */
import { describe, expect, it } from 'vitest';
import { verifyCertificate } from '../../src/answer/verify.ts';
import { certainlyNonzero, sub } from '../../src/arith/enclosure.ts';
import { rational } from '../../src/arith/rational.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { answer } from '../../src/answer/answer.ts';
import { decide } from '../../src/polynomiality/decide.ts';

const half = '(exp(x)*exp(-x)/2)';

/** Whether the polynomial of the verdict may be the function, by enclosures at some points. */
function expectPolynomial(text: string): void {
  const verdict = decide(parse(text));
  expect(verdict.kind, text).toBe('polynomial');
  if (verdict.kind !== 'polynomial') return;
  expect(verifyCertificate(verdict.certificate).accepted).toBe(true);
  const p = parse(verdict.coefficients.map((c, k) => `(${c})*x^${k}`).join(' + '));
  for (const at of [-3, 0, 1, 2].map((n) => rational(2 * n + 1, 7))) {
    const [value, claimed] = [evaluateAt(parse(text), at, 256)!, evaluateAt(p, at, 256)!];
    expect(certainlyNonzero(sub(value, claimed, 256))).toBe(false);
  }
}

describe('functions of constants written with x', () => {
  it.each([
    ...[
      'sin',
      'cos',
      'exp',
      'log',
      'sqrt',
      'cbrt',
      'erf',
      'gamma',
      'atan',
      'tanh',
      'asinh',
      'sinc',
    ],
  ])('%s', (name) => {
    expectPolynomial(`${name}(${half})`);
    expectPolynomial(`x^2*${name}(${half}) - x`);
  });
});

describe('multiples beyond what a certificate holds', () => {
  it.each([
    'sin(5*x + x*1e-20)^2 + cos(5*x + x*1e-20)^2 + sin(x)^2',
    'tanh(2*(x*1e-30 + x)) - 2*tanh(x*1e-30 + x)/(1 + tanh(x*1e-30 + x)^2) + x*exp(x)*exp(-x)',
    'sin(x + 1000*pi) - sin(x)',
    'exp(9999*x) - exp(x)^9999',
  ])('%s', (text) => {
    if (text.startsWith('sin(5')) expect(decide(parse(text)).kind).toBe('non-polynomial');
    else expectPolynomial(text);
  });
});

describe('roots of sums of squares', () => {
  it.each(['gelu(x)', 'x^2*sin(x)', 'x*Phi(x)', '(x + x*erf(x))'])('%s', (u) => {
    expectPolynomial(`sin(atan(${u})) - (${u})/sqrt(1 + (${u})^2)`);
  });

  it.each(['max(1000, x, x)', 'gelu(x)', '(pi + x)', '2*sin(x)'])('and logarithms: %s', (u) => {
    expectPolynomial(`log((1 + ${u}^2)^3) - 3*log(1 + ${u}^2)`);
    expectPolynomial(`log((1 + ${u}^2)*(2 + x^2)) - log(1 + ${u}^2) - log(2 + x^2)`);
  });

  it.each(['(atanh(x/(1 + x^2))^2)^2', 'gelu(x)^4'])('and powers under a root: %s', (power) => {
    const half = power.startsWith('(') ? 'atanh(x/(1 + x^2))^2' : 'gelu(x)^2';
    expectPolynomial(`sqrt(${power}) - ${half}`);
  });

  it.each(['((x^3 + x)/(1 + x^2))', 'cosh(x)', 'tanh(x)'])('but not quotients: %s', (u) => {
    expectPolynomial(`asinh(${u}) - log(${u} + sqrt(${u}^2 + 1))`);
  });
});

describe('guards of constants written with x', () => {
  it.each(['abs(exp(x)*exp(-x) - 1)', 'max(exp(x)*exp(-x), 1, 1)'])('%s', (text) => {
    expectPolynomial(text);
  });

  it.each([
    'floor(exp(x)*exp(-x))',
    'x*floor(cosh(x)^2 - sinh(x)^2 + 1/2)',
    'log(max(exp(x)*exp(-x), 1/2, 0))',
  ])('whose enclosures are those of the constants: %s', (text) => {
    expectPolynomial(text);
  });
});

describe('functions with a domain, of constants written with x', () => {
  const one = '(cosh(x)^2 - sinh(x)^2)';
  it.each([
    `asin(${half})`,
    `x*acos(${half})`,
    `atanh(cos(x)^2 + sin(x)^2 - 1/2)`,
    `log(${one})`,
    `log1p(${one} - 3/2)`,
    `${one}^sqrt(2)`,
    `x/(${one} + 3)`,
    `gamma(${one} - 3/2)`,
    `coth(${one})`,
    `asin(${one}*sqrt(3)/2)`,
    `asin(asin(${half}))`,
    'log(x*exp(x)*exp(-x) - x + 5)',
    'floor(x) - floor(x + 1) + acos(exp(x)*exp(-x)/2)',
    'x > 0 ? asin(exp(x)*exp(-x)/2) : pi/6',
    'x*max(sqrt(2) - sigmoid(x) - sigmoid(-x), e)^pi',
    'coth(max(max((Phi(x) + Phi(-x))*(1/2), e), e))*x',
    'asin(tanh((exp(x)*exp(-x)*100)^sqrt(2)))',
    'x*log(1 + tanh(-700*exp(x)*exp(-x)))',
    'acos(tanh(700*exp(x)*exp(-x)))',
    'asin(sech(gamma((1e6 - (cos(x)^2 + sin(x)^2)))))',
    'log((1 - sech(exp(((atan(x) + atan(-x) + 1)*20)^e))))',
    'cot(1 + sech((2^x*2^(-x) + 1e20)))',
    'acosh(1/(exp(x)*exp(-x)*(sqrt(3)/2)))',
    'asin(acosh(1/(exp(x)*exp(-x)*(sqrt(3)/2))))',
  ])('%s', (text) => {
    expectPolynomial(text);
  });

  // Whose enclosures at points reach beyond the domain.
  it.each([
    'acosh(erf(x) + erfc(x))',
    'sqrt(1 - tanh(x)^2 - sech(x)^2)',
    'acos((x + sqrt(1 + x^2))*(sqrt(1 + x^2) - x))',
  ])('at an end of the domain: %s', (text) => {
    expect(decide(parse(text))).toMatchObject({ kind: 'polynomial', coefficients: ['0'] });
  });

  it.each([
    `acos(${half}) + exp(x)`,
    `exp(x) + log(${one} + 1)`,
    `sin(x)*sqrt(${one})`,
    `abs(x)*asin(${half})`,
    `floor(x)*asin(${half})`,
  ])('as parts of other functions: %s', (text) => {
    const verdict = decide(parse(text));
    expect(verdict.kind).toBe('non-polynomial');
    expect(verifyCertificate(verdict.certificate).accepted).toBe(true);
  });

  it.each([
    'asin(2*exp(x)*exp(-x))',
    `acosh(${half})`,
    `sqrt(${one} - 2)`,
    `1/(${one} - 1)`,
    `gamma(${one} - 2)`,
    'asin(exp(x)*exp(-x)*1.000000000000000000001)',
    'asin(x/x/2)',
    'sqrt(exp(x) - exp(x) + x)',
    `x*sin(x)*acosh(${half})`,
    `relu(x)*log(${one} - 1)`,
    `sin((${one}*1.0000000001)^1e-20)`,
    'relu(x) + acosh(2 - (x + sqrt(1 + x^2))*(sqrt(1 + x^2) - x))',
    'x*cot(1 + sech((2^x*2^(-x) + 1e20)))',
    'x*acosh(1 + tanh((1e6/(cos(x)^2 + sin(x)^2))^pi))',
    'acosh(tanh((1e-6/(tanh(x)^2 + sech(x)^2))^(-2))/exp(-abs((1e20/(max(x, 0) - max(-x, 0) - x + 1)))))',
  ])('outside it nothing is proposed that the checker refuses: %s', (text) => {
    const verdict = decide(parse(text));
    expect(verdict.kind === 'undecided' ? verdict.refusals : null).toEqual([]);
  });
});

describe('bounded functions of what vanishes', () => {
  it.each(['sinc(exp(-x^2))', 'sinc(x*exp(-abs(x)))', 'atanh(x/(1 + x^2))'])('%s', (text) => {
    expect(decide(parse(text)).kind).toBe('non-polynomial');
  });
});

describe('sums whose rational parts are too long to be written as one fraction', () => {
  it('are bounded part by part', () => {
    const cancelling = '(1 + (x^3 - x)^2)*(1 - (x^3 - x)^2 + (x^3 - x)^4) - 1 - (x^3 - x)^6';
    const text = `(-3/2) + (9/2)*x + (-4)*x^2 + pi*atan(3*x) + (x^2 - 2)*(${cancelling}) + x*(cbrt(erf(x)^3) - erf(x))`;
    expect(answer(text).verdict).toBe('non-polynomial');
  });
});

describe('roots where a guard has a sign that the checker does not pass on to x', () => {
  it('are not proposed', () => {
    const guard = 'log(exp(x))*sign(log(exp(x))) - abs(log(exp(x)))';
    expect(decide(parse(`(sqrt(x^2) + x)^2 - 2*sqrt(x^2)*x + (${guard})`)).kind).toBe('polynomial');
    const verdict = decide(parse('sqrt(x^2)*sign(log(exp(x)))'));
    if (verdict.kind === 'undecided') expect(verdict.refusals).toEqual([]);
    else expect(verdict.kind).toBe('polynomial');
  });
});

describe('logarithms of sums of squares over constants', () => {
  it.each([
    'log((1 + ((pi^3 + x)/pi)^2)*(2 + x^2)) - log(1 + ((pi^3 + x)/pi)^2) - log(2 + x^2)',
    'log(1 + (x/pi)^2) - log(pi^2 + x^2)',
    'log((1 + ((x + 1)/(pi + exp(1)))^2)*exp(x)) - log(1 + ((x + 1)/(pi + exp(1)))^2)',
  ])('%s', (text) => {
    expect(decide(parse(text)).kind).toBe('polynomial');
  });
});
