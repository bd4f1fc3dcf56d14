/**
 * # Long products of multivariate polynomials
 *
 * Grouped by their monomials in the other generators, they are polynomials in x, multiplied as
 * integer sequences over a common denominator.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { convolution } from '../checker/convolution.ts';

/** Coefficients of x^low, x^(low+1), … over a common denominator, by the rest of the monomial. */
interface Row {
  readonly rest: string;
  readonly low: number;
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
}

/** Gaps in a row's exponents, at most this many times its terms. */
const sparsest = 4;

/** "0:3 2:1" is x³ and "2:1". */
function splitKey(key: string): readonly [number, string] {
  if (!key.startsWith('0:')) return [0, key];
  const end = key.indexOf(' ');
  return end < 0 ? [Number(key.slice(2)), ''] : [Number(key.slice(2, end)), key.slice(end + 1)];
}

/** Null where exponents of x lie too far apart. */
export function rowsOf(a: ReadonlyMap<string, Rational>): readonly Row[] | null {
  const groups = new Map<string, [number, Rational][]>();
  for (const [key, c] of a) {
    const [k, rest] = splitKey(key);
    const group = groups.get(rest);
    if (group) group.push([k, c]);
    else groups.set(rest, [[k, c]]);
  }
  const rows: Row[] = [];
  for (const [rest, terms] of groups) {
    const [low, high] = terms.reduce(
      ([l, h], [k]) => [Math.min(l, k), Math.max(h, k)],
      [Infinity, 0],
    );
    if (high - low > sparsest * terms.length) return null;
    const denominator = terms.reduce((d, [, { den }]) => (den === 1n ? d : Q.lcm(d, den)), 1n);
    const numerators: bigint[] = Array.from({ length: high - low + 1 }, () => 0n);
    for (const [k, { num, den }] of terms) numerators[k - low] = num * (denominator / den);
    rows.push({ rest, low, numerators, denominator });
  }
  return rows;
}

/** @param timesMonomial of monomials without x */
export function productByPowers(
  a: readonly Row[],
  b: readonly Row[],
  timesMonomial: (s: string, t: string) => string,
): Map<string, Rational> {
  const rows = new Map<string, Row>();
  for (const p of a)
    for (const q of b) {
      const row: Row = {
        rest: timesMonomial(p.rest, q.rest),
        low: p.low + q.low,
        numerators: convolution(p.numerators, q.numerators),
        denominator: p.denominator * q.denominator,
      };
      const present = rows.get(row.rest);
      rows.set(row.rest, present ? sum(present, row) : row);
    }
  const result = new Map<string, Rational>();
  for (const { rest, low, numerators, denominator } of rows.values())
    numerators.forEach((n, i) => {
      if (n === 0n) return;
      const x = low + i === 0 ? '' : `0:${low + i}`;
      const key = x === '' ? rest : rest === '' ? x : `${x} ${rest}`;
      result.set(key, Q.rational(n, denominator));
    });
  return result;
}

function sum(p: Row, q: Row): Row {
  const denominator =
    p.denominator === q.denominator ? p.denominator : Q.lcm(p.denominator, q.denominator);
  const low = Math.min(p.low, q.low);
  const high = Math.max(p.low + p.numerators.length, q.low + q.numerators.length);
  const numerators: bigint[] = Array.from({ length: high - low }, () => 0n);
  for (const row of [p, q]) {
    const scale = denominator / row.denominator;
    row.numerators.forEach((n, i) => {
      numerators[row.low - low + i]! += n * scale;
    });
  }
  return { rest: p.rest, low, numerators, denominator };
}
