/**
 * # Polynomials in one variable over the rationals
 *
 * Coefficients ascend and the last is not 0; [] is the zero polynomial, of degree −1. Real roots
 * are counted by Sturm's theorem: for squarefree p and the sequence p, p', −rem, −rem, …, the
 * number of roots in (a, b] is V(a) − V(b), V counting sign changes with zeros left out.
 *
 * Reference: S. Basu, R. Pollack, M.-F. Roy, Algorithms in Real Algebraic Geometry, Theorem 2.50.
 */
import * as Q from './rational.ts';
import type { Rational } from './rational.ts';
import { convolution } from './convolution.ts';
import { bitsOf, bitsOfRational, divisorCost } from './cost.ts';
import { unlimited } from './ensure.ts';
import type { Budget } from './ensure.ts';

export type Polynomial = readonly Rational[];

/** −1 for the zero polynomial. */
export function degree(p: Polynomial): number {
  return p.length - 1;
}

function trimmed(coefficients: Rational[]): Polynomial {
  while (coefficients.length > 0 && coefficients.at(-1)!.num === 0n) coefficients.pop();
  return coefficients;
}

export function add(p: Polynomial, q: Polynomial): Polynomial {
  const length = Math.max(p.length, q.length);
  return trimmed(Array.from({ length }, (_, i) => Q.add(p[i] ?? Q.zero, q[i] ?? Q.zero)));
}

export function sub(p: Polynomial, q: Polynomial): Polynomial {
  return add(p, neg(q));
}

export function neg(p: Polynomial): Polynomial {
  return p.map(Q.neg);
}

export function mul(p: Polynomial, q: Polynomial): Polynomial {
  if (p.length === 0 || q.length === 0) return [];
  const [c, d] = [commonDenominator(p), commonDenominator(q)];
  // Powers of x stand outside: x^400 is one term, not 401.
  const [k, l] = [p, q].map((r) => r.findIndex((a) => a.num !== 0n)) as [number, number];
  const integers = (r: Polynomial, from: number, den: bigint): bigint[] =>
    r.slice(from).map((a) => a.num * (den / a.den));
  const product = convolution(integers(p, k, c), integers(q, l, d));
  const zeros = Array.from({ length: k + l }, () => Q.zero);
  return [...zeros, ...product.map((n) => Q.rational(n, c * d))];
}

/** (c·x^j)^k; null if p has more than one term. */
export function powerOfTerm(p: Polynomial, k: number, budget: Budget): Polynomial | null {
  const leading = p.at(-1);
  if (leading === undefined || p.some((a, i) => a.num !== 0n && i < p.length - 1)) return null;
  const degree = (p.length - 1) * k;
  budget.spend(degree + (k * bitsOfRational(leading)) / 2);
  return [...Array.from({ length: degree }, () => Q.zero), Q.pow(leading, k)];
}

export function scale(p: Polynomial, factor: Rational): Polynomial {
  return factor.num === 0n ? [] : p.map((a) => Q.mul(a, factor));
}

export function derivative(p: Polynomial): Polynomial {
  return p.slice(1).map((a, i) => Q.mul(a, Q.rational(BigInt(i + 1))));
}

export function evaluate(p: Polynomial, at: Rational): Rational {
  return p.reduceRight((sum, a) => Q.add(Q.mul(sum, at), a), Q.zero);
}

/** p = quotient·q + remainder, degree of the remainder < degree of q. @throws RangeError if q = 0 */
export function divmod(
  p: Polynomial,
  q: Polynomial,
): { readonly quotient: Polynomial; readonly remainder: Polynomial } {
  if (q.length === 0) throw new RangeError('divmod: expected a divisor other than 0, got 0');
  const remainder = [...p];
  const quotient: Rational[] = [];
  const leading = q.at(-1)!;
  for (let shift = p.length - q.length; shift >= 0; shift--) {
    const factor = Q.div(remainder.pop()!, leading);
    quotient.unshift(factor);
    for (let i = 0; i < q.length - 1; i++) {
      remainder[shift + i] = Q.sub(remainder[shift + i]!, Q.mul(factor, q[i]!));
    }
  }
  return { quotient, remainder: trimmed(remainder) };
}

/** The monic greatest common divisor; [] for gcd(0, 0). */
export function gcd(p: Polynomial, q: Polynomial, budget: Budget = unlimited): Polynomial {
  let [a, b] = [primitive(p), primitive(q)];
  while (b.length > 0) [a, b] = [b, negatedRemainder(a, b, budget)];
  const leading = a.at(-1);
  return a.map((c) => Q.rational(c, leading));
}

/** The monic polynomial with the same complex roots, all simple. @throws RangeError if p = 0 */
export function squarefree(p: Polynomial, budget: Budget = unlimited): Polynomial {
  if (p.length === 0) throw new RangeError('squarefree: expected a polynomial other than 0, got 0');
  const { quotient } = divmod(p, gcd(p, derivative(p), budget));
  return scale(quotient, Q.div(Q.one, quotient.at(-1)!));
}

/** q with p = q·s² for a polynomial s: the factors of odd multiplicity. @throws RangeError if p = 0 */
export function oddPart(p: Polynomial, budget: Budget = unlimited): Polynomial {
  let [rest, radical] = [p, squarefree(p, budget)];
  let result: Polynomial = [p.at(-1)!];
  // Radicals of p, of p with every root once less, …: quotients of neighbours have the roots of
  // multiplicity 1, 2, 3, ….
  for (let odd = true; degree(radical) > 0; odd = !odd) {
    rest = divmod(rest, radical).quotient;
    const next = squarefree(rest, budget);
    if (odd) result = mul(result, divmod(radical, next).quotient);
    radical = next;
  }
  return result;
}

/**
 * The number of distinct real roots in the open interval; null is an infinite end, and an interval
 * without points has none. @throws RangeError if p = 0
 */
export function countRoots(
  p: Polynomial,
  lower: Rational | null,
  upper: Rational | null,
  budget: Budget = unlimited,
): number {
  if (p.length === 0) throw new RangeError('countRoots: expected a polynomial other than 0, got 0');
  if (lower && upper && Q.compare(lower, upper) >= 0) return 0;
  const simple = squarefree(p, budget);
  const sequence: Integers[] = [primitive(simple)];
  let next = primitive(derivative(simple));
  while (next.length > 0) {
    sequence.push(next);
    next = negatedRemainder(sequence.at(-2)!, next, budget);
  }
  const inHalfOpen =
    signChanges(sequence.map((q) => signAt(q, lower, -1))) -
    signChanges(sequence.map((q) => signAt(q, upper, 1)));
  return inHalfOpen - (upper && signAt(sequence[0]!, upper, 1) === 0 ? 1 : 0);
}

/**
 * The sign of p on the whole open interval: 0 only if p = 0; null if p has a root inside.
 * @throws RangeError if the interval has no points
 */
export function signOn(
  p: Polynomial,
  lower: Rational | null,
  upper: Rational | null,
): -1 | 0 | 1 | null {
  if (lower && upper && Q.compare(lower, upper) >= 0) {
    throw new RangeError(
      `signOn: expected lower < upper, got ${Q.toText(lower)} and ${Q.toText(upper)}`,
    );
  }
  if (p.length === 0) return 0;
  if (countRoots(p, lower, upper) > 0) return null;
  const inside =
    lower && upper
      ? Q.div(Q.add(lower, upper), Q.rational(2n))
      : lower
        ? Q.add(lower, Q.one)
        : upper
          ? Q.sub(upper, Q.one)
          : Q.zero;
  return Q.sign(evaluate(p, inside));
}

/** Integer coefficients, ascending, the last not 0. */
type Integers = readonly bigint[];

/** The positive multiple of p with integer coefficients of greatest common divisor 1. */
function primitive(p: Polynomial): Integers {
  const common = commonDenominator(p);
  return withoutContent(p.map((a) => (a.num * common) / a.den));
}

export function commonDenominator(p: Polynomial): bigint {
  return p.reduce((d, a) => (d / Q.greatestCommonDivisor(d, a.den)) * a.den, 1n);
}

function withoutContent(p: Integers): Integers {
  const content = p.reduce(Q.greatestCommonDivisor, 0n);
  return content <= 1n ? p : p.map((a) => a / content);
}

/** A positive multiple of −(a mod b), primitive: the next element of a Sturm sequence. */
function negatedRemainder(a: Integers, b: Integers, budget: Budget): Integers {
  const leading = b.at(-1)!;
  const magnitude = leading < 0n ? -leading : leading;
  const remainder = [...a];
  while (remainder.length >= b.length) {
    // |lead b|·r − (± lead r)·x^k·b has degree < degree of r, and the factor of r is positive.
    const factor = leading < 0n ? -remainder.at(-1)! : remainder.at(-1)!;
    const shift = remainder.length - b.length;
    budget.spend(remainder.length * (1 + (bitsOf(factor) * bitsOf(magnitude)) / 2 ** 16));
    for (let i = 0; i < remainder.length; i++) remainder[i] = remainder[i]! * magnitude;
    for (let i = 0; i < b.length; i++)
      remainder[shift + i] = remainder[shift + i]! - factor * b[i]!;
    while (remainder.length > 0 && remainder.at(-1) === 0n) remainder.pop();
  }
  const bits = remainder.reduce((most, c) => Math.max(most, bitsOf(c)), 0);
  budget.spend(remainder.length * divisorCost(bits));
  return withoutContent(remainder.map((c) => -c));
}

/** The sign of p at a rational; at −∞ (side −1) or +∞ (side 1) if `at` is null. */
function signAt(p: Integers, at: Rational | null, side: -1 | 1): -1 | 0 | 1 {
  let value = p.at(-1)!;
  if (at === null) {
    if (side === -1 && p.length % 2 === 0) value = -value;
  } else {
    // Horner on den^degree·p(num/den), of the same sign.
    let weight = 1n;
    for (let i = p.length - 2; i >= 0; i--) {
      weight *= at.den;
      value = value * at.num + p[i]! * weight;
    }
  }
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

function signChanges(signs: readonly number[]): number {
  const nonzero = signs.filter((s) => s !== 0);
  return nonzero.filter((s, i) => i > 0 && s !== nonzero[i - 1]).length;
}
