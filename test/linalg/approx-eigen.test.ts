import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approxEigen } from '../../src/linalg/approx-eigen.ts';

const symmetric = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    entries: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
        fc.constantFrom(0, 1, 1e-9, 1e-200),
      ),
      { minLength: n * n, maxLength: n * n },
    ),
    scale: fc.constantFrom(1, 1e-8, 1e8),
  }),
);

const gaussian = fc
  .tuple(fc.double({ min: 1e-9, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([u, v]) => Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v));

/** E[σ(xu) σ(yu)] for softplus, by the trapezoid rule in u: positive semidefinite, of low rank. */
function softplusKernel(x: number, y: number): number {
  const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  let sum = 0;
  for (let k = -60; k <= 60; k += 1) {
    const u = k / 8;
    sum += Math.exp((-u * u) / 2) * softplus(x * u) * softplus(y * u);
  }
  return sum / 8 / Math.sqrt(2 * Math.PI);
}

describe('approxEigen', () => {
  it('satisfies A q = λ q with orthonormal q, ascending', () => {
    fc.assert(
      fc.property(symmetric, ({ n, entries, scale }) => {
        const at = (i: number, j: number): number =>
          scale * entries[Math.max(i, j) * n + Math.min(i, j)]!;
        const matrix = Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n));
        const { values, vectors } = approxEigen(matrix, n);
        const bound = 1e-14 * n * scale * n;
        for (let k = 0; k < n; k += 1) {
          if (k > 0) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]!);
          const q = vectors.subarray(k * n, k * n + n);
          for (let i = 0; i < n; i += 1) {
            const image = q.reduce((sum, v, j) => sum + at(i, j) * v, 0);
            expect(Math.abs(image - values[k]! * q[i]!)).toBeLessThan(bound);
          }
          for (let l = 0; l <= k; l += 1) {
            const product = q.reduce((sum, v, j) => sum + v * vectors[l * n + j]!, 0);
            expect(Math.abs(product - (k === l ? 1 : 0))).toBeLessThan(1e-13);
          }
        }
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('converges on kernels of low numerical rank, to the error of rounding', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 120 })
          .chain((n) => fc.array(gaussian, { minLength: n, maxLength: n })),
        fc.constantFrom(1, 1e-1, 1e-150),
        fc.constantFrom(softplusKernel, (x: number, y: number) => Math.exp(-((x - y) ** 2) / 2)),
        (points, scale, kernel) => {
          const n = points.length;
          const matrix = Float64Array.from(
            { length: n * n },
            (_, k) => scale * kernel(points[Math.floor(k / n)]!, points[k % n]!),
          );
          const { values, vectors } = approxEigen(matrix, n);
          const bound = 1e-14 * n * scale * Math.max(1, ...matrix.map((v) => v / scale));
          for (let k = 0; k < n; k += 1) {
            const q = vectors.subarray(k * n, k * n + n);
            for (let i = 0; i < n; i += 1) {
              const image = q.reduce((sum, v, j) => sum + matrix[i * n + j]! * v, 0);
              expect(Math.abs(image - values[k]! * q[i]!)).toBeLessThanOrEqual(bound);
            }
          }
        },
      ),
      { seed: 7, numRuns: 40 },
    );
  });

  it('knows the path of 200 points: 2 − 2 cos(kπ/201)', () => {
    const n = 200;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i += 1) {
      matrix[i * n + i] = 2;
      if (i > 0) matrix[i * n + i - 1] = -1;
    }
    const { values } = approxEigen(matrix, n);
    for (const [k, value] of values.entries())
      expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / 201)))).toBeLessThan(1e-13);
  });

  it('resolves eigenvalues of multiplicity: the matrix of ones', () => {
    const { values } = approxEigen(new Float64Array(900).fill(1), 30);
    expect(values[29]).toBeCloseTo(30, 12);
    for (const value of values.subarray(0, 29)) expect(Math.abs(value)).toBeLessThan(1e-13);
  });

  it('refuses shapes and entries that do not fit', () => {
    expect(() => approxEigen(new Float64Array(3), 2)).toThrow(RangeError);
    expect(() => approxEigen(Float64Array.of(NaN), 1)).toThrow(RangeError);
  });
});
