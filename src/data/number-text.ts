/**
 * # Numbers as text
 *
 * Decimals and fractions such as "-0.1", "1e-9", "2/3" are exact rationals: 0.1 is 1/10. String() of
 * the nearest double gives the decimal back wherever it has at most 15 significant digits, so that
 * most tables need no more than their doubles.
 */
import type { Rational } from '../arith/rational.ts';
import { approxNumber, div, neg } from '../arith/rational.ts';
import { decimalFromText, decimalToRational } from '../expr/decimal.ts';

/** Digits of a number, and its largest power of ten. */
export const mostDigits = 10_000;
const largestExponent = 10_000;

const grammar = /^([+-]?)((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:\/(\d+))?$/;
const short = /^[+-]?(?:\d{1,15}|(?=[\d.]{2,16}$)\d*\.\d*)$/;
const notFinite = /^[+-]?(?:nan|inf|infinity)(?:\(.*\))?$/i;

export type NumberReading =
  | {
      readonly kind: 'number';
      /** A double within 2^−51, relatively; the nearest one of a decimal. */
      readonly double: number;
      /** Whether the shortest decimal of the double is the number itself. */
      readonly short: boolean;
    }
  | { readonly kind: 'not-finite' | 'not-a-number' | 'number-too-long' | 'out-of-range' };

/** What one text says. @param text without surrounding blanks */
export function readNumber(text: string): NumberReading {
  const double = Number(text);
  // A double's own text is a decimal; so is one of at most 15 digits, which comes back from it.
  if (Number.isFinite(double) && (short.test(text) || String(double) === text))
    return { kind: 'number', double: double + 0, short: true };
  if (notFinite.test(text)) return { kind: 'not-finite' };
  const match = grammar.exec(text);
  if (match === null) return { kind: 'not-a-number' };
  if (tooLong(match[2]!) || (match[3]?.length ?? 0) > mostDigits)
    return { kind: 'number-too-long' };
  if (match[3] !== undefined && /^0+$/.test(match[3])) return { kind: 'not-a-number' };
  const whole = match[3] === undefined;
  const near = whole ? double : approxNumber(exactNumber(text)!);
  if (!Number.isFinite(near)) return { kind: 'out-of-range' };
  const [a, b] = [decimalFromText(String(Math.abs(near))), decimalFromText(match[2]!)];
  const same = whole && a !== null && a.digits === b!.digits && a.exponent === b!.exponent;
  return { kind: 'number', double: near + 0, short: same };
}

function tooLong(decimal: string): boolean {
  if (decimal.length > mostDigits) return true;
  const exponent = /[eE](.*)$/.exec(decimal)?.[1];
  return exponent !== undefined && Math.abs(Number(exponent)) > largestExponent;
}

/** The exact value of a decimal or a fraction; null if the text is none, or longer than is kept. */
export function exactNumber(text: string): Rational | null {
  const match = grammar.exec(text);
  if (match === null || tooLong(match[2]!) || (match[3]?.length ?? 0) > mostDigits) return null;
  const magnitude = decimalToRational(decimalFromText(match[2]!)!);
  if (match[3] !== undefined && /^0+$/.test(match[3])) return null;
  const value =
    match[3] === undefined ? magnitude : div(magnitude, { num: BigInt(match[3]), den: 1n });
  return match[1] === '-' ? neg(value) : value;
}

/** The shortest decimal that rounds to a finite double, exactly. */
export function shortestDecimal(double: number): Rational {
  const magnitude = decimalToRational(decimalFromText(String(Math.abs(double)))!);
  return double < 0 ? neg(magnitude) : magnitude;
}
