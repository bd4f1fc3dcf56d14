/**
 * # Orders of growth, as proofs of Rocq
 *
 * For a plain expression on a half-line: an exponent m with |e| = O(|x|^m), or |e| ≥ c·|x|^m, and
 * the tactics that prove it.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import { halfLine } from './half-line.ts';
import type { HalfLine } from './half-line.ts';
import { lowerOrder } from './rocq-lower-order.ts';
import type { Order, Orders } from './rocq-order-step.ts';
import { rocqBody } from './rocq-term.ts';
import { upperOrder } from './rocq-upper-order.ts';
import { settled } from './settled.ts';

/** Half-lines tried after the one given: guards far out are settled there. */
const farther = [Q.rational(8n), Q.rational(64n), Q.rational(1024n)];

/** An order of the plain expression far out on one side; null if none that suffices is found. */
export function orderAlong(
  plus: boolean,
  from: Rational,
  expr: Expr,
  which: 'upper' | 'lower',
  suffices: (order: Order) => boolean,
): Order | null {
  for (const start of [from, ...farther]) {
    const on = halfLine(plus, start);
    const plain = settled(expr, on);
    const order = createOrders(on)[which](plain);
    if (order && suffices(order)) return plain === expr ? order : restated(order, plain, on, which);
  }
  return null;
}

/** The order of an expression from that of what it equals on the half-line. */
function restated(order: Order, to: Expr, on: HalfLine, which: 'upper' | 'lower'): Order {
  const lemma = which === 'upper' ? 'order_ext' : 'lower_ext';
  return {
    exponent: order.exponent,
    prove: (target) => [
      `apply (${lemma} ${on.plus} ${target} _ (fun x => ${rocqBody(to)})); [settled (${on.from})|].`,
      ...order.prove(target),
    ],
  };
}

function createOrders(on: HalfLine): { readonly upper: Orders; readonly lower: Orders } {
  const upper: Orders = remembered((e) => ofUpper(e));
  const lower: Orders = remembered((e) => ofLower(e));
  const ofUpper = upperOrder(on, upper, lower);
  const ofLower = lowerOrder(on, upper, lower);
  return { upper, lower };
}

/** Each node is looked at once. */
function remembered(compute: Orders): Orders {
  const known = new Map<Expr, Order | null>();
  return (e) => {
    let order = known.get(e);
    if (order === undefined) {
      order = compute(e);
      known.set(e, order);
    }
    return order;
  };
}
