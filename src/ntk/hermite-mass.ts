/**
 * # How much of E[σ²] and E[σ′²] blocks of Hermite terms have, from below
 *
 * For starts r_1 < r_2 < …: Σ_{r_b ≤ k < r_{b+1}} α_k², the last block without an end (by Parseval), and
 * the same of k α_k² g², which add up to 1 over all k ≥ 1 (dual-enclosure.ts).
 */
import { UP } from './dual-request.ts';
import type { Point } from './dual-point.ts';

/** @param bits of the point's integers; starts within alpha.length */
export function valueMasses(point: Point, starts: readonly number[], bits: number): number[] {
  return masses(
    point.alpha.map((a) => a * a),
    point.error,
    [1n << BigInt(bits), 0n],
    starts,
    bits,
  );
}

/** Of the derivative; none where it is not known. */
export function slopeMasses(point: Point, starts: readonly number[], bits: number): number[] {
  if (point.ratio === null) return starts.map(() => 0);
  const weighted = point.alpha.map((a, k) => BigInt(k) * a * a);
  return masses(weighted, point.slopeError, point.ratio, starts, bits);
}

/** @param squares over 2^2bits; error ≥ the 2-norm of what their roots miss, in units of 2^−bits */
function masses(
  squares: readonly bigint[],
  error: number,
  [g, dg]: readonly [bigint, bigint],
  starts: readonly number[],
  bits: number,
): number[] {
  const unit = 2 ** -bits;
  const sum = (from: number, to: number): bigint =>
    squares.slice(from, to).reduce((all, s) => all + s, 0n);
  const least = Number(g - dg) * unit;
  return starts.map((start, b) => {
    const end = starts[b + 1];
    if (start > squares.length) return 0;
    if (end !== undefined) {
      const root = Math.sqrt(Number(sum(start, end))) * unit;
      const kept = (Math.max(0, root / UP - error * unit * UP) * Math.max(0, least)) / UP;
      return (kept * kept) / UP;
    }
    // 1 − g²(‖·‖ + error)², in integers: what is left may be a small part of 1.
    const before = sum(0, start);
    const more = BigInt(Math.ceil((2 * Math.sqrt(Number(before)) * error + error * error) * UP));
    const used = ((before + more) * (g + dg) ** 2n) >> BigInt(2 * bits);
    return Math.max(0, Number((1n << BigInt(2 * bits)) - used - 1n) * unit * unit) / UP;
  });
}
