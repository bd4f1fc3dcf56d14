/**
 * # Linear bounds of functions
 *
 * A lower bound of a term, in its argument w, by convexity or monotonicity:
 *
 *   exp w ≥ 1 + w     expm1 w ≥ w      log w ≤ w − 1     log1p w ≤ w
 *   w − 1 < ⌊w⌋ ≤ w   w ≤ ⌈w⌉ < w + 1  cos w ≥ 1 − w²/2  softplus w > w, relu w ≥ w
 *   for w ≥ 0: sin, tanh, atan, asinh w ≤ w ≤ sinh w;  for w ≤ 0 the reverse
 *
 * Every bound holds wherever the function is defined.
 */
import type { Analysis } from './analysis.ts';
import type { Dag } from './expression.ts';
import * as Q from './rational.ts';

export interface LowerBound {
  readonly node: number;
  /** Whether the term is > the bound everywhere. */
  readonly strict: boolean;
}

/** The terms of a sum, sums and differences in it opened. */
export function termsOf(dag: Dag, n: number, sign: 1 | -1 = 1): readonly number[] {
  const { op, args } = dag.nodes[n]!;
  if (op === 'add') return args.flatMap((arg) => termsOf(dag, arg, sign));
  if (op === 'neg') return termsOf(dag, args[0]!, -sign as 1 | -1);
  return [sign === 1 ? n : dag.intern('neg', n)];
}

const contracting: ReadonlySet<string> = new Set(['sin', 'tanh', 'atan', 'asinh']);

/** A bound below term n on the whole cell; null if none is known. */
export function lowerBoundOf(on: Analysis, n: number): LowerBound | null {
  const { dag } = on;
  const { op, args } = dag.nodes[n]!;
  const one = dag.number(Q.one);
  const neg = (u: number): number => dag.intern('neg', u);
  const add = (...terms: number[]): number => dag.intern('add', ...terms);
  const bound = (node: number, strict = false): LowerBound => ({ node, strict });
  const w = args[0]!;
  switch (op) {
    case 'exp':
      return bound(add(one, w));
    case 'expm1':
    case 'relu':
    case 'ceil':
      return bound(w);
    case 'softplus':
      return bound(w, true);
    case 'floor':
      return bound(add(w, neg(one)), true);
    case 'cos':
      return bound(add(one, neg(dag.intern('div', dag.intern('mul', w, w), add(one, one)))));
    case 'sinh':
      return on.certainlyNonNegative(w) ? bound(w) : null;
    case 'neg':
      break;
    default:
      return contracting.has(op) && on.certainlyNonNegative(neg(w)) ? bound(w) : null;
  }
  // −f(w) from an upper bound of f(w).
  const inner = dag.nodes[w]!;
  const v = inner.args[0]!;
  switch (inner.op) {
    case 'log':
      return bound(add(one, neg(v)));
    case 'log1p':
    case 'floor':
      return bound(neg(v));
    case 'ceil':
      return bound(add(neg(v), neg(one)), true);
    case 'sinh':
      return on.certainlyNonNegative(neg(v)) ? bound(neg(v)) : null;
    default:
      return contracting.has(inner.op) && on.certainlyNonNegative(v) ? bound(neg(v)) : null;
  }
}
