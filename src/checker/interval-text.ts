/**
 * # Intervals as text
 */
import { decimalBelow, negate } from './dyadic.ts';
import type { Interval } from './interval.ts';

/** "[0.333333, 0.333334)", decimals rounded outward to six digits; "(-inf, inf)". */
export function toText(X: Interval): string {
  const lower = X.lower ? decimalBelow(X.lower) : '-inf';
  const upper = X.upper ? flipSign(decimalBelow(negate(X.upper))) : 'inf';
  return `${X.lowerOpen ? '(' : '['}${lower}, ${upper}${X.upperOpen ? ')' : ']'}`;
}

const flipSign = (text: string): string =>
  text === '0' ? text : text.startsWith('-') ? text.slice(1) : `-${text}`;
