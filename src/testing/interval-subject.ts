/**
 * # Intervals of a test
 *
 * An enclosure, or an object with the ends `lower` and `upper` as numbers, decimal texts or exact
 * rationals: what the programs of this package print.
 */
import { certainlyLess, contains, fromRational } from '../arith/enclosure.ts';
import { lowerRational, upperRational } from '../arith/enclosure.ts';
import type { Enclosure } from '../arith/enclosure.ts';
import { compare, toText, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import { exactText, readConstant } from './polynomiality.ts';
import type { ExactNumber } from './polynomiality.ts';
import { ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';

export interface IntervalSubject {
  readonly text: string;
  /** Of a constant in the language. */
  readonly encloses: (value: string) => Ruling;
}

const precision = 512;

/** @throws TypeError if it is no interval, or `encloses` is asked for no number */
export function readInterval(where: string, received: unknown): IntervalSubject {
  if (!isInterval(received))
    throw new TypeError(`${where}: expected an interval { lower, upper } or an enclosure`);
  if ('lowerOpen' in received) {
    const enclosure = received as unknown as Enclosure;
    const [lower, upper] = [lowerRational(enclosure), upperRational(enclosure)];
    return {
      text: `[${lower ? toText(lower) : '−∞'}, ${upper ? toText(upper) : '∞'}]`,
      encloses: (value) => judge(where, value, (q) => contains(enclosure, q), [lower, upper]),
    };
  }
  const [lower, upper] = [endOf(where, received.lower), endOf(where, received.upper)];
  if (compare(lower, upper) > 0)
    throw new TypeError(
      `${where}: expected lower ≤ upper, got ${toText(lower)} and ${toText(upper)}`,
    );
  return {
    text: `[${exactText(received.lower)}, ${exactText(received.upper)}]`,
    encloses: (value) =>
      judge(where, value, (q) => compare(lower, q) <= 0 && compare(q, upper) <= 0, [lower, upper]),
  };
}

const isInterval = (
  value: unknown,
): value is { readonly lower: ExactNumber; readonly upper: ExactNumber } =>
  typeof value === 'object' && value !== null && 'lower' in value && 'upper' in value;

function endOf(where: string, value: ExactNumber): Rational {
  const q =
    typeof value === 'object' ? value : rationalConstant(readConstant(where, exactText(value)));
  if (q === null)
    throw new TypeError(`${where}: expected a rational number as an end, got ${exactText(value)}`);
  return q;
}

/** A rational exactly; another number by an enclosure of it, undecided where it meets an end. */
function judge(
  where: string,
  value: string,
  inside: (q: Rational) => boolean,
  [lower, upper]: readonly [Rational | null, Rational | null],
): Ruling {
  const expr = readConstant(where, value);
  const q = rationalConstant(expr);
  const v = evaluateAt(expr, zero, precision);
  if (v === null) throw new TypeError(`${where}: expected a number, got ${value}`);
  const [a, b] = [lower && fromRational(lower, precision), upper && fromRational(upper, precision)];
  if (q === null ? a && certainlyLess(v, a) : lower && compare(q, lower) < 0)
    return ruling('fails', `${value} lies below ${toText(lower!)}`);
  if (q === null ? b && certainlyLess(b, v) : upper && compare(q, upper) > 0)
    return ruling('fails', `${value} lies above ${toText(upper!)}`);
  if (q !== null && !inside(q)) return ruling('fails', `it is open at ${value}`);
  const near = (!a || certainlyLess(a, v)) && (!b || certainlyLess(v, b));
  return q !== null || near
    ? ruling('holds', `${value} lies between the ends`)
    : ruling('undecided', `${value} was not told from an end`);
}
