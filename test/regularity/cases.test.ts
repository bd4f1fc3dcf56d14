/**
 * # Hypotheses in closed cases
 *
 * Each value follows by hand. Exact expectations where the rules are meant to reach them; where
 * they need not, what may not be claimed.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';

const valuesOf = (text: string) => {
  const h = hypotheses(parse(text));
  return {
    defined: h.definedOnR.value,
    continuous: h.continuous.value,
    absolutely: h.locallyAbsolutelyContinuous.value,
    differentiable: h.differentiableAlmostEverywhere.value,
    sigma: h.gaussianIntegrable.value,
    slope: h.derivativeGaussianIntegrable.value,
  };
};
const everywhere = { defined: true, continuous: true, absolutely: true, differentiable: true };
const below = (bound: string): object => ({ varianceBelow: bound });

describe('smooth or with kinks: every hypothesis, for every variance', () => {
  it.each([
    'relu(x)',
    'tanh(x)',
    'x^3',
    'exp(x)',
    'cosh(x)',
    'exp(-x^2)',
    'abs(x)^(3/2)',
    'x > 0 ? x : sin(x)',
    'log(cosh(x))',
    'max(x, -x/100, x^2 - 3)',
    '7',
  ])('%s', (text) => {
    expect(valuesOf(text)).toEqual({ ...everywhere, sigma: true, slope: true });
  });
});

describe('roots: |h|^k has a slope of order k − 1, square-integrable for k > 1/2 only', () => {
  it.each<[string, boolean]>([
    ['cbrt(x)', false],
    ['abs(x)^(1/4)', false],
    ['abs(x - 1/3)^(1/3)', false],
    ['cbrt(x - 2) + cbrt(x + 2)', false],
    ['abs(x)^(3/4)', true],
    ['cbrt(x)^2', true],
  ])('%s', (text, slope) => {
    expect(valuesOf(text)).toEqual({ ...everywhere, sigma: true, slope });
  });

  it('sqrt(abs(x)): the slope 1/(2√|x|) is just not square-integrable', () => {
    const { slope, ...rest } = valuesOf('sqrt(abs(x))');
    expect(rest).toEqual({ ...everywhere, sigma: true });
    expect([false, null]).toContain(slope);
  });
});

describe('e^(c·x²): finite for variances below 1/(4c)', () => {
  it.each([
    ['exp(x^2/8)', '2'],
    ['exp(x^2)', '1/4'],
    ['x*exp(x^2/2)*cos(x)', '1/2'],
    ['exp(x^2/8)*exp(x^2/8)', '1'],
    ['exp(x^2)^2', '1/8'],
    ['sinh(x^2)', '1/4'],
    ['exp(x*abs(x))', '1/4'],
    ['x > 0 ? exp(x^2/8) : exp(x^2/2)', '1/2'],
    ['1 + exp(x^2/4)/1000000', '1'],
  ])('%s: σ below %s', (text, bound) => {
    const values = valuesOf(text);
    expect(values.sigma).toEqual(below(bound));
    expect(values.slope).toEqual(below(bound));
    expect(values.absolutely).toBe(true);
  });

  it('sin(exp(x^2)) is bounded, and its slope is not for variances from 1/4 on', () => {
    expect(valuesOf('sin(exp(x^2))')).toEqual({
      ...everywhere,
      sigma: true,
      slope: below('1/4'),
    });
  });

  it.each(['exp(x^3)', 'exp(abs(x)^(5/2))', 'exp(x^4/1000)', 'cosh(x^3)'])(
    '%s: for no variance',
    (text) => {
      expect(valuesOf(text)).toMatchObject({ sigma: false, slope: false });
    },
  );

  it.each([
    'exp(exp(x))',
    'gamma(1 + x^2)',
    'exp(x^2*log(2 + x^2))',
    'exp(x^2*sin(x)^2*log(2 + x^2))',
  ])('%s: for no variance, by growth that is not measured', (text) => {
    expect([false, null]).toContain(valuesOf(text).sigma);
    expect([false, null]).toContain(valuesOf(text).slope);
  });

  it.each([
    ['exp(x^2)*exp(-x^2)', null],
    ['exp(x^2)/exp(x^2/2)', 1 / 2],
    ['exp(x^2)/(exp(x^2) + 1)', null],
    ['exp(x^4)*exp(x^2 - x^4)', 1 / 4],
    ['exp(x^2*sin(x))', 1 / 4],
  ])('%s: nothing beyond the truth', (text, truth) => {
    const { sigma } = valuesOf(text);
    expect(sigma).not.toBe(false);
    if (truth === null) return;
    expect(sigma).not.toBe(true);
    if (typeof sigma === 'object' && sigma !== null) {
      const [p, q] = sigma.varianceBelow.split('/').map(Number);
      expect(p! / (q ?? 1)).toBeLessThanOrEqual(truth);
    }
  });
});

describe('jumps: Σ is fine, and nothing is said of the slope', () => {
  const jumping = { defined: true, continuous: false, absolutely: false, slope: null };
  it.each([
    'heaviside(x)',
    'sign(x)',
    'x > 0 ? 1 : 0',
    'x >= 3 ? x : 2*x',
    'floor(x)',
    'ceil(x)',
    'x - floor(x)',
    'x*floor(x)',
    'sign(x)^2 + x',
    'floor(x/1000)',
  ])('%s', (text) => {
    expect(valuesOf(text)).toMatchObject({ ...jumping, sigma: true });
  });

  it.each(['round(x)', 'floor(abs(x)/1000)', 'floor(sin(x))', 'x >= sqrt(2) ? x : 1'])(
    '%s: continuity is not shown',
    (text) => {
      const values = valuesOf(text);
      expect([false, null]).toContain(values.continuous);
      expect([false, null]).toContain(values.absolutely);
      expect(values.slope).toBe(null);
    },
  );

  it.each(['floor(x)*sin(pi*x)', 'abs(x)*sign(x)', 'x*heaviside(x)', 'sign(x^2 + 1) + x'])(
    '%s: jumps that do not show are no jumps',
    (text) => {
      expect(valuesOf(text).continuous).not.toBe(false);
    },
  );
});

describe('oscillation and poles at a guard', () => {
  // x·sin(1/x) and x²·sin(1/x²) are continuous at 0 but not of bounded variation.
  it.each(['x > 0 ? x*sin(1/x) : 0', 'x > 0 ? x^2*sin(1/x^2) : 0'])('%s', (text) => {
    const values = valuesOf(text);
    expect(values.continuous).not.toBe(false);
    expect([false, null]).toContain(values.absolutely);
    expect([false, null]).toContain(values.slope);
  });

  it('x > 0 ? sin(1/x) : 0 is bounded and not continuous', () => {
    const values = valuesOf('x > 0 ? sin(1/x) : 0');
    expect([false, null]).toContain(values.continuous);
    expect(values.sigma).not.toBe(false);
  });

  it.each([
    'x > 0 ? 1/x : 0',
    'x > 0 ? x^(-3/4) : 0',
    'x > 0 ? exp(1/x) : 0',
    'x > 1 ? 1/log(x) : 0',
  ])('%s is not square-integrable near its pole', (text) => {
    const values = valuesOf(text);
    expect(values.defined).not.toBe(false);
    expect([false, null]).toContain(values.continuous);
    expect([false, null]).toContain(values.sigma);
  });

  it.each(['x > 0 ? log(x) : 0', 'x > 0 ? x^(-1/4) : 0'])('%s is square-integrable', (text) => {
    expect(valuesOf(text).sigma).not.toBe(false);
    expect([false, null]).toContain(valuesOf(text).continuous);
  });
});

describe('not defined on R: nothing is claimed', () => {
  it.each([
    '1/x',
    'log(x)',
    'tan(x)',
    'sqrt(x)',
    'x^(1/3)',
    'x^x',
    'asin(x)',
    'gamma(x)',
    '1/(x^2 - 2)',
    'x/(exp(x) - 2)',
    'log(sin(x) + 1/2)',
  ])('%s', (text) => {
    const values = valuesOf(text);
    expect(values.defined).not.toBe(true);
    for (const value of [values.continuous, values.absolutely, values.differentiable, values.sigma])
      expect(value).not.toBe(true);
  });
});
