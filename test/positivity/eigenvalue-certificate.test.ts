/**
 * # Certificates of the smallest eigenvalue
 *
 * What the checker accepts is below eigenvalues that were computed otherwise; what is above them,
 * and every other change, is refused or still true.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { isPositiveDefinite } from './positive-definite.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { checkKernel } from '../../src/checker/check-kernel.ts';
import type { KernelOutcome } from '../../src/checker/check-kernel.ts';
import { decode } from '../../src/checker/decode.ts';
import { unlimited } from '../../src/checker/ensure.ts';
import { kernelBindingOf } from '../../src/checker/kernel-binding.ts';
import type { KernelName } from '../../src/checker/kernel-certificate.ts';
import { certify } from '../../src/positivity/certify.ts';
import { byEigenvalue } from '../../src/positivity/eigenvalue-certificate.ts';
import { encloseSmallestEigenvalue } from '../../src/positivity/lambda-min.ts';
import { problemOf } from '../../src/positivity/problem.ts';
import type { Inputs } from '../../src/positivity/problem.ts';
import { mutations } from '../../src/testing/mutation.ts';
import type { Json } from '../../src/testing/mutation.ts';
import { seeded } from '../ntk/gram-of.ts';

type Certificate = Record<string, unknown> & {
  claim: Record<string, unknown>;
  inputs: string[][];
};

const equispaced = (n: number): Rational[][] =>
  Array.from({ length: n }, (_, i) => [Q.rational(4 * i - 2 * (n - 1), Math.max(1, n - 1))]);
const points = (n: number, d: number, seed: number): Rational[][] => {
  const random = seeded(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: d }, () => Q.rational(Math.round(1500 * random()), 1000)),
  );
};

interface Setting {
  readonly texts: readonly string[];
  readonly inputs: Inputs;
  readonly depth: number;
  readonly bias: Rational;
  readonly kernel: KernelName;
}

const architectureOf = ({ texts, depth, bias }: Setting): Parameters<typeof problemOf>[1] => ({
  activations: texts.map((text) => parseActivation(text).expr),
  depth,
  weightVariance: Q.one,
  biasVariance: bias,
});

/** The certificate, with the number c that it proves. */
function certified(
  setting: Setting,
  wanted: Rational,
): { readonly certificate: Certificate; readonly bound: Rational } {
  const problem = problemOf(setting.inputs, architectureOf(setting), setting.kernel);
  const result = byEigenvalue(problem, wanted);
  if (result.kind !== 'accepted') throw new Error(result.reason);
  const { proved, certificate } = result;
  return {
    certificate: JSON.parse(JSON.stringify(certificate)) as Certificate,
    bound: Q.fromText(proved.lambdaMin!)!,
  };
}

/** With another claim, or other data, and the digest that belongs to it. */
function bound(certificate: Certificate): Certificate {
  const list = (texts: unknown): Rational[] => (texts as string[]).map((t) => Q.fromText(t)!);
  const sha256 = kernelBindingOf({
    activations: (certificate.activations as unknown[]).map((a) => decode(a, unlimited, 0)),
    layers: certificate.layers as number[],
    kernel: certificate.kernel as KernelName,
    weightVariance: list(certificate.weightVariance),
    biasVariance: list(certificate.biasVariance),
    inputs: certificate.inputs.map(list),
  });
  return { ...certificate, sha256 };
}
const claiming = (certificate: Certificate, c: Rational): KernelOutcome =>
  checkKernel({ ...certificate, claim: { ...certificate.claim, bound: Q.toText(c) } });
const codeOf = (outcome: KernelOutcome): string =>
  outcome.accepted ? 'accepted' : outcome.refusal.code;
const times = (q: Rational, num: number, den: number): Rational => Q.mul(q, Q.rational(num, den));

describe('certificates of λ_min', () => {
  it.each<[string, Setting]>([
    ...(['nngp', 'ntk'] as const).flatMap((kernel) =>
      ['tanh', 'gelu', 'relu', 'sin', 'softplus', 'x^3', 'leaky_relu', 'exp(x/2)'].flatMap(
        (text): [string, Setting][] => [
          [
            `${text}, ${kernel}, depth 2, with biases`,
            { texts: [text], inputs: equispaced(4), depth: 2, bias: Q.one, kernel },
          ],
          [
            `${text}, ${kernel}, depth 3, without`,
            { texts: [text], inputs: points(5, 3, 7), depth: 3, bias: Q.zero, kernel },
          ],
        ],
      ),
    ),
    [
      'tanh then relu then sin',
      {
        texts: ['tanh', 'relu', 'sin'],
        inputs: points(6, 2, 3),
        depth: 4,
        bias: Q.rational(1, 10),
        kernel: 'nngp',
      },
    ],
    [
      'one row',
      {
        texts: ['gelu'],
        inputs: equispaced(1).map(() => [Q.one]),
        depth: 3,
        bias: Q.zero,
        kernel: 'ntk',
      },
    ],
    [
      'a linear network',
      { texts: ['x'], inputs: points(2, 3, 5), depth: 3, bias: Q.zero, kernel: 'ntk' },
    ],
  ])('%s: below the eigenvalue, and near it', (_name, setting) => {
    const truth = encloseSmallestEigenvalue(
      setting.inputs,
      architectureOf(setting),
      setting.kernel,
    );
    if (truth.kind !== 'bounds') throw new Error(truth.reason);
    const { certificate, bound: c } = certified(setting, truth.lower);
    expect(Q.compare(c, truth.upper)).toBeLessThanOrEqual(0);
    expect(Q.approxNumber(Q.div(c, truth.lower))).toBeGreaterThan(0.9);
    // Above the truth, by little and by much.
    for (const wrong of [
      times(truth.upper, 1001, 1000),
      times(truth.upper, 2, 1),
      Q.rational(1000),
    ])
      expect(codeOf(claiming(certificate, wrong))).toBe('not-shown');
  });

  // As in lambda-min.test.ts: trapezoidal rule in 150 bits, eigenvalues in 40 digits.
  it('tanh on 20 equispaced points', () => {
    const setting: Setting = {
      texts: ['tanh'],
      inputs: equispaced(20),
      depth: 2,
      bias: Q.one,
      kernel: 'nngp',
    };
    const truth = encloseSmallestEigenvalue(setting.inputs, architectureOf(setting), 'nngp');
    if (truth.kind !== 'bounds') throw new Error(truth.reason);
    const { bound: c } = certified(setting, truth.lower);
    expect(Q.compare(c, truth.upper)).toBeLessThan(0);
    expect(Q.approxNumber(c)).toBeGreaterThan(1e-9);
  });

  it.each(['hardtanh', 'elu', 'hardswish', 'abs(x - 1/3)', 'relu(x^2 - 2)', 'sign(x) + x/4'])(
    '%s, whose kinks are cut out of the panels',
    (text) => {
      const setting: Setting = {
        texts: [text],
        inputs: points(5, 3, 9),
        depth: 2,
        bias: Q.rational(1, 4),
        kernel: 'nngp',
      };
      const truth = encloseSmallestEigenvalue(setting.inputs, architectureOf(setting), 'nngp');
      if (truth.kind !== 'bounds') throw new Error(truth.reason);
      const { bound: c } = certified(setting, truth.lower);
      expect(Q.compare(c, truth.upper)).toBeLessThanOrEqual(0);
      expect(Q.approxNumber(Q.div(c, truth.lower))).toBeGreaterThan(0.5);
    },
  );

  it('x^3: sharp, by the exact kernel', () => {
    const inputs = [
      [Q.rational(1), Q.rational(1, 2)],
      [Q.rational(-1, 3), Q.rational(2)],
      [Q.rational(3, 4), Q.rational(-1)],
    ];
    const setting: Setting = { texts: ['x^3'], inputs, depth: 2, bias: Q.one, kernel: 'nngp' };
    // E[u³v³] = 9·q·q′·s + 6·s³.
    const first = inputs.map((x) =>
      inputs.map((y) =>
        Q.add(
          Q.div(
            x.reduce((sum, v, k) => Q.add(sum, Q.mul(v, y[k]!)), Q.zero),
            Q.rational(2),
          ),
          Q.one,
        ),
      ),
    );
    const kernel = first.map((row, i) =>
      row.map((s, j) => {
        const product = Q.mul(Q.rational(9), Q.mul(Q.mul(first[i]![i]!, first[j]![j]!), s));
        return Q.add(Q.add(product, Q.mul(Q.rational(6), Q.pow(s, 3))), Q.one);
      }),
    );
    const exceeds = (c: Rational): boolean =>
      isPositiveDefinite(kernel.map((row, i) => row.map((v, j) => (i === j ? Q.sub(v, c) : v))));
    let [low, high] = [Q.zero, Q.rational(100)];
    for (let step = 0; step < 60; step += 1) {
      const middle = Q.div(Q.add(low, high), Q.rational(2));
      if (exceeds(middle)) low = middle;
      else high = middle;
    }
    const { certificate } = certified(setting, low);
    const slack = times(low, 1, 10 ** 5);
    expect(codeOf(claiming(certificate, Q.sub(low, slack)))).toBe('accepted');
    expect(codeOf(claiming(certificate, Q.add(high, Q.rational(1, 10 ** 15))))).toBe('not-shown');
    expect(codeOf(claiming(certificate, high))).toBe('not-shown');
  });
});

describe('hostile certificates of λ_min', () => {
  const settings: readonly Setting[] = [
    { texts: ['tanh'], inputs: equispaced(3), depth: 2, bias: Q.one, kernel: 'ntk' },
    { texts: ['relu', 'gelu'], inputs: points(3, 2, 1), depth: 3, bias: Q.zero, kernel: 'nngp' },
  ];
  const truths = new Map<string, Rational>();
  /** An upper bound of λ_min of what an accepted certificate is about; null: not known. */
  function truthOf(certificate: Certificate): Rational | null {
    const { activations, layers, inputs, kernel, weightVariance, biasVariance } = certificate as {
      activations: { input: { text: string } }[];
      layers: number[];
      inputs: string[][];
      kernel: KernelName;
      weightVariance: string[];
      biasVariance: string[];
    } & Certificate;
    const key = JSON.stringify([activations, layers, inputs, kernel, weightVariance, biasVariance]);
    if (!truths.has(key)) {
      const list = (texts: readonly string[]): Rational[] => texts.map((t) => Q.fromText(t)!);
      const found = encloseSmallestEigenvalue(
        inputs.map(list),
        {
          activations: layers.map((k) => parseActivation(activations[k]!.input.text).expr),
          depth: layers.length + 1,
          weightVariance: list(weightVariance),
          biasVariance: list(biasVariance),
        },
        kernel,
      );
      if (found.kind !== 'bounds') return null;
      truths.set(key, found.upper);
    }
    return truths.get(key)!;
  }

  let certificates: readonly Certificate[];
  beforeAll(() => {
    certificates = settings.map((setting) => {
      const truth = encloseSmallestEigenvalue(
        setting.inputs,
        architectureOf(setting),
        setting.kernel,
      );
      if (truth.kind !== 'bounds') throw new Error(truth.reason);
      return certified(setting, truth.lower).certificate;
    });
  }, 60_000);

  it('changed anywhere in the claim: refused, or still true', () => {
    let [accepted, refused] = [0, 0];
    for (const certificate of certificates)
      for (const [what, claim] of sampled(mutations(certificate.claim as Json), 5)) {
        const outcome = checkKernel({ ...certificate, claim });
        if (!outcome.accepted) {
          refused += 1;
          continue;
        }
        accepted += 1;
        const c = Q.fromText(outcome.proved.lambdaMin!)!;
        expect(Q.compare(c, truthOf(certificate)!), what).toBeLessThanOrEqual(0);
      }
    expect(refused).toBeGreaterThan(50);
    expect(accepted).toBeGreaterThan(10);
  }, 600_000);

  it('changed data: refused by the digest, and with its own digest true', () => {
    let accepted = 0;
    for (const certificate of certificates) {
      for (const field of ['inputs', 'kernel', 'weightVariance', 'biasVariance', 'layers'] as const)
        for (const [what, value] of sampled(mutations(certificate[field] as Json), 2)) {
          const changed = { ...certificate, [field]: value } as Certificate;
          if (JSON.stringify(value) === JSON.stringify(certificate[field])) continue;
          expect(checkKernel(changed).accepted, what).toBe(false);
          let again: Certificate;
          try {
            again = bound(changed);
          } catch {
            continue;
          }
          const outcome = checkKernel(again);
          if (!outcome.accepted) continue;
          const truth = truthOf(again);
          if (truth === null) continue;
          accepted += 1;
          const c = Q.fromText(outcome.proved.lambdaMin!)!;
          expect(Q.compare(c, truth), what).toBeLessThanOrEqual(0);
        }
    }
    expect(accepted).toBeGreaterThan(5);
  }, 600_000);

  const rows = (texts: readonly string[][]): Certificate =>
    bound({ ...certificates[0]!, inputs: texts.map((row) => [...row]) });
  const tiny = { bound: `1/1${'0'.repeat(60)}` };
  const withTiny = (certificate: Certificate): KernelOutcome =>
    checkKernel({ ...certificate, claim: { ...certificate.claim, ...tiny } });

  it('equal rows, parallel rows and zero rows without biases are refused', () => {
    expect(codeOf(withTiny(rows([['1'], ['2'], ['1']])))).toBe('not-shown');
    const unbiased = bound({ ...certificates[0]!, biasVariance: ['0', '0'] });
    // tanh is odd: x and −x give a singular matrix.
    expect(codeOf(withTiny(bound({ ...unbiased, inputs: [['1'], ['3/2'], ['-1']] })))).toBe(
      'not-shown',
    );
    expect(codeOf(withTiny(bound({ ...unbiased, inputs: [['1'], ['3/2'], ['0']] })))).toBe(
      'not-shown',
    );
  });

  const claimOf = (change: Record<string, unknown>): KernelOutcome =>
    checkKernel({ ...certificates[0]!, claim: { ...certificates[0]!.claim, ...change } });
  const ends = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

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
    expect(codeOf(claimOf(change))).toBe(code);
  });

  it.each(['exp(x^2/50)', '1/x', 'log(abs(x))', 'sqrt(x)', 'gamma(x)', 'tan(x)'])(
    '%s on the same panels is refused',
    (text) => {
      const setting: Setting = { ...settings[0]!, texts: [text] };
      const problem = problemOf(setting.inputs, architectureOf(setting), 'nngp');
      const result = byEigenvalue(problem, Q.rational(1, 100));
      expect(result.kind).toBe('failed');
    },
  );

  it('sizes beyond reach end soon', () => {
    const long = (k: number): string => `${2 * k + 1}/${2n ** 1000n}`;
    const began = performance.now();
    const outcome = claimOf({
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
  }, 120_000);
});

function* sampled<T>(items: Iterable<T>, every: number): Generator<T> {
  let k = 0;
  for (const item of items) if (k++ % every === 0) yield item;
}

describe('certify by lambda-min', () => {
  const network = (text: string): Parameters<typeof certify>[1] => ({
    activations: [parseActivation(text).expr],
    depth: 2,
    weightVariance: Q.one,
    biasVariance: Q.one,
  });

  it('hands out what the checker accepted, and says which number is whose', () => {
    const found = certify(equispaced(5), network('gelu'), { kernel: 'nngp', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found).toMatchObject({
      verdict: 'strictly-positive-definite',
      by: 'lambda-min',
      theorem: 'H',
      assumes: [],
      rigour: 'certificate accepted by the checker',
    });
    const { certified: c, lower, upper } = found.lambdaMin!;
    expect(Number(c)).toBeLessThanOrEqual(Number(lower));
    expect(Number(c)).toBeGreaterThan(0.9 * Number(upper));
    const outcome = checkKernel(JSON.parse(JSON.stringify(found.certificate)));
    expect(outcome).toMatchObject({ accepted: true, proved: { rule: 'lambda-min', theorem: 'H' } });
    expect(found.lambdaMinNote).toContain('not independently checked');
  });

  it('assumes that Θ exists, and says so', () => {
    const found = certify(equispaced(3), network('sin'), { kernel: 'ntk', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found.assumes.join()).toContain('the kernel exists');
  });

  it('has none for more rows, and says why', () => {
    const found = certify(points(65, 8, 2), network('relu'), { kernel: 'nngp', by: 'lambda-min' });
    if (found.kind !== 'certification') throw new Error(found.reason);
    expect(found).toMatchObject({
      verdict: 'strictly-positive-definite',
      certificate: null,
      rigour: 'verified floating point, not independently checked',
      lambdaMin: { certified: null },
    });
    expect(found.lambdaMinNote).toContain('limited to 64 rows');
  });
});
