/**
 * The link of verdict and kernel: random activations with truth by construction, random inputs and
 * architectures. Positivity is certified by features of the kernel itself, never by the theorem.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { fromText, rational, sign } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { check } from '../../src/checker/check-any.ts';
import { shortestDecimal } from '../../src/data/number-text.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { rankOf } from '../../src/linalg/rational-matrix.ts';
import { certify } from '../../src/positivity/certify.ts';
import type { Certification } from '../../src/positivity/certify.ts';
import {
  architecture,
  distinctInputs,
  nonParallelInputs,
  nonPolynomialActivation,
  polynomialActivation,
} from '../../src/testing/index.ts';
import type { Rows } from '../../src/testing/index.ts';
import { runs, samples } from '../testing/seed.ts';
import { exactKernels, times } from './exact-kernel.ts';

interface Structure {
  readonly depth: number;
  readonly weightVariance: number;
  readonly biasVariance: number;
}

const exact = (rows: Rows): Rational[][] => rows.map((row) => row.map(shortestDecimal));

function certified(
  rows: Rows,
  activations: readonly Expr[],
  { depth, weightVariance, biasVariance }: Structure,
  options: Partial<Parameters<typeof certify>[2]>,
): Certification {
  const result = certify(
    exact(rows),
    {
      activations,
      depth,
      weightVariance: shortestDecimal(weightVariance),
      biasVariance: shortestDecimal(biasVariance),
    },
    { kernel: 'nngp', lambdaMin: false, ...options },
  );
  if (result.kind !== 'certification') throw new Error(result.reason);
  if (result.certificate !== null)
    expect(check(JSON.parse(JSON.stringify(result.certificate))).accepted).toBe(true);
  return result;
}

/** Admissible inputs (theory, Setting) with an architecture: biases, or no two rows parallel. */
const setting = (n: { readonly min: number; readonly max: number }, depth: number) =>
  fc.boolean().chain((biases) =>
    fc.record({
      inputs: biases
        ? distinctInputs({ n, dimension: { min: 1, max: 2 }, minDistance: 0.25 })
        : nonParallelInputs({ n, dimension: 2 }).map((rows) =>
            rows.map((row) => row.map((entry) => entry / 16)),
          ),
      structure: architecture({ depth: { min: 2, max: depth }, biases }),
    }),
  );

/** How many of n random cases are certified; none may be found singular. */
function certifiedOf<T>(
  n: number,
  cases: fc.Arbitrary<T>,
  run: (value: T) => Certification,
): number {
  const verdicts = samples(cases, n).map((value) => run(value).verdict);
  return verdicts.filter((verdict) => verdict === 'strictly-positive-definite').length;
}

describe('non-polynomial activations', () => {
  it('have positive kernels on admissible inputs, shown by features', () => {
    const cases = fc.tuple(
      nonPolynomialActivation({ continuous: true, growth: 'linear', disguise: 0 }),
      setting({ min: 2, max: 5 }, 4),
    );
    const found = certifiedOf(60, cases, ([σ, { inputs, structure }]) => {
      const result = certified(inputs, [σ.expr], structure, { by: 'features' });
      expect(result.verdict, `${σ.text} on ${JSON.stringify(inputs)}`).not.toBe('singular');
      return result;
    });
    // Undecided: where a layer is nearly constant, as 1e-30·min(x^2, 1) is.
    expect(found).toBeGreaterThanOrEqual(45);
  });

  it('a polynomial that passes for one is found out: no certificate', () => {
    // Degree 2 on five points of a line: singular, whatever a verdict says.
    const cases = fc.tuple(
      polynomialActivation({ minDegree: 1, maxDegree: 2 }),
      distinctInputs({ n: 5, dimension: 1, minDistance: 0.25 }),
    );
    const structure = { depth: 2, weightVariance: 1, biasVariance: 1 };
    const found = certifiedOf(4, cases, ([σ, inputs]) =>
      certified(inputs, [σ.expr], structure, { by: 'features' }),
    );
    expect(found).toBe(0);
  });
});

const coefficientsOf = (σ: { readonly truth: { readonly coefficients: readonly string[] } }) =>
  σ.truth.coefficients.map((text) => fromText(text)!);

describe('polynomial networks', () => {
  const polynomial = polynomialActivation({ minDegree: 1, maxDegree: 3, disguise: 0 });

  it('have the rank of theorem D, and a null vector from the threshold on', () => {
    fc.assert(
      fc.property(
        fc.array(polynomial, { minLength: 1, maxLength: 2 }),
        fc.boolean(),
        fc.constantFrom('nngp' as const, 'ntk' as const),
        distinctInputs({ n: { min: 1, max: 7 }, dimension: { min: 1, max: 2 }, minDistance: 1 }),
        (layers, biases, kernel, inputs) => {
          const depth = layers.length + 1;
          const biasVariance = biases ? 1 : 0;
          const found = certified(
            inputs,
            layers.map(({ expr }) => expr),
            { depth, weightVariance: 1, biasVariance },
            { by: 'exact', kernel },
          );
          const many = <T>(value: T): T[] => Array.from({ length: depth }, () => value);
          const matrix = exactKernels(
            exact(inputs),
            layers.map(coefficientsOf),
            many(rational(1)),
            many(rational(biasVariance)),
          )[kernel];
          const rank = rankOf(matrix);
          expect(found.rank).toBe(rank);
          expect(found.verdict).toBe(
            rank === inputs.length ? 'strictly-positive-definite' : 'singular',
          );
          if (found.threshold !== null && inputs.length >= found.threshold)
            expect(found.verdict).toBe('singular');
          if (found.verdict === 'strictly-positive-definite') return;
          const u = found.nullVector!.map((entry) => fromText(entry)!);
          expect(u.some((entry) => sign(entry) !== 0)).toBe(true);
          expect(times(matrix, u).every((entry) => sign(entry) === 0)).toBe(true);
        },
      ),
      runs(60),
    );
  });

  it('are positive on every set of 1 + Π r points, and singular on some 2 + Π r (theorem E)', () => {
    fc.assert(
      fc.property(
        fc.array(polynomial, { minLength: 1, maxLength: 2 }),
        fc.infiniteStream(
          fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })),
        ),
        (layers, stream) => {
          const degree = layers.reduce(
            (product, σ) => product * (σ.truth.coefficients.length - 1),
            1,
          );
          const expected = (rows: Rows, verdict: string): void => {
            const structure = { depth: layers.length + 1, weightVariance: 1, biasVariance: 1 };
            const of = layers.map(({ expr }) => expr);
            expect(certified(rows, of, structure, { by: 'exact' }).verdict).toBe(verdict);
          };
          const points = new Map<string, [number, number]>();
          for (const point of stream) {
            points.set(point.join(), point);
            if (points.size === 1 + degree) break;
          }
          expected([...points.values()], 'strictly-positive-definite');
          // On a line that avoids the origin.
          const line = (n: number): Rows => Array.from({ length: n }, (_, k) => [k, 1]);
          expected(line(1 + degree), 'strictly-positive-definite');
          expected(line(2 + degree), 'singular');
        },
      ),
      runs(40),
    );
  });

  it('a layer that is no polynomial makes them positive (theorem E, mixed)', () => {
    const line: Rows = Array.from({ length: 5 }, (_, k) => [k / 2 - 1]);
    fc.assert(
      fc.property(
        polynomial,
        fc.constantFrom('tanh(x)', 'relu(x)', 'gelu(x)'),
        fc.boolean(),
        (σ, name, first) => {
          const other = parseActivation(name).expr;
          const layers = first ? [other, σ.expr] : [σ.expr, other];
          const structure = { depth: 3, weightVariance: 1, biasVariance: 1 };
          const found = certified(line, layers, structure, { by: 'features' });
          expect(found.verdict).toBe('strictly-positive-definite');
        },
      ),
      runs(4),
    );
  });
});
