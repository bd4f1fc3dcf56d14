/**
 * # Bounds of the smallest eigenvalue against matrices that are known exactly
 *
 * QDQᵀ with a rational orthogonal Q (Householder products over integers) and D chosen: its smallest
 * eigenvalue is known exactly, and the doubles that the matrix is rounded to are a ball around it.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approxNumber, compare, rational } from '../../src/arith/rational.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import type { FixedBall } from '../../src/linalg/fixed-point.ts';
import { integerRoot } from '../../src/linalg/fixed-point.ts';
import {
  boundSmallestEigenvalue,
  boundSmallestEigenvalueFixed,
} from '../../src/linalg/smallest-eigenvalue.ts';
import type { MatrixBall } from '../../src/linalg/verified-cholesky.ts';
import { cholesky } from '../../src/linalg/cholesky.ts';

/** (I − 2wwᵀ/|w|²) D (I − 2wwᵀ/|w|²) twice, exactly. */
function conjugated(
  eigenvalues: readonly Rational[],
  vectors: readonly (readonly number[])[],
): Rational[][] {
  const n = eigenvalues.length;
  let a: Rational[][] = eigenvalues.map((d, i) =>
    eigenvalues.map((_, j) => (i === j ? d : Q.zero)),
  );
  for (const w of vectors) {
    const square = rational(w.reduce((sum, x) => sum + x * x, 0));
    const h = w.map((x, i) =>
      w.map((y, j) => Q.sub(rational(i === j ? 1 : 0), Q.div(rational(2 * x * y), square))),
    );
    const times = (x: Rational[][], y: Rational[][]): Rational[][] =>
      x.map((row) =>
        y[0]!.map((_, j) => row.reduce((sum, v, k) => Q.add(sum, Q.mul(v, y[k]![j]!)), Q.zero)),
      );
    a = times(times(h, a), h);
  }
  expect(a.length).toBe(n);
  return a;
}

/** Doubles near the entries, and how far they are off. */
function rounded(a: readonly (readonly Rational[])[], extra = 0): MatrixBall {
  const n = a.length;
  const values = new Float64Array(n * n);
  const radius = new Float64Array(n * n);
  a.forEach((row, i) =>
    row.forEach((q, j) => {
      const x = approxNumber(q);
      values[i * n + j] = x;
      radius[i * n + j] = Math.abs(x) * 2 ** -51 + extra;
    }),
  );
  return { n, values, radius };
}

function fixed(a: readonly (readonly Rational[])[], bits: number): FixedBall {
  const middle = a.map((row, i) =>
    row.slice(0, i + 1).map((q) => Q.floor(Q.mul(q, rational(1n << BigInt(bits))))),
  );
  return { n: a.length, bits, middle, radius: middle.map((row) => row.map(() => 1n)) };
}

/** The exact value of a double. */
function exactly(x: number): Rational {
  if (x === 0) return Q.zero;
  const e = Math.floor(Math.log2(Math.abs(x))) - 60;
  const half = Math.trunc(e / 2);
  const m = x / 2 ** half / 2 ** (e - half);
  return Q.mul(rational(BigInt(m)), Q.pow(rational(2), e));
}

const matrices = fc
  .integer({ min: 1, max: 9 })
  .chain((n) =>
    fc.tuple(
      fc.array(
        fc.record({
          m: fc.integer({ min: 1, max: 1000 }),
          e: fc.integer({ min: -50, max: 6 }),
          sign: fc.constantFrom(1, 1, 1, 1, 1, 1, 0, -1),
        }),
        { minLength: n, maxLength: n },
      ),
      fc.array(
        fc
          .array(fc.integer({ min: -5, max: 5 }), { minLength: n, maxLength: n })
          .filter((w) => w.some((x) => x !== 0)),
        { minLength: 1, maxLength: 2 },
      ),
    ),
  )
  .map(([parts, vectors]) => {
    const eigenvalues = parts.map(({ m, e, sign }) =>
      Q.mul(rational(sign * m), Q.pow(rational(2), e)),
    );
    return { eigenvalues, matrix: conjugated(eigenvalues, vectors) };
  });

const smallest = (values: readonly Rational[]): Rational =>
  values.reduce((a, b) => (compare(a, b) <= 0 ? a : b));

describe('in double precision', () => {
  it('the bounds hold for matrices with known eigenvalues', () => {
    let close = 0;
    fc.assert(
      fc.property(matrices, fc.constantFrom(0, 1e-12, 1e-3), ({ eigenvalues, matrix }, extra) => {
        const exact = smallest(eigenvalues);
        const { lower, upper } = boundSmallestEigenvalue(rounded(matrix, extra));
        expect(Number.isNaN(lower) || Number.isNaN(upper)).toBe(false);
        if (lower > -Infinity) expect(compare(exactly(lower), exact)).toBeLessThanOrEqual(0);
        expect(compare(exact, exactly(upper))).toBeLessThanOrEqual(0);
        if (upper - lower <= 0.01 * upper) close += 1;
      }),
      { seed: 42, numRuns: 600 },
    );
    expect(close).toBeGreaterThan(60);
  });

  it('a planted wrong matrix is not called positive: the boundary is met from both sides', () => {
    // Eigenvalues 1 − t·n of (1 − t)I + … : I − t·11ᵀ, singular at t = 1/n.
    for (const n of [2, 5, 40]) {
      const at = (t: number): MatrixBall => ({
        n,
        values: Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 - t : -t)),
        radius: 2 ** -53,
      });
      expect(boundSmallestEigenvalue(at((1 - 1e-9) / n)).lower).toBeGreaterThan(0);
      expect(boundSmallestEigenvalue(at((1 + 1e-9) / n)).lower).toBeLessThan(0);
      expect(boundSmallestEigenvalue(at(1 / n)).lower).toBeLessThan(0);
    }
  });

  it('reaches the tolerance on a matrix of a kernel', () => {
    const n = 120;
    // (min(i, j)) has the eigenvalues 1/(4 sin²((2k − 1)π/(4n + 2))).
    const values = Float64Array.from({ length: n * n }, (_, k) =>
      Math.min(Math.floor(k / n) + 1, (k % n) + 1),
    );
    const { lower, upper } = boundSmallestEigenvalue({ n, values, radius: 0 }, 1e-3);
    const exact = 1 / (4 * Math.sin(((2 * n - 1) * Math.PI) / (4 * n + 2)) ** 2);
    expect(lower).toBeLessThanOrEqual(exact);
    expect(upper).toBeGreaterThanOrEqual(exact * (1 - 1e-14));
    expect(upper - lower).toBeLessThan(1.01e-3 * exact);
  });
});

describe('in fixed point', () => {
  it('the bounds hold, and close on ill-conditioned matrices', () => {
    fc.assert(
      fc.property(matrices, fc.constantFrom(96, 160, 320), ({ eigenvalues, matrix }, bits) => {
        const exact = smallest(eigenvalues);
        const found = boundSmallestEigenvalueFixed(fixed(matrix, bits));
        if (Q.sign(exact) <= 0) {
          expect(found === null || Q.sign(found.lower) <= 0).toBe(true);
          return;
        }
        expect(found).not.toBe(null);
        expect(compare(found!.lower, exact)).toBeLessThanOrEqual(0);
        expect(compare(exact, found!.upper)).toBeLessThanOrEqual(0);
        const width = Q.sub(found!.upper, found!.lower);
        expect(compare(width, Q.mul(exact, rational(6, 10)))).toBeLessThanOrEqual(0);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('the Hilbert matrix of size 10 has λ_min = 1.0931538…e-13', () => {
    const hilbert = Array.from({ length: 10 }, (_, i) =>
      Array.from({ length: 10 }, (_, j) => rational(1, i + j + 1)),
    );
    const found = boundSmallestEigenvalueFixed(fixed(hilbert, 160))!;
    expect(approxNumber(found.lower)).toBeGreaterThan(1.0925e-13);
    expect(approxNumber(found.upper)).toBeLessThan(1.0935e-13);
    expect(approxNumber(found.upper) / approxNumber(found.lower)).toBeLessThan(1.001);
  });

  it('integer roots', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 300n }), (a) => {
        const r = integerRoot(a);
        expect(r * r <= a && a < (r + 1n) * (r + 1n)).toBe(true);
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});

describe('Cholesky', () => {
  it('reproduces its matrix within the classical bound, for sizes off the tile', () => {
    for (const n of [1, 2, 3, 4, 5, 7, 33]) {
      const a = Float64Array.from({ length: n * n }, (_, k) =>
        Math.exp(-Math.abs(Math.floor(k / n) - (k % n)) / 3),
      );
      const l = cholesky(a, n)!;
      for (let i = 0; i < n; i += 1)
        for (let j = 0; j <= i; j += 1) {
          let sum = 0;
          for (let k = 0; k <= j; k += 1) sum += l[i * n + k]! * l[j * n + k]!;
          expect(Math.abs(sum - a[i * n + j]!)).toBeLessThan((n + 4) * 2.3e-16);
        }
    }
  });

  it('knows matrices of huge entries, with no bits behind the point', () => {
    const huge = Q.pow(rational(2), 200);
    const a = conjugated(
      [1, 3, 5].map((k) => Q.mul(huge, rational(k))),
      [[1, 2, -1]],
    );
    const found = boundSmallestEigenvalueFixed(fixed(a, 0))!;
    expect(compare(found.lower, huge)).toBeLessThanOrEqual(0);
    expect(compare(found.upper, huge)).toBeGreaterThanOrEqual(0);
    expect(approxNumber(Q.div(Q.sub(found.upper, found.lower), huge))).toBeLessThan(1e-3);
  });
});
