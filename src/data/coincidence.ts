/**
 * # Rows that coincide
 *
 * Equal rows, rows on one line through the origin, zero rows: what theorems on distinct or pairwise
 * non-parallel inputs exclude. Decided exactly; doubles only say which rows need not be compared.
 */
import type { Rational } from '../arith/rational.ts';
import { div, toText } from '../arith/rational.ts';
import { exactEntry } from './data-set.ts';
import type { DataSet } from './data-set.ts';

/** Rows counted from 0; every group in ascending order, of two rows or more. */
export interface Coincidences {
  readonly equal: readonly (readonly number[])[];
  /** Nonzero rows that are multiples of each other; equal rows among them. */
  readonly parallel: readonly (readonly number[])[];
  readonly zero: readonly number[];
}

/** Which rows of a data set are equal, parallel or zero, exactly. */
export function coincidences(set: DataSet): Coincidences {
  const zero: number[] = [];
  const nonzero: number[] = [];
  for (let i = 0; i < set.n; i += 1) (leading(set, i) === null ? zero : nonzero).push(i);
  const parallel: number[][] = [];
  const equal: number[][] = zero.length > 1 ? [zero] : [];
  for (const candidates of clusters(set, nonzero)) {
    for (const group of grouped(candidates, (i) => directionKey(set, i))) {
      parallel.push(group);
      // On one line, the first nonzero entry tells rows apart.
      equal.push(...grouped(group, (i) => toText(leading(set, i)!.value)));
    }
  }
  const byFirst = (a: readonly number[], b: readonly number[]): number => a[0]! - b[0]!;
  return { equal: equal.sort(byFirst), parallel: parallel.sort(byFirst), zero };
}

/** The first entry that is not exactly 0; null for a row of zeros. */
function leading(
  set: DataSet,
  i: number,
): { readonly at: number; readonly value: Rational } | null {
  for (let k = 0; k < set.d; k += 1) {
    // A literal may be nonzero where its double is 0.
    if (set.data[i * set.d + k] === 0 && !set.literals.has(i * set.d + k)) continue;
    const value = exactEntry(set, i, k);
    if (value.num !== 0n) return { at: k, value };
  }
  return null;
}

/** The row divided by its first nonzero entry: the same text exactly for parallel rows. */
function directionKey(set: DataSet, i: number): string {
  const first = leading(set, i)!;
  const parts: string[] = [String(first.at)];
  for (let k = first.at + 1; k < set.d; k += 1)
    parts.push(toText(div(exactEntry(set, i, k), first.value)));
  return parts.join(' ');
}

function grouped(rows: readonly number[], key: (i: number) => string): number[][] {
  const groups = new Map<string, number[]>();
  for (const i of rows) {
    const text = key(i);
    const group = groups.get(text);
    if (group) group.push(i);
    else groups.set(text, [i]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * Sets of rows such that parallel rows are never in two of them. With p_i = Σ_k w_k x_ik/|x_i|,
 * 1 ≤ w_k < 2, and the sign that makes the first nonzero entry positive, parallel rows have the same
 * p. Each x_ik is within 2^−51 relative of its exact value, so p within (2d + 16)·2^−52·2√d in all.
 */
function clusters(set: DataSet, rows: readonly number[]): readonly (readonly number[])[] {
  const { d, data } = set;
  const regular = (x: number, at: number): boolean =>
    x === 0 ? !set.literals.has(at) : Math.abs(x) > 1e-140 && Math.abs(x) < 1e140;
  if (!data.every(regular)) return [rows];
  const weights = Array.from({ length: d }, (_, k) => 1 + (((k + 1) * 0.6180339887498949) % 1));
  const projections = Float64Array.from(rows, (i) => {
    let [square, sum, orientation] = [0, 0, 0];
    for (let k = 0; k < d; k += 1) {
      const x = data[i * d + k]!;
      if (orientation === 0) orientation = Math.sign(x);
      square += x * x;
      sum += weights[k]! * x;
    }
    return (orientation * sum) / Math.sqrt(square);
  });
  const order = Array.from(rows, (_, j) => j).sort((a, b) => projections[a]! - projections[b]!);
  const gap = 2 * (2 * d + 16) * 2 ** -52 * 2 * Math.sqrt(d);
  const found: number[][] = [];
  order.forEach((j, place) => {
    const before = place === 0 ? null : order[place - 1]!;
    if (before !== null && projections[j]! - projections[before]! <= gap)
      found.at(-1)!.push(rows[j]!);
    else found.push([rows[j]!]);
  });
  return found.filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b));
}
