/**
 * # Route `theorem`
 *
 * Theorem E on the data: every layer continuous and of degree ≥ r_l ≥ 1 (∞ for a non-polynomial),
 * N ≤ 1 + Π r_l admissible inputs. Each hypothesis is looked at by itself.
 */
import { div, sign, toText } from '../arith/rational.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { ofPolynomial } from '../regularity/hypotheses.ts';
import { attempt, biasesOf, failed } from './problem.ts';
import type { Activation, Attempt, Inputs, Problem } from './problem.ts';

/** One hypothesis of a theorem, on the problem at hand. */
export interface Hypothesis {
  readonly statement: string;
  /** null: not shown. */
  readonly holds: boolean | null;
  readonly reason: string;
}

/** The largest r such that σ is proved to be no polynomial of a lower degree. */
export function degreeReached(verdict: Verdict): number {
  switch (verdict.kind) {
    case 'polynomial':
      return verdict.exact ? verdict.degree : 0;
    case 'non-polynomial':
      return verdict.almostEverywhere ? 0 : Infinity;
    case 'undecided':
      return verdict.almostEverywhere ? 0 : (verdict.notPolynomialOfDegree ?? -1) + 1;
    default:
      return verdict satisfies never;
  }
}

/** The hypotheses of theorem E, one by one. */
export function theoremHypotheses(problem: Problem): readonly Hypothesis[] {
  const { activations, indices, inputs } = problem;
  const named = (k: number): string => {
    const layers = indices.flatMap((index, l) => (index === k ? [l + 1] : []));
    return `hidden layer${layers.length > 1 ? 's' : ''} ${layers.join(', ')}`;
  };
  const found = activations.flatMap((activation, k) => ofActivation(activation, named(k)));
  const product = indices.reduce((r, k) => r * degreeReached(activations[k]!.verdict()), 1);
  const n = inputs.length;
  return [
    ...found,
    admissibility(inputs, biasesOf(problem)[0]!),
    {
      statement: `N = ${n} ≤ 1 + Π r_l = ${product === Infinity ? '∞' : 1 + product}`,
      holds: product > 0 ? (n <= 1 + product ? true : null) : null,
      reason: product > 0 ? 'by the degrees that the layers are shown to reach' : 'no degree shown',
    },
  ];
}

function ofActivation(activation: Activation, where: string): readonly Hypothesis[] {
  const verdict = activation.verdict();
  const shown = activation.hypotheses();
  const { continuous } = verdict.kind === 'polynomial' ? ofPolynomial(shown) : shown;
  const reached = degreeReached(verdict);
  const constant = verdict.kind === 'polynomial' && verdict.degree === 0;
  const aside = 'almostEverywhere' in verdict && verdict.almostEverywhere !== null;
  return [
    {
      statement: `σ is continuous in ${where}`,
      holds: continuous.value,
      reason: continuous.reason,
    },
    {
      statement: `σ is not constant in ${where}: degree r ${reached === Infinity ? '= ∞ (not a polynomial)' : `≥ ${Math.max(1, reached)}`}`,
      holds: reached >= 1 ? true : constant ? false : null,
      reason: constant
        ? 'it is constant'
        : aside
          ? 'off a null set it is a polynomial'
          : reached >= 1
            ? 'by its certificate'
            : 'no degree is shown to be exceeded',
    },
  ];
}

/** Distinct inputs with first-layer biases; nonzero, pairwise non-parallel ones without. */
export function admissibility(inputs: Inputs, biased: boolean): Hypothesis {
  const statement = biased
    ? 'the inputs are distinct (first-layer biases)'
    : 'the inputs are nonzero and pairwise non-parallel (no first-layer biases)';
  const seen = new Map<string, number>();
  for (const [i, row] of inputs.entries()) {
    const lead = row.find((value) => sign(value) !== 0);
    if (!biased && lead === undefined)
      return { statement, holds: false, reason: `row ${i + 1} is 0` };
    const text = (biased ? row : row.map((value) => div(value, lead!))).map(toText).join(' ');
    const before = seen.get(text);
    if (before !== undefined)
      return {
        statement,
        holds: false,
        reason: `rows ${before + 1} and ${i + 1} are ${biased ? 'equal' : 'parallel'}`,
      };
    seen.set(text, i);
  }
  return { statement, holds: true, reason: 'compared exactly' };
}

export function byTheorem(problem: Problem, hypotheses: readonly Hypothesis[]): Attempt {
  const open = hypotheses.filter(({ holds }) => holds !== true);
  if (open.length > 0)
    return failed(
      `theorem E: ${open.map((h) => `${h.statement}: ${h.holds === false ? 'no' : 'not shown'}, ${h.reason}`).join('; ')}`,
    );
  const of = problem.activations.map(({ verdict }) => verdict().certificate as CertificateJson);
  return attempt(problem, of, { claim: 'strictly-positive-definite', rule: 'theorem' });
}
