/**
 * # Polynomials and fractions in several generators
 *
 * A `Multi` maps monomials to nonzero rational coefficients; a monomial is its exponents by
 * generator, "0:2 3:1", with generator 0 for x. Exponents are ≥ 0. A `Fraction` is a quotient of
 * two, cleared of common monomials and contents; it need not be in lowest terms.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { productByPowers, rowsOf } from './by-power.ts';

export type Monomial = readonly (readonly [generator: number, exponent: number])[];
export type Multi = ReadonlyMap<string, Rational>;
export interface Fraction {
  readonly num: Multi;
  readonly den: Multi;
}
/** generator^degree = value, in earlier generators. */
export interface Relation {
  readonly degree: number;
  readonly value: Multi;
}

/** Products beyond this many terms are given up. */
const maxTerms = 400_000;
export class TooLarge extends Error {}

const memo = new Map<string, Monomial>();
export function parseMonomial(key: string): Monomial {
  if (key === '') return [];
  let monomial = memo.get(key);
  if (monomial === undefined) {
    monomial = key.split(' ').map((part) => part.split(':').map(Number) as [number, number]);
    if (memo.size > 50_000) memo.clear();
    memo.set(key, monomial);
  }
  return monomial;
}
export const monomialText = (m: Monomial): string => m.map(([g, k]) => `${g}:${k}`).join(' ');

function times(a: Monomial, b: Monomial, direction: 1 | -1 = 1): Monomial {
  if (b.length === 0) return a;
  if (a.length === 1 && b.length === 1 && a[0]![0] === b[0]![0]) {
    const k = a[0]![1] + direction * b[0]![1];
    return k === 0 ? [] : [[a[0]![0], k]];
  }
  const exponents = new Map<number, number>(a);
  for (const [g, k] of b) exponents.set(g, (exponents.get(g) ?? 0) + direction * k);
  return [...exponents].filter(([, k]) => k !== 0).sort(([g], [h]) => g - h);
}

export const zero: Multi = new Map();
export const one: Multi = new Map([['', Q.one]]);
export const constant = (q: Rational): Multi => (Q.sign(q) === 0 ? zero : new Map([['', q]]));
export const generator = (g: number, k = 1): Multi =>
  k === 0 ? one : new Map([[`${g}:${k}`, Q.one]]);

function accumulate(into: Map<string, Rational>, key: string, c: Rational): void {
  const present = into.get(key);
  const total = present === undefined ? c : Q.add(present, c);
  if (Q.sign(total) === 0) into.delete(key);
  else into.set(key, total);
}

export function add(a: Multi, b: Multi): Multi {
  const result = new Map(a);
  for (const [key, c] of b) accumulate(result, key, c);
  return result;
}
export function sum(parts: readonly Multi[]): Multi {
  const result = new Map<string, Rational>();
  for (const part of parts) for (const [key, c] of part) accumulate(result, key, c);
  return result;
}
export const neg = (a: Multi): Multi => scale(a, Q.rational(-1));
export function scale(a: Multi, q: Rational): Multi {
  return Q.sign(q) === 0 ? zero : new Map([...a].map(([key, c]) => [key, Q.mul(c, q)]));
}

/** Products of terms from which rows of coefficients are multiplied instead. */
const many = 400;

/** Rows to multiply, if that is quicker than term by term. */
function rowsFor(a: Multi, b: Multi): Parameters<typeof productByPowers> | null {
  if (Math.min(a.size, b.size) < 4 || a.size * b.size < many) return null;
  const [p, q] = [rowsOf(a), rowsOf(b)];
  // Coefficients of x in few rows: else nothing is gained.
  if (p === null || q === null || 32 * p.length * q.length > a.size * b.size) return null;
  return [p, q, (s, t) => monomialText(times(parseMonomial(s), parseMonomial(t)))];
}

/** Of one coefficient, in 512 bits: long ones are slow to multiply and to bring to lowest terms. */
function length(a: Multi): number {
  const [c = Q.zero] = a.values();
  return Math.floor((c.num.toString(16).length + c.den.toString(16).length) / 128);
}

/** About the number of elementary steps of a product. */
export function productCost(a: Multi, b: Multi): number {
  const [l, m] = [length(a), length(b)];
  const rows = rowsFor(a, b);
  // Monomials in several generators are slow to multiply.
  if (rows === null)
    return (isUnivariate(a) && isUnivariate(b) ? 1 : 10) * a.size * b.size * (1 + l * m);
  const [p, q] = rows;
  const [univariate, terms] = [p.length * q.length === 1, p.length * b.size + q.length * a.size];
  return (univariate ? 2 : 20) * terms * (1 + (l + m) / 8);
}

export function mul(a: Multi, b: Multi): Multi {
  const rows = rowsFor(a, b);
  if (rows !== null) {
    const [p, q] = rows;
    if (p.length * b.size + q.length * a.size > maxTerms) throw new TooLarge();
    return productByPowers(...rows);
  }
  if (a.size * b.size > 4 * maxTerms) throw new TooLarge();
  const result = new Map<string, Rational>();
  for (const [s, p] of a)
    for (const [t, q] of b)
      accumulate(result, monomialText(times(parseMonomial(s), parseMonomial(t))), Q.mul(p, q));
  if (result.size > maxTerms) throw new TooLarge();
  return result;
}

export function pow(a: Multi, k: number): Multi {
  let [result, square, rest] = [one, a, k];
  while (rest > 0) {
    if (rest % 2 === 1) result = mul(result, square);
    rest = Math.floor(rest / 2);
    if (rest > 0) square = mul(square, square);
  }
  return result;
}

/** Applies g^degree = value until no exponent reaches the degree. */
export function reduce(a: Multi, relations: ReadonlyMap<number, Relation>): Multi {
  if (relations.size === 0) return a;
  let current = a;
  for (;;) {
    const result = new Map<string, Rational>();
    let changed = false;
    for (const [key, c] of current) {
      const monomial = parseMonomial(key);
      const hit = monomial.find(([g, k]) => k >= (relations.get(g)?.degree ?? Infinity));
      if (!hit) {
        accumulate(result, key, c);
        continue;
      }
      changed = true;
      const { degree, value } = relations.get(hit[0])!;
      const rest = times(monomial, [[hit[0], degree]], -1);
      for (const [t, q] of value)
        accumulate(result, monomialText(times(rest, parseMonomial(t))), Q.mul(c, q));
    }
    current = result;
    if (!changed) return current;
    if (current.size > maxTerms) throw new TooLarge();
  }
}

export function equals(a: Multi, b: Multi): boolean {
  return a.size === b.size && [...a].every(([key, c]) => b.has(key) && Q.equals(c, b.get(key)!));
}

/** Equal polynomials have equal texts. */
export const text = (a: Multi): string =>
  [...a]
    .map(([key, c]) => `${key}|${Q.toText(c)}`)
    .sort()
    .join(';');

export function generatorsOf(a: Multi): ReadonlySet<number> {
  return new Set([...a.keys()].flatMap((key) => parseMonomial(key).map(([g]) => g)));
}

/** Whether x is the only generator; quick for the others. */
export function isUnivariate(a: Multi): boolean {
  for (const key of a.keys())
    if (key !== '' && (!key.startsWith('0:') || key.includes(' '))) return false;
  return true;
}

/** Positive rational c and the exponents common to all terms. */
export function content(a: Multi): { readonly scalar: Rational; readonly monomial: Monomial } {
  const terms = [...a];
  if (terms.length === 0) return { scalar: Q.one, monomial: [] };
  let [num, den] = [0n, 1n];
  for (const [, c] of terms) {
    if (num !== 1n) num = Q.gcd(c.num, num);
    if (c.den !== 1n) den = Q.lcm(den, c.den);
  }
  let common = new Map<number, number>(parseMonomial(terms[0]![0]));
  for (const [key] of terms) {
    if (common.size === 0) break;
    const exponents = new Map<number, number>(parseMonomial(key));
    common = new Map(
      [...common].flatMap(([g, k]) => {
        const least = Math.min(k, exponents.get(g) ?? 0);
        return least > 0 ? [[g, least] as const] : [];
      }),
    );
  }
  return { scalar: Q.rational(num, den), monomial: [...common].sort(([g], [h]) => g - h) };
}

/** a / (c·m), exact. */
export function divideByTerm(a: Multi, c: Rational, m: Monomial): Multi {
  if (m.length === 0 && Q.equals(c, Q.one)) return a;
  const inverse = Q.div(Q.one, c);
  return new Map(
    [...a].map(([key, q]) => [monomialText(times(parseMonomial(key), m, -1)), Q.mul(q, inverse)]),
  );
}

/** a/b in lowest terms, as texts [numerator, denominator]. */
export function quotientOfMonomials(a: string, b: string): readonly [string, string] {
  const quotient = times(parseMonomial(a), parseMonomial(b), -1);
  const above = quotient.filter(([, k]) => k > 0);
  const below = quotient.flatMap(([g, k]) => (k < 0 ? [[g, -k] as const] : []));
  return [monomialText(above), monomialText(below)];
}

/** Lexicographic order, higher generators first. */
function compareMonomials(a: Monomial, b: Monomial): number {
  const [p, q] = [[...a].reverse(), [...b].reverse()];
  for (let i = 0; i < Math.max(p.length, q.length); i++) {
    const [g, k] = p[i] ?? [-1, 0];
    const [h, l] = q[i] ?? [-1, 0];
    if (g !== h) return g - h;
    if (k !== l) return k - l;
  }
  return 0;
}
export function leadingTerm(a: Multi): readonly [Monomial, Rational] {
  let best: readonly [Monomial, Rational] | null = null;
  for (const [key, c] of a) {
    const monomial = parseMonomial(key);
    if (best === null || compareMonomials(monomial, best[0]) > 0) best = [monomial, c];
  }
  return best ?? [[], Q.zero];
}

/**
 * a/b if b divides a as polynomials, else null.
 * @param spend told of the steps that are taken
 */
export function divideExactly(
  a: Multi,
  b: Multi,
  spend: (steps: number) => void = () => undefined,
): Multi | null {
  const [lead, c] = leadingTerm(b);
  const rest = new Map(a);
  const quotient = new Map<string, Rational>();
  for (let step = 0; rest.size > 0; step++) {
    if (step > 20_000 || step * b.size > 4 * maxTerms) return null;
    spend(rest.size / 2 + b.size);
    const [m, q] = leadingTerm(rest);
    const difference = times(m, lead, -1);
    if (difference.some(([, k]) => k < 0)) return null;
    const factor = Q.div(q, c);
    accumulate(quotient, monomialText(difference), factor);
    for (const [key, d] of b)
      accumulate(
        rest,
        monomialText(times(difference, parseMonomial(key))),
        Q.neg(Q.mul(factor, d)),
      );
  }
  return quotient;
}

/** a = quotient·b + rest with no term of the rest divisible by the leading term of b. */
export function divideWithRest(
  a: Multi,
  b: Multi,
): { readonly quotient: Multi; readonly rest: Multi } {
  const [lead, c] = leadingTerm(b);
  let [rest, quotient]: [Multi, Multi] = [a, zero];
  for (let step = 0; step < 200; step++) {
    const found = [...rest].find(([key]) =>
      times(parseMonomial(key), lead, -1).every(([, k]) => k > 0),
    );
    if (!found) break;
    const monomial = monomialText(times(parseMonomial(found[0]), lead, -1));
    const term: Multi = new Map([[monomial, Q.div(found[1], c)]]);
    quotient = add(quotient, term);
    rest = add(rest, neg(mul(term, b)));
  }
  return { quotient, rest };
}

/** r with r^k = a, if there is one among polynomials; the sign of the leading term is positive. */
export function exactRoot(a: Multi, k: number): Multi | null {
  if (a.size === 0) return zero;
  const [lead, c] = leadingTerm(a);
  const [num, den] = [integerRoot(c.num, k), integerRoot(c.den, k)];
  if (num === null || den === null || lead.some(([, e]) => e % k !== 0)) return null;
  const first: Multi = new Map([
    [monomialText(lead.map(([g, e]) => [g, e / k])), Q.rational(num, den)],
  ]);
  const divisor = scale(pow(first, k - 1), Q.rational(k));
  let root = first;
  for (let step = 0; step < 200; step++) {
    const rest = add(a, neg(pow(root, k)));
    if (rest.size === 0) return root;
    const [m, q] = leadingTerm(rest);
    const term = divideExactly(new Map([[monomialText(m), q]]), divisor);
    if (term === null || compareMonomials(leadingTerm(term)[0], leadingTerm(root)[0]) >= 0)
      return null;
    if (root.size > 60) return null;
    root = add(root, term);
  }
  return null;
}

/** The integer k-th root if n is a perfect power (odd k for n < 0). */
export function integerRoot(n: bigint, k: number): bigint | null {
  if (n < 0n) {
    const root = k % 2 === 1 ? integerRoot(-n, k) : null;
    return root === null ? null : -root;
  }
  let [low, high] = [0n, 1n << (BigInt(n.toString(2).length) / BigInt(k) + 1n)];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** BigInt(k) <= n) low = middle;
    else high = middle - 1n;
  }
  return low ** BigInt(k) === n ? low : null;
}

/** Of a polynomial in one generator: its coefficients in ascending order. */
export function univariate(a: Multi): Rational[] {
  const coefficients: Rational[] = [];
  for (const [key, c] of a) coefficients[parseMonomial(key)[0]?.[1] ?? 0] = c;
  return Array.from(coefficients, (c) => c ?? Q.zero);
}

/** A − B·g for A + B·g, with A and B even in g. */
export const conjugate = (a: Multi, g: number): Multi =>
  new Map(
    [...a].map(([key, c]) => {
      const odd = parseMonomial(key).some(([h, k]) => h === g && k % 2 === 1);
      return [key, odd ? Q.neg(c) : c] as const;
    }),
  );
