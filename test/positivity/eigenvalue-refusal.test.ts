/**
 * # Claims of λ_min that are refused, and why
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { architectureOf, certified, claiming, codeOf, equispaced } from './eigenvalue-setting.ts';
import type { Certificate, Setting } from './eigenvalue-setting.ts';
import * as Q from '../../src/arith/rational.ts';
import { byEigenvalue } from '../../src/positivity/eigenvalue-certificate.ts';
import { problemOf } from '../../src/positivity/problem.ts';

const setting: Setting = {
  texts: ['tanh'],
  inputs: equispaced(3),
  depth: 2,
  bias: Q.one,
  kernel: 'ntk',
};
let certificate: Certificate;
beforeAll(() => {
  // λ_min = 0.378….
  certificate = certified(setting, Q.rational(37, 100)).certificate;
});

const ends = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

describe('claims of λ_min', () => {
  it('unchanged is accepted', () => {
    expect(codeOf(claiming(certificate, {}))).toBe('accepted');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no bound', { bound: '0' }, 'out-of-range'],
    ['a negative bound', { bound: '-1' }, 'out-of-range'],
    ['a bound that is no number', { bound: 'NaN' }, 'not-canonical'],
    ['an infinite bound', { bound: 'Infinity' }, 'not-canonical'],
    ['a double', { bound: 0.001 }, 'wrong-type'],
    ['a bound with an exponent', { bound: '1e-3' }, 'not-canonical'],
    ['too little precision', { precision: 63 }, 'out-of-range'],
    ['too much precision', { precision: 1537 }, 'out-of-range'],
    ['no terms', { terms: 0 }, 'out-of-range'],
    ['too many terms', { terms: 1025 }, 'out-of-range'],
    ['panels that are short', { panels: [ends(-1, 1)] }, 'not-shown'],
    ['panels on one side', { panels: [ends(1, 30)] }, 'out-of-range'],
    ['one end', { panels: [['1']] }, 'out-of-range'],
    ['panels out of order', { panels: [['-30', '2', '1', '30']] }, 'out-of-range'],
    ['panels of width 0', { panels: [['-30', '1', '1', '30']] }, 'out-of-range'],
    ['too many ends', { panels: [ends(-501, 501)] }, 'too-large'],
    ['no panels for tanh', { panels: [null] }, 'not-shown'],
    ['panels for another activation', { panels: [ends(-30, 30), null] }, 'wrong-length'],
    ['no rule', { quadrature: null }, 'missing-field'],
    ['wide panels', { panels: [['-30', '30']] }, 'not-shown'],
    [
      'a rule that is none',
      { quadrature: { nodes: ['0'], weights: ['0'], ellipse: '3' } },
      'not-shown',
    ],
    [
      'a node outside',
      { quadrature: { nodes: ['9/8'], weights: ['2'], ellipse: '3' } },
      'out-of-range',
    ],
    [
      'a node at the end of panels, where σ may jump',
      { quadrature: { nodes: ['1'], weights: ['2'], ellipse: '3' } },
      'out-of-range',
    ],
    ['no ellipse', { quadrature: { nodes: ['0'], weights: ['2'], ellipse: '1' } }, 'out-of-range'],
    [
      'fewer weights than nodes',
      { quadrature: { nodes: ['0'], weights: [], ellipse: '3' } },
      'wrong-length',
    ],
    ['long numbers', { bound: `1/1${'0'.repeat(1000)}` }, 'too-large'],
    ['an unknown field', { guess: 1 }, 'unknown-field'],
  ])('%s: %o is refused', (_name, change, code) => {
    expect(codeOf(claiming(certificate, change))).toBe(code);
  });

  it.each(['exp(x^2/50)', '1/x', 'log(abs(x))', 'sqrt(x)', 'gamma(x)', 'tan(x)'])(
    '%s has none',
    (text) => {
      const problem = problemOf([[Q.one]], architectureOf({ ...setting, texts: [text] }), 'nngp');
      expect(byEigenvalue(problem, Q.rational(1, 100)).kind).toBe('failed');
    },
  );

  it('sizes beyond reach end soon', () => {
    const long = (k: number): string => `${2 * k + 1}/${2n ** 1000n}`;
    const began = performance.now();
    const outcome = claiming(certificate, {
      precision: 1536,
      terms: 1024,
      panels: [ends(-499, 499)],
      quadrature: {
        nodes: Array.from({ length: 64 }, (_, k) => long(k + 1)),
        weights: Array.from({ length: 64 }, (_, k) => long(k + 1)),
        ellipse: '3',
      },
    });
    expect(codeOf(outcome)).toBe('too-much-work');
    expect(performance.now() - began).toBeLessThan(60_000);
  });
});
