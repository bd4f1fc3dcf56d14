import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fromText, mul, sub, add, compare, zero } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { coincidences } from '../../src/data/coincidence.ts';
import { dataSetOf } from '../../src/data/rows.ts';
import { exactRow } from '../../src/data/data-set.ts';
import { layersOf } from '../../src/ntk/architecture.ts';
import { parse } from '../../src/expr/parse.ts';
import {
  architecture,
  degenerateInputs,
  distinctInputs,
  libraryActivation,
  nonParallelInputs,
  withActivation,
} from '../../src/testing/index.ts';
import { runs, samples, smallest } from './seed.ts';

const squareDistance = (a: readonly Rational[], b: readonly Rational[]): Rational =>
  a.reduce((sum, entry, k) => add(sum, mul(sub(entry, b[k]!), sub(entry, b[k]!))), zero);

describe('distinctInputs', () => {
  it('keeps its distance, exactly', () => {
    fc.assert(
      fc.property(distinctInputs({ n: { min: 2, max: 5 }, minDistance: 0.3 }), (rows) => {
        const set = dataSetOf(rows);
        for (let i = 0; i < set.n; i += 1)
          for (let j = 0; j < i; j += 1)
            expect(
              compare(squareDistance(exactRow(set, i), exactRow(set, j)), fromText('9/100')!),
            ).not.toBe(-1);
      }),
      runs(200),
    );
  });

  it('has the shape asked for', () => {
    fc.assert(
      fc.property(distinctInputs({ n: 7, dimension: 2 }), (rows) => {
        expect(rows.map((row) => row.length)).toEqual(Array(7).fill(2));
        expect(coincidences(dataSetOf(rows)).equal).toEqual([]);
      }),
      runs(200),
    );
  });

  it('shrinks to the fewest points, at 0', () => {
    expect(smallest(distinctInputs(), () => false)).toEqual([[0]]);
    expect(smallest(distinctInputs(), (rows) => rows.length < 3).length).toBe(3);
  });
});

describe('nonParallelInputs', () => {
  it('has no zero row and no two parallel ones, exactly', () => {
    fc.assert(
      fc.property(nonParallelInputs({ n: { min: 1, max: 8 } }), (rows) => {
        const { equal, parallel, zero: zeros } = coincidences(dataSetOf(rows));
        expect({ equal, parallel, zeros }).toEqual({ equal: [], parallel: [], zeros: [] });
      }),
      runs(200),
    );
  });
});

describe('degenerateInputs', () => {
  it('are what they say, exactly', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(degenerateInputs(), ({ rows, degeneracy, distinct, nonParallel, at }) => {
        seen.add(degeneracy);
        const found = coincidences(dataSetOf(rows));
        expect(found.equal.length === 0).toBe(distinct);
        expect(found.parallel.length === 0 && found.zero.length === 0).toBe(nonParallel);
        if (degeneracy === 'duplicate') expect(found.equal).toContainEqual(at);
        if (degeneracy === 'parallel' || degeneracy === 'opposite')
          expect(found.parallel).toContainEqual(at);
        if (degeneracy === 'zero') expect(found.zero).toEqual(at);
      }),
      runs(400),
    );
    expect(seen.size).toBe(9);
  });

  it('prints as rows', () => {
    for (const value of samples(degenerateInputs(), 20))
      expect(JSON.parse(fc.stringify(value))).toEqual(value.rows);
  });
});

describe('architecture', () => {
  it('fits', () => {
    const source = architecture({ depth: { min: 2, max: 5 }, layers: libraryActivation() });
    fc.assert(
      fc.property(source, (value) => {
        const { weights, activations } = layersOf(withActivation(value, { expr: parse('x') }));
        expect([weights.length, activations.length]).toEqual([value.depth, value.depth - 1]);
      }),
      runs(100),
    );
  });

  it('shrinks to the smallest depth', () => {
    expect(String(smallest(architecture(), () => false))).toBe(
      '{ depth: 2, weightVariance: 1, biasVariance: 0 }',
    );
  });

  it('with and without biases', () => {
    for (const value of samples(architecture({ biases: true }), 50))
      expect(value.biasVariance).toBeGreaterThan(0);
    for (const value of samples(architecture({ biases: false }), 50))
      expect(value.biasVariance).toBe(0);
  });
});

describe('constraints out of range', () => {
  it.each([
    () => distinctInputs({ n: 0 }),
    () => distinctInputs({ n: 200, dimension: 1 }),
    () => distinctInputs({ minDistance: 0 }),
    () => nonParallelInputs({ n: 3, dimension: 1 }),
    () => degenerateInputs({ n: 1 }),
    () => architecture({ depth: 1 }),
    () => architecture({ depth: { min: 3, max: 2 } }),
  ])('%s', (make) => {
    expect(make).toThrow(RangeError);
  });
});
