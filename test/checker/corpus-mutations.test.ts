import { afterAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { check } from '../../src/checker/check.ts';
import { entries } from '../corpus/entries.ts';
import { mutation, mutations, rebound } from './mutate.ts';
import type { Json } from './mutate.ts';
import { judge } from './truth.ts';

/** Of certificates of more text than this, mutations are drawn by chance. */
const long = 8_000;
const perCertificate = 24;
const tally = { certificates: 0, tried: 0, acceptedAndTrue: 0 };

/** As many items as asked for, evenly spread. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, k) => items[Math.floor((k * items.length) / count)]!);
}

const mutationsOf = (json: string): readonly [string, Json][] => {
  const parsed = JSON.parse(json) as Json;
  if (json.length <= long) return [...spread([...mutations(parsed)], perCertificate)];
  const next = uniform(json.length);
  return Array.from({ length: perCertificate }, () => mutation(parsed, next));
};

/** Numbers in [0, 1) that repeat with the seed. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('mutations of every certificate of known activations', () => {
  it.each(entries.map((entry) => [entry.id, entry.expr] as const))('%s', (_id, text) => {
    const { certificate } = answer(text);
    if (!certificate) return;
    const json = JSON.stringify(certificate);
    const original = check(certificate);
    tally.certificates++;
    for (const [what, mutated] of mutationsOf(json)) {
      for (const candidate of [mutated, rebound(mutated)]) {
        if (JSON.stringify(candidate) === json) continue;
        tally.tried++;
        const outcome = check(candidate);
        if (!outcome.accepted) continue;
        // What was typed may be another text: the same claims of the same expression are true.
        const same = original.accepted && outcome.expression === original.expression;
        if (same && JSON.stringify(outcome.proved) === JSON.stringify(original.proved)) continue;
        for (const proved of outcome.proved)
          expect(judge(outcome.expression, proved), what).toBe('holds');
        tally.acceptedAndTrue++;
      }
    }
  });

  afterAll(() => {
    console.log(tally);
    expect(tally.tried).toBeGreaterThan(20 * tally.certificates);
    expect(tally.certificates).toBeGreaterThan(360);
  });
});
