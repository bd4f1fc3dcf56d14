/**
 * # Decimal text
 *
 * Terminating decimals, exactly: "0.1" is 1/10, "1e-400" is 10^−400. Reading returns lowest terms
 * without a general gcd, which is slow at ten thousand digits.
 */
import { zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';

const literal = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Digits without leading or trailing zeros, and the power of ten that multiplies them. */
export interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/** The decimal of a literal such as "12", "0.5", ".5", "1e-9"; null if the text is not one. */
export function decimalFromText(text: string): Decimal | null {
  const match = literal.exec(text);
  if (match === null) return null;
  const [whole, fraction, exponent] = [match[1]!, match[2] ?? '', Number(match[3] ?? '0')];
  const all = (whole + fraction).replace(/^0+/, '');
  if (whole + fraction === '') return null;
  let end = all.length;
  while (end > 0 && all[end - 1] === '0') end -= 1;
  if (end === 0) return { digits: '0', exponent: 0 };
  return { digits: all.slice(0, end), exponent: exponent - fraction.length + (all.length - end) };
}

export function decimalToRational({ digits, exponent }: Decimal): Rational {
  const mantissa = BigInt(digits);
  if (mantissa === 0n) return zero;
  if (exponent >= 0) return { num: mantissa * 10n ** BigInt(exponent), den: 1n };
  // The mantissa is no multiple of 10: it shares either twos or fives with 10^k, not both.
  const k = -exponent;
  const twos = sharedPower(mantissa, 2n, k);
  const fives = twos > 0 ? 0 : sharedPower(mantissa, 5n, k);
  const common = 2n ** BigInt(twos) * 5n ** BigInt(fives);
  return { num: mantissa / common, den: 10n ** BigInt(k) / common };
}

/** The largest j ≤ most with p^j dividing n, for n ≠ 0. */
function sharedPower(n: bigint, p: bigint, most: number): number {
  if (n === 0n || most === 0 || n % p !== 0n) return 0;
  // p² as the base halves the problem: j = 2i or 2i + 1.
  const pairs = sharedPower(n, p * p, most >> 1);
  const rest = n / (p * p) ** BigInt(pairs);
  return rest % p === 0n && 2 * pairs < most ? 2 * pairs + 1 : 2 * pairs;
}

/** The decimal of a rational ≥ 0; null if it is negative or does not terminate. */
export function decimalFromRational({ num, den }: Rational): Decimal | null {
  if (num < 0n) return null;
  const bitLength = den.toString(2).length;
  const twos = sharedPower(den, 2n, bitLength);
  const fives = sharedPower(den, 5n, bitLength);
  if (2n ** BigInt(twos) * 5n ** BigInt(fives) !== den) return null;
  const places = Math.max(twos, fives);
  const scaled = num * 2n ** BigInt(places - twos) * 5n ** BigInt(places - fives);
  const text = decimalFromText(scaled.toString())!;
  return { digits: text.digits, exponent: text.digits === '0' ? 0 : text.exponent - places };
}

/** The text of a decimal: plain from 1e-6 to below 1e15; elsewhere whichever notation is shorter. */
export function decimalToText({ digits, exponent }: Decimal): string {
  const point = digits.length + exponent;
  const plain =
    exponent >= 0
      ? digits + '0'.repeat(exponent)
      : point > 0
        ? `${digits.slice(0, point)}.${digits.slice(point)}`
        : `0.${'0'.repeat(-point)}${digits}`;
  if (point > -6 && point <= 15) return plain;
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const scientific = `${digits[0]!}${fraction}e${point - 1}`;
  return scientific.length < plain.length ? scientific : plain;
}
