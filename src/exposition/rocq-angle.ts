/**
 * # Sums of angles, as terms of Rocq
 */
import type { Terms } from '../checker/certificate.ts';
import { refuse } from './refusal.ts';

/** Written out as products of so many cosines and sines at most. */
const mostParts = 6;

/** An angle, its cosine and its sine. */
type Part = readonly [string, string, string];

/** By the number of twelfths of π: π/6, π/4, π/3. */
const exact: Readonly<Record<number, Part>> = {
  2: ['(PI / 6)', '(sqrt 3 / 2)', '(1 / 2)'],
  3: ['(PI / 4)', '(1 / sqrt 2)', '(1 / sqrt 2)'],
  4: ['(PI / 3)', '(1 / 2)', '(sqrt 3 / 2)'],
};

/** Σ kᵢtᵢ + q·π/12, with its cosine and sine by the addition theorems. */
export function angleSum(
  terms: Terms,
  twelfths: number,
  angleOf: (index: number) => string,
): { readonly whole: string; readonly cosine: string; readonly sine: string } {
  const parts: Part[] = terms.flatMap(([index, k]) => {
    const t = angleOf(index);
    if (Math.abs(k) > mostParts) return refuse('a large multiple of an angle');
    const [angle, sine] = k < 0 ? [`(- (${t}))`, `(- sin ${t})`] : [t, `(sin ${t})`];
    return Array.from({ length: Math.abs(k) }, (): Part => [angle, `(cos ${t})`, sine]);
  });
  if (parts.length > mostParts) return refuse('a sum of many angles');
  const quarters = Math.floor(twelfths / 6);
  if (Math.abs(quarters) > mostParts) return refuse('many quarter turns');
  const quarter: Part = quarters < 0 ? ['(- (PI / 2))', '0', '(- (1))'] : ['(PI / 2)', '0', '1'];
  parts.push(...Array.from({ length: Math.abs(quarters) }, () => quarter));
  const rest = twelfths - 6 * quarters;
  if (rest !== 0) parts.push(exact[rest] ?? refuse('an angle that is an odd multiple of π/12'));
  let [cosine, sine] = ['1', '0'];
  for (const [, c, s] of parts)
    [cosine, sine] = [`(${cosine} * ${c} - ${sine} * ${s})`, `(${sine} * ${c} + ${cosine} * ${s})`];
  return { whole: ['0', ...parts.map(([angle]) => angle)].join(' + '), cosine, sine };
}
