import { afterAll, describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { check } from '../../src/checker/check.ts';
import { entries } from '../corpus/entries.ts';
import { mutations, rebound } from './mutate.ts';
import type { Json } from './mutate.ts';
import { judge } from './truth.ts';

/** Certificates of more text than this are mutated elsewhere, at a smaller size of the same kind. */
const longest = 8_000;
const perCertificate = 24;
const tally = { certificates: 0, tried: 0, acceptedAndTrue: 0 };

/** As many items as asked for, evenly spread. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, k) => items[Math.floor((k * items.length) / count)]!);
}

describe('mutations of every certificate of known activations', () => {
  it.each(entries.map((entry) => [entry.id, entry.expr] as const))('%s', (_id, text) => {
    const { certificate } = answer(text);
    if (!certificate) return;
    const json = JSON.stringify(certificate);
    if (json.length > longest) return;
    tally.certificates++;
    for (const [what, mutated] of spread(
      [...mutations(JSON.parse(json) as Json)],
      perCertificate,
    )) {
      for (const candidate of [mutated, rebound(mutated)]) {
        if (JSON.stringify(candidate) === json) continue;
        tally.tried++;
        const outcome = check(candidate);
        if (!outcome.accepted) continue;
        for (const proved of outcome.proved)
          expect(judge(outcome.expression, proved), what).toBe('holds');
        tally.acceptedAndTrue++;
      }
    }
  });

  afterAll(() => {
    console.log(tally);
    expect(tally.tried).toBeGreaterThan(20 * tally.certificates);
    expect(tally.certificates).toBeGreaterThan(300);
  });
});
