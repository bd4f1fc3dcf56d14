/**
 * # What is asked of a dual activation
 */
/** Room for the roundings of bounds that are doubles. */
export const UP = 1 + 2 ** -30;

export interface NoDual {
  readonly kind: 'no-dual';
  readonly reason: string;
}

export interface DualRequest {
  /** Of the integers. */
  readonly bits: number;
  /** Errors near 2^−wanted are enough. */
  readonly wanted: number;
  readonly slopes: boolean;
  /** The largest |ρ| that occurs between different inputs. */
  readonly correlation: number;
  /** Terms of a series at most: where they do not reach `wanted`, entries are wider. */
  readonly terms: number;
}

export const MAX_SERIES = 1600;

/** ≥ x^k for 0 ≤ x ≤ 1, by squaring; each product rounds up by less than UP. */
export function powerUp(x: number, k: number): number {
  let [result, base] = [1, x];
  for (let rest = k; rest > 0; rest >>= 1) {
    if (rest & 1) result = result * base * (1 + 2 ** -50) + Number.MIN_VALUE;
    base = base * base * (1 + 2 ** -50) + Number.MIN_VALUE;
  }
  return Math.min(1, result);
}
