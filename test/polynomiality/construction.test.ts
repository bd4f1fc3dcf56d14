/**
 * Random activations with truth by construction: no verdict is wrong, few are undecided. More of
 * them: NONPOLY_CASES=20000 NONPOLY_SEED=7 npx vitest run test/polynomiality/construction.test.ts
 */
import { describe, expect, it } from 'vitest';
import { answer } from '../../src/answer/answer.ts';
import { toText } from '../../src/arith/rational.ts';
import { disguised, nonPolynomialCase, uniform } from './construction.ts';
import type { Case } from './construction.ts';

const cases = Number(process.env.NONPOLY_CASES ?? 300);
const seed = Number(process.env.NONPOLY_SEED ?? 1);

const trimmed = ({ coefficients }: Case): readonly string[] | null => {
  if (coefficients === null) return null;
  const end = coefficients.findLastIndex((c) => c.num !== 0n);
  return coefficients.slice(0, Math.max(end, 0) + 1).map(toText);
};

describe(`seed ${seed}`, () => {
  it(`${cases} activations with truth by construction`, { timeout: 10 ** 7 }, () => {
    const next = uniform(seed);
    const undecided: string[] = [];
    const times: number[] = [];
    for (let k = 0; k < cases; k += 1) {
      const made = k % 2 === 0 ? disguised(next) : nonPolynomialCase(next);
      const start = performance.now();
      const { verdict, coefficients, error } = answer(made.text);
      times.push(performance.now() - start);
      const note = `${made.text}  [${made.made}]`;
      expect(error, note).toBeUndefined();
      if (verdict === 'undecided') undecided.push(`${made.coefficients ? 'P' : 'N'} ${note}`);
      else if (made.coefficients) expect(coefficients, note).toEqual(trimmed(made));
      else expect(verdict, note).toBe('non-polynomial');
    }
    times.sort((a, b) => a - b);
    const share = 1 - undecided.length / cases;
    console.log(
      `seed ${seed}: ${cases} cases, 0 wrong, decided ${(100 * share).toFixed(2)} %, ` +
        `median ${times[cases >> 1]!.toFixed(1)} ms, p99 ${times[Math.floor(cases * 0.99)]!.toFixed(0)} ms, longest ${times.at(-1)!.toFixed(0)} ms`,
    );
    if (undecided.length > 0) console.log(undecided.slice(0, 200).join('\n'));
    expect(share).toBeGreaterThan(0.97);
  });
});
