import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approxGram } from '../../src/ntk/gram.ts';
import { createTraining } from '../../src/training/training.ts';
import type { Training, TrainingOptions } from '../../src/training/training.ts';
import { architecture, gramOf, inputsOf, seeded } from '../ntk/gram-of.ts';
import { gradient, output, parametersOf } from './naive.ts';

const sigmas: Readonly<Record<string, (z: number) => number>> = {
  'tanh(x)': Math.tanh,
  'sqrt(1 + x^2)': (z) => Math.sqrt(1 + z * z),
  'x*sin(x)': (z) => z * Math.sin(z),
};

function trainingOf(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  network: ReturnType<typeof architecture>,
  options: TrainingOptions,
): Training {
  const training = createTraining(inputsOf(rows), Float64Array.from(labels), network, options);
  if (training.kind !== 'training') throw new Error(training.reason);
  return training;
}

const small = fc.record({
  text: fc.constantFrom(...Object.keys(sigmas)),
  // 40 neurons are more than one slice.
  widths: fc.constantFrom([3], [40], [2, 5], [5, 3], [3, 2, 4]),
  dimension: fc.integer({ min: 1, max: 3 }),
  n: fc.integer({ min: 1, max: 6 }),
  biasVariance: fc.constantFrom(0, 0.5),
  seed: fc.nat(1000),
  momentum: fc.constantFrom(0, 0.7),
  centred: fc.boolean(),
});

describe('createTraining', () => {
  it('is gradient descent of the network written out, and its kernel is ∇f·∇f', () => {
    fc.assert(
      fc.property(
        small,
        ({ text, widths, dimension, n, biasVariance, seed, momentum, centred }) => {
          const random = seeded(seed);
          const rows = Array.from({ length: n }, () => Array.from({ length: dimension }, random));
          const labels = Array.from({ length: n }, random);
          const naive = {
            sigma: sigmas[text]!,
            sizes: [dimension, ...widths, 1],
            weightVariance: 1.5,
            biasVariance,
          };
          const learningRate = 0.01;
          const training = trainingOf(
            rows,
            labels,
            architecture(text, widths.length + 1, 1.5, biasVariance),
            { width: widths, steps: 3, learningRate, momentum, seed, centred },
          );
          let parameters = parametersOf(naive, seed);
          let velocity = parameters.map(() => 0);
          const start = rows.map((x) => (centred ? output(naive, parameters, x) : 0));
          for (let step = 0; step <= 3; step += 1) {
            const outputs = rows.map((x) => output(naive, parameters, x));
            const residual = outputs.map((f, i) => f - start[i]! - labels[i]!);
            const loss = residual.reduce((s, r) => s + r * r, 0) / 2;
            if (step > 0) training.advance(1);
            else training.advance(0);
            expect(training.losses()[step]! / loss).toBeCloseTo(1, 6);
            const gradients = rows.map((x) => gradient(naive, parameters, x));
            const kernel = training.empiricalKernel();
            for (let i = 0; i < n; i += 1) {
              expect(Math.abs(training.outputs()[i]! - outputs[i]!)).toBeLessThan(
                1e-6 * (1 + Math.abs(outputs[i]!)),
              );
              for (let j = 0; j < n; j += 1) {
                const product = gradients[i]!.reduce((s, g, k) => s + g * gradients[j]![k]!, 0);
                expect(Math.abs(kernel[i * n + j]! - product)).toBeLessThan(
                  1e-5 * (1 + Math.abs(product)),
                );
              }
            }
            const change = parameters.map((_, k) =>
              gradients.reduce((s, g, i) => s + residual[i]! * g[k]!, 0),
            );
            velocity = velocity.map((v, k) => momentum * v - learningRate * change[k]!);
            parameters = parameters.map((p, k) => p + velocity[k]!);
          }
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });

  it('does not depend on how the steps are grouped', () => {
    const rows = [[0], [1], [2.5]];
    const [a, b] = [1, 2].map(() =>
      trainingOf(rows, [1, -1, 0], architecture('gelu(x)', 3, 1, 1), {
        width: 40,
        steps: 20,
        learningRate: 0.1,
      }),
    );
    a!.advance(20);
    for (let k = 0; k < 7; k += 1) {
      b!.advance(3);
      b!.empiricalKernel();
    }
    expect(b!.losses()).toEqual(a!.losses());
    expect(a!.losses().length).toBe(21);
  });

  it('follows the kernel of infinite width: ‖Θ̂ − Θ‖ falls like 1/√width', () => {
    const inputs = inputsOf([
      [1, 0.2],
      [-0.3, 1],
      [0.5, -0.8],
      [-1, -1],
    ]);
    for (const [text, depth, weightVariance] of [
      ['relu(x)', 2, 2],
      ['tanh(x)', 3, 1],
    ] as const) {
      const network = architecture(text, depth, weightVariance, 0.2);
      const theta = gramOf(inputs, network, 'ntk').matrix;
      const errorAt = (width: number): number => {
        let square = 0;
        for (let seed = 1; seed <= 12; seed += 1) {
          const training = createTraining(inputs, new Float64Array(4), network, {
            width,
            steps: 0,
            learningRate: 1,
            seed,
          });
          if (training.kind !== 'training') throw new Error(training.reason);
          square +=
            training.empiricalKernel().reduce((s, v, k) => s + (v - theta[k]!) ** 2, 0) / 12;
        }
        return Math.sqrt(square / theta.reduce((s, v) => s + v * v, 0));
      };
      const [wide, narrow] = [errorAt(512), errorAt(32)];
      expect(wide).toBeLessThan(0.1);
      // (32/512)^{1/2} = 1/4
      expect(Math.log2(wide / narrow) / 4).toBeCloseTo(-0.5, 0);
      expect(Math.log2(wide / narrow) / 4).toBeLessThan(-0.3);
    }
  });

  it('stops where the loss leaves all bounds, and where σ is not a number', () => {
    const rows = [[0], [1], [2]];
    const options = { width: 64, steps: 400, learningRate: 50 };
    const diverging = trainingOf(rows, [1, -1, 0], architecture('x^3', 2, 1, 1), options);
    expect(diverging.advance(400)).toBe('diverged');
    expect(diverging.losses().length).toBeLessThan(100);
    const undefinedThere = trainingOf(rows, [1, -1, 0], architecture('log(x)', 2, 1, 1), options);
    expect(undefinedThere.advance(400)).toBe('not-a-number');
    expect(undefinedThere.losses().length).toBe(1);
  });

  it('names what has no derivative, and refuses options that do not fit', () => {
    const inputs = inputsOf([[1]]);
    const ready = { width: 4, steps: 1, learningRate: 1 };
    const start = (
      text: string,
      options: Partial<TrainingOptions>,
      depth = 2,
      labels = [1],
    ): unknown =>
      createTraining(inputs, Float64Array.from(labels), architecture(text, depth), {
        ...ready,
        ...options,
      });
    expect(start('gamma(x^2+1)', {})).toMatchObject({ kind: 'no-training', code: 'no-derivative' });
    for (const wrong of [
      { width: 0 },
      { width: [4, 4] },
      { steps: -1 },
      { learningRate: 0 },
      { momentum: 1 },
      { seed: 0.5 },
      { width: 1e9 },
    ])
      expect(() => start('x^2', wrong), JSON.stringify(wrong)).toThrow(RangeError);
    expect(() => start('x^2', {}, 1)).toThrow(RangeError);
    expect(() => start('x^2', {}, 2, [1, 2])).toThrow(RangeError);
    expect(() => start('x^2', {}, 2, [NaN])).toThrow(RangeError);
    expect(approxGram(inputs, architecture('x^2', 2), { kernel: 'ntk' }).kind).toBe('gram');
  });
});
