/**
 * # A variance bound belongs to every statement
 *
 * Where E[σ(√q Z)²] is finite for q < b only, there is no kernel at other variances, and a
 * statement on its definiteness, conditional or not, says so.
 */
import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { consequences } from '../../src/positivity/consequences.ts';
import { hypotheses } from '../../src/regularity/hypotheses.ts';

describe('where only some variances are allowed', () => {
  it.each([
    ['exp(x^2)', '1/4'],
    ['x*exp(x^2/8)', '2'],
    ['sign(x)*exp(x^2)', '1/4'],
    ['heaviside(x)*exp(x^2/8)', '2'],
  ])('%s: every statement names the bound %s', (text, bound) => {
    const expr = parse(text);
    const h = hypotheses(expr);
    expect(h.gaussianIntegrable.value).toEqual({ varianceBelow: bound });
    const list = consequences(decide(expr), h).filter(({ statement }) =>
      statement.includes('strictly positive definite'),
    );
    for (const { statement } of list) expect(statement).toContain(`below ${bound}`);
  });
});
