/**
 * # Assumed signs, and values that were shown
 *
 * On the part of a cell where node a has a given sign, a node r·a + c with rational r and c has the
 * enclosure that follows; so it has where the values of a were shown to lie in an interval. Guards
 * in it count by the branches that they take there.
 */
import * as Q from './rational.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import { withoutGuards } from './branch.ts';
import * as I from './interval.ts';
import type { Interval } from './interval.ts';
import type { Rational } from './rational.ts';

/** A node with the sign that it has on a part of a cell. */
export interface Assumption {
  readonly node: number;
  readonly sign: -1 | 0 | 1;
}

/** A node with an interval that contains all its values. */
export interface Enclosed {
  readonly node: number;
  readonly values: Interval;
}

/** n = factor·T + constant; T by the text of its terms, of which the first has the factor 1. */
interface Linear {
  readonly terms: string;
  readonly factor: Rational;
  readonly constant: Rational;
  /** T, if it is one node. */
  readonly only: number | null;
}

/** Null if n is constant. */
export function linear(dag: Dag, n: number): Linear | null {
  const factors = new Map<number, Rational>();
  let constant = Q.zero;
  const collect = (k: number, by: Rational): void => {
    dag.budget.spend(1);
    const value = rationalConstant(dag, k);
    const { op, args } = dag.nodes[k]!;
    if (value !== null) constant = Q.add(constant, Q.mul(by, value));
    else if (op === 'add') args.forEach((arg) => collect(arg, by));
    else if (op === 'neg') collect(args[0]!, Q.neg(by));
    else if (op === 'mul' || op === 'div') collectProduct(k, by);
    else factors.set(k, Q.add(factors.get(k) ?? Q.zero, by));
  };
  /** A number times one node, or over a number. */
  const collectProduct = (k: number, by: Rational): void => {
    const { op, args } = dag.nodes[k]!;
    const values = args.map((arg) => rationalConstant(dag, arg));
    const rest = args.filter((_, i) => values[i] === null);
    const scale = values.reduce<Rational>((product, q) => (q ? Q.mul(product, q) : product), Q.one);
    const divisor = op === 'div' ? values[1]! : null;
    if (op === 'mul' && rest.length === 1) collect(rest[0]!, Q.mul(by, scale));
    else if (divisor && Q.sign(divisor) !== 0) collect(args[0]!, Q.div(by, divisor));
    else factors.set(k, Q.add(factors.get(k) ?? Q.zero, by));
  };
  collect(n, Q.one);
  const present = [...factors].filter(([, q]) => Q.sign(q) !== 0).sort(([a], [b]) => a - b);
  if (present.length === 0) return null;
  const factor = present[0]![1];
  const terms = present.map(([k, q]) => `${Q.toText(Q.div(q, factor))}*${k}`).join(' ');
  return { terms, factor, constant, only: present.length === 1 ? present[0]![0] : null };
}

const ofSign = (sign: -1 | 0 | 1): Interval =>
  sign === 0
    ? I.interval(zero, zero, false, false)
    : I.interval(sign === 1 ? zero : null, sign === 1 ? null : zero, true, true);
const zero = { m: 0n, e: 0 };

/**
 * What the assumptions and enclosures say of a node's values; null if nothing.
 * @param branch of nodes that n is made of
 */
export function createAssumed(
  dag: Dag,
  assumptions: readonly Assumption[],
  enclosed: readonly Enclosed[],
  precision: number,
  branch: (n: number) => number | null,
): (n: number) => Interval | null {
  const signs = assumptions.map(({ node, sign }) => ({ node, values: ofSign(sign) }));
  const known = [...signs, ...enclosed].flatMap(({ node, values }) => {
    const form = linear(dag, node);
    return form === null ? [] : [{ ...form, values }];
  });
  const memo = new Map<number, number>();
  return (n) => {
    const own = known.length === 0 ? null : linear(dag, withoutGuards({ dag, branch }, n, memo));
    if (own === null) return null;
    let result: Interval | null = null;
    for (const { terms, factor, constant, values } of known) {
      if (own.terms !== terms) continue;
      // a = factor·T + d, so n = r·a + (c − r·d) with r = own factor/factor.
      const ratio = Q.div(own.factor, factor);
      const from = Q.sub(own.constant, Q.mul(ratio, constant));
      const scaled = I.mul(I.fromRational(ratio, precision), values, precision);
      const bound = I.add(scaled, I.fromRational(from, precision), precision);
      result = result === null ? bound : (I.meet(result, bound) ?? result);
    }
    return result;
  };
}
