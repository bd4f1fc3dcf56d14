/**
 * # Hypotheses against activations with known truth
 *
 * A hypothesis that is shown must agree with the label; null is allowed and counted. A variance
 * bound b says that E[σ(sZ)²] < ∞ for s² < b, so it may not pass the label's condition on s.
 */
import { describe, expect, it } from 'vitest';
import { certainlyPositive } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { InputError } from '../../src/expr/input-error.ts';
import { parse } from '../../src/expr/parse.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';
import { entries } from '../corpus/entries.ts';
import type { Entry } from '../corpus/entries.ts';

type Labelled = Entry & { readonly domain: string | null };

function expressionOf(entry: Entry): Expr | null {
  try {
    return parseActivation(entry.expr).expr;
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const readable = (entries as readonly Labelled[]).flatMap((entry) => {
  const expr = expressionOf(entry);
  return expr === null ? [] : [{ entry, expr }];
});

/** How many labels were met by a value, and how many by null, for each hypothesis. */
const shown = new Map<string, number>();
const open = new Map<string, number>();
const count = (what: string, value: unknown): void => {
  const table = value === null ? open : shown;
  table.set(what, (table.get(what) ?? 0) + 1);
};

/** b ≤ s², for a label "only s<…" or "only s<=…"; both allow every s² < b. */
function within(bound: string, label: string): boolean {
  const s = /^only s<=?(.+)$/.exec(label)![1]!;
  const excess = evaluateAt(parse(`${bound} - (${s})^2`), Q.zero, 200)!;
  return !certainlyPositive(excess);
}

describe('what is shown agrees with the label', () => {
  it.each(readable.map((row) => [row.entry.id, row] as const))('%s', (_id, { entry, expr }) => {
    const h = hypotheses(expr);
    if (entry.domain === 'R') expect(h.definedOnR.value).not.toBe(false);
    else if (entry.domain) expect(h.definedOnR.value).not.toBe(true);
    if (entry.domain === 'R') count('defined', h.definedOnR.value);

    for (const [what, label, { value }] of [
      ['continuous', entry.continuous, h.continuous],
      ['differentiable', entry.differentiable_ae, h.differentiableAlmostEverywhere],
    ] as const) {
      if (label === null) continue;
      expect(value, what).not.toBe(!label);
      count(what, value);
    }
    // A locally absolutely continuous function is continuous.
    if (h.locallyAbsolutelyContinuous.value === true) expect(h.continuous.value).toBe(true);
    if (h.derivativeGaussianIntegrable.value !== null) expect(h.continuous.value).toBe(true);

    const { value } = h.gaussianIntegrable;
    const label = entry.gaussian_l2;
    if (label === null) return;
    const bounded = typeof value === 'object' && value !== null;
    count('integrable', bounded && label === true ? null : value);
    if (label === true) expect(value).not.toBe(false);
    if (label === false) expect([false, null]).toContain(value);
    if (typeof label === 'string') {
      expect(typeof value).not.toBe('boolean');
      if (bounded) expect(within(value.varianceBelow, label)).toBe(true);
    }
  });
});

describe('what is shown is most of it', () => {
  it.each([
    ['defined', 356],
    ['continuous', 341],
    ['differentiable', 358],
    ['integrable', 341],
  ])('%s: at least %i labels', (what, least) => {
    console.log(`${what}: ${shown.get(what)} shown, ${open.get(what) ?? 0} not`);
    expect(shown.get(what)).toBeGreaterThanOrEqual(least);
  });

  it('compares conditions on s as they stand', () => {
    expect(within('1/2', 'only s<1/sqrt(2)')).toBe(true);
    expect(within('51/100', 'only s<1/sqrt(2)')).toBe(false);
    expect(within('25', 'only s<=5')).toBe(true);
    expect(within('26', 'only s<5')).toBe(false);
  });
});
