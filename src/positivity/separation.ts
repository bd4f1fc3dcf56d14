/**
 * # Not constant
 *
 * Two short intervals on which σ has disjoint values: for N = 1 one on which it has no zero. Found in
 * doubles, shown by the checker.
 */
import { binaryValue } from '../arith/double.ts';
import { rational, add } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import type { Expr } from '../expr/expr.ts';

type Range = readonly [Rational, Rational];

const grid = [
  ...Array.from({ length: 49 }, (_, k) => (k - 24) / 8 + 1 / 64),
  ...[5, 8, 13, 21, 100, 1000].flatMap((t) => [t, -t]),
];

/** Intervals of length 2^−20; null if σ looks constant (for N = 1: zero). */
export function separationOf(expr: Expr, n: number): readonly Range[] | null {
  const f = approxFunction(expr);
  const range = (t: number): Range => [
    binaryValue(t),
    add(binaryValue(t), rational(1n, 1n << 20n)),
  ];
  const values = grid.map((t) => [t, f(t)] as const).filter(([, v]) => Number.isFinite(v));
  if (values.length === 0) return null;
  // Moderate values first: enclosures of huge ones are wide.
  const moderate = values.filter(([, v]) => Math.abs(v) < 1e6);
  const usable = moderate.length > 1 ? moderate : values;
  const largest = usable.reduce((a, b) => (Math.abs(b[1]) > Math.abs(a[1]) ? b : a));
  if (n === 1) return largest[1] === 0 ? null : [range(largest[0])];
  const low = usable.reduce((a, b) => (b[1] < a[1] ? b : a));
  const high = usable.reduce((a, b) => (b[1] > a[1] ? b : a));
  return low[1] < high[1] ? [range(low[0]), range(high[0])] : null;
}
