import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { approxDecay } from '../../src/ntk/decay.ts';
import type { Decay } from '../../src/ntk/decay.ts';
import { approxHermite } from '../../src/ntk/hermite.ts';

function decayOf(text: string, variance: number): Decay {
  const found = approxHermite(parse(text), variance, 512, { derivative: false });
  if (found.kind === 'failure') throw new Error(found.reason);
  return approxDecay(found.coefficients, found.errorEstimate);
}

describe('the decay of Hermite coefficients', () => {
  // A jump in the j-th derivative at 0: |a_k| ~ k^{−j/2 − 3/4}; |x|^p: k^{−p/2 − 3/4}.
  it.each([
    ['heaviside(x)', 1, 0.75],
    ['relu(x)', 1, 1.25],
    ['relu(x)', 100, 1.25],
    ['clip(x, -1, 1)', 1, 1.25],
    ['x > 0 ? x : expm1(x)', 1, 1.75],
    ['abs(x)^3', 1, 2.25],
    ['cbrt(x)', 1, 1 / 6 + 0.75],
  ])('%s at variance %d: k^−%d', (text, q, power) => {
    const found = decayOf(text, q);
    if (found.kind !== 'algebraic') throw new Error(JSON.stringify(found));
    expect(Math.abs(found.power - power)).toBeLessThan(0.1);
  });

  // The nearest singularities ±iy of σ(√q z) give e^{−y√k}.
  it.each([
    ['tanh(x)', 1, Math.PI / 2],
    ['tanh(x)', 10, Math.PI / 2 / Math.sqrt(10)],
    ['sigmoid(x)', 1, Math.PI],
    ['softplus(x)', 4, Math.PI / 2],
    ['atan(x)', 1, 1],
    ['1/(2 + x^2)', 1, Math.SQRT2],
  ])('%s at variance %d: e^{−%d √k}', (text, q, rate) => {
    const found = decayOf(text, q);
    if (found.kind !== 'exponential') throw new Error(JSON.stringify(found));
    expect(found.scale).toBe('sqrt(k)');
    expect(Math.abs(found.rate / rate - 1)).toBeLessThan(0.05);
  });

  // E[σ(√q Z) h_k] of Gaussians and erf falls like (2q/(1 + 2q))^{k/2} (Mehler).
  it.each([
    ['erf(x)', 1],
    ['erf(x)', 0.1],
    ['exp(-x^2)', 3],
  ])('%s at variance %d: geometric', (text, q) => {
    const found = decayOf(text, q);
    if (found.kind !== 'exponential') throw new Error(JSON.stringify(found));
    expect(found.scale).toBe('k');
    expect(found.rate / (-0.5 * Math.log((2 * q) / (1 + 2 * q)))).toBeCloseTo(1, 1);
  });

  it('sin, exp: faster than geometric; polynomials end', () => {
    for (const text of ['sin(x)', 'exp(x)', 'cos(x)'])
      expect(decayOf(text, 1)).toMatchObject({ kind: 'exponential', scale: 'k log k' });
    expect(decayOf('x^7 - x', 1)).toMatchObject({ kind: 'finite', last: 7 });
    expect(decayOf('0', 1)).toMatchObject({ kind: 'finite', last: -1 });
  });

  it('too few numbers are no law', () => {
    expect(approxDecay(Float64Array.of(1, 0.5, 0.25, 0.1), 1e-16)).toMatchObject({
      kind: 'unclear',
    });
  });
});
