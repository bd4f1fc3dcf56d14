import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  approxDescentLosses,
  approxKernelFlow,
  largestStableRate,
} from '../../src/training/flow.ts';
import { seeded } from '../ntk/gram-of.ts';

/** K = F Fᵀ of rank ≤ r, and labels. */
const problem = fc
  .record({
    n: fc.integer({ min: 1, max: 7 }),
    lack: fc.integer({ min: 0, max: 2 }),
    seed: fc.nat(10_000),
  })
  .map(({ n, lack, seed }) => {
    const random = seeded(seed);
    const rank = Math.max(0, n - lack);
    const features = Array.from({ length: n }, () => Array.from({ length: rank }, random));
    const kernel = Float64Array.from({ length: n * n }, (_, k) =>
      features[Math.floor(k / n)]!.reduce((s, f, m) => s + f * features[k % n]![m]!, 0),
    );
    return { n, nullity: n - rank, kernel, labels: Float64Array.from({ length: n }, random) };
  });

const loss = (r: Float64Array): number => r.reduce((s, v) => s + v * v, 0) / 2;
const apply = (kernel: Float64Array, r: Float64Array): Float64Array =>
  r.map((_, i) => r.reduce((s, v, j) => s + kernel[i * r.length + j]! * v, 0));

describe('approxKernelFlow', () => {
  it('solves r′ = −K r, r(0) = −y', () => {
    fc.assert(
      fc.property(problem, ({ kernel, labels, nullity }) => {
        const flow = approxKernelFlow(kernel, labels, { nullity });
        // Runge and Kutta's fourth order, 400 steps to t = 2.
        const h = 2 / 400;
        let r = labels.map((y) => -y);
        const slope = (at: Float64Array): Float64Array => apply(kernel, at).map((v) => -v);
        for (let k = 0; k < 400; k += 1) {
          const k1 = slope(r);
          const k2 = slope(r.map((v, i) => v + (h / 2) * k1[i]!));
          const k3 = slope(r.map((v, i) => v + (h / 2) * k2[i]!));
          const k4 = slope(r.map((v, i) => v + h * k3[i]!));
          r = r.map((v, i) => v + (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
        }
        for (const [i, v] of flow.residual(2).entries()) expect(v).toBeCloseTo(r[i]!, 8);
        expect(flow.loss(2)).toBeCloseTo(loss(r), 8);
        expect(flow.loss(0)).toBeCloseTo(loss(labels), 12);
        // What stays lies in the null space.
        const end = flow.residual(1e300);
        for (const v of apply(kernel, end)) expect(Math.abs(v)).toBeLessThan(1e-10);
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});

describe('approxDescentLosses', () => {
  it('are those of descent with momentum in the plain', () => {
    fc.assert(
      fc.property(
        problem,
        fc.constantFrom(0, 0.5, 0.9),
        ({ kernel, labels, nullity }, momentum) => {
          const flow = approxKernelFlow(kernel, labels, { nullity });
          const steps = [0, 1, 2, 5, 20];
          const found = approxDescentLosses(flow, 0.1, momentum, steps);
          let r = labels.map((y) => -y);
          let v = r.map(() => 0);
          for (let k = 0; k <= 20; k += 1) {
            const i = steps.indexOf(k);
            if (i >= 0) expect(found[i]).toBeCloseTo(loss(r), 9);
            const g = apply(kernel, r);
            v = v.map((w, j) => momentum * w - 0.1 * g[j]!);
            r = r.map((w, j) => w + v[j]!);
          }
        },
      ),
      { seed: 42, numRuns: 60 },
    );
  });

  it('fall below the largest stable rate and grow above it', () => {
    const [kernel, labels] = [Float64Array.of(2, 1, 1, 3), Float64Array.of(1, -2)];
    const flow = approxKernelFlow(kernel, labels);
    for (const momentum of [0, 0.8]) {
      const rate = largestStableRate(flow, momentum);
      expect(approxDescentLosses(flow, rate * 0.99, momentum, [3000])[0]).toBeLessThan(1e-6);
      expect(approxDescentLosses(flow, rate * 1.01, momentum, [3000])[0]).toBeGreaterThan(1e6);
    }
  });
});
