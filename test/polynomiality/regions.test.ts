/**
 * Regions at scale: thousands of kinks, dozens of independent guards, guards without known zeros.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, k) => k + 1);
/** Short of the limits of the language on length. */
const roomy = { limits: { length: 1_000_000, nodes: 1_000_000 } };
const verdictOf = (text: string) => decide(parse(text, roomy));

describe('many kinks', () => {
  it.each([10, 100, 1000])('%i kinks that cancel in pairs', { timeout: 120_000 }, (n) => {
    const pairs = range(n).map((k) => `relu(x - ${k}) - relu(${k} - x)`);
    // Σ (x − k) = n·x − n(n + 1)/2.
    expect(verdictOf(pairs.join(' + '))).toMatchObject({
      kind: 'polynomial',
      coefficients: [`${(-n * (n + 1)) / 2}`, `${n}`],
    });
  });

  it.each([10, 100, 1000, 2000])('%i kinks, and one is left', { timeout: 120_000 }, (n) => {
    const kinks = range(n).map((k) => `abs(x - ${k})`);
    expect(verdictOf(kinks.join(' + '))).toMatchObject({ kind: 'non-polynomial' });
  });
});

describe('many independent guards', () => {
  it.each([3, 12, 40])('%i conditionals with equal branches', (n) => {
    const parts = range(n).map((k) => `(x > ${k}/7 ? x^2 : x*x)`);
    expect(verdictOf(parts.join(' + '))).toMatchObject({
      kind: 'polynomial',
      coefficients: ['0', '0', `${n}`],
    });
  });

  it.each([3, 12, 40])('%i guards of irrational zeros', { timeout: 60_000 }, (n) => {
    const parts = range(n).map((k) => `max(x^2, ${k + 1}) + min(x^2, ${k + 1})`);
    // Σ (x² + k + 1).
    expect(verdictOf(parts.join(' + '))).toMatchObject({
      kind: 'polynomial',
      coefficients: [`${(n * (n + 3)) / 2}`, '0', `${n}`],
    });
  });

  it.each([1, 2, 3])('%i guards of infinitely many zeros', (n) => {
    const parts = range(n).map(
      (k) => `max(sin(${k}*x), x^3) + min(sin(${k}*x), x^3) - sin(${k}*x)`,
    );
    expect(verdictOf(parts.join(' + '))).toMatchObject({
      kind: 'polynomial',
      coefficients: ['0', '0', '0', `${n}`],
    });
  });

  it('one branch of many differs', () => {
    const parts = range(20).map((k) => `(sin(x) > ${k}/40 ? x : x)`);
    expect(verdictOf(`${parts.join(' + ')} + relu(x - 100)`)).toMatchObject({
      kind: 'non-polynomial',
    });
  });
});

describe('signs without known zeros', () => {
  it.each([
    ['abs(exp(x) - x) + x', 'non-polynomial'],
    ['abs(2 + sin(x)*cos(3*x)) - sin(x)*cos(3*x)', 'polynomial'],
    ['max(cosh(x), cos(x)) - cosh(x)', 'polynomial'],
    ['relu(4*cos(x)^4 - 4*cos(x)^2 + 2) - 4*cos(x)^4 + 4*cos(x)^2', 'polynomial'],
    ['abs(cos(x)) - sqrt(1 - sin(x)^2)', 'polynomial'],
    ['max(sin(x), cos(x))', 'non-polynomial'],
  ])('%s: %s', (text, kind) => {
    expect(verdictOf(text).kind).toBe(kind);
  });
});
