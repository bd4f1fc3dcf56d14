/**
 * # Activations that are no polynomials, with the reason
 *
 * A polynomial plus c·g, c ≠ 0, for a g of the table, plus terms that vanish.
 */
import fc from 'fast-check';
import * as Q from '../arith/rational.ts';
import { call } from '../expr/build.ts';
import { activationOf } from './activation.ts';
import type { NonPolynomialActivation } from './activation.ts';
import { disguised, vanishingTerms } from './disguise.ts';
import { nonPolynomials } from './non-polynomial.ts';
import type { Growth, NonPolynomial } from './non-polynomial.ts';
import { coefficients, expressionOfCoefficients } from './polynomial-coefficients.ts';
import { fill } from './production.ts';

export interface NonPolynomialConstraints {
  /** Only C^∞ functions, written with smooth functions but for flat gluings; false unless given. */
  readonly smooth?: boolean;
  /** Only functions that are continuous by construction; false unless given. */
  readonly continuous?: boolean;
  /** The fastest growth; 'any' unless given. */
  readonly growth?: Growth;
  /** Most terms that vanish identically; 1 unless given. */
  readonly disguise?: number;
}

const order: readonly Growth[] = ['bounded', 'linear', 'polynomial', 'any'];
/** Degrees of the polynomial that is added. */
const added: Readonly<Record<Growth, number>> = { bounded: 0, linear: 1, polynomial: 3, any: 3 };
const scales = ['1', '-1', '2', '-1/3', '1000', '1e-9', '1e-30', 'pi', 'sqrt(2)'] as const;

/** Non-polynomials; `truth.reason` says why. */
export function nonPolynomialActivation({
  smooth = false,
  continuous = smooth,
  growth = 'any',
  disguise = 1,
}: NonPolynomialConstraints = {}): fc.Arbitrary<NonPolynomialActivation> {
  if (!order.includes(growth))
    throw new RangeError(
      `nonPolynomialActivation: expected a growth of ${order.join(', ')}, got ${String(growth)}`,
    );
  const rows = nonPolynomials.filter(
    (row) =>
      order.indexOf(row.growth) <= order.indexOf(growth) &&
      (!smooth || row.regularity === 'smooth') &&
      (!continuous || row.regularity !== 'jump'),
  );
  return fc
    .tuple(
      fc.constantFrom(...rows).chain((row) => holesOf(row).map((holes) => ({ row, holes }))),
      fc.constantFrom(...scales),
      coefficients(0, added[growth]),
      vanishingTerms(disguise, smooth),
    )
    .map(([{ row, holes }, scale, list, terms]) => {
      const g = fill(row.text, holes.map(expressionOfCoefficients));
      const scaled =
        scale === '1' ? g : scale === '-1' ? call('neg', g) : call('mul', fill(scale, []), g);
      const zero = list.length === 1 && list[0]!.num === 0n;
      const sum = zero ? scaled : call('add', expressionOfCoefficients(list), scaled);
      const truth = { kind: 'non-polynomial', reason: row.reason } as const;
      return activationOf(disguised(sum, terms), truth, [row.reason, ...terms.map((t) => t.name)]);
    });
}

type Holes = readonly (readonly Q.Rational[])[];

/** Coefficients of what stands in the holes; the simplest is x alone. */
function holesOf({ inner }: NonPolynomial): fc.Arbitrary<Holes> {
  const identity = fc.constant([Q.zero, Q.one]);
  const affine = fc.oneof({ withCrossShrink: true }, identity, coefficients(1, 1));
  switch (inner) {
    case 'affine':
      return affine.map((u) => [u]);
    case 'polynomial':
      return fc.oneof({ withCrossShrink: true }, identity, coefficients(1, 3)).map((u) => [u]);
    case 'pair':
      return fc
        .tuple(affine, coefficients(0, 2), coefficients(0, 2))
        .map(([u, v, w]) => [u, v, same(v, w) ? moved(w) : w]);
    default:
      return inner satisfies never;
  }
}

const same = (v: Holes[0], w: Holes[0]): boolean =>
  v.length === w.length && v.every((c, k) => Q.equals(c, w[k]!));

/** w + 1. */
const moved = ([first, ...rest]: Holes[0]): Holes[0] => [Q.add(first!, Q.one), ...rest];
