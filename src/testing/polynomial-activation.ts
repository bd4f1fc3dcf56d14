/**
 * # Polynomials in disguise
 *
 * p with random coefficients, x itself written as something that equals x, plus terms that vanish.
 * The truth is p.
 */
import fc from 'fast-check';
import * as Q from '../arith/rational.ts';
import { number, plus, power, times, zero } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { activationOf } from './activation.ts';
import type { PolynomialActivation } from './activation.ts';
import { disguised, vanishingTerms } from './disguise.ts';
import { copiesOfX } from './identity.ts';
import { coefficients, expressionOfCoefficients } from './polynomial-coefficients.ts';
import { fill } from './production.ts';

export interface PolynomialConstraints {
  /** 4 unless given. */
  readonly maxDegree?: number;
  /** 0 unless given: constants, the zero polynomial among them, are polynomials too. */
  readonly minDegree?: number;
  /** Most terms that vanish identically; 0: the polynomial as a person would write it. 2 unless given. */
  readonly disguise?: number;
}

/**
 * Polynomials with their exact coefficients.
 * @throws RangeError on constraints out of range
 */
export function polynomialActivation({
  maxDegree = 4,
  minDegree = 0,
  disguise = 2,
}: PolynomialConstraints = {}): fc.Arbitrary<PolynomialActivation> {
  if (!(Number.isInteger(minDegree) && Number.isInteger(maxDegree)) || minDegree < 0)
    throw new RangeError('polynomialActivation: expected integer degrees ≥ 0');
  if (minDegree > maxDegree || maxDegree > 60)
    throw new RangeError(
      `polynomialActivation: expected minDegree ≤ maxDegree ≤ 60, got ${minDegree} and ${maxDegree}`,
    );
  const copy =
    disguise === 0 ? fc.constant('x') : fc.oneof(fc.constant('x'), fc.constantFrom(...copiesOfX));
  return fc
    .tuple(coefficients(minDegree, maxDegree), copy, vanishingTerms(disguise))
    .map(([list, xText, terms]) => {
      const plain = xText === 'x' ? expressionOfCoefficients(list) : sumOf(list, fill(xText, []));
      const made = [...(xText === 'x' ? [] : [`x as ${xText}`]), ...terms.map((t) => t.name)];
      const truth = { kind: 'polynomial', coefficients: list.map(Q.toText) } as const;
      return activationOf(disguised(plain, terms), truth, made);
    });
}

/** Σ c_k u^k, every power written out. */
const sumOf = (list: readonly Q.Rational[], u: Expr): Expr =>
  list.reduce<Expr>((sum, c, k) => plus(sum, times(number(c), power(u, k))), zero);
