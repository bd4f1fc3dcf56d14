/**
 * # Forms: quotients of polynomials in x and generators
 *
 * A generator stands for the value of one transcendental or algebraic term on a cell. A `Form` is
 * numerator / product of factors, where a polynomial in the generators has coefficients in Q[x].
 * Exponents of a generator marked `unit` (an exponential: never 0) may be negative.
 *
 * Invariant: a form's value equals the node's at every x of the cell at which the node is defined,
 * and no factor vanishes there. Nothing is ever cancelled, so a numerator that reduces to 0 modulo
 * the relations proves that the value is 0. A numerator that does not proves nothing.
 */
import * as P from './polynomial.ts';
import * as Q from './rational.ts';
import { bitsOf, productCost, scaleCost } from './cost.ts';
import type { Budget } from './ensure.ts';
import type { Polynomial } from './polynomial.ts';
import type { Rational } from './rational.ts';

/** Exponents by generator, as "3:2 5:-1" in order of generators; "" is the empty monomial. */
export type Sum = ReadonlyMap<string, Polynomial>;

export interface Form {
  readonly numerator: Sum;
  /** Each factor with its exponent ≥ 1, by the factor's text. */
  readonly factors: ReadonlyMap<string, { readonly factor: Sum; readonly exponent: number }>;
}

/** generator^degree = value, a sum in earlier generators. */
export interface Relation {
  readonly degree: number;
  readonly value: Sum;
}

export interface Forms {
  readonly zero: Form;
  constant(q: Rational): Form;
  readonly x: Form;
  generator(index: number, exponent?: number): Form;
  add(a: Form, b: Form): Form;
  neg(a: Form): Form;
  mul(a: Form, b: Form): Form;
  /** a/b; the caller has shown that b's value is nowhere 0 on the cell. */
  div(a: Form, b: Form): Form;
  pow(a: Form, k: number): Form;
  /** Whether a − b is shown to be 0 on the cell. */
  equal(a: Form, b: Form): boolean;
}

type Monomial = readonly (readonly [number, number])[];

const parse = (key: string): Monomial =>
  key === '' ? [] : key.split(' ').map((part) => part.split(':').map(Number) as [number, number]);
const text = (m: Monomial): string => m.map(([g, k]) => `${g}:${k}`).join(' ');
const sumText = (s: Sum): string =>
  [...s.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, p]) => `${key}|${p.map(Q.toText).join(',')}`)
    .join(';');

/** Forms of equal text are equal. */
export const formText = ({ numerator, factors }: Form): string =>
  `${sumText(numerator)} / ${[...factors]
    .map(([key, { exponent }]) => `(${key})^${exponent}`)
    .sort()
    .join(' ')}`;

function timesMonomial(a: Monomial, b: Monomial): Monomial {
  const exponents = new Map<number, number>(a);
  for (const [g, k] of b) exponents.set(g, (exponents.get(g) ?? 0) + k);
  return [...exponents].filter(([, k]) => k !== 0).sort(([g], [h]) => g - h);
}

/** Adds b to a, without zero coefficients. */
function accumulate(a: Map<string, Polynomial>, b: Sum): void {
  for (const [key, p] of b) {
    const total = P.add(a.get(key) ?? [], p);
    if (P.degree(total) < 0) a.delete(key);
    else a.set(key, total);
  }
}

/**
 * @param relations relation of a generator, if it has one
 * @param unit whether a generator is an exponential
 * @param vanishes whether a polynomial in x is 0 on the whole cell
 */
export function createForms(
  relations: ReadonlyMap<number, Relation>,
  unit: (generator: number) => boolean,
  vanishes: (p: Polynomial) => boolean,
  budget: Budget,
): Forms {
  const one: Sum = new Map([['', [Q.one]]]);
  const whole = (numerator: Sum): Form => ({ numerator, factors: new Map() });

  function addSums(a: Sum, b: Sum): Sum {
    const result = new Map(a);
    accumulate(result, b);
    return result;
  }

  function mulSums(a: Sum, b: Sum): Sum {
    const result = new Map<string, Polynomial>();
    for (const [s, p] of a) {
      for (const [t, q] of b) {
        budget.spend(productCost(p, q));
        const monomial = timesMonomial(parse(s), parse(t));
        accumulate(result, reduced(monomial, P.mul(p, q)));
      }
    }
    return result;
  }

  /** The monomial times p with every relation applied: g^(d+k) = value·g^k. */
  function reduced(monomial: Monomial, p: Polynomial): Sum {
    for (const [g, k] of monomial) {
      const relation = relations.get(g);
      if (relation === undefined || k < relation.degree) continue;
      const rest = timesMonomial(monomial, [[g, -relation.degree]]);
      return mulSums(new Map([[text(rest), p]]), relation.value);
    }
    return new Map([[text(monomial), p]]);
  }

  function powSum(a: Sum, k: number): Sum {
    const [only] = a.values();
    const term = a.size === 1 && a.has('') ? P.powerOfTerm(only!, k, budget) : null;
    if (term !== null) return new Map([['', term]]);
    // (a'/d)^k = a'^k/d^k: with integers, fractions are reduced once.
    const d = P.commonDenominator([...a.values()].flat());
    const scaled = (s: Sum, q: Rational): Sum =>
      new Map([...s].map(([key, p]) => [key, P.scale(p, q)]));
    let [result, square, rest] = [one, d === 1n ? a : scaled(a, Q.rational(d)), k];
    while (rest > 0) {
      if (rest % 2 === 1) result = mulSums(result, square);
      rest = Math.floor(rest / 2);
      if (rest > 0) square = mulSums(square, square);
    }
    if (d === 1n) return result;
    budget.spend(k * bitsOf(d));
    const power = Q.rational(1n, d ** BigInt(k));
    for (const p of result.values()) budget.spend(scaleCost(p, power));
    return scaled(result, power);
  }

  /** Both numerators over the least common multiple of the factors. */
  function common(a: Form, b: Form): [Sum, Sum, Form['factors']] {
    const factors = new Map(a.factors);
    for (const [key, f] of b.factors) {
      const present = factors.get(key)?.exponent ?? 0;
      if (f.exponent > present) factors.set(key, f);
    }
    const lift = (form: Form): Sum => {
      let numerator = form.numerator;
      for (const [key, { factor, exponent }] of factors) {
        const missing = exponent - (form.factors.get(key)?.exponent ?? 0);
        if (missing > 0) numerator = mulSums(numerator, powSum(factor, missing));
      }
      return numerator;
    };
    return [lift(a), lift(b), factors];
  }

  function mul(a: Form, b: Form): Form {
    const factors = new Map(a.factors);
    for (const [key, { factor, exponent }] of b.factors)
      factors.set(key, { factor, exponent: exponent + (factors.get(key)?.exponent ?? 0) });
    return { numerator: mulSums(a.numerator, b.numerator), factors };
  }

  function inverse(b: Form): Form {
    let numerator: Sum = one;
    for (const { factor, exponent } of b.factors.values())
      numerator = mulSums(numerator, powSum(factor, exponent));
    const terms = [...b.numerator];
    const [key, p] = terms[0] ?? ['', []];
    const monomial = parse(key);
    // One term c·Π E^k of exponentials with c ≠ 0 in Q: its inverse is a term again.
    if (terms.length === 1 && P.degree(p) === 0 && monomial.every(([g]) => unit(g))) {
      const flipped: Sum = new Map([
        [text(monomial.map(([g, k]) => [g, -k])), [Q.div(Q.one, p[0]!)]],
      ]);
      return whole(mulSums(numerator, flipped));
    }
    const factor = b.numerator;
    return { numerator, factors: new Map([[sumText(factor), { factor, exponent: 1 }]]) };
  }

  const neg = (a: Form): Form => ({
    ...a,
    numerator: new Map([...a.numerator].map(([key, p]) => [key, P.neg(p)])),
  });
  const add = (a: Form, b: Form): Form => {
    const [s, t, factors] = common(a, b);
    return { numerator: addSums(s, t), factors };
  };

  return {
    zero: whole(new Map()),
    x: whole(new Map([['', [Q.zero, Q.one]]])),
    constant: (q) => whole(Q.sign(q) === 0 ? new Map() : new Map([['', [q]]])),
    generator: (g, k = 1) => whole(reduced(k === 0 ? [] : [[g, k]], [Q.one])),
    add,
    neg,
    mul,
    div: (a, b) => mul(a, inverse(b)),
    pow: (a, k) => {
      const base = k < 0 ? inverse(a) : a;
      const n = Math.abs(k);
      const factors = new Map(
        [...base.factors].map(([key, f]) => [key, { ...f, exponent: f.exponent * n }]),
      );
      return { numerator: powSum(base.numerator, n), factors: n === 0 ? new Map() : factors };
    },
    equal: (a, b) => {
      const [s, t] = common(a, neg(b));
      return [...addSums(s, t).values()].every(vanishes);
    },
  };
}
