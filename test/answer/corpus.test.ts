import { afterAll, describe, expect, it } from 'vitest';
import * as Q from '../../src/arith/rational.ts';
import { certainlyNonzero, sub } from '../../src/arith/enclosure.ts';
import { answer } from '../../src/answer/answer.ts';
import { verifyCertificate } from '../../src/answer/verify.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { acceptable, entries } from '../corpus/entries.ts';

/** Whether two constant expressions differ, certified. */
function certainlyDifferent(a: string, b: string): boolean {
  const [x, y] = [a, b].map((text) => evaluateAt(parse(text), Q.zero, 400));
  return !x || !y || certainlyNonzero(sub(x, y, 400));
}

const tally = new Map<string, { right: number; undecided: number }>();
const share = (section: string): number => {
  const { right, undecided } = tally.get(section)!;
  return right / (right + undecided);
};

describe('activations with known truth', () => {
  it.each(entries.map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
    const result = answer(entry.expr);
    const row = tally.get(entry.section) ?? { right: 0, undecided: 0 };
    tally.set(entry.section, row);
    // Malformed and hostile input has no "undecided": the acceptable verdicts are listed.
    if (result.verdict === 'undecided' && entry.section !== 'G') {
      row.undecided++;
    } else {
      expect(acceptable(entry)).toContain(result.verdict);
      row.right++;
    }
    if (result.verdict === 'polynomial' && entry.truth === 'polynomial') {
      expect(result.degree).toBe(entry.degree);
      entry.coefficients!.forEach((c, k) =>
        expect(certainlyDifferent(c, result.coefficients![k]!)).toBe(false),
      );
    }
    if (result.almostEverywhere) {
      expect(entry.ae_polynomial).toBe(true);
      entry.ae_coefficients!.forEach((c, k) =>
        expect(certainlyDifferent(c, result.almostEverywhere!.coefficients[k]!)).toBe(false),
      );
    }
    if (result.certificate) {
      const json = JSON.parse(JSON.stringify(result.certificate)) as unknown;
      expect(verifyCertificate(json)).toMatchObject({ accepted: true, source: entry.expr });
    }
    if (result.verdict === 'error')
      expect(result.error).toMatchObject({ code: expect.stringMatching(/^[a-z-]+[a-zA-Z-]*$/) });
  });

  afterAll(() => {
    console.log(
      Object.fromEntries(
        [...tally].map(([s, t]) => [s, `${t.right} right, ${t.undecided} undecided`]),
      ),
    );
    for (const [section, least] of [
      ['A', 0.98],
      ['B', 0.98],
      ['G', 1],
    ] as const)
      expect(share(section), `section ${section}`).toBeGreaterThanOrEqual(least);
  });
});
