import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { fromText, rational, sign } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { check } from '../../src/checker/check-any.ts';
import { exactRow } from '../../src/data/data-set.ts';
import { equispacedInputs, randomInputs } from '../../src/data/random.ts';
import { rankOf } from '../../src/linalg/rational-matrix.ts';
import { certify } from '../../src/positivity/certify.ts';
import type { Certification, CertifyOptions } from '../../src/positivity/certify.ts';
import { exactKernels, times } from './exact-kernel.ts';

type Rows = readonly (readonly Rational[])[];

const rows = (...list: readonly (readonly (number | string)[])[]): Rows =>
  list.map((row) => row.map((q) => fromText(String(q))!));
const equispaced = (n: number): Rows => {
  const set = equispacedInputs(n, rational(-2), rational(2));
  return Array.from({ length: n }, (_, i) => exactRow(set, i));
};
const gaussian = (n: number, d: number, seed: number): Rows => {
  const set = randomInputs('gaussian', n, d, seed);
  return Array.from({ length: n }, (_, i) => exactRow(set, i));
};

interface Network {
  readonly layers: readonly string[];
  readonly depth?: number;
  readonly bias?: number | readonly number[];
}

function certified(
  inputs: Rows,
  { layers, depth = layers.length + 1, bias = 1 }: Network,
  options: Partial<CertifyOptions> = {},
): Certification {
  const result = certify(
    inputs,
    {
      activations: layers.map((text) => parseActivation(text).expr),
      depth,
      weightVariance: rational(1),
      biasVariance:
        typeof bias === 'number' ? rational(bias) : bias.map((variance) => rational(variance)),
    },
    // Bounds of λ_min take most of the time; lambda-min.test.ts and a few cases here have them.
    { kernel: 'ntk', lambdaMin: false, ...options },
  );
  if (result.kind !== 'certification') throw new Error(JSON.stringify(result));
  if (result.certificate !== null)
    expect(check(JSON.parse(JSON.stringify(result.certificate))).accepted).toBe(true);
  return result;
}

describe('routes', () => {
  it.each<[string, Rows, Network, string, Certification['verdict'], Certification['by']]>([
    ['tanh', equispaced(30), { layers: ['tanh'] }, '', 'strictly-positive-definite', 'theorem'],
    [
      'ReLU, 4 layers',
      gaussian(8, 3, 1),
      { layers: ['relu'], depth: 4, bias: 0 },
      '',
      'strictly-positive-definite',
      'theorem',
    ],
    [
      'x² below its threshold',
      equispaced(3),
      { layers: ['x^2'] },
      '',
      'strictly-positive-definite',
      'theorem',
    ],
    [
      'x² in general position',
      gaussian(6, 2, 1),
      { layers: ['x^2'] },
      '',
      'strictly-positive-definite',
      'exact',
    ],
    ['x² from its threshold on', gaussian(7, 2, 1), { layers: ['x^2'] }, '', 'singular', 'exact'],
    [
      'x² on a line of the plane',
      rows([0, 1], [1, 1], [2, 1], [3, 1]),
      { layers: ['x^2'] },
      '',
      'singular',
      'exact',
    ],
    [
      'a step, for Σ',
      equispaced(5),
      { layers: ['heaviside(x)'] },
      'nngp',
      'strictly-positive-definite',
      'features',
    ],
    [
      'a polynomial off a point, for Σ',
      equispaced(5),
      { layers: ['sign(x)^2 + x'] },
      'nngp',
      'singular',
      'exact',
    ],
    ['equal inputs', rows([1, 1], [0, 2], [1, 1]), { layers: ['tanh'] }, '', 'singular', 'exact'],
    [
      'ReLU at x and 2x',
      rows([1, 1], [2, 2]),
      { layers: ['relu'], bias: 0 },
      '',
      'singular',
      'exact',
    ],
    [
      'ReLU at x and 2x, biases later',
      rows([1, 1], [2, 2]),
      { layers: ['relu', 'relu'], bias: [0, 1, 1] },
      '',
      'strictly-positive-definite',
      'features',
    ],
    [
      'ReLU at x and −x',
      rows([1, 1], [-1, -1]),
      { layers: ['relu'], bias: 0 },
      '',
      'strictly-positive-definite',
      'features',
    ],
    [
      'an even σ at ±x',
      rows([1, 1], [-1, -1]),
      { layers: ['cos', 'tanh'], bias: [0, 1, 1] },
      '',
      'singular',
      'exact',
    ],
    [
      'an odd σ at ±x',
      rows([1, 1], [-1, -1]),
      { layers: ['tanh', 'erf'], bias: 0 },
      '',
      'singular',
      'exact',
    ],
    [
      'an odd σ at ±x, a bias behind it',
      rows([1, 1], [-1, -1]),
      { layers: ['tanh', 'erf'], bias: [0, 1, 0] },
      '',
      'strictly-positive-definite',
      'features',
    ],
    [
      'a zero input, σ(0) = 0',
      rows([1, 1], [0, 0]),
      { layers: ['tanh'], bias: 0 },
      '',
      'singular',
      'exact',
    ],
    [
      'a zero input, σ(0) ≠ 0',
      rows([1, 1], [0, 0]),
      { layers: ['sigmoid'], bias: 0 },
      '',
      'strictly-positive-definite',
      'features',
    ],
    [
      'one input',
      rows([3]),
      { layers: ['tanh'], bias: 0 },
      '',
      'strictly-positive-definite',
      'theorem',
    ],
    ['one zero input', rows([0]), { layers: ['tanh'], bias: 0 }, '', 'singular', 'exact'],
    [
      'mixed layers',
      gaussian(6, 2, 4),
      { layers: ['x^2', 'tanh', 'x^3'] },
      '',
      'strictly-positive-definite',
      'theorem',
    ],
    ['a constant layer', equispaced(2), { layers: ['tanh', '0*x + 3'] }, '', 'undecided', null],
    [
      'no hidden layer',
      rows([1], [2]),
      { layers: [], bias: 1 },
      '',
      'strictly-positive-definite',
      'theorem',
    ],
    [
      'no hidden layer, three points',
      rows([1], [2], [3]),
      { layers: [], bias: 1 },
      '',
      'singular',
      'exact',
    ],
  ])('%s', (_what, inputs, network, kernel, verdict, by) => {
    const found = certified(inputs, network, {
      ...(kernel === 'nngp' && { kernel }),
      lambdaMin: verdict === 'singular',
    });
    expect([found.verdict, found.by]).toEqual([verdict, by]);
    expect(found.certificate === null).toBe(verdict === 'undecided');
    if (verdict === 'singular') {
      expect(found.lambdaMin).toEqual({ lower: '0', upper: '0', certified: '0' });
      expect(found.nullVector!.some((u) => u !== '0')).toBe(true);
    } else expect(found.nullVector).toBeNull();
  });

  it('is forced to one', () => {
    const tanh: Network = { layers: ['tanh'], depth: 3 };
    expect(certified(equispaced(6), tanh, { by: 'features' }).by).toBe('features');
    expect(certified(equispaced(6), tanh, { by: 'exact' }).verdict).toBe('undecided');
    expect(() => certified(equispaced(6), tanh, { by: 'guess' as never })).toThrow(
      'certify: expected a route',
    );
  });

  it('assumes what the certificate does not prove, and says so', () => {
    expect(certified(equispaced(3), { layers: ['x^2'] }).assumes).toEqual([]);
    const [existence, ...others] = certified(equispaced(5), { layers: ['tanh'] }).assumes;
    expect(existence).toMatch(/^the kernel exists/);
    expect(others).toEqual([]);
    const elu = certified(equispaced(5), { layers: ['x > 0 ? x : exp(x) - 1'] }).assumes;
    expect(elu[0]).toBe('σ is continuous in every hidden layer');
  });

  it('gives the same certificate for the same seed', () => {
    const of = (seed: number): string =>
      JSON.stringify(certified(equispaced(6), { layers: ['gelu'] }, { by: 'features', seed }));
    expect(of(5)).toBe(of(5));
    expect(of(5)).not.toBe(of(6));
  });
});

describe('kernels that do not exist', () => {
  it.each([
    ['cbrt', 'ntk', 1, 'infinite'],
    ['exp(x^2)', 'nngp', 1, 'infinite'],
    ['heaviside(x)', 'ntk', 1, 'discontinuous'],
  ] as const)('%s has no %s', (text, kernel, layer, code) => {
    const architecture = {
      activations: [parseActivation(text).expr],
      depth: 3,
      weightVariance: rational(1),
      biasVariance: rational(1),
    };
    const found = certify(rows([1], [2]), architecture, { kernel });
    expect(found).toMatchObject({ kind: 'no-kernel', layer, code });
  });

  it('cbrt has a Σ', () => {
    const found = certified(rows([1], [2]), { layers: ['cbrt'] }, { kernel: 'nngp' });
    expect(found.verdict).toBe('strictly-positive-definite');
  });
});

describe('ranks of polynomial networks', () => {
  const square = ['0', '0', '1'];
  const cubic = ['0', '1', '0', '1'];
  it.each<[string, readonly string[], number, number, number, number]>(
    [
      ['x^2', square, 1, 2, 1, 3],
      ['x^2', square, 1, 3, 1, 5],
      ['x^3 + x', cubic, 1, 2, 2, 4],
      ['x^3 + x', cubic, 1, 3, 5, 10],
      ['x^2', square, 2, 2, 3, 6],
      ['x^2', square, 2, 3, 5, 15],
      ['x^3 + x', cubic, 2, 2, 6, 10],
      ['x^3 + x', cubic, 2, 3, 30, 55],
    ].map((row) => row as [string, string[], number, number, number, number]),
  )(
    '%s (%j) in dimension %i, depth %i: %i without biases, %i with',
    (text, coefficients, d, depth, plain, biased) => {
      for (const [bias, rank] of [
        [0, plain],
        [1, biased],
      ] as const)
        for (const kernel of ['nngp', 'ntk'] as const) {
          // Small integers in general position.
          const inputs = rows(
            ...Array.from({ length: rank + 1 }, (_, i) =>
              Array.from({ length: d }, (__, k) =>
                k === 0 ? i + 1 : ((i * i * 7 + 3 * i) % 23) - 11,
              ),
            ),
          );
          const network = { layers: [text], depth, bias };
          const found = certified(inputs, network, { kernel });
          expect(found).toMatchObject({
            verdict: 'singular',
            by: 'exact',
            rank,
            threshold: rank + 1,
          });
          const [below, at] = [certified(inputs.slice(0, rank), network, { kernel }), found];
          expect(below.verdict).toBe('strictly-positive-definite');
          expect(below.rank).toBe(rank);
          // Against the kernel itself, in rationals.
          if (rank > 15) continue;
          const matrix = exactKernels(
            inputs,
            Array.from({ length: depth - 1 }, () => coefficients.map((c) => fromText(c)!)),
            Array.from({ length: depth }, () => rational(1)),
            Array.from({ length: depth }, () => rational(bias)),
          )[kernel];
          expect(rankOf(matrix)).toBe(rank);
          const u = at.nullVector!.map((entry) => fromText(entry)!);
          expect(times(matrix, u).every((entry) => sign(entry) === 0)).toBe(true);
        }
    },
  );

  it('does not depend on irrational coefficients', () => {
    const found = certified(equispaced(5), { layers: ['pi*x^2 + sqrt(2)'] });
    expect(found).toMatchObject({ verdict: 'singular', rank: 3, threshold: 4 });
  });
});

describe('data that break things', () => {
  const near = ['1', `${10n ** 12n + 1n}/${10n ** 12n}`];
  it.each<[string, Rows]>([
    ['near-duplicates', rows([near[0]!, 1], [near[1]!, 1], [0, 1])],
    ['near-parallel', rows([near[0]!, 1], [1, near[1]!], [2, 1])],
    ['collinear', rows([1, 1], [2, 2], [3, 3], [4, 4])],
    ['norms from 1e-6 to 1e6', rows(['1/1000000', 0], [1, '1/2'], [0, 1000000])],
    ['a zero row', rows([0, 0], [1, 2], [2, 1])],
    ['one row', rows([1, 2])],
    ['two rows', rows([1, 2], [3, 4])],
  ])('%s', (_what, inputs) => {
    for (const text of ['tanh', 'relu', 'gelu'])
      for (const bias of [0, 1])
        for (const by of [undefined, 'features'] as const) {
          // λ_min is enclosed in one of the four: its bounds take most of the time.
          const lambdaMin = bias === 1 && by === undefined && { maxPrecision: 64 };
          const options = { lambdaMin, ...(by && { by }) };
          const found = certified(inputs, { layers: [text], bias }, options);
          const parallel =
            bias === 0 &&
            found.hypotheses.some((h) => /parallel/.test(h.statement) && h.holds === false);
          // Without biases, parallel rows are singular for ReLU, and a zero row for σ(0) = 0.
          if (!parallel) expect(found.verdict).toBe('strictly-positive-definite');
          else if (by === undefined && (text === 'relu' || inputs.length === 3))
            expect(found.verdict).toBe('singular');
          expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
        }
  });
});

describe('arguments that do not fit', () => {
  const tanh = parseActivation('tanh').expr;
  const architecture = {
    activations: [tanh],
    depth: 2,
    weightVariance: rational(1),
    biasVariance: rational(0),
  };
  it.each([
    ['no rows', [], architecture, 'at least one row'],
    ['ragged rows', rows([1, 2], [1]), architecture, 'rows of one length'],
    [
      'two activations for one layer',
      rows([1]),
      { ...architecture, activations: [tanh, tanh] },
      'activations',
    ],
    ['a variance 0', rows([1]), { ...architecture, weightVariance: rational(0) }, 'weightVariance'],
    ['a depth of 1.5', rows([1]), { ...architecture, depth: 1.5 }, 'depth'],
  ])('%s', (_what, inputs, network, message) => {
    expect(() => certify(inputs, network, { kernel: 'ntk' })).toThrow(message);
  });
});

describe('a certified bound of λ_min', () => {
  const inputs = gaussian(4, 3, 2);
  const found = (standard: boolean, kernel: 'ntk' | 'nngp'): Certification => {
    const result = certify(
      inputs,
      {
        activations: [parseActivation('relu').expr],
        depth: 3,
        weightVariance: rational(2),
        biasVariance: rational(1, 4),
        ...(standard && {
          parameterisation: {
            kind: 'standard' as const,
            widths: [rational(1, 1000), rational(1, 1000), rational(1, 1000)],
          },
        }),
      },
      { kernel, by: 'lambda-min' },
    );
    if (result.kind !== 'certification') throw new Error(JSON.stringify(result));
    return result;
  };

  it('is below the bounds that are not checked', () => {
    for (const kernel of ['ntk', 'nngp'] as const) {
      const { lambdaMin, certificate } = found(false, kernel);
      expect(certificate).not.toBeNull();
      expect(Number(lambdaMin!.certified)).toBeGreaterThan(0);
      expect(Number(lambdaMin!.certified)).toBeLessThanOrEqual(Number(lambdaMin!.lower));
    }
  });

  it('is none for Θ in the standard parameterisation, whose entries are others', () => {
    const { verdict, lambdaMin, certificate, lambdaMinNote } = found(true, 'ntk');
    expect(verdict).toBe('strictly-positive-definite');
    expect(lambdaMin!.certified).toBeNull();
    expect(certificate).toBeNull();
    expect(lambdaMinNote).toContain('NTK parameterisation');
    expect(found(true, 'nngp').lambdaMin!.certified).toBe(
      found(false, 'nngp').lambdaMin!.certified,
    );
  });
});
