import { describe, expect, it } from 'vitest';
import { approxNumber, rational } from '../../src/arith/rational.ts';
import { approxKernelFlow, largestStableRate } from '../../src/training/flow.ts';
import { layerClass } from '../../src/training/layer-class.ts';
import { plateau } from '../../src/training/plateau.ts';
import { approxDecayRate } from '../../src/training/prediction.ts';
import { createTraining } from '../../src/training/training.ts';
import type { Training } from '../../src/training/training.ts';
import { architecture, gramOf, inputsOf } from '../ntk/gram-of.ts';

// Six points with labels that alternate: hard for anything smooth.
const thirds = [-5, -3, -1, 1, 3, 5];
const inputs = inputsOf(thirds.map((x) => [x / 3]));
const labels = Float64Array.from(thirds, (_, i) => (-1) ** i);

function trainingOf(text: string, depth: number, width: number, steps: number): Training {
  const network = architecture(text, depth, 1, 1);
  const flow = approxKernelFlow(gramOf(inputs, network, 'ntk').matrix, labels);
  const learningRate = largestStableRate(flow, 0.9) / 4;
  const options = { width, steps, learningRate, momentum: 0.9 };
  const training = createTraining(inputs, labels, network, options);
  if (training.kind !== 'training') throw new Error(training.reason);
  return training;
}

describe('training to the end', () => {
  it.each([
    ['x^2', 2],
    ['cos(2*x) + 2*sin(x)^2 + x^2', 2],
    ['x^3 - x', 2],
    ['x^2', 3],
    ['cos(2*x) + 2*sin(x)^2 + x^2', 3],
  ])('of %s at depth %d stops at the plateau, at every width', (text, depth) => {
    const layer = layerClass(architecture(text, 2).activations[0]!);
    const found = plateau(
      thirds.map((x) => [rational(x, 3n)]),
      [...labels].map((y) => rational(y)),
      Array.from({ length: depth - 1 }, () => layer),
      Array.from({ length: depth }, () => true),
    );
    if (found.kind !== 'exact') throw new Error(found.reason);
    const bound = approxNumber(found.loss);
    expect(bound).toBeGreaterThan(1);
    for (const width of [8, 24, 64]) {
      const training = trainingOf(text, depth, width, 8000);
      training.advance(8000);
      const losses = training.losses();
      expect(losses.every((loss) => loss > bound * (1 - 1e-9))).toBe(true);
      // The narrowest take longest.
      expect(losses.at(-1)! / bound, `width ${width}`).toBeLessThan(1 + 1e-4);
    }
  });

  it.each(['relu(x)', 'tanh(x)', 'gelu(x)'])('of %s memorises the same points', (text) => {
    for (const width of [64, 256]) {
      const training = trainingOf(text, 2, width, 20_000);
      while (training.losses().length <= 20_000 && !(training.losses().at(-1)! < 1e-6))
        training.advance(500);
      expect(training.losses().at(-1), `width ${width}`).toBeLessThan(1e-6);
    }
  });
});

describe('the rate of training', () => {
  const square = inputsOf([
    [1, 0.2],
    [-0.3, 1],
    [0.5, -0.8],
    [-1, -1],
    [0.7, 0.9],
  ]);

  it.each(['relu(x)', 'tanh(x)', 'gelu(x)'])('of %s is 2ηλ_min of the limit', (text) => {
    const network = architecture(text, 2, 2, 0.5);
    const { matrix } = gramOf(square, network, 'ntk');
    // Along the slowest eigenvector, and small, so that the kernel hardly moves.
    const { eigen } = approxKernelFlow(matrix, new Float64Array(5));
    const slow = eigen.vectors.slice(0, 5).map((v) => v / 10);
    const flow = approxKernelFlow(matrix, slow);
    const learningRate = largestStableRate(flow) / 20;
    const { rate, eigenvalue } = approxDecayRate(flow, learningRate)!;
    expect(rate).toBe(2 * learningRate * eigenvalue);
    const steps = Math.round(1 / rate);
    const measured = (width: number): number => {
      let sum = 0;
      for (let seed = 1; seed <= 10; seed += 1) {
        const options = { width, seed, steps, learningRate };
        const training = createTraining(square, slow, network, options);
        if (training.kind !== 'training') throw new Error(training.reason);
        training.advance(steps);
        const losses = training.losses();
        sum += Math.log(losses[0]! / losses[steps]!) / steps / 10;
      }
      return sum / rate;
    };
    // Descent in steps is faster by a factor 1 + ηλ/2 + …; what remains falls with the width.
    const ratio = measured(1024);
    expect(ratio).toBeGreaterThan(0.93);
    expect(ratio).toBeLessThan(1.07);
  });
});
