import { describe, expect, it } from 'vitest';
import { randomInputs } from '../../src/data/random.ts';
import { approxKernelDistance, approxKernelMoment } from '../../src/training/empirical-kernel.ts';
import { createTraining } from '../../src/training/training.ts';
import { architecture, eigenvalues, gramOf } from '../ntk/gram-of.ts';

const inputs = randomInputs('sphere', 6, 3, 1);

describe('the empirical kernel', () => {
  // bench/finite-width.mjs goes to width 4096.
  it.each([
    ['relu(x)', 2],
    ['tanh(x)', 2],
    ['tanh(x)', 3],
  ])('of %s at depth %d approaches the limit like width^(−1/2)', (text, depth) => {
    const network = architecture(text, depth, 2, 0.1);
    const { matrix } = gramOf(inputs, network, 'ntk');
    const widths = [64, 256, 1024];
    const logs = widths.map((width) => {
      let sum = 0;
      for (let seed = 1; seed <= 10; seed += 1) {
        const options = { width, seed, steps: 0, learningRate: 1 };
        const training = createTraining(inputs, new Float64Array(6), network, options);
        if (training.kind !== 'training') throw new Error(training.reason);
        sum += approxKernelDistance(training.empiricalKernel(), matrix) / 10;
      }
      return Math.log2(sum);
    });
    // Least squares on 6, 8, 10: the ends decide.
    const slope = (logs[2]! - logs[0]!) / 4;
    expect(slope).toBeGreaterThan(-0.65);
    expect(slope).toBeLessThan(-0.35);
  });
});

describe('approxKernelMoment', () => {
  it('has the smallest eigenvalue, and the distance where there is a limit', () => {
    const kernel = Float64Array.of(2, 1, 0, 1, 3, 1, 0, 1, 4);
    const moment = approxKernelMoment(7, kernel, null);
    expect(moment).toMatchObject({ step: 7, distance: null });
    expect(moment.smallestEigenvalue).toBeCloseTo(eigenvalues(kernel, 3)[0]!, 12);
    // ‖K − 2K‖/‖2K‖ = 1/2
    const twice = kernel.map((v) => 2 * v);
    expect(approxKernelMoment(0, kernel, twice).distance).toBeCloseTo(1 / 2, 14);
  });
});
