/**
 * # Decimals below and above a rational
 */
import type { Rational } from './rational.ts';
import { neg } from './rational.ts';

/** A decimal ≤ a of at most so many significant digits: "0.00125", "-3.2e-19"; "0" for 0. */
export function decimalBelow(a: Rational, digits = 17): string {
  if (a.num === 0n) return '0';
  if (a.num < 0n) return `-${magnitude(neg(a), digits, true)}`;
  return magnitude(a, digits, false);
}

/** A decimal ≥ a. */
export function decimalAbove(a: Rational, digits = 17): string {
  const text = decimalBelow(neg(a), digits);
  return text === '0' ? text : text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** Of a > 0, rounded up or down. */
function magnitude({ num, den }: Rational, digits: number, up: boolean): string {
  const length = (n: bigint): number => n.toString().length;
  // num/den < 10^exponent, and ≥ 10^(exponent − 2)
  let exponent = length(num) - length(den) + 1;
  const scaled = (): bigint => {
    const k = digits - exponent;
    const [top, bottom] = k >= 0 ? [num * 10n ** BigInt(k), den] : [num, den * 10n ** BigInt(-k)];
    return up ? (top + bottom - 1n) / bottom : top / bottom;
  };
  let mantissa = scaled();
  while (length(mantissa) < digits) {
    exponent -= 1;
    mantissa = scaled();
  }
  // Rounding up may have carried to one digit more, which then ends in 0.
  const all = mantissa.toString();
  const point = all.length + exponent - digits;
  const kept = all.replace(/0+$/, '');
  if (point > 21 || point < -5)
    return `${kept[0]!}${kept.length > 1 ? `.${kept.slice(1)}` : ''}e${point - 1}`;
  if (point <= 0) return `0.${'0'.repeat(-point)}${kept}`;
  if (point >= kept.length) return kept + '0'.repeat(point - kept.length);
  return `${kept.slice(0, point)}.${kept.slice(point)}`;
}
