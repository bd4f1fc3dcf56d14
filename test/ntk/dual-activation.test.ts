import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { approxDual, dualOf } from '../../src/ntk/dual-activation.ts';
import type { Activation, DualTable } from '../../src/ntk/dual-activation.ts';
import { dualRow } from '../../src/ntk/dual-row.ts';
import { approxHermite, approxRule } from '../../src/ntk/hermite.ts';
import { approxPairExpectation } from '../../src/ntk/pair-quadrature.ts';
import type { Side } from '../../src/ntk/pair-quadrature.ts';
import { closenessOf } from '../../src/ntk/series-length.ts';

function tableOf(
  activation: Activation,
  variances: readonly number[],
  derivative = true,
): DualTable {
  const options = { derivative, closeness: closenessOf(Float64Array.of(0.01, 1e-20)) };
  // One of each with the last of them once more.
  const table = approxDual(
    activation,
    Float64Array.from([...variances, variances.at(-1)!]),
    options,
  );
  if (table.kind === 'failure') throw new Error(JSON.stringify(table));
  return table;
}

/** The first variance with the last. */
function pairOf(
  table: DualTable,
  rho: number,
  complement = 1 - Math.abs(rho),
): { value: number; slope: number; complement: number } {
  const count = table.squareNorm.length - 1;
  const out = dualRow(count);
  // Those between are of no concern.
  const [correlation, complements] = [new Float64Array(count), new Float64Array(count).fill(1)];
  correlation[count - 1] = rho;
  complements[count - 1] = complement;
  table.row(0, correlation, complements, out);
  const value = out.value[count - 1]!;
  // NaN: as κ says.
  const kappa = Math.abs(value) / Math.sqrt(table.squareNorm[0]! * table.squareNorm[count]!);
  const own = out.complement[count - 1]!;
  return {
    value,
    slope: out.slope[count - 1]!,
    complement: Number.isNaN(own) ? 1 - Math.min(1, kappa) : own,
  };
}

const kernelAngle = (r: number): number => Math.PI - Math.acos(r);

/** Normalised duals, as functions of ρ at q = 1. */
const daniely: readonly (readonly [string, (r: number) => number])[] = [
  ['sqrt(2)*relu(x)', (r) => (Math.sqrt(1 - r * r) + kernelAngle(r) * r) / Math.PI],
  ['sqrt(2)*heaviside(x)', (r) => kernelAngle(r) / Math.PI],
  ['exp(x - 1)', (r) => Math.exp(r - 1)],
  ['(x^2 - 1)/sqrt(2)', (r) => r ** 2],
  ['(x^3 - 3*x)/sqrt(6)', (r) => r ** 3],
  ['(x^4 - 6*x^2 + 3)/sqrt(24)', (r) => r ** 4],
  ['sin(2*x)', (r) => Math.exp(-4) * Math.sinh(4 * r)],
  ['erf(x)', (r) => (2 / Math.PI) * Math.asin((2 * r) / 3)],
];

describe('duals of Daniely, Frostig, Singer', () => {
  for (const [text, dual] of daniely)
    it(text, () => {
      const activation = dualOf(parse(text));
      for (const closed of [activation.closed, null]) {
        const table = tableOf({ ...activation, closed }, [1], !text.includes('heaviside'));
        for (const rho of [-1, -0.99, -0.5, 0, 0.3, 0.9, 0.999, 1])
          expect(Math.abs(pairOf(table, rho).value - dual(rho)), `${rho}`).toBeLessThan(4e-15);
      }
    });
});

/** Share of Σ κ_{p,2} in p ≤ T, T = 0..5, in per cent. */
const murray: readonly (readonly [string, readonly number[]])[] = [
  ['relu(x)', [43.944, 77.277, 93.192, 93.192, 95.403, 95.403]],
  ['tanh(x)', [41.362, 91.468, 91.468, 97.487, 97.487, 99.09]],
  ['sigmoid(x)', [91.557, 99.729, 99.729, 99.977, 99.977, 99.997]],
  ['exp(-x^2/2)/sqrt(2*pi)', [95.834, 95.834, 98.729, 98.729, 99.634, 99.634]],
];

describe('Table 1 of Murray, Jin, Bowman, Montúfar', () => {
  for (const [text, shares] of murray)
    it(text, () => {
      const hermite = approxHermite(parse(text), 1, 8);
      if (hermite.kind === 'failure') throw new Error(hermite.reason);
      const { coefficients: a, derivativeCoefficients: b, squareNorm } = hermite;
      let sum = 1 - squareNorm;
      shares.forEach((share, p) => {
        sum += a[p]! ** 2 + (p === 0 ? 0 : b![p - 1]! ** 2);
        const found = (100 * sum) / (1 + hermite.derivativeSquareNorm!);
        expect(Math.abs(found - share), `T = ${p}`).toBeLessThan(5.1e-4);
      });
    });
});

describe('three ways agree', () => {
  const closed = [
    'relu(x)',
    'abs(x) + x/3 - 1',
    'x > 0 ? x : 0.2*x',
    'erf(x/2)',
    'sin(x) - 2*cos(x)',
    'exp(-x)',
    'exp(-x^2)',
    'gelu(x)',
    'x*Phi(1.5*x)',
  ];
  const open = ['tanh(x)', 'clip(x, -1, 1)', 'x > 0 ? x : expm1(x)', 'x*sigmoid(x)', 'relu(x)^2'];
  const made = new Map([...closed, ...open].map((text) => [text, dualOf(parse(text))]));

  it('closed forms are found, others are not claimed', () => {
    for (const text of closed) expect(made.get(text)!.closed, text).not.toBeNull();
    for (const text of open) expect(made.get(text)!.closed, text).toBeNull();
  });

  it('closed form, Hermite series and quadrature to 1e-12', () => {
    const rho = fc.oneof(
      fc.double({ min: -0.95, max: 0.95, noNaN: true }),
      fc.constantFrom(0.99, 1 - 2 ** -14, 1 - 2 ** -30, -0.99, -1 + 2 ** -14, 1, -1),
    );
    const variance = fc.constantFrom(1e-6, 0.1, 1, 3, 20);
    fc.assert(
      fc.property(fc.constantFrom(...made.keys()), variance, variance, rho, (text, q1, q2, r) => {
        const activation = made.get(text)!;
        const variances = q1 === q2 ? [q1] : [q1, q2];
        const table = tableOf(activation, variances);
        const generic = tableOf({ ...activation, closed: null }, variances);
        const norms = [...table.squareNorm].map(Math.sqrt);
        const slopes = [...table.derivativeSquareNorm!].map(Math.sqrt);
        const sides = [q1, q2].map((q, i): Side => {
          const rule = approxRule(activation.prepared, q, 1, true);
          if ('kind' in rule) throw new Error(rule.reason);
          return { rule, root: Math.sqrt(q), norm: norms[i] ?? norms[0]! };
        });
        const direct = approxPairExpectation(sides[0]!, sides[1]!, r, 1 - Math.abs(r));
        const found = [pairOf(table, r), pairOf(generic, r)];
        const [size, slopeSize] = [norms[0]! * norms.at(-1)!, slopes[0]! * slopes.at(-1)!];
        for (const { value, slope } of found) {
          expect(Math.abs(value - direct.value) / size).toBeLessThan(2e-14);
          expect(Math.abs(slope - direct.slope!) / slopeSize).toBeLessThan(1e-13);
        }
        // What the angle of the next layer loses.
        const angles = found.map(({ complement }) => Math.sqrt(complement));
        expect(Math.abs(angles[0]! - angles[1]!)).toBeLessThan(1e-11);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('a closed form that cancels gives way to the series', () => {
    // σ ≈ x at q = 1e−10: E[σσ] ≈ s, while its closed form has terms of size 1.
    const table = tableOf(dualOf(parse('exp(x) - 1')), [1e-10]);
    expect(Math.abs(pairOf(table, 0.5).value / 5e-11 - 1)).toBeLessThan(1e-9);
    expect(table.methods.series).toBe(1);
  });

  it('steep activations: tanh at q = 1e12 is the arcsine kernel of sign', () => {
    const table = tableOf(dualOf(parse('tanh(x)')), [1e12]);
    for (const rho of [-0.9, -0.3, 0.2, 0.7, 0.95])
      expect(Math.abs(pairOf(table, rho).value - (2 / Math.PI) * Math.asin(rho))).toBeLessThan(
        1e-10,
      );
  });

  it('the angle of near-duplicates survives κ = 1 − 1e−20', () => {
    // 1 − κ ≈ (1 − ρ)·q·E[σ′²]/E[σ²] for smooth σ.
    const activation = dualOf(parse('tanh(x)'));
    const table = tableOf(activation, [1]);
    const ratio = table.derivativeSquareNorm![0]! / table.squareNorm[0]!;
    const { complement } = pairOf(table, 1, 1e-20);
    expect(Math.abs(complement / (1e-20 * ratio) - 1)).toBeLessThan(1e-12);
  });
});

describe('1 − κ of activations that vanish on a half-line', () => {
  it.each([
    'min(max(0, x), 6)',
    'max(0, x - 1)',
    'x < -1 ? 0 : (x + 1)^2',
    'clip(x/6 + 1/2, 0, 1)',
    'x > 2 ? x : 0',
    'max(0, -x)^3',
    'max(0, x) + exp(-100*x^2)',
  ])('is what the value says: %s', (text) => {
    const activation = { ...dualOf(parse(text)), closed: null };
    for (const variances of [[0.1, 0.12], [1], [3, 5], [40]])
      for (const complement of [0.03, 0.01, 1e-3, 1e-4]) {
        const table = tableOf(activation, variances, false);
        for (const rho of [1 - complement, complement - 1]) {
          const { value, complement: found } = pairOf(table, rho, complement);
          const size = Math.sqrt(table.squareNorm[0]! * table.squareNorm.at(-1)!);
          expect(Math.abs(found - (1 - Math.abs(value) / size))).toBeLessThan(2e-14);
        }
      }
  });

  it('has its digits where the value has none: ReLU near ρ = 1', () => {
    const activation = dualOf(parse('relu(x)'));
    for (const complement of [1e-6, 1e-9, 1e-12]) {
      const [exact, found] = [activation, { ...activation, closed: null }].map(
        (of) => pairOf(tableOf(of, [0.3, 0.7], false), 1 - complement, complement).complement,
      );
      expect(Math.abs(found! / exact! - 1)).toBeLessThan(1e-10);
    }
  });
});

describe('a variance 0 among others', () => {
  // Odd, even, neither; with a constant, and with a slope at 0.
  it.each(['tanh(x)', 'tanh(x)^2 + 1', 'sigmoid(x) + x', 'cos(x)*exp(sin(x))'])(
    'σ(0)·E[σ(v)] and σ′(0)·E[σ′(v)]: %s',
    (text) => {
      const activation = { ...dualOf(parse(text)), closed: null };
      const [zero, rest] = [tableOf(activation, [0]), approxHermite(parse(text), 1.7, 8)];
      if (rest.kind === 'failure') throw new Error(rest.reason);
      const found = pairOf(tableOf(activation, [0, 0.4, 1.7]), 0, 1);
      const at0 = activation.prepared.value(0);
      expect(Math.abs(found.value - at0 * rest.coefficients[0]!)).toBeLessThan(1e-15);
      const slope = Math.sqrt(zero.derivativeSquareNorm![0]!);
      expect(
        Math.abs(Math.abs(found.slope) - slope * Math.abs(rest.derivativeCoefficients![0]!)),
      ).toBeLessThan(1e-15);
    },
  );
});
