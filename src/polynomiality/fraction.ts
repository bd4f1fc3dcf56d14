/**
 * # Fractions of multivariate polynomials modulo relations
 *
 * Cleared of common monomials and of the denominator's content, and of a denominator that divides
 * the numerator; not in lowest terms otherwise.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { realRoots } from '../cells/real-roots.ts';
import * as M from './multivariate.ts';
import type { Fraction, Multi, Relation } from './multivariate.ts';

/** A constant, or a polynomial in x without real roots. */
function isNowhereZero(a: Multi): boolean {
  const generators = M.generatorsOf(a);
  if (generators.size === 0) return true;
  if (generators.size > 1 || !generators.has(0)) return false;
  const polynomial = M.univariate(a);
  return polynomial.length % 2 === 1 && realRoots(polynomial)?.length === 0;
}

/** Thrown where a denominator reduces to 0. */
export class DivisionByZero extends Error {}

export interface Fractions {
  readonly unity: Fraction;
  whole(a: Multi): Fraction;
  rational(q: Rational): Fraction;
  fraction(a: Multi, b: Multi): Fraction;
  add(a: Fraction, b: Fraction): Fraction;
  sum(parts: readonly Fraction[]): Fraction;
  neg(a: Fraction): Fraction;
  mul(a: Fraction, b: Fraction): Fraction;
  inverse(a: Fraction): Fraction;
  power(a: Fraction, k: number): Fraction;
  equal(a: Fraction, b: Fraction): boolean;
}

/** What multiplications may still cost, over all towers of one decision: some seconds. */
export interface Work {
  left: number;
}
export const createWork = (): Work => ({ left: 8_000_000 });

/**
 * @param relations read at every operation, so that later ones count too
 * @throws TooLarge, from the operations, once the work is used up
 */
export function createFractions(relations: ReadonlyMap<number, Relation>, work: Work): Fractions {
  const spend = (steps: number): void => {
    work.left -= steps;
    if (work.left < 0) throw new M.TooLarge();
  };
  const product = (a: Multi, b: Multi): Multi => {
    spend(M.productCost(a, b));
    return M.mul(a, b);
  };
  const whole = (num: Multi): Fraction => ({ num, den: M.one });
  const rational = (q: Rational): Fraction => whole(M.constant(q));
  const unity = rational(Q.one);

  function fraction(a: Multi, b: Multi): Fraction {
    let [num, den] = [M.reduce(a, relations), M.reduce(b, relations)];
    if (den.size === 0) throw new DivisionByZero();
    if (num.size === 0) return whole(M.zero);
    [num, den] = rationalised(num, den);
    const [cn, cd] = [M.content(num), M.content(den)];
    // Common monomials and the content of the denominator go; so does a dividing denominator.
    const shared = cn.monomial.flatMap(([g, k]) => {
      const l = Math.min(k, cd.monomial.find(([h]) => h === g)?.[1] ?? 0);
      return l > 0 ? [[g, l] as const] : [];
    });
    num = M.divideByTerm(num, cd.scalar, shared);
    den = M.divideByTerm(den, cd.scalar, shared);
    if (M.leadingTerm(den)[1].num < 0n) [num, den] = [M.neg(num), M.neg(den)];
    if (den.size > 1 && den.size <= num.size * 4) {
      const quotient = M.divideExactly(num, den, spend);
      if (quotient) return whole(quotient);
    }
    return { num, den };
  }

  /** A denominator A + B·g with g² = R becomes A² − B²·R, if that has a sign for all real x. */
  function rationalised(num: Multi, den: Multi): readonly [Multi, Multi] {
    if (den.size < 2 || den.size > 12 || num.size > 60) return [num, den];
    for (const g of M.generatorsOf(den)) {
      if (relations.get(g)?.degree !== 2) continue;
      const conjugate = M.conjugate(den, g);
      const norm = M.reduce(M.mul(den, conjugate), relations);
      if (norm.size > 0 && isNowhereZero(norm))
        return [M.reduce(product(num, conjugate), relations), norm];
    }
    return [num, den];
  }

  const add = (a: Fraction, b: Fraction): Fraction =>
    M.equals(a.den, b.den)
      ? fraction(M.add(a.num, b.num), a.den)
      : fraction(M.add(product(a.num, b.den), product(b.num, a.den)), product(a.den, b.den));
  /** Those over one denominator first. */
  function sum(parts: readonly Fraction[]): Fraction {
    const groups: { den: Multi; readonly nums: Multi[] }[] = [];
    for (const { num, den } of parts) {
      const group = groups.find((g) => M.equals(g.den, den));
      if (group) group.nums.push(num);
      else groups.push({ den, nums: [num] });
    }
    return groups.map(({ den, nums }) => fraction(M.sum(nums), den)).reduce(add);
  }
  const neg = (a: Fraction): Fraction => ({ num: M.neg(a.num), den: a.den });
  /** Before the product is reduced, while what cancels can still be seen. */
  const cancelled = (num: Multi, den: Multi): readonly [Multi, Multi] => {
    const quotient = den.size > 1 && den.size <= num.size ? M.divideExactly(num, den, spend) : null;
    return quotient ? [quotient, M.one] : [num, den];
  };
  const mul = (a: Fraction, b: Fraction): Fraction => {
    const [left, below] = cancelled(a.num, b.den);
    const [right, under] = cancelled(b.num, a.den);
    return fraction(product(left, right), product(under, below));
  };
  const inverse = (a: Fraction): Fraction => {
    if (a.num.size === 0) throw new DivisionByZero();
    return fraction(a.den, a.num);
  };
  function power(a: Fraction, k: number): Fraction {
    if (k < 0) return power(inverse(a), -k);
    let [result, square, rest] = [unity, a, k];
    while (rest > 0) {
      if (rest % 2 === 1) result = mul(result, square);
      rest = Math.floor(rest / 2);
      if (rest > 0) square = mul(square, square);
    }
    return result;
  }
  const equal = (a: Fraction, b: Fraction): boolean =>
    M.reduce(M.add(product(a.num, b.den), M.neg(product(b.num, a.den))), relations).size === 0;

  return { unity, whole, rational, fraction, add, sum, neg, mul, inverse, power, equal };
}
