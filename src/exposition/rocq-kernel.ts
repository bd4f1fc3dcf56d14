/**
 * # Kernels of wide networks, as proofs of Rocq
 *
 * A continuous activation that is no polynomial and grows at most like a power on both sides has
 * positive definite kernels at every depth. What grows faster, or in a way that the combinators do not
 * see, gets no such theorem: its expectations need not exist. Tangent kernels are told of a line bent
 * at 0 (ReLU, leaky ReLU, |x|).
 */
import * as Q from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluateExact } from '../expr/evaluate.ts';
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
    ...tangentKernels(expr),
  ];
}

/** σ(t x) = t σ(x) for t > 0 is α x + β relu(x), with the slopes from σ(−1) and σ(1). */
function tangentKernels(expr: Expr): readonly string[] {
  if (!homogeneous(expr)) return [];
  const [left, right] = [Q.rational(-1), Q.one].map((at) => evaluateExact(expr, at));
  if (!left || !right) return [];
  const slope = Q.neg(left);
  const bend = Q.sub(right, slope);
  const [a, b] = [rocqNumber(slope), rocqNumber(bend)];
  return [
    theorem('sigma_slopes', `forall x, sigma x = ${a} * x + ${b} * relu x`, [
      'intro x. unfold sigma. piecewise_linear.',
    ]),
    theorem('sigma_tangent_kernels', 'positive_definite_tangent_kernels sigma', [
      `apply (leaky_tangent_kernels sigma ${a} ${b}); [apply sigma_slopes | apply sigma_nonpolynomial].`,
    ]),
  ];
}

/** Shown to be positively homogeneous of degree 1, with rational coefficients. */
function homogeneous(e: Expr): boolean {
  if (e.kind === 'variable') return true;
  const constant = rationalConstant(e);
  if (constant !== null) return Q.sign(constant) === 0;
  if (e.kind === 'if') {
    const { condition, then, otherwise } = e;
    return (
      (condition.kind === 'less' || condition.kind === 'less-equal') &&
      [condition.left, condition.right, then, otherwise].every(homogeneous)
    );
  }
  if (e.kind !== 'call') return false;
  const [u, v] = e.args as [Expr, Expr];
  switch (e.name) {
    case 'neg':
    case 'abs':
    case 'relu':
    case 'add':
    case 'max':
    case 'min':
      return e.args.every(homogeneous);
    case 'mul':
      return (
        (rationalConstant(u) !== null && homogeneous(v)) ||
        (rationalConstant(v) !== null && homogeneous(u))
      );
    case 'div':
      return rationalConstant(v) !== null && homogeneous(u);
    default:
      return false;
  }
}
