/**
 * # What is said of the kernels
 *
 * Statements for known activations; no statement beyond the hypotheses, over every combination of
 * them; and the threshold N ≤ 1 + r^(L−1) against exact determinants of Σ^L in rational arithmetic.
 */
import { describe, expect, it } from 'vitest';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { consequences } from '../../src/positivity/consequences.ts';
import type { Classified, Consequence } from '../../src/positivity/consequences.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';
import type { Hypotheses } from '../../src/regularity/hypotheses.ts';

const said = (text: string): readonly Consequence[] => {
  const expr = parse(text);
  return consequences(decide(expr), hypotheses(expr));
};
const theorems = (list: readonly Consequence[]): readonly string[] => list.map((c) => c.theorem);
const text = (list: readonly Consequence[]): string => list.map((c) => c.statement).join('\n');

/** "strictly positive definite", said without a condition that is not certified. */
const positive = (list: readonly Consequence[]): readonly string[] =>
  list
    .map((c) => c.statement)
    .filter((s) => /(is|are) strictly positive definite/.test(s) && !s.startsWith('If '));

describe('non-polynomial and continuous: every N, every depth', () => {
  it.each(['relu(x)', 'tanh(x)', 'gelu(x)', 'x^2 + 1e-30*sin(x)', 'abs(x)^(3/4)'])('%s', (σ) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['B, C, E']);
    expect(text(list)).toMatch(/^Σ and Θ are strictly positive definite on every admissible set/);
    expect(text(list)).toContain('for every N and every depth L ≥ 2');
    expect(text(list)).toContain('distinct inputs with first-layer biases');
    expect(text(list)).toContain('pairwise non-parallel nonzero inputs without');
    expect(text(list)).not.toContain('variance');
  });

  it.each(['cbrt(x)', 'sqrt(abs(x))'])('%s: Σ only', (σ) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['B, C, E', 'Setting']);
    expect(list[0]!.statement).toMatch(/^Σ is strictly positive definite on every admissible set/);
    expect(list[0]!.statement).not.toContain('Θ');
    expect(list[1]!.statement).toMatch(/^Nothing is claimed of Θ: E\[σ'/);
  });

  it.each([
    ['exp(x^2)', '1/4'],
    ['exp(x^2/8)', '2'],
    ['sin(exp(x^2))', '1/4'],
  ])('%s: below variance %s only', (σ, bound) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['B, C, E']);
    expect(text(list)).toContain(`as long as every layer's variance stays below ${bound}.`);
  });

  it.each(['exp(x^3)', 'gamma(1 + x^2)'])('%s: no kernel at all', (σ) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['Setting']);
    expect(text(list)).toMatch(/^No kernel is claimed/);
    expect(positive(list)).toEqual([]);
  });
});

describe('discontinuous: no theorem is claimed', () => {
  it.each(['sign(x)', 'heaviside(x)', 'x > 0 ? 1 : 0', 'floor(x)', 'x >= 1 ? x^2 : x - 1'])(
    '%s',
    (σ) => {
      const list = said(σ);
      expect(positive(list)).toEqual([]);
      for (const theorem of theorems(list)) expect(theorem).toContain('F');
      expect(text(list)).toContain('The theorems for continuous activations are not claimed');
      expect(text(list)).toContain('that hypothesis is not certified here');
      expect(text(list)).not.toMatch(/Θ (is|are) strictly/);
    },
  );
});

describe('polynomials: the sharp threshold and the rank', () => {
  it.each([
    ['x', 1],
    ['3*x - 1/2', 1],
    ['relu(x) - relu(-x)', 1],
    ['x^2', 2],
    ['x^3 - x', 3],
    ['(x + 1)^7', 7],
  ])('%s: degree %i', (σ, r) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['E', 'D']);
    expect(thresholdIn(list[0]!.statement)(2)).toBe(1 + r);
    expect(thresholdIn(list[0]!.statement)(5)).toBe(1 + r ** 4);
    expect(list[0]!.statement).toMatch(/^Σ and Θ are .* exactly if N ≤/);
    expect(list[1]!.statement).toContain('With first-layer biases');
    expect(list[1]!.statement).toContain(
      `rank at most C(d + D, d) with D = ${r === 1 ? '1' : `${r}^(L−1)`}`,
    );
  });

  it.each(['7', '0', 'sin(x)^2 + cos(x)^2'])('%s: constant', (σ) => {
    const list = said(σ);
    expect(theorems(list)).toEqual(['E']);
    expect(text(list)).toMatch(/^constant: .* for N = 1 at most\.$/);
  });

  it.each([
    ['sign(x)^2 + x', 1],
    ['x > 0 or x < 0 ? x^2 : 5', 2],
  ])('%s is for kernels the polynomial of degree %i', (σ, r) => {
    const [first, second] = said(σ);
    expect(first!.statement).toMatch(/^off a null set it is a polynomial/);
    expect(thresholdIn(first!.statement)(3)).toBe(1 + r ** 2);
    expect(second!.theorem).toBe('D');
  });

  it('x > 0 or x < 0 ? 2 : 1 is for kernels a constant', () => {
    expect(text(said('x > 0 or x < 0 ? 2 : 1'))).toMatch(/^off a null set.* N = 1 at most\.$/);
  });
});

/** The largest N at depth L, read from "N ≤ 1 + r^(L−1)" or "N ≤ 2 (degree 1, at every depth)". */
function thresholdIn(statement: string): (depth: number) => number {
  const power = /N ≤ 1 \+ (\d+)\^\(L−1\)/.exec(statement);
  if (power) return (depth) => 1 + Number(power[1]) ** (depth - 1);
  expect(statement).toMatch(/N ≤ 2 \(degree 1, at every depth\)/);
  return () => 2;
}

describe('the threshold against exact determinants', () => {
  const q = (n: number, d = 1): Rational => Q.rational(n, d);
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const raise = (x: Rational, n: number): Rational => (n === 0 ? Q.one : Q.pow(x, n));

  /** E[u^m v^n] of a centred Gaussian pair with variances a, b and covariance c (Isserlis). */
  function moment(m: number, n: number, a: Rational, b: Rational, c: Rational): Rational {
    let sum = Q.zero;
    for (let k = 0; k <= Math.min(m, n); k++) {
      if ((m - k) % 2 !== 0 || (n - k) % 2 !== 0) continue;
      const [i, j] = [(m - k) / 2, (n - k) / 2];
      const pairings = q(
        factorial(m) * factorial(n),
        factorial(k) * factorial(i) * factorial(j) * 2 ** (i + j),
      );
      sum = Q.add(sum, Q.mul(pairings, Q.mul(raise(c, k), Q.mul(raise(a, i), raise(b, j)))));
    }
    return sum;
  }

  /** Σ^L of inputs in d = 1 with σ_w = σ_b = 1, for the activation Σ coefficients[m] x^m. */
  function kernel(
    coefficients: readonly number[],
    depth: number,
    inputs: readonly number[],
  ): Rational[][] {
    let S = inputs.map((x) => inputs.map((y) => q(1 + x * y)));
    for (let layer = 2; layer <= depth; layer++) {
      const before = S;
      S = before.map((row, i) =>
        row.map((c, j) =>
          coefficients.reduce(
            (total, s, m) =>
              coefficients.reduce(
                (inner, t, n) =>
                  s * t === 0
                    ? inner
                    : Q.add(
                        inner,
                        Q.mul(q(s * t), moment(m, n, before[i]![i]!, before[j]![j]!, c)),
                      ),
                total,
              ),
            Q.one,
          ),
        ),
      );
    }
    return S;
  }

  /** Signs of the leading principal minors' quotients: all 1 exactly if positive definite. */
  function pivots(matrix: readonly (readonly Rational[])[]): readonly number[] {
    const A = matrix.map((row) => [...row]);
    return A.map((row, k) => {
      const pivot = row[k]!;
      if (Q.sign(pivot) !== 0)
        for (let i = k + 1; i < A.length; i++) {
          const factor = Q.div(A[i]![k]!, pivot);
          for (let j = k; j < A.length; j++) A[i]![j] = Q.sub(A[i]![j]!, Q.mul(factor, row[j]!));
        }
      return Q.sign(pivot);
    });
  }

  const inputs = [-3, 5, 1, -1, 2, 0, 7, -4, 11, 4, -6, 9];
  it.each<[string, readonly number[], number]>([
    ['x', [0, 1], 2],
    ['x', [0, 1], 4],
    ['2 - 3*x', [2, -3], 3],
    ['x^2', [0, 0, 1], 2],
    ['x^2', [0, 0, 1], 3],
    ['x^2 - x', [0, -1, 1], 4],
    ['x^3', [0, 0, 0, 1], 2],
    ['x^3 + x^2 - 7', [-7, 0, 1, 1], 3],
    ['x^5', [0, 0, 0, 0, 0, 1], 2],
  ])('%s at depth %3$i', (σ, coefficients, depth) => {
    const sharp = thresholdIn(said(σ)[0]!.statement)(depth);
    expect(inputs.length).toBeGreaterThan(sharp);
    const signs = pivots(kernel(coefficients, depth, inputs.slice(0, sharp + 1)));
    expect(signs).toEqual([...Array.from({ length: sharp }, () => 1), 0]);
  });
});

describe('undecided: what the excluded degree settles', () => {
  const fine = hypotheses(parse('relu(x)'));

  it.each([0, 1, 2, 7, 23])('no polynomial of degree ≤ %i', (excluded) => {
    const list = consequences({ kind: 'undecided', notPolynomialOfDegree: excluded }, fine);
    expect(theorems(list)).toEqual(['B, E']);
    const [, flat, base] = /N ≤ (\d+) inputs at L = 2, and of N ≤ 1 \+ (\d+)\^\(L−1\)/.exec(
      text(list),
    )!;
    expect(Number(flat)).toBe(excluded + 2);
    expect(Number(base)).toBe(excluded + 1);
  });

  it.each([null, -1])('with %j excluded, nothing', (excluded) => {
    const list = consequences({ kind: 'undecided', notPolynomialOfDegree: excluded }, fine);
    expect(positive(list)).toEqual([]);
    expect(text(list)).toContain('No size of data set is settled');
  });

  it('a degree that is only bounded gives what holds for every smaller degree too', () => {
    const list = consequences({ kind: 'polynomial', degree: 3, exact: false }, fine);
    expect(positive(list)).toEqual([]);
    expect(text(list)).toContain('the degree is at most 3');
    expect(text(list)).toContain('no set of more than 1 + 3^(L−1) collinear inputs');
  });
});

describe('over every combination of hypotheses', () => {
  const reason = 'as assumed';
  const truths = [true, false, null] as const;
  const sizes = [true, false, null, { varianceBelow: '1/4' }, { varianceBelow: '3' }] as const;
  const combinations: Hypotheses[] = truths.flatMap((continuous) =>
    truths.flatMap((absolutely) =>
      sizes.flatMap((sigma) =>
        sizes.map((slope) => ({
          definedOnR: { value: true, reason },
          continuous: { value: continuous, reason },
          locallyAbsolutelyContinuous: { value: absolutely, reason },
          differentiableAlmostEverywhere: { value: true, reason },
          gaussianIntegrable: { value: sigma, reason },
          derivativeGaussianIntegrable: { value: slope, reason },
        })),
      ),
    ),
  );
  const finite = (value: unknown): boolean => value !== false && value !== null;
  const verdicts: readonly Classified[] = [
    { kind: 'non-polynomial', almostEverywhere: null },
    { kind: 'undecided', notPolynomialOfDegree: 5 },
    { kind: 'undecided', notPolynomialOfDegree: null },
  ];

  it.each(verdicts.map((verdict) => [JSON.stringify(verdict), verdict] as const))(
    '%s',
    (_name, verdict) => {
      let claimed = 0;
      for (const h of combinations) {
        const list = consequences(verdict, h);
        const claims = positive(list);
        const assumed = JSON.stringify(h);
        const { value: sigma } = h.gaussianIntegrable;
        const { value: slope } = h.derivativeGaussianIntegrable;
        for (const claim of claims) {
          claimed++;
          expect(h.continuous.value, assumed).toBe(true);
          expect(finite(sigma), assumed).toBe(true);
          const ofTheta = claim.includes('Θ');
          if (ofTheta) {
            expect(finite(slope), assumed).toBe(true);
            expect(h.locallyAbsolutelyContinuous.value, assumed).toBe(true);
          }
          const bounds = [sigma, ofTheta ? slope : true].flatMap((v) =>
            typeof v === 'object' && v !== null ? [v.varianceBelow] : [],
          );
          if (bounds.length > 0)
            expect(claim, assumed).toContain(
              `variance stays below ${bounds.includes('1/4') ? '1/4' : '3'}.`,
            );
        }
        // What is not claimed of a kernel is said.
        if (!finite(sigma)) expect(text(list)).toContain('No kernel is claimed');
        else if (claims.length > 0 && !claims.join().includes('Θ'))
          expect(text(list)).toContain('Nothing is claimed of Θ');
        for (const theorem of theorems(list))
          expect(theorem).toMatch(/^(Setting|A \(measurable form\), F|F|E|B, E|B, C, E)$/);
      }
      const settled = verdict.kind !== 'undecided' || verdict.notPolynomialOfDegree !== null;
      expect(claimed > 0).toBe(settled);
    },
  );
});
