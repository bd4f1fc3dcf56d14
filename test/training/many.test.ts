import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listActivations } from '../../src/activations/catalogue.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import { derivative } from '../../src/expr/derivative.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { approxMany } from '../../src/training/many.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { arbitraryExprOf } from '../expr/arbitrary.ts';

const points = [-Infinity, -41, -20.5, -1, -1e-9, -0, 0, 1e-300, 0.5, 1, 3, 40, 800, Infinity, NaN];

function expectSame(expr: Expr, slope: Expr): void {
  // More than one block, from the middle of an array on.
  const x = Float64Array.from({ length: 1200 }, (_, k) => points[k] ?? 6 * Math.sin(k));
  const [values, slopes] = [x.slice(), new Float64Array(1200)];
  approxMany(expr, slope)(values, slopes, 3, 1190);
  const [f, g] = [approxFunction(expr), approxFunction(slope)];
  for (const [k, at] of x.entries()) {
    const inside = k >= 3 && k < 1190;
    expect(values[k], `σ at ${at}`).toBe(inside ? f(at) : at);
    if (!inside) expect(slopes[k]).toBe(0);
    else if (Number.isFinite(g(at))) {
      const close = Math.abs(slopes[k]! - g(at)) <= 5e-14 * (1 + Math.abs(slopes[k]!));
      expect(close, `σ′ at ${at}: ${slopes[k]} and ${g(at)}`).toBe(true);
    }
  }
}

describe('approxMany', () => {
  it('is approxFunction of the value and of the slope, for the catalogue', () => {
    let count = 0;
    for (const { name, parameters } of listActivations()) {
      if (parameters.length > 0) continue;
      const { expr } = parseActivation(name);
      const slope = derivative(expr);
      if (slope !== null) expectSame(expr, slope);
      count += 1;
    }
    expect(count).toBeGreaterThan(30);
  });

  it('is approxFunction to the last bit where no identity replaces a function', () => {
    const names = [...functionTable.keys()].filter((name) => name !== 'sech' && name !== 'gelu');
    fc.assert(
      fc.property(arbitraryExprOf(names), arbitraryExprOf(names), (first, second) => {
        const [values, slopes] = [Float64Array.from(points), new Float64Array(points.length)];
        approxMany(first, second)(values, slopes, 0, points.length);
        const [f, g] = [approxFunction(first), approxFunction(second)];
        for (const [k, at] of points.entries()) {
          expect(values[k]).toBe(f(at));
          expect(slopes[k]).toBe(g(at));
        }
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});
