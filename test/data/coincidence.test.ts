import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Q from '../../src/arith/rational.ts';
import { coincidences } from '../../src/data/coincidence.ts';
import { exactRow } from '../../src/data/data-set.ts';
import type { DataSet } from '../../src/data/data-set.ts';
import { normalizedRows, standardizedColumns } from '../../src/data/normalize.ts';
import { equispacedInputs, randomInputs } from '../../src/data/random.ts';
import { readDataSet } from '../../src/data/read.ts';

const read = (text: string): Promise<DataSet> => readDataSet(new TextEncoder().encode(text));

describe('rows that coincide', () => {
  it('are found exactly', async () => {
    const set = await read(
      '[[0.1,0.3],[0.2,0.6],["1/3",1],[1,3],[0,0],[0.1,0.3],[-1,-3],[0,0],[1,2]]',
    );
    expect(coincidences(set)).toEqual({
      equal: [
        [0, 5],
        [4, 7],
      ],
      parallel: [[0, 1, 2, 3, 5, 6]],
      zero: [4, 7],
    });
  });

  it('where doubles cannot tell', async () => {
    const near = await read(
      '[[1,0.1],[1,0.10000000000000000000001],[1e-300,1e-301],[1e-400,0],[1,0]]',
    );
    expect(coincidences(near)).toEqual({
      equal: [],
      parallel: [
        [0, 2],
        [3, 4],
      ],
      zero: [],
    });
  });

  it('as pairwise determinants say', () => {
    const entry = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 3 }));
    const rows = fc
      .integer({ min: 1, max: 3 })
      .chain((d) =>
        fc.array(fc.array(entry, { minLength: d, maxLength: d }), { minLength: 1, maxLength: 12 }),
      );
    return fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const set = await read(
          JSON.stringify(table.map((row) => row.map(([p, q]) => `${p}/${q}`))),
        );
        const exact = table.map((_, i) => exactRow(set, i));
        const isZero = exact.map((row) => row.every((x) => x.num === 0n));
        const parallel = (i: number, j: number): boolean =>
          exact[i]!.every((x, k) =>
            exact[j]!.every(
              (y, l) =>
                Q.equals(Q.mul(x, exact[j]![l]!), Q.mul(exact[i]![l]!, exact[j]![k]!)) || y === x,
            ),
          );
        const found = coincidences(set);
        const together = (groups: Iterable<readonly number[]>, i: number, j: number): boolean =>
          [...groups].some((group) => group.includes(i) && group.includes(j));
        for (let i = 0; i < exact.length; i += 1) {
          expect(found.zero.includes(i)).toBe(isZero[i]);
          for (let j = i + 1; j < exact.length; j += 1) {
            const same = exact[i]!.every((x, k) => Q.equals(x, exact[j]![k]!));
            expect(together(found.equal, i, j)).toBe(same);
            if (!isZero[i] && !isZero[j])
              expect(together(found.parallel, i, j)).toBe(parallel(i, j));
          }
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('among many', () => {
    const set = randomInputs('gaussian', 2000, 8, 3);
    const data = set.data.slice();
    for (let k = 0; k < 8; k += 1) data[1999 * 8 + k] = -4 * data[17 * 8 + k]!;
    for (let k = 0; k < 8; k += 1) data[1000 * 8 + k] = data[500 * 8 + k]!;
    expect(coincidences({ ...set, data })).toEqual({
      equal: [[500, 1000]],
      parallel: [
        [17, 1999],
        [500, 1000],
      ],
      zero: [],
    });
  });
});

describe('generated inputs', () => {
  it('are given by their seed', () => {
    const a = randomInputs('gaussian', 5, 3, 1);
    expect(randomInputs('gaussian', 5, 3, 1).data).toEqual(a.data);
    expect(randomInputs('gaussian', 5, 3, 2).data).not.toEqual(a.data);
    expect(randomInputs('gaussian', 5, 3, 2 ** 32 + 1).data).not.toEqual(a.data);
  });

  it('are normal', () => {
    const { data } = randomInputs('gaussian', 200_000, 1, 7);
    const moment = (p: number): number => data.reduce((s, x) => s + x ** p, 0) / data.length;
    // Five standard errors: √(Var x^p / n).
    const expected: readonly (readonly [number, number, number])[] = [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ];
    for (const [p, mean, variance] of expected)
      expect(Math.abs(moment(p) - mean)).toBeLessThan(5 * Math.sqrt(variance / data.length));
  });

  it('on the sphere have norm √d, to rounding', () => {
    const { data, d } = randomInputs('sphere', 100, 7, 5);
    for (let i = 0; i < 100; i += 1) {
      const square = data.subarray(i * d, i * d + d).reduce((s, x) => s + x * x, 0);
      expect(Math.abs(square / d - 1)).toBeLessThan(1e-14);
    }
  });

  it('at equal distances are exact', () => {
    const set = equispacedInputs(7, Q.rational(-1), Q.rational(1));
    expect(set.data.length).toBe(7);
    expect([0, 1, 3, 6].map((i) => Q.toText(exactRow(set, i)[0]!))).toEqual([
      '-1',
      '-2/3',
      '0',
      '1',
    ]);
  });
});

describe('normalisation', () => {
  it('of rows names a zero row', async () => {
    const set = await read('1,2\n0,0\n');
    expect(() => normalizedRows(set)).toThrow('row 2 is zero');
  });
  it('of rows survives every scale', async () => {
    const set = normalizedRows(await read('3e-300,4e-300\n3e300,4e300\n3,-4\n'));
    const expected = [0.6, 0.8, 0.6, 0.8, 0.6, -0.8].map((x) => x * Math.SQRT2);
    set.data.forEach((x, k) => expect(Math.abs(x - expected[k]!)).toBeLessThan(1e-15));
    expect([set.exactness, set.notes.length]).toEqual(['binary', 1]);
  });
  it('of columns gives mean 0 and variance 1, and names a constant column', async () => {
    const set = standardizedColumns(await read('a,b\n1,1e9\n2,3e9\n6,-1e9\n'));
    for (const k of [0, 1]) {
      const column = [0, 1, 2].map((i) => set.data[2 * i + k]!);
      expect(Math.abs(column.reduce((s, x) => s + x, 0))).toBeLessThan(1e-14);
      expect(Math.abs(column.reduce((s, x) => s + x * x, 0) - 3)).toBeLessThan(1e-14);
    }
    const constant = await read('a,b\n1,0.1\n2,0.1\n');
    expect(() => standardizedColumns(constant)).toThrow('column 2 (b) is constant');
  });
});
