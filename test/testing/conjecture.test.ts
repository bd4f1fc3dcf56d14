/** Conjectures in code: cases follow from the seed alone, eigenvalues are bounded, runs go on. */
import { describe, expect, it } from 'vitest';
import { fromText } from '../../src/arith/rational.ts';
import {
  conjecture,
  conjectureFromJson,
  less,
  polynomial,
  polynomialActivation,
  remainingCases,
  runConjecture,
  smallestEigenvalue,
} from '../../src/testing/index.ts';
import type { Bounds, Case } from '../../src/testing/index.ts';
import '../../src/testing/vitest.ts';

const small = conjecture({
  name: 'degree-below-two',
  statement: 'Every polynomial is affine.',
  activations: polynomialActivation({ disguise: 0 }),
  claim: (σ) => σ.truth.kind !== 'polynomial' || σ.truth.coefficients.length < 3,
});

describe('runConjecture', () => {
  it('shrinks to the smallest counterexample, and stops after enough', () => {
    const summary = runConjecture(small, { seed: 4, counterexamples: 3 });
    expect(summary.counts.fails).toBe(3);
    expect(summary.counterexamples.map(({ activation }) => activation)).toContain('x^2');
  });

  it('goes on where an earlier run ended', () => {
    const options = { seed: 9, cases: 30, counterexamples: 30 };
    const whole = [...remainingCases(small, options)];
    expect(whole.map(({ index }) => index)).toEqual(whole.map((_, k) => k));
    const earlier: readonly Case[] = whole.slice(0, 11);
    expect([...earlier, ...remainingCases(small, { ...options, earlier })]).toEqual(whole);
    expect(runConjecture(small, { ...options, earlier })).toEqual(runConjecture(small, options));
  });

  it('walks through lists once', () => {
    const listed = conjecture({
      name: 'listed',
      statement: 'All of these are polynomials.',
      activations: ['x', 'x^2', 'tanh'],
      claim: polynomial,
    });
    const { cases, counts, counterexamples } = runConjecture(listed, { seed: 1 });
    expect({ cases, ...counts }).toEqual({
      cases: 3,
      holds: 2,
      fails: 1,
      undecided: 0,
      vacuous: 0,
    });
    expect(counterexamples[0]!.activation).toBe('tanh');
    expect(counterexamples[0]!.certificates.length).toBe(1);
  });
});

describe('smallest eigenvalues', () => {
  const plain = { depth: 2, weightVariance: 1, biasVariance: 0, layers: null };
  const q = (text: string) => fromText(text)!;

  it('of one input: the kernel itself', () => {
    // ReLU, σ_w² = 1, ‖x‖² = d: Σ² = 1/2, Θ² = 1/2 + 1·1/2.
    const inputs = [[1, 1]];
    const nngp = smallestEigenvalue('relu', { inputs, architecture: plain }, 'nngp');
    const ntk = smallestEigenvalue('relu', { inputs, architecture: plain });
    expect({ lower: nngp.lower, upper: nngp.upper! }).toEnclose('1/2');
    expect({ lower: ntk.lower, upper: ntk.upper! }).toEnclose(1);
  });

  it('are told apart only by their bounds', () => {
    const of = (lower: string, upper: string | null): Bounds => ({
      lower: q(lower),
      upper: upper === null ? null : q(upper),
      because: '',
    });
    expect(less(of('0', '1/2'), of('2/3', '1')).kind).toBe('holds');
    expect(less(of('0', '1/2'), of('1/2', '1')).kind).toBe('undecided');
    expect(less(of('1/2', null), of('0', '1/2')).kind).toBe('fails');
    expect(less(of('0', null), of('1', null)).kind).toBe('undecided');
  });

  it('in JSON', () => {
    const side = (depth: number) => ({ 'lambda-min': 's', depth, kernel: 'nngp' });
    const read = conjectureFromJson({
      name: 'shrinks',
      statement: 'With σ_w² = 1 the NNGP of ReLU halves with every layer.',
      activations: ['relu'],
      inputs: [[[1, 1]], [[3, 4]]],
      claim: { less: [side(3), side(2)] },
    });
    expect(runConjecture(read, { seed: 0 }).counts).toEqual({
      ...{ holds: 2, fails: 0, undecided: 0, vacuous: 0 },
    });
  });
});
