import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { approxHermite, approxRule, prepareActivation } from '../../src/ntk/hermite.ts';
import { kinkCoefficients } from '../../src/ntk/kink-coefficients.ts';
import { rootDensity } from '../../src/ntk/panel.ts';

const terms = 2100;

/** a_k and b_k by quadrature alone, one sum after another. */
function integrated(text: string, variance: number): { a: number[]; b: number[]; sizes: number[] } {
  const rule = approxRule(prepareActivation(parse(text)), variance, terms, true);
  if ('kind' in rule) throw new Error(rule.reason);
  const { nodes, weights, values, slopes } = rule;
  let [low, high] = [nodes.map(rootDensity), new Float64Array(nodes.length)];
  const sum = (f: (i: number) => number): number =>
    Array.from(nodes.keys(), f).reduce((total, x) => total + x, 0);
  const [a, b]: [number[], number[]] = [[], []];
  for (let k = 0; k < terms; k += 1) {
    const h = low;
    a.push(sum((i) => weights[i]! * h[i]! * values[i]!));
    b.push(sum((i) => weights[i]! * h[i]! * slopes![i]!));
    const before = high;
    [low, high] = [
      h.map((x, i) => (nodes[i]! * x - Math.sqrt(k) * before[i]!) / Math.sqrt(k + 1)),
      h,
    ];
  }
  const norm = (f: Float64Array): number => Math.sqrt(sum((i) => weights[i]! * f[i]! * f[i]!));
  return { a, b, sizes: [norm(values), norm(slopes!)] };
}

describe('high coefficients from kinks', () => {
  it.each([
    ['x > 0 ? x : expm1(x)', 1, 256],
    ['x > 0 ? x : expm1(x)', 10, 600],
    ['min(max(0, x), 6)', 30, 16],
    ['abs(x) > 1/2 ? x : 0', 1, 16],
    ['relu(x)^3 + abs(x - 1)', 2, 16],
    ['max(0, x) + min(0, x*exp(x))', 1, 256],
  ])('%s at q = %d: as integrated, from k = %d on', (text, variance, from) => {
    const { a, b, sizes } = integrated(text, variance);
    const found = kinkCoefficients(prepareActivation(parse(text)).pieces, variance, terms)!;
    const whole = approxHermite(parse(text), variance, terms);
    if (whole.kind === 'failure') throw new Error(whole.reason);
    expect(whole.integrated).toBeLessThan(terms);
    for (let k = from; k < terms; k += 1) {
      expect(Math.abs(found.values[k]! - a[k]!) / sizes[0]!, `a_${k}`).toBeLessThan(2e-15);
      expect(Math.abs(found.slopes[k]! - b[k]!) / sizes[1]!, `b_${k}`).toBeLessThan(2e-15);
      if (k >= whole.integrated) expect(whole.coefficients[k]).toBe(found.values[k]);
    }
  });

  it('are those of |x| in closed form, even to 60,000', () => {
    const { values } = kinkCoefficients(prepareActivation(parse('abs(x)')).pieces, 1, 60_001)!;
    // a_{2n}² = (2/π)·C(2n, n)/4^n/(2n − 1)², as a product.
    let square = 2 / Math.PI;
    for (let n = 1; n <= 30_000; n += 1) {
      square *= (2 * n - 1) / (2 * n);
      const exact = Math.sqrt(square) / (2 * n - 1);
      expect(Math.abs(Math.abs(values[2 * n]!) / exact - 1)).toBeLessThan(1e-11);
    }
  });

  it('are not claimed where there is no kink, or a derivative without limit', () => {
    for (const text of ['tanh(x)', 'sqrt(abs(x))', 'floor(x)', 'x > 0 ? x*log(x) : 0']) {
      const { pieces } = prepareActivation(parse(text));
      expect(kinkCoefficients(pieces, 4, 10), text).toBeNull();
    }
  });

  it('are not taken where the rest is not negligible', () => {
    const found = approxHermite(parse('x/(1 + abs(x))'), 1, 1024);
    expect(found.kind === 'hermite' && found.integrated).toBe(1024);
  });
});
