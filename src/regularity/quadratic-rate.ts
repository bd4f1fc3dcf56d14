/**
 * # Rates c in |f| ≤ e^(c·x² + o(x²))
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { analyse } from '../checker/analysis.ts';
import type { Analysis } from '../checker/analysis.ts';
import type { Cell, Point } from '../checker/cell.ts';
import { definitionOf } from '../checker/definition.ts';
import { rationalConstant } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import { createGrowth } from '../checker/growth.ts';
import * as O from '../checker/order.ts';
import * as P from '../checker/polynomial.ts';
import { createRationalFunctions } from '../checker/rational-function.ts';

const two = Q.rational(2);
const larger = (a: Rational, b: Rational): Rational => (Q.compare(a, b) > 0 ? a : b);

/** A rational c with log|f| ≤ c·x² + o(x²) towards ±∞; null if none is found. */
export function quadraticRate(dag: Dag, root: number, side: 1 | -1): Rational | null {
  for (const start of [1, 1000]) {
    const end: Point = { kind: 'rational', value: Q.rational(side * start) };
    const cell: Cell =
      side === 1
        ? { kind: 'open', lower: end, upper: null }
        : { kind: 'open', lower: null, upper: end };
    const on = analyse(dag, cell, 96);
    if (on.range(root) === null) continue;
    const rate = rateOf(on, side, root);
    if (rate !== null) return rate;
  }
  return null;
}

function rateOf(on: Analysis, side: 1 | -1, root: number): Rational | null {
  const { dag } = on;
  const growth = createGrowth(on, side);
  const rationalFunction = createRationalFunctions(dag, on.branch);
  const all = (
    parts: readonly (Rational | null)[],
    combine: (a: Rational, b: Rational) => Rational,
  ): Rational | null =>
    parts.some((part) => part === null) ? null : (parts as Rational[]).reduce(combine);

  const rate = (n: number): Rational | null => {
    const structural = byStructure(n);
    if (structural !== null) return structural;
    // log|u| = o(x²).
    if (O.compare(growth(n).above, two) < 0) return Q.zero;
    const definition = definitionOf(dag, n);
    return definition === null || on.range(definition) === null ? null : rate(definition);
  };

  const byStructure = (n: number): Rational | null => {
    const { op, args } = dag.nodes[n]!;
    const chosen = on.branch(n);
    if (chosen !== null) return rate(chosen);
    const [u, v] = args as [number, number];
    switch (op) {
      case 'exp':
        return exponentRate(u);
      case 'neg':
      case 'abs':
        return rate(u);
      case 'mul':
        return all(args.map(rate), Q.add);
      case 'add':
      case 'max':
      case 'min':
        return all(args.map(rate), larger);
      case 'if':
        return all(args.slice(1).map(rate), larger);
      case 'div':
        // |v| is bounded below by a power of |x|.
        return growth(v).lower === '-inf' ? null : rate(u);
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        const base = exponent !== null && Q.sign(exponent) > 0 ? rate(u) : null;
        return base && Q.mul(base, exponent!);
      }
      default:
        return null;
    }
  };

  /** limsup u/x², by leading coefficients of rational functions; u = o(x²) otherwise. */
  const exponentRate = (u: number): Rational | null => {
    const f = rationalFunction(u);
    if (f !== null) {
      const [a, b] = [P.degree(f.numerator), P.degree(f.denominator)];
      if (a < 0 || a - b < 2) return Q.zero;
      const ratio = Q.div(f.numerator[a]!, f.denominator[b]!);
      if (a - b === 2) return ratio;
      const flipped = side === -1 && (a - b) % 2 !== 0 ? Q.neg(ratio) : ratio;
      return Q.sign(flipped) < 0 ? Q.zero : null;
    }
    const g = growth(u);
    if (g.sign === -1) return Q.zero;
    return O.compare(g.upper, two) < 0 ? Q.zero : null;
  };

  return rate(root);
}
