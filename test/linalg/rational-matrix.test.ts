/**
 * # Rank and null vectors over Q, against products of known rank
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Q from '../../src/arith/rational.ts';
import { rational } from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { eliminate, inverseModulo, inverseOf, primes } from '../../src/linalg/modular.ts';
import { leftNullSpace, rankOf } from '../../src/linalg/rational-matrix.ts';

const entry = fc
  .tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 5 }))
  .map(([p, q]) => rational(p, q));
const block = (rows: number, columns: number): fc.Arbitrary<Rational[][]> =>
  fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });
const product = (a: readonly Rational[][], b: readonly Rational[][], width: number): Rational[][] =>
  a.map((row) =>
    Array.from({ length: width }, (_, j) =>
      row.reduce((sum, x, k) => Q.add(sum, Q.mul(x, b[k]![j]!)), Q.zero),
    ),
  );

/** By another method: elimination over the rationals, column by column. */
function plainRank(matrix: readonly (readonly Rational[])[]): number {
  const work = matrix.map((row) => [...row]);
  let rank = 0;
  for (let c = 0; c < (work[0]?.length ?? 0); c += 1) {
    const at = work.findIndex((row, i) => i >= rank && Q.sign(row[c]!) !== 0);
    if (at < 0) continue;
    [work[rank], work[at]] = [work[at]!, work[rank]!];
    for (let i = rank + 1; i < work.length; i += 1) {
      const f = Q.div(work[i]![c]!, work[rank]![c]!);
      for (let k = c; k < work[i]!.length; k += 1)
        work[i]![k] = Q.sub(work[i]![k]!, Q.mul(f, work[rank]![k]!));
    }
    rank += 1;
  }
  return rank;
}

describe('left null spaces', () => {
  it('of products A·B of r columns: rank, and vectors that annihilate', () => {
    const cases = fc
      .tuple(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 5 }),
      )
      .chain(([n, m, r]) => fc.tuple(block(n, r), block(r, m), fc.constant(m)));
    fc.assert(
      fc.property(cases, ([a, b, m]) => {
        const matrix = product(a, b, m);
        const { rank, rows, columns, free, vectors } = leftNullSpace(matrix);
        expect(rank).toBe(plainRank(matrix));
        expect(rows.length).toBe(rank);
        expect(columns.length).toBe(rank);
        expect(vectors.length).toBe(matrix.length - rank);
        vectors.forEach((u, k) => {
          expect(u[free[k]!]! > 0n).toBe(true);
          free.forEach((i, l) => l !== k && expect(u[i]).toBe(0n));
          for (let c = 0; c < m; c += 1) {
            const sum = matrix.reduce(
              (s, row, i) => Q.add(s, Q.mul(rational(u[i]!), row[c]!)),
              Q.zero,
            );
            expect(Q.sign(sum)).toBe(0);
          }
        });
      }),
      { seed: 42, numRuns: 400 },
    );
  });

  it('survives a matrix whose minors the first prime divides', () => {
    const p = primes[0]!;
    const matrix = [
      [rational(p), Q.zero],
      [Q.zero, Q.one],
    ];
    expect(
      eliminate(
        [
          [p, 0n],
          [0n, 1n],
        ],
        p,
      ).rank,
    ).toBe(1);
    expect(rankOf(matrix)).toBe(2);
  });

  it('Vandermonde on 0…5 up to degree 4: the fifth difference', () => {
    const matrix = Array.from({ length: 6 }, (_, x) =>
      Array.from({ length: 5 }, (_, k) => rational(BigInt(x) ** BigInt(k))),
    );
    expect(leftNullSpace(matrix).vectors).toEqual([[-1n, 5n, -10n, 10n, -5n, 1n]]);
  });
});

describe('modulo primes', () => {
  it('the listed numbers are prime (Miller–Rabin, deterministic below 2^64)', () => {
    const power = (a: bigint, k: bigint, m: bigint): bigint => {
      let [result, base, rest] = [1n, a % m, k];
      for (; rest > 0n; rest >>= 1n) {
        if (rest & 1n) result = (result * base) % m;
        base = (base * base) % m;
      }
      return result;
    };
    for (const p of primes) {
      let [d, s] = [p - 1n, 0];
      while (d % 2n === 0n) [d, s] = [d / 2n, s + 1];
      for (const a of [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n]) {
        let x = power(a, d, p);
        let witness = x !== 1n && x !== p - 1n;
        for (let r = 1; r < s && witness; r += 1) {
          x = (x * x) % p;
          if (x === p - 1n) witness = false;
        }
        expect(witness, `${p} to base ${a}`).toBe(false);
      }
    }
  });

  it('inverses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((n) =>
          fc.array(fc.array(fc.bigInt({ min: -99n, max: 99n }), { minLength: n, maxLength: n }), {
            minLength: n,
            maxLength: n,
          }),
        ),
        (matrix) => {
          const p = primes[0]!;
          const inverse = inverseModulo(matrix, p);
          const regular = eliminate(matrix, p).rank === matrix.length;
          expect(inverse !== null).toBe(regular);
          inverse?.forEach((row, i) =>
            matrix.forEach((_, j) => {
              const sum = row.reduce((s, b, k) => s + b * matrix[k]![j]!, 0n);
              expect(((sum % p) + p) % p).toBe(i === j ? 1n : 0n);
            }),
          );
        },
      ),
      { seed: 42, numRuns: 300 },
    );
    expect((inverseOf(-3n, primes[0]!) * -3n - 1n) % primes[0]!).toBe(0n);
  });
});
