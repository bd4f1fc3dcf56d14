import { describe, expect, it } from 'vitest';
import { listActivations } from '../../src/activations/catalogue.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxGram } from '../../src/ntk/gram.ts';
import { published } from './reference/published-kernels.ts';
import { architecture, eigenvalues, gramOf, inputsOf, seeded } from './gram-of.ts';

const square = inputsOf([
  [1, 0],
  [0.6, 0.8],
  [-0.8, 0.6],
  [0.5, -0.5],
]);

describe('published kernels', () => {
  for (const [text, hidden, ...numbers] of published)
    // A term that vanishes hides the closed form: the same numbers by Hermite series.
    for (const written of [text, `${text} + 0*sinc(x)`])
      it(`${written}, ${hidden} hidden`, () => {
        const network = architecture(written, hidden + 1, 2.25, 0.01);
        const nngp = gramOf(square, network, 'nngp');
        const ntk = gramOf(square, network, 'ntk');
        const found = [nngp.matrix[1]!, ntk.matrix[0]!, ntk.matrix[1]!, ntk.matrix[7]!];
        found.forEach((value, k) => expect(Math.abs(value - numbers[k]!)).toBeLessThan(1e-12));
        const least = [nngp, ntk].map(({ matrix }) => eigenvalues(matrix, 4)[0]!);
        least.forEach((value, k) =>
          expect(Math.abs(value / numbers[4 + k]! - 1)).toBeLessThan(1e-6),
        );
        const { methods } = ntk;
        expect(
          written === text && text !== 'tanh(x)' ? methods['closed form'] : methods.series,
        ).toBe(6 * hidden);
      });
});

const texts = [
  'relu(x)',
  'tanh(x)',
  'gelu(x)',
  'clip(x, -1, 1)',
  'x > 0 ? x : expm1(x)',
  'softplus(x)',
  'x^3 - x',
  'cos(x)',
];

function randomRows(n: number, d: number, seed: number): number[][] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => Array.from({ length: d }, () => 2 * random()));
}

describe('properties of Gram matrices', () => {
  it('symmetric, positive semidefinite to rounding, Θ ≥ Σ', () => {
    for (const text of texts) {
      const inputs = inputsOf(randomRows(12, 3, 7));
      const network = architecture(text, 3, 1.3, 0.2);
      const [nngp, ntk] = (['nngp', 'ntk'] as const).map((k) => gramOf(inputs, network, k));
      for (const { matrix } of [nngp!, ntk!]) {
        for (let i = 0; i < 12; i += 1)
          for (let j = 0; j < 12; j += 1) expect(matrix[i * 12 + j]).toBe(matrix[j * 12 + i]);
        const found = eigenvalues(matrix, 12);
        expect(found[0]! / found.at(-1)!).toBeGreaterThan(-1e-14);
      }
      const difference = ntk!.matrix.map((v, i) => v - nngp!.matrix[i]!);
      const found = eigenvalues(difference, 12);
      expect(found[0]! / found.at(-1)!).toBeGreaterThan(-1e-14);
    }
  });

  it('invariant under rotations, equivariant under permutations', () => {
    const rows = randomRows(6, 2, 3);
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const turned = rows.map(([x, y]) => [c * x! - s * y!, s * x! + c * y!]);
    const order = [3, 1, 5, 0, 2, 4];
    for (const text of texts) {
      const network = architecture(text, 3, 1.5, 0.1);
      const base = gramOf(inputsOf(rows), network, 'ntk');
      const scale = Math.max(...base.matrix);
      const rotated = gramOf(inputsOf(turned), network, 'ntk');
      const permuted = gramOf(inputsOf(order.map((i) => rows[i]!)), network, 'ntk');
      for (let i = 0; i < 6; i += 1)
        for (let j = 0; j < 6; j += 1) {
          const entry = base.matrix[order[i]! * 6 + order[j]!]!;
          expect(Math.abs(permuted.matrix[i * 6 + j]! - entry)).toBeLessThan(1e-13 * scale);
          const same = rotated.matrix[i * 6 + j]! - base.matrix[i * 6 + j]!;
          expect(Math.abs(same)).toBeLessThan(1e-12 * scale);
        }
    }
  });

  it('one activation per layer, variances per layer, one layer of weights', () => {
    const linear = gramOf(square, architecture('x', 1, 2, 0.5), 'ntk');
    expect(linear.matrix[1]).toBeCloseTo(0.6 + 0.5, 14);
    const network = {
      ...architecture(['tanh(x)', 'x'], 3),
      weightVariance: [2, 1.5, 0.7],
      biasVariance: [0.3, 0.2, 0.1],
    };
    const inner = gramOf(
      square,
      { ...architecture('tanh(x)', 2), weightVariance: [2, 1.5], biasVariance: [0.3, 0.2] },
      'nngp',
    );
    // σ_2 = x: Σ³ = 0.7 Σ² + 0.1.
    gramOf(square, network, 'nngp').matrix.forEach((v, i) =>
      expect(Math.abs(v - (0.7 * inner.matrix[i]! + 0.1))).toBeLessThan(1e-14),
    );
  });

  it('the standard parameterisation: Θ¹ = x·y + 1, widths weigh the layers', () => {
    const network = {
      ...architecture('relu(x)', 2, 2, 0.5),
      parameterisation: { kind: 'standard', widths: [2, 3] },
    } as const;
    const standard = gramOf(square, network, 'ntk');
    // E[relu²] = q/2 and E[relu′²] = 1/2 at q = 1 + 1/2.
    expect(standard.matrix[0]).toBeCloseTo(3 * 0.75 + 1 + 2 * (1 + 1) * 0.5, 13);
    const plain = { ...network, parameterisation: { kind: 'standard', widths: [1, 2] } } as const;
    // Widths equal to the weight variances, no biases: the two parameterisations agree.
    const noBias = { ...plain, biasVariance: 0, weightVariance: [1, 2], depth: 2 };
    const a = gramOf(square, noBias, 'ntk').matrix;
    const b = gramOf(square, { ...noBias, parameterisation: { kind: 'ntk' } }, 'ntk').matrix;
    a.forEach((v, i) => expect(Math.abs(v - b[i]!)).toBeLessThan(1e-14));
  });

  it('stops when asked to, and counts up to one', () => {
    const seen: number[] = [];
    const options = {
      kernel: 'ntk',
      progress: (f: number) => {
        seen.push(f);
        return seen.length < 3;
      },
    } as const;
    expect(approxGram(square, architecture('tanh(x)', 3), options)).toEqual({ kind: 'stopped' });
    expect(seen).toHaveLength(3);
    expect(seen.every((f, i) => f >= 0 && f < 1 && (i === 0 || f > seen[i - 1]!))).toBe(true);
  });
});

describe('kernels that do not exist', () => {
  const refused = (text: string, kernel: 'nngp' | 'ntk', weightVariance = 1): unknown =>
    approxGram(square, architecture(text, 3, weightVariance), { kernel });

  it('name the layer and the variance', () => {
    expect(refused('cbrt(x)', 'ntk')).toMatchObject({
      kind: 'no-kernel',
      layer: 1,
      code: 'infinite',
    });
    expect(refused('cbrt(x)', 'nngp')).toMatchObject({ kind: 'gram' });
    expect(refused('exp(x^2)', 'nngp', 0.6)).toMatchObject({ kind: 'no-kernel', code: 'infinite' });
    // E[σ²] is finite at q = 0.1/2, its value times 1 exceeds 1/4 at the next layer.
    const layered = { ...architecture('exp(x^2)', 3), weightVariance: [0.1, 1, 1] };
    expect(approxGram(square, layered, { kernel: 'nngp' })).toMatchObject({
      layer: 2,
      code: 'infinite',
    });
    expect(refused('heaviside(x)', 'ntk')).toMatchObject({ code: 'discontinuous' });
    expect(refused('heaviside(x)', 'nngp')).toMatchObject({ kind: 'gram' });
    expect(refused('sqrt(x)', 'nngp')).toMatchObject({ code: 'undefined' });
    expect(refused('exp(x)', 'nngp', 1500)).toMatchObject({ code: 'not-computed' });
  });

  it('a caller’s mistake throws', () => {
    const network = architecture('tanh(x)', 2);
    const bad = [
      () => gramOf({ n: 2, d: 2, data: Float64Array.of(1, 2, 3) }, network, 'ntk'),
      () => gramOf({ n: 1, d: 1, data: Float64Array.of(NaN) }, network, 'ntk'),
      () => gramOf(square, { ...network, depth: 0 }, 'ntk'),
      () => gramOf(square, { ...network, weightVariance: 0 }, 'ntk'),
      () => gramOf(square, { ...network, biasVariance: -1 }, 'ntk'),
      () => gramOf(square, { ...network, biasVariance: [1] }, 'ntk'),
      () => gramOf(square, architecture(['x', 'x', 'x'], 3), 'ntk'),
    ];
    for (const call of bad) expect(call).toThrow(RangeError);
  });
});

describe('adversarial inputs', () => {
  const rows = [
    [1, 0.5],
    [1, 0.5 + 1e-12],
    [1 + 1e-12, 0.5],
    [2, 1],
    [-1, -0.5],
    [1e-6, 2e-6],
    [1e6, -3e6],
    [0, 0],
    [1, 0.5],
  ];
  for (const text of ['relu(x)', 'tanh(x)', 'clip(x, -1, 1)', 'erf(x)', 'x > 0 ? x : expm1(x)'])
    for (const bias of [0, 0.3])
      it(`${text}, σ_b² = ${bias}: finite, positive semidefinite, repeated rows agree`, () => {
        const n = rows.length;
        const gram = gramOf(inputsOf(rows), architecture(text, 3, 1.5, bias), 'ntk');
        expect(gram.matrix.every(Number.isFinite)).toBe(true);
        // Scaled to a unit diagonal where that is not 0.
        const sizes = Array.from({ length: n }, (_, i) => Math.sqrt(gram.matrix[i * n + i]!) || 1);
        const unit = gram.matrix.map((v, k) => v / (sizes[Math.floor(k / n)]! * sizes[k % n]!));
        expect(eigenvalues(unit, n)[0]).toBeGreaterThan(-1e-12);
        for (let j = 0; j < n; j += 1) {
          expect(Math.abs(unit[j]! - unit[(n - 1) * n + j]!)).toBeLessThan(1e-14);
          // Rows at 1e−12 from each other.
          for (const i of [1, 2]) expect(Math.abs(unit[j]! - unit[i * n + j]!)).toBeLessThan(1e-11);
        }
        // Row 7 is 0: without biases its kernel is E[σ(0)σ(v)], 0 here.
        if (bias === 0) expect(gram.matrix.subarray(7 * n, 8 * n).every((v) => v === 0)).toBe(true);
      });

  it('near-duplicates keep their angle: ReLU NTK to rounding', () => {
    // Θ² = (√(q₁q₂)/2π)(sin θ + (π − θ) cos θ) + q (π − θ) cos θ/2π with θ = 2e−9 for unit rows.
    for (const theta of [2e-9, 1e-6, 1e-3]) {
      const inputs = inputsOf([
        [1, 0],
        [Math.cos(theta), Math.sin(theta)],
      ]);
      const entry = gramOf(inputs, architecture('relu(x)', 2, 2), 'ntk').matrix[1]!;
      const part = (Math.PI - theta) * Math.cos(theta);
      const exact = (Math.sin(theta) + 2 * part) / Math.PI;
      expect(Math.abs(entry - exact)).toBeLessThan(1e-15);
    }
  });

  it('a zero input without biases: E[σ(0)σ(v)] = σ(0) E[σ(v)], by series too', () => {
    // E[Z³ + 1] = 1, E[(Z³ + 1)²] = 16, E[Z² + 1] = 2, E[(Z² + 1)²] = 6
    for (const [text, mean, square] of [
      ['x^3 + 1', 1, 16],
      ['x^2 + 1', 2, 6],
    ] as const) {
      const { matrix } = gramOf(inputsOf([[0], [0], [1]]), architecture(text, 2, 1, 0), 'nngp');
      const expected = [1, 1, mean, 1, 1, mean, mean, mean, square];
      for (const [k, value] of expected.entries()) expect(matrix[k]).toBeCloseTo(value, 12);
    }
  });

  it('N = 1, and variance 0 behind a layer that vanishes', () => {
    expect(gramOf(inputsOf([[2]]), architecture('relu(x)', 2, 1), 'ntk').matrix).toEqual(
      Float64Array.of(4),
    );
    const zero = gramOf(square, architecture(['0*x', 'tanh(x)'], 3, 1, 0), 'ntk');
    expect(zero.matrix.every((v) => v === 0)).toBe(true);
  });
});

describe('every activation of the catalogue', () => {
  const unique = new Map(
    listActivations()
      .filter((row) => row.parameters.length === 0)
      .map((row) => [row.expression, row.name]),
  );
  const inputs = inputsOf([
    [1, 0.2],
    [-0.3, 0.9],
    [0.8, 0.8],
  ]);
  it('gives finite numbers at depth 3, or a reason', () => {
    let refused = 0;
    for (const [text, name] of unique) {
      const network = { ...architecture('x', 3, 1, 0.1), activations: [parse(text)] };
      for (const kernel of ['nngp', 'ntk'] as const) {
        const gram = approxGram(inputs, network, { kernel });
        if (gram.kind === 'gram') {
          expect(gram.matrix.every(Number.isFinite), name).toBe(true);
          expect(eigenvalues(gram.matrix, 3)[0], name).toBeGreaterThan(-1e-14);
          expect(gram.entryError / Math.max(...gram.matrix), name).toBeLessThan(1e-11);
        } else {
          refused += 1;
          expect([kernel, gram], name).toMatchObject(['ntk', { code: 'discontinuous' }]);
        }
      }
    }
    expect(unique.size).toBeGreaterThan(60);
    expect(refused).toBeLessThan(20);
  });
});

it('floor has many pieces: series as long as they pay, where one integral takes seconds', () => {
  const inputs = inputsOf([
    [-2.25, 7.625],
    [-4.25, 7.375],
    [-2.625, -0.125],
  ]);
  const { methods } = gramOf(inputs, architecture('floor(x)', 2, 1.5, 0), 'nngp');
  expect(methods).toMatchObject({ series: 3, quadrature: 0 });
});

it.each(['tanh(x)', 'erf(x)', 'sin(x)', 'abs(x)', 'min(max(0, x), 6)', '0*x'])(
  '%s: rows that a first layer without biases sends to 0 are one row behind it',
  (text) => {
    const inputs = inputsOf([
      [0, 0],
      [0, 0],
      [1, 2],
    ]);
    const network = { ...architecture(text, 4, 1.5, 0), biasVariance: [0, 0.1, 0.1, 0.1] };
    for (const kernel of ['nngp', 'ntk'] as const) {
      const { matrix } = gramOf(inputs, network, kernel);
      expect(matrix.every(Number.isFinite)).toBe(true);
      expect(Math.abs(matrix[1]! / matrix[0]! - 1)).toBeLessThan(1e-14);
      expect(Math.abs(matrix[2]! - matrix[5]!)).toBeLessThan(1e-14);
      expect(eigenvalues(matrix, 3)[0]!).toBeGreaterThan(-1e-14);
    }
  },
);

it.each([
  ['sign(x)', 0],
  ['heaviside(x)', 1],
  ['x > 0 ? 1 : 0', 0],
  ['x >= 0 ? 1 : 0', 1],
])('%s: a jump at 0 counts as σ(0) = %d where a variance is 0', (text, atZero) => {
  const inputs = inputsOf([
    [0, 0],
    [0, 0],
    [1, 2],
  ]);
  const network = { ...architecture(text, 3, 1.5, 0), biasVariance: [0, 0.1, 0] };
  const { matrix } = gramOf(inputs, network, 'nngp');
  // σ = mean + half·sign off 0, E[sign u sign v] = (2/π) asin ρ.
  const [mean, half] = text === 'sign(x)' ? [0, 1] : [1 / 2, 1 / 2];
  const [p, q, c] = [atZero ** 2, mean ** 2 + half ** 2, atZero * mean].map((e) => 1.5 * e + 0.1);
  const second = (rho: number): number =>
    1.5 * (mean ** 2 + (half ** 2 * 2 * Math.asin(rho)) / Math.PI);
  expect(Math.abs(matrix[1]! - second(1))).toBeLessThan(1e-14);
  expect(Math.abs(matrix[2]! - second(c! / Math.sqrt(p! * q!)))).toBeLessThan(1e-13);
});
