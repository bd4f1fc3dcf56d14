import { describe, expect, it } from 'vitest';
import { parse } from '../../src/expr/parse.ts';
import { approxHermite } from '../../src/ntk/hermite.ts';
import { interpolatedSeries } from '../../src/ntk/interpolated-series.ts';
import { coefficientOf, seriesOf } from '../../src/ntk/series.ts';
import type { Series } from '../../src/ntk/series.ts';
import { seeded } from './gram-of.ts';

const terms = 64;
const count = 400;

function seriesAt(text: string): (variance: number) => Series | null {
  const expr = parse(text);
  return (variance) => {
    const found = approxHermite(expr, variance, terms);
    return found.kind === 'failure' ? null : seriesOf(found);
  };
}

/** Spread over a ratio of e^{2·half}. */
function variances(half: number): Float64Array {
  const random = seeded(11);
  return Float64Array.from({ length: count }, () => Math.exp(half * random()));
}

describe('series at many variances', () => {
  it.each(['tanh(x)', 'x*sigmoid(x)', 'clip(x, -1, 1)', 'x > 0 ? x : expm1(x)', 'x^3 - x + 1'])(
    '%s: interpolated as computed, at variances that were no probes',
    (text) => {
      const at = seriesAt(text);
      const given = variances(0.6);
      const found = interpolatedSeries(given, at);
      if (found === null) throw new Error('not interpolated');
      expect(found.error).toBeLessThan(1e-14);
      for (let i = 0; i < count; i += 37) {
        const [near, exact] = [found.series[i]!, at(given[i]!)!];
        const norm = Math.sqrt(exact.squareNorm);
        for (let k = 0; k < terms; k += 1) {
          const gap = Math.abs(coefficientOf(near, 0, k) - coefficientOf(exact, 0, k));
          expect(gap / norm).toBeLessThan(1e-14);
        }
        expect(Math.abs(near.squareNorm / exact.squareNorm - 1)).toBeLessThan(1e-14);
        expect(Math.abs(near.derivativeSquareNorm! / exact.derivativeSquareNorm! - 1)).toBeLessThan(
          1e-14,
        );
      }
    },
  );

  it('is not tried where it cannot pay or cannot hold', () => {
    const at = seriesAt('tanh(x)');
    expect(interpolatedSeries(variances(0.6).subarray(0, 60), at)).toBeNull();
    expect(interpolatedSeries(new Float64Array(count).fill(1), at)).toBeNull();
    expect(
      interpolatedSeries(
        variances(0.6).map((q, i) => (i === 7 ? 0 : q)),
        at,
      ),
    ).toBeNull();
    expect(interpolatedSeries(variances(20), at)).toBeNull();
    expect(interpolatedSeries(variances(0.6), seriesAt('0*sin(x)'))).toBeNull();
  });
});
