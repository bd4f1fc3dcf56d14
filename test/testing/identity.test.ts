import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import * as Q from '../../src/arith/rational.ts';
import { certainlyNonzero, contains, sub } from '../../src/arith/enclosure.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { x } from '../../src/expr/build.ts';
import { copiesOfX, vanishing } from '../../src/testing/identity.ts';
import { expressionOf } from '../../src/testing/expression-tree.ts';
import { fill, total } from '../../src/testing/production.ts';
import { expression } from '../../src/testing/total-expression.ts';
import { runs } from './seed.ts';

const points = [-7, -2, -1, 0, 1, 3].flatMap((n) => [Q.rational(n), Q.rational(10 * n + 1, 13)]);
const inner = fc.tuple(
  expression({ regularity: 'kink', maxDepth: 1 }).map(expressionOf),
  expression({ regularity: 'smooth', maxDepth: 1 }).map(expressionOf),
);

describe('identities', () => {
  it.each(Object.entries(vanishing))('%s: encloses 0 at every point', (_name, text) => {
    let enclosed = 0;
    fc.assert(
      fc.property(inner, ([u, v]) => {
        const expr = fill(text, [u, v]);
        for (const at of points) {
          const value = evaluateAt(expr, at, 192);
          if (value === null) continue;
          enclosed += 1;
          expect(contains(value, Q.zero), `${text} at ${Q.toText(at)}`).toBe(true);
        }
      }),
      runs(8),
    );
    expect(enclosed).toBeGreaterThan(20);
  });

  it.each(copiesOfX)('%s is x', (text) => {
    for (const at of points) {
      const [value, expected] = [evaluateAt(fill(text, []), at, 192)!, evaluateAt(x, at, 192)!];
      expect(certainlyNonzero(sub(value, expected, 192))).toBe(false);
    }
  });
});

describe('total productions', () => {
  it.each(total.map((row) => row.text))('%s is enclosed wherever its holes are', (text) => {
    // An enclosure may be too wide to show it; an exact 0/0 would fail at every precision.
    const hole = [fill('2*x - 1/7', []), fill('x^2 - 3', []), fill('1/(1 + x^2)', [])];
    const shown = points.filter((at) => evaluateAt(fill(text, hole), at, 512) !== null);
    expect(shown.length).toBe(points.length);
  });
});
