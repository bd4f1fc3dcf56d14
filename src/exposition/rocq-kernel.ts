/**
 * # Kernels of wide networks, as proofs of Rocq
 *
 * A continuous activation that is no polynomial and grows at most like a power on both sides has
 * positive definite kernels at every depth. What grows faster, or in a way that the combinators do not
 * see, gets no such theorem: its expectations need not exist.
 */
import * as Q from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import { orderAlong } from './rocq-order.ts';
import { rocqNumber } from './rocq-term.ts';
import { bullet, theorem } from './rocq-theorem.ts';

/** The theorems, for a plain expression that is continuous; none if its growth is not shown. */
export function kernelTheorems(expr: Expr): readonly string[] {
  const [above, below] = [true, false].map((plus) =>
    orderAlong(plus, Q.one, expr, 'upper', () => true),
  );
  if (!above || !below) return [];
  const orders = [above, below].map((order) => {
    const m = rocqNumber(order.exponent === 'any' ? Q.zero : order.exponent);
    return { m, lines: bullet(['unfold sigma.', ...order.prove(m)]) };
  });
  return [
    '(** Kernels of wide networks: any depth, any distinct inputs of any dimension, with biases. *)\n' +
      theorem('sigma_tempered', 'tempered sigma', [
        `apply (tempered_by_orders ${orders.map(({ m }) => m).join(' ')}).`,
        '- apply sigma_continuous.',
        ...orders.flatMap(({ lines }) => lines),
      ]),
    theorem('sigma_kernels', 'positive_definite_kernels sigma', [
      'apply kernels; [apply sigma_tempered | apply sigma_nonpolynomial].',
    ]),
  ];
}
