/**
 * # The data and the network of a view
 *
 * Thousandths → a data set of exact decimals, and the architecture as the package takes it.
 */
import { rational } from 'nonpoly';
import type { Architecture, DataSet, Expr, Rational } from 'nonpoly';

export interface NetworkAsk {
  /** Numbers of coordinates that count: 1 on the line. */
  readonly dimension: 1 | 2;
  /** In thousandths. */
  readonly points: readonly (readonly [number, number])[];
  readonly depth: number;
  readonly weightVariance: number;
  readonly biasVariance: number;
}

export function dataSetOf({ dimension, points }: NetworkAsk): DataSet {
  return {
    n: points.length,
    d: dimension,
    data: Float64Array.from(
      points.flatMap((p) => p.slice(0, dimension)),
      (k) => k / 1000,
    ),
    exactness: 'decimal',
    literals: new Map(),
    names: null,
    source: 'the page',
    notes: [],
  };
}

export const architectureOf = (
  { depth, weightVariance, biasVariance }: NetworkAsk,
  expr: Expr,
): Architecture => ({ activations: [expr], depth, weightVariance, biasVariance });

export const thousandths = (count: number): Rational => rational(count, 1000);
