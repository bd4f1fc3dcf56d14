import { describe, expect, it } from 'vitest';
import { normalDeviates } from '../../src/data/random.ts';
import { parameterDeviates } from '../../src/training/network.ts';

describe('parameterDeviates', () => {
  it('repeats for a seed and differs between seeds', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, parameterDeviates(seed));
    expect(draw(1)).toEqual(draw(1));
    // Random inputs of the same seed are other numbers.
    expect(draw(1)).not.toEqual(Array.from({ length: 5 }, normalDeviates(1)));
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 52];
    expect(new Set(seeds.map((seed) => draw(seed).join())).size).toBe(seeds.length);
  });

  it('has the moments 0, 1, 0, 3 and no correlation with its neighbour', () => {
    const n = 200_000;
    const values = Array.from({ length: n }, parameterDeviates(7));
    const moment = (k: number): number => values.reduce((s, v) => s + v ** k, 0) / n;
    // Standard errors of the moments: √(1, 2, 15, 96)/√n
    for (const [k, [mean, variance]] of [
      [0, 1],
      [1, 2],
      [0, 15],
      [3, 96],
    ].entries())
      expect(Math.abs(moment(k + 1) - mean!)).toBeLessThan(5 * Math.sqrt(variance! / n));
    const neighbours = values.slice(1).reduce((s, v, i) => s + v * values[i]!, 0) / n;
    expect(Math.abs(neighbours)).toBeLessThan(5 / Math.sqrt(n));
  });
});
