import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxHermite } from '../../src/ntk/hermite.ts';
import type { Hermite } from '../../src/ntk/hermite.ts';

function hermite(text: string, variance: number, terms: number): Hermite {
  const result = approxHermite(parse(text), variance, terms);
  if (result.kind === 'failure') throw new Error(`${text}: ${result.reason}`);
  return result;
}

/** x^k/√k! without overflow. */
const power = (x: number, k: number): number => {
  let value = 1;
  for (let i = 1; i <= k; i += 1) value *= x / Math.sqrt(i);
  return value;
};
/** h_k(0): (−1)^(k/2) √((k−1)!!/k!!), 0 for odd k. */
const hermiteAtZero = (k: number): number => {
  if (k % 2 === 1) return 0;
  let value = 1;
  for (let i = 2; i <= k; i += 2) value *= -Math.sqrt((i - 1) / i);
  return value;
};
const density = 1 / Math.sqrt(2 * Math.PI);
/** E[1_{Z>0} h_k] = h_{k−1}(0)·φ(0)/√k. */
const step = (k: number): number =>
  k === 0 ? 0.5 : (hermiteAtZero(k - 1) * density) / Math.sqrt(k);

interface Known {
  readonly text: string;
  readonly coefficient: (k: number, q: number) => number;
  readonly norm: (q: number) => number;
  readonly slopeNorm: ((q: number) => number) | null;
  readonly variances: readonly number[];
}

const known: readonly Known[] = [
  {
    text: 'relu(x)',
    // a_k = √q E[1_{Z>0} h_{k−1}]/√k for k ≥ 1, as σ′ is the step.
    coefficient: (k, q) => Math.sqrt(q) * (k === 0 ? density : step(k - 1) / Math.sqrt(k)),
    norm: (q) => q / 2,
    slopeNorm: () => 0.5,
    variances: [1e-12, 0.3, 1, 40, 1e12],
  },
  {
    text: 'heaviside(x)',
    coefficient: step,
    norm: () => 0.5,
    slopeNorm: null,
    variances: [1e-6, 1, 1e6],
  },
  {
    text: 'sin(x)',
    coefficient: (k, q) =>
      k % 2 === 0 ? 0 : (k % 4 === 1 ? 1 : -1) * Math.exp(-q / 2) * power(Math.sqrt(q), k),
    norm: (q) => -Math.expm1(-2 * q) / 2,
    slopeNorm: (q) => (1 + Math.exp(-2 * q)) / 2,
    variances: [1e-6, 0.5, 1, 7, 30],
  },
  {
    text: 'exp(x)',
    coefficient: (k, q) => Math.exp(q / 2) * power(Math.sqrt(q), k),
    norm: (q) => Math.exp(2 * q),
    slopeNorm: (q) => Math.exp(2 * q),
    variances: [1e-6, 1, 5, 50],
  },
  {
    text: 'erf(x)',
    // b_k = (2/√π) E[e^{−qZ²} h_k] = (2/√π)(1+2q)^{−1/2} (2q/(1+2q))^{k/2} h_k(0) (Mehler).
    coefficient: (k, q) =>
      k === 0
        ? 0
        : ((Math.sqrt(q / k) * 2) / Math.sqrt(Math.PI * (1 + 2 * q))) *
          ((2 * q) / (1 + 2 * q)) ** ((k - 1) / 2) *
          hermiteAtZero(k - 1),
    norm: (q) => (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q)),
    slopeNorm: (q) => 4 / Math.PI / Math.sqrt(1 + 4 * q),
    variances: [1e-6, 1, 10, 1e4],
  },
  {
    text: 'x^3 - 2*x + 1',
    coefficient: (k, q) =>
      k === 0 ? 1 : k === 1 ? Math.sqrt(q) * (3 * q - 2) : k === 3 ? Math.sqrt(6 * q ** 3) : 0,
    norm: (q) => 1 + q * (3 * q - 2) ** 2 + 6 * q ** 3,
    slopeNorm: (q) => (3 * q - 2) ** 2 + 18 * q * q,
    variances: [1e-6, 1, 9],
  },
];

describe('approxHermite', () => {
  for (const { text, coefficient, norm, slopeNorm, variances } of known) {
    it(`agrees with the closed form of ${text} to 1e-13`, () => {
      for (const q of variances) {
        const result = hermite(text, q, 64);
        const scale = Math.sqrt(norm(q));
        for (let k = 0; k < 64; k += 1)
          expect(
            Math.abs(result.coefficients[k]! - coefficient(k, q)) / scale,
            `q=${q} k=${k}`,
          ).toBeLessThan(1e-13);
        expect(Math.abs(result.squareNorm / norm(q) - 1)).toBeLessThan(1e-13);
        if (slopeNorm !== null)
          expect(Math.abs(result.derivativeSquareNorm! / slopeNorm(q) - 1)).toBeLessThan(1e-13);
      }
    });
  }

  it('agrees with sums in high precision for tanh, swish and softplus', () => {
    // The trapezoid rule with step 1/8 errs by less than e^{−2π·(π/2)·8} for poles at distance ≥ π/2.
    const bits = 120;
    const rational = (e: E.Enclosure): Q.Rational => E.midpoint(e);
    for (const text of ['tanh(x)', 'x*sigmoid(x)', 'softplus(x)']) {
      const expr = parse(text);
      const result = hermite(text, 1, 8);
      const sums = Array.from({ length: 8 }, () => 0);
      const squares = { value: 0 };
      for (let i = -104; i <= 104; i += 1) {
        const z = Q.rational(i, 8);
        const exponent = E.fromRational(Q.div(Q.mul(z, z), Q.rational(-2)), bits);
        const weight = rational(E.apply('exp', [exponent], bits)!);
        const value = rational(evaluateAt(expr, z, bits)!);
        const scaled = Q.approxNumber(Q.mul(weight, value)) * (density / 8);
        squares.value += scaled * Q.approxNumber(value);
        const x = i / 8;
        let [h, before] = [1, 0];
        for (let k = 0; k < 8; k += 1) {
          sums[k]! += scaled * h;
          [h, before] = [(x * h - Math.sqrt(k) * before) / Math.sqrt(k + 1), h];
        }
      }
      sums.forEach((sum, k) => expect(Math.abs(sum - result.coefficients[k]!)).toBeLessThan(2e-15));
      expect(Math.abs(squares.value - result.squareNorm)).toBeLessThan(2e-15);
    }
  });

  it('obeys b_k = √((k+1)/q)·a_{k+1} and Parseval', () => {
    const texts = ['tanh(x)', 'gelu(x)', 'clip(x, -1, 1)', 'x > 0 ? x : expm1(x)', 'abs(sin(x))'];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        (text, q) => {
          const result = hermite(text, q, 40);
          const slopes = result.derivativeCoefficients!;
          const scale = Math.sqrt(result.derivativeSquareNorm! + result.squareNorm / q);
          for (let k = 0; k + 1 < 40; k += 1)
            expect(
              Math.abs(slopes[k]! - Math.sqrt((k + 1) / q) * result.coefficients[k + 1]!) / scale,
            ).toBeLessThan(2e-13);
          const { coefficients, squareNorm, tail } = result;
          const energy = coefficients.reduce((sum, a) => sum + a * a, 0);
          expect(Math.abs(energy + tail - squareNorm)).toBeLessThan(1e-14 * squareNorm);
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });

  it('keeps 4096 terms apart: the tail of ReLU falls like k^{-3/2}', () => {
    const { tail, coefficients } = hermite('relu(x)', 1, 4096);
    // a_2² = 1/4π, a_{k+2}²/a_k² = (k−1)²/((k+1)(k+2)).
    let [square, expected, last] = [1 / (4 * Math.PI), 0, 0];
    for (let k = 2; k < 4_000_000; k += 2) {
      if (k === 4094) last = square;
      if (k >= 4096) expected += square;
      square *= (k - 1) ** 2 / ((k + 1) * (k + 2));
    }
    expect(Math.abs(tail / expected - 1)).toBeLessThan(2e-4);
    expect(Math.abs(coefficients[4094]! ** 2 / last - 1)).toBeLessThan(1e-9);
  });

  it('says why there is no value', () => {
    expect(approxHermite(parse('exp(x^2)'), 0.26, 8)).toEqual({
      kind: 'failure',
      reason: 'not-resolved',
    });
    expect(approxHermite(parse('sqrt(x)'), 1, 8)).toMatchObject({ kind: 'failure' });
    expect(() => approxHermite(parse('x'), 0, 8)).toThrow(RangeError);
    expect(() => approxHermite(parse('x'), 1, 0)).toThrow(RangeError);
  });

  it('reports what σ loses by cancellation', () => {
    const result = hermite('x - tanh(x)', 1e-6, 8);
    // x³/3 has a_1 = q^{3/2}.
    const loss = Math.abs(result.coefficients[1]! - 1e-9 * (1 - (2 / 15) * 15 * 1e-6)) / 1e-9;
    expect(result.errorEstimate / Math.sqrt(result.squareNorm)).toBeGreaterThan(1e-12);
    expect(loss).toBeLessThan(1e-9);
  });
});
