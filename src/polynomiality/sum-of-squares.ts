/**
 * # Sums of squares as they stand
 *
 * 1 + u² is positive, which the checker sees; of 1 + u² multiplied out it may not. So roots and
 * logarithms of such nodes are taken of the nodes themselves.
 */
import * as Q from '../arith/rational.ts';
import { definitionOf } from '../checker/definition.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';

/** A sum of numbers > 0, even powers and products of a node with itself. */
export function isSumOfSquares(dag: Dag, u: number): boolean {
  const { op, args } = dag.nodes[u]!;
  return (
    op === 'add' &&
    args.every((term) => {
      const { op: form, args: parts, value } = dag.nodes[term]!;
      if (form === 'number') return Q.sign(value!) > 0;
      if (form === 'mul') return parts.length === 2 && parts[0] === parts[1];
      const exponent = form === 'pow' ? wholeExponent(dag, parts[1]!) : null;
      return exponent !== null && exponent % 2n === 0n;
    })
  );
}

/** Whether its form has no denominators before anything cancels. */
export function isWhole(dag: Dag, n: number): boolean {
  const { op, args } = dag.nodes[n]!;
  switch (op) {
    case 'add':
    case 'mul':
    case 'neg':
      return args.every((arg) => isWhole(dag, arg));
    case 'pow':
      return wholeExponent(dag, args[1]!) !== null && isWhole(dag, args[0]!);
    case 'div':
      return rationalConstant(dag, args[1]!) !== null && isWhole(dag, args[0]!);
    default: {
      const definition = definitionOf(dag, n);
      return definition === null || isWhole(dag, definition);
    }
  }
}

function wholeExponent(dag: Dag, n: number): bigint | null {
  const exponent = rationalConstant(dag, n);
  return exponent !== null && Q.isInteger(exponent) && exponent.num >= 0n ? exponent.num : null;
}

/** The sums of squares of which u is a product of powers. */
export function squareFactors(dag: Dag, u: number): readonly number[] {
  const { op, args } = dag.nodes[u]!;
  if (isSumOfSquares(dag, u)) return [u];
  if (op === 'mul' || op === 'div') return args.flatMap((arg) => squareFactors(dag, arg));
  return op === 'pow' ? squareFactors(dag, args[0]!) : [];
}
