import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approxNumber, equals, fromText, rational, toText } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxEigen } from '../../src/linalg/approx-eigen.ts';
import { outputDegrees } from '../../src/ntk/polynomial-kernel.ts';
import { layerClass } from '../../src/training/layer-class.ts';
import { plateau } from '../../src/training/plateau.ts';
import { createTraining } from '../../src/training/training.ts';
import { architecture, gramOf, inputsOf } from '../ntk/gram-of.ts';

const exactRows = (rows: readonly (readonly number[])[]): Rational[][] =>
  rows.map((row) => row.map((v) => rational(v)));

const problem = fc.record({
  texts: fc.array(fc.constantFrom('x^2', 'x^2 + x', 'x^3 - x', 'x^2 - 1', '2*x + 1', 'x^3 + 1'), {
    minLength: 1,
    maxLength: 2,
  }),
  biases: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  rows: fc.integer({ min: 1, max: 2 }).chain((d) =>
    fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: d, maxLength: d }), {
      minLength: 1,
      maxLength: 9,
    }),
  ),
  labels: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 9, maxLength: 9 }),
});

describe('plateau', () => {
  it('is ½‖P y‖² for the null space of the kernel as computed in doubles', () => {
    let singular = 0;
    fc.assert(
      fc.property(problem, ({ texts, biases: flags, rows, labels: all }) => {
        const n = rows.length;
        const labels = all.slice(0, n);
        const biases = flags.slice(0, texts.length + 1);
        const layers = texts.map((text) => layerClass(parse(text)));
        const found = plateau(
          exactRows(rows),
          labels.map((y) => rational(y)),
          layers,
          biases,
        );
        if (found.kind !== 'exact') throw new Error(found.reason);
        const network = {
          ...architecture(texts, texts.length + 1),
          biasVariance: biases.map((biased) => (biased ? 0.7 : 0)),
        };
        // Rows are scaled, so that powers keep their digits; degrees of x are not affected.
        const inputs = inputsOf(rows.map((row) => row.map((v) => v / 2)));
        for (const kernel of ['ntk', 'nngp'] as const) {
          const { values, vectors } = approxEigen(gramOf(inputs, network, kernel).matrix, n);
          let missed = 0;
          for (const [k, value] of values.entries()) {
            // A gap separates rounding from the rest, or the case says nothing.
            const relative = value / Math.max(values[n - 1]!, 1e-300);
            fc.pre(relative < 1e-13 || relative > 1e-9);
            if (relative > 1e-9) continue;
            missed += labels.reduce((s, y, i) => s + y * vectors[k * n + i]!, 0) ** 2 / 2;
          }
          expect(approxNumber(found.loss)).toBeCloseTo(missed, 5);
          expect(values.filter((v) => v > 1e-11 * values[n - 1]!).length).toBe(found.rank);
        }
        if (found.rank < n) singular += 1;
      }),
      { seed: 42, numRuns: 150 },
    );
    expect(singular).toBeGreaterThan(50);
  });

  it('bounds the loss at every step, width and rate of a polynomial network', () => {
    const rows = [[-2], [-1], [0], [1], [2], [3]];
    const labels = [1, -1, 1, -1, 1, -1];
    for (const [text, depth] of [
      ['x^2', 2],
      ['x^3 - x', 2],
      ['x^2', 3],
    ] as const) {
      const layers = Array.from({ length: depth - 1 }, () => layerClass(parse(text)));
      const found = plateau(
        exactRows(rows),
        labels.map((y) => rational(y)),
        layers,
        layers.map(() => true).concat(true),
      );
      if (found.kind !== 'exact') throw new Error(found.reason);
      const bound = approxNumber(found.loss);
      expect(bound).toBeGreaterThan(0.01);
      for (const width of [1, 8, 100])
        for (const momentum of [0, 0.9]) {
          const training = createTraining(
            inputsOf(rows),
            Float64Array.from(labels),
            architecture(text, depth, 1, 1),
            {
              width,
              steps: 400,
              learningRate: 1e-4,
              momentum,
            },
          );
          if (training.kind !== 'training') throw new Error(training.reason);
          training.advance(400);
          for (const loss of training.losses()) expect(loss).toBeGreaterThan(bound * (1 - 1e-9));
        }
    }
  });

  it('is that of equal inputs with different labels for a non-polynomial, by theorem E', () => {
    const tanh = layerClass(parse('tanh(x)'));
    const y = [1, 3, -1, 0].map((v) => rational(v));
    const of = (rows: number[][], biased: boolean, layer = tanh): unknown => {
      const found = plateau(exactRows(rows), y, [layer], [biased, false]);
      return found.kind === 'exact' ? [toText(found.loss), found.rank, found.theorem] : found.kind;
    };
    expect(of([[0], [1], [2], [3]], true)).toEqual(['0', 4, 'E']);
    // ½·((1 − 2)² + (3 − 2)²) = 1
    expect(of([[5], [5], [2], [3]], true)).toEqual(['1', 3, 'E']);
    expect(
      of(
        [
          [1, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
        false,
      ),
    ).toEqual(['1', 3, 'E']);
    // Parallel rows, a zero row: without biases the theorem is silent.
    expect(
      of(
        [
          [1, 0],
          [2, 0],
          [1, 1],
          [0, 1],
        ],
        false,
      ),
    ).toBe('unknown');
    expect(
      of(
        [
          [0, 0],
          [2, 0],
          [1, 1],
          [0, 1],
        ],
        false,
      ),
    ).toBe('unknown');
    expect(of([[0], [1], [2], [3]], true, layerClass(parse('sign(x)')))).toBe('unknown');
    const partly = { ...tanh, kind: 'undecided' as const, degreeAtLeast: 3 };
    expect(of([[0], [1], [2], [3]], true, partly)).toEqual(['0', 4, 'E']);
    expect(of([[0], [1], [2], [3]], true, { ...partly, degreeAtLeast: 2 })).toBe('unknown');
    expect(of([[0], [0], [0], [0]], true, { ...partly, degreeAtLeast: 0 })).toBe('unknown');
  });

  it('is exact: x² on 0, 1, 2, 3 misses 1, 0, 0, 0 by its third difference', () => {
    const rows = exactRows([[0], [1], [2], [3]]);
    const labels = ['1', '0', '0', '0'].map((t) => fromText(t)!);
    const found = plateau(rows, labels, [layerClass(parse('x^2'))], [true, false]);
    // n = (1, −3, 3, −1), |n|² = 20, ½(n·y)²/20
    expect(found.kind === 'exact' && equals(found.loss, rational(1, 40n))).toBe(true);
  });

  it('refuses shapes that do not fit', () => {
    const layer = layerClass(parse('x^2'));
    expect(() => plateau(exactRows([[1]]), [], [layer], [true, true])).toThrow(RangeError);
    expect(() => plateau(exactRows([[1]]), [rational(1)], [layer], [true])).toThrow(RangeError);
  });
});

describe('outputDegrees', () => {
  it.each([
    [['x^2'], [false, false], [2]],
    [['x^2 + x'], [false, false], [1, 2]],
    [['x^2'], [false, true], [0, 2]],
    [['x^2'], [true, false], [0, 1, 2]],
    [['x^3 + 1'], [false, false], [0, 3]],
    [
      ['x^2', 'x^2'],
      [false, true, false],
      [0, 2, 4],
    ],
    [['x^3', 'x^2'], [false, false, false], [6]],
    [
      ['x^2 + x', 'x^3'],
      [false, false, false],
      [3, 4, 5, 6],
    ],
    [
      ['pi*x^2 + sqrt(2)', 'x'],
      [false, false, false],
      [0, 2],
    ],
    [['0'], [true, false], []],
    [['0'], [true, true], [0]],
    [['x^20', 'x^20'], [true, true, true], null],
  ] as const)('of %j with biases %j', (texts, biases, degrees) => {
    const exponents = texts.map((text) => layerClass(parse(text)).exponents!);
    expect(outputDegrees(exponents, biases, 200)).toEqual(degrees);
  });
});

describe('layerClass', () => {
  it('takes what holds almost everywhere', () => {
    expect(layerClass(parse('sign(x)^2 + x'))).toMatchObject({
      kind: 'polynomial',
      exponents: [0, 1],
    });
    expect(layerClass(parse('cos(x)^2 + sin(x)^2 + x^3'))).toMatchObject({
      exponents: [0, 3],
      degreeAtLeast: 3,
    });
    expect(layerClass(parse('relu(x)'))).toMatchObject({
      degreeAtLeast: Infinity,
      continuous: true,
    });
    expect(layerClass(parse('sign(x)'))).toMatchObject({ continuous: false });
  });
});
