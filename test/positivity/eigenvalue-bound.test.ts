/**
 * # Certificates of λ_min: how near they come
 *
 * What the checker accepts is below eigenvalues that were computed otherwise, and near them; what is
 * above them is refused.
 */
import { describe, expect, it } from 'vitest';
import { isPositiveDefinite } from './positive-definite.ts';
import { certified, claiming, codeOf, equispaced, plane, truthOf } from './eigenvalue-setting.ts';
import type { Setting } from './eigenvalue-setting.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';

const tenth = Q.rational(1, 10);
const times = (q: Rational, num: number, den: number): Rational => Q.mul(q, Q.rational(num, den));

/** c ≤ λ_min, c > share·λ_min, and the same certificate does not show more than λ_min. */
function comesNear(setting: Setting, share: number): void {
  const truth = truthOf(setting);
  const { certificate, bound: c } = certified(setting, truth.lower);
  expect(Q.compare(c, truth.upper)).toBeLessThanOrEqual(0);
  expect(Q.approxNumber(Q.div(c, truth.lower))).toBeGreaterThan(share);
  const wrong = { bound: Q.toText(times(truth.upper, 1001, 1000)) };
  expect(codeOf(claiming(certificate, wrong))).toBe('not-shown');
}

const texts = ['tanh', 'relu', 'sin', 'softplus', 'x^3', 'leaky_relu', 'exp(x/2)'];

describe.each(['nngp', 'ntk'] as const)('certificates of λ_min, %s', (kernel) => {
  it.each(texts)('%s with biases, depth 2', (text) =>
    comesNear({ texts: [text], inputs: equispaced(3), depth: 2, bias: Q.one, kernel }, 0.9),
  );
  it.each([...texts, 'gelu'])('%s without, depth 3', (text) =>
    comesNear({ texts: [text], inputs: plane, depth: 3, bias: Q.zero, kernel }, 0.9),
  );
});

describe('certificates of λ_min', () => {
  it.each<[string, Setting]>([
    [
      'tanh then relu then sin',
      { texts: ['tanh', 'relu', 'sin'], inputs: plane, depth: 4, bias: tenth, kernel: 'nngp' },
    ],
    ['one row', { texts: ['sin'], inputs: [[Q.one]], depth: 3, bias: Q.zero, kernel: 'ntk' }],
    [
      'a linear network',
      { texts: ['x'], inputs: plane.slice(1), depth: 3, bias: Q.zero, kernel: 'ntk' },
    ],
    // λ_min ≈ 3·10^−4 with poles near, and ≈ 10^−11.
    [
      'tanh on 8 points',
      { texts: ['tanh'], inputs: equispaced(8), depth: 2, bias: Q.one, kernel: 'nngp' },
    ],
    [
      'sin on 14 points',
      { texts: ['sin'], inputs: equispaced(14), depth: 2, bias: Q.one, kernel: 'nngp' },
    ],
  ])('%s', (_name, setting) => comesNear(setting, 0.9));

  it.each(['hardtanh', 'elu', 'hardswish', 'abs(x - 1/3)', 'relu(x^2 - 2)', 'sign(x) + x/4'])(
    '%s, whose kinks are cut out of the panels',
    (text) => {
      const bias = Q.rational(1, 4);
      comesNear({ texts: [text], inputs: plane, depth: 2, bias, kernel: 'nngp' }, 0.5);
    },
  );

  it('x^3: sharp, by the exact kernel', () => {
    const inputs = [
      [Q.rational(1), Q.rational(1, 2)],
      [Q.rational(-1, 3), Q.rational(2)],
      [Q.rational(3, 4), Q.rational(-1)],
    ];
    const kernel = cubicKernel(inputs);
    const exceeds = (c: Rational): boolean =>
      isPositiveDefinite(kernel.map((row, i) => row.map((v, j) => (i === j ? Q.sub(v, c) : v))));
    let [low, high] = [Q.zero, Q.rational(100)];
    for (let step = 0; step < 60; step += 1) {
      const middle = Q.div(Q.add(low, high), Q.rational(2));
      if (exceeds(middle)) low = middle;
      else high = middle;
    }
    const setting: Setting = { texts: ['x^3'], inputs, depth: 2, bias: Q.one, kernel: 'nngp' };
    const { certificate } = certified(setting, low);
    const codeAt = (c: Rational): string => codeOf(claiming(certificate, { bound: Q.toText(c) }));
    expect(codeAt(Q.sub(low, times(low, 1, 10 ** 5)))).toBe('accepted');
    for (const c of [
      high,
      Q.add(high, Q.rational(1, 10 ** 15)),
      times(high, 2, 1),
      Q.rational(1000),
    ])
      expect(codeAt(c)).toBe('not-shown');
  });
});

/** Σ² of σ(x) = x³ with variances 1, over Q: E[u³v³] = 9·q·q′·s + 6·s³. */
function cubicKernel(inputs: readonly (readonly Rational[])[]): Rational[][] {
  const first = inputs.map((x) =>
    inputs.map((y) => {
      const product = x.reduce((sum, v, k) => Q.add(sum, Q.mul(v, y[k]!)), Q.zero);
      return Q.add(Q.div(product, Q.rational(2)), Q.one);
    }),
  );
  return first.map((row, i) =>
    row.map((s, j) => {
      const product = Q.mul(Q.rational(9), Q.mul(Q.mul(first[i]![i]!, first[j]![j]!), s));
      return Q.add(Q.add(product, Q.mul(Q.rational(6), Q.pow(s, 3))), Q.one);
    }),
  );
}
