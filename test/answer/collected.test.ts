/**
 * # Collected expressions
 *
 * Have the values of what they were made from, wherever that is defined, and stay short.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collected } from '../../src/answer/collected.ts';
import * as E from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { derivative } from '../../src/expr/derivative.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { smooth, uniform, vanishing } from '../polynomiality/construction.ts';

const points = [-3, -2, -1, 1, 2, 3].map((k) => Q.rational(10 * k + 1, 13));

/** The two enclosures meet at every point where both are defined. */
function expectEqual(a: Expr, b: Expr): void {
  for (const q of points) {
    const [u, v] = [evaluateAt(a, q, 256), evaluateAt(b, q, 256)];
    if (u === null) continue;
    expect(v, print(b)).not.toBeNull();
    const difference = E.sub(u, v!, 256);
    expect(E.contains(difference, Q.zero), `${print(a)} and ${print(b)}`).toBe(true);
  }
}

describe('collected', () => {
  it.each([
    ['exp(-x^2)*(-(2*x))*x', '-2*x^2*exp(-x^2)'],
    ['0 + sin(x)', 'sin(x)'],
    ['2*x/2 + x', '2*x'],
    ['x*x^2/x^5', '1/x^2'],
    ['sin(x)*3*cos(x) - cos(x)*sin(x)*3', '0'],
    ['(x + 1)*(x - 1)', 'x^2 - 1'],
    ['-(1/3*x)', '-(x/3)'],
    ['x - (1 + x)*x', '-x^2'],
    ['(x > 0 ? x + 0 : 1)*2', '2*(x > 0 ? x + 0 : 1)'],
    ['1/(0*x)', '1/0'],
  ])('%s is %s', (text, expected) => {
    expect(print(collected(parse(text)))).toBe(expected);
  });

  it('keeps the values of random expressions and of their derivatives', () => {
    const templates = [...smooth, ...Object.values(vanishing)];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const next = uniform(seed);
        const some = () => templates[Math.floor(next() * templates.length)]!('x', '(x/3)');
        let expr: Expr = parse(`${some()}*${some()} - ${some()}/(2 + cos(x))`);
        for (let k = 0; k < 2; k++) {
          expectEqual(expr, collected(expr));
          const slope = derivative(expr);
          if (slope === null) return;
          expr = slope;
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});
