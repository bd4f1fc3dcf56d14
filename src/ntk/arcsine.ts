/**
 * # Arcsines in integers
 *
 * θ = asin ρ from a nearby angle j/64 whose sine and cosine are enclosed: with s = √(1 − ρ²),
 * d = sin(θ − j/64) = ρ cos(j/64) − s sin(j/64) is small, and θ − j/64 = Σ_n c_n d^{2n+1},
 * c_n = C(2n, n)/(4^n (2n+1)) ≤ 1; M terms leave at most |d|^{2M+1}/(1 − d²).
 */
import * as E from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import { integerRoot } from '../linalg/fixed-point.ts';

export interface Arcsine {
  /** θ over 2^bits. */
  readonly angle: bigint;
  /** √(1 − ρ²) over 2^bits, within a unit. */
  readonly cosine: bigint;
  /** ≥ the error of the angle in units. */
  readonly doubt: number;
}

const GRID = 64;

interface Direction {
  readonly sine: readonly [bigint, bigint];
  readonly cosine: readonly [bigint, bigint];
}

/** @returns asin of ρ over 2^bits, |ρ| ≤ 1 */
export function arcsines(bits: number): (rho: bigint) => Arcsine {
  const p = BigInt(bits);
  const one = 1n << p;
  const square = one * one;
  const half = one >> 1n;
  // |d| < 2^−6 is checked: 2^{−6(2M+1)} is below a unit.
  const count = Math.max(1, Math.ceil((bits / 6 - 1) / 2) + 1);
  const coefficients: bigint[] = [];
  let [top, below] = [1n, 1n];
  for (let n = 0; n < count; n += 1) {
    coefficients.push((top << p) / (below * BigInt(2 * n + 1)));
    top *= BigInt(2 * n + 1);
    below *= BigInt(2 * n + 2);
  }
  const directions = new Map<number, Direction>();
  const directionOf = (j: number): Direction => {
    let found = directions.get(j);
    if (found === undefined) {
      const at = E.fromRational(Q.rational(j, GRID), bits + 32);
      const part = (name: 'sin' | 'cos') => E.toFixed(E.apply(name, [at], bits + 32)!, bits);
      found = { sine: part('sin'), cosine: part('cos') };
      directions.set(j, found);
    }
    return found;
  };
  return (rho) => {
    const cosine = integerRoot(square - rho * rho);
    const j = Math.round(GRID * Math.atan2(Number(rho), Number(cosine)));
    const { sine, cosine: other } = directionOf(j);
    const d = (rho * other[0] - cosine * sine[0]) >> p;
    const size = d < 0n ? -d : d;
    // θ − j/64 within (−π/2, π/2), and small: a matter of course, unless atan2 is far off.
    if (size + 8n > one >> 6n || (cosine * other[0] + rho * sine[0]) >> p < half)
      throw new RangeError('arcsines: no angle of the grid is near');
    const doubt = Number(other[1] + sine[1]) + 3;
    const d2 = (d * d) >> p;
    let sum = 0n;
    for (let n = count - 1; n >= 0; n -= 1) sum = ((sum * d2) >> p) + coefficients[n]!;
    const angle = (BigInt(j) << p) / BigInt(GRID) + ((sum * d) >> p);
    // |d asin/dd| ≤ 1.001; roundings of the sum count |d| ≤ 2^−6 times; the rest is below a unit.
    return { angle, cosine, doubt: doubt * 1.01 + (2 * count) / 32 + 4 };
  };
}
