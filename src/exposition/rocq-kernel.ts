/**
 * # Kernels of wide networks, as proofs of Rocq
 *
 * A continuous activation that is no polynomial and grows at most like a power on both sides has
 * positive definite kernels at every depth. What grows faster, or in a way that the combinators do not
 * see, gets no such theorem: its expectations need not exist. Tangent kernels as well where σ′ is such a
 * function, and of a line bent at 0 (ReLU, leaky ReLU, |x|).
 */
import * as Q from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import { evaluateExact } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { continuousByParts } from './by-parts.ts';
import { derivativeOf } from './rocq-derivative.ts';
import { orderAlong } from './rocq-order.ts';
import { rocqBody, rocqNumber } from './rocq-term.ts';
import { bullet, theorem } from './rocq-theorem.ts';

/** The theorems, for a plain expression that is continuous; none if its growth is not shown. */
export function kernelTheorems(expr: Expr): readonly string[] {
  const proof = tempered('sigma', expr, 'apply sigma_continuous.');
  if (!proof) return [];
  return [
    '(** Kernels of wide networks: any depth, any distinct inputs of any dimension, with biases. *)\n' +
      theorem('sigma_tempered', 'tempered sigma', proof),
    theorem('sigma_kernels', 'positive_definite_kernels sigma', [
      'apply kernels; [apply sigma_tempered | apply sigma_nonpolynomial].',
    ]),
    ...(homogeneous(expr) ? bentLine(expr) : smooth(expr)),
  ];
}

/** Continuous, and at most a power on both sides; null if that is not shown. */
function tempered(name: string, expr: Expr, continuity: string): readonly string[] | null {
  const [above, below] = [true, false].map((plus) =>
    orderAlong(plus, Q.one, expr, 'upper', () => true),
  );
  if (!above || !below) return null;
  const orders = [above, below].map((order) => {
    const m = rocqNumber(order.exponent === 'any' ? Q.zero : order.exponent);
    return { m, lines: bullet([`unfold ${name}.`, ...order.prove(m)]) };
  });
  return [
    `apply (tempered_by_orders ${orders.map(({ m }) => m).join(' ')}).`,
    `- ${continuity}`,
    ...orders.flatMap(({ lines }) => lines),
  ];
}

/** Tangent kernels where σ′ is continuous and at most a power. */
function smooth(expr: Expr): readonly string[] {
  const prime = derivativeOf(expr);
  if (!prime || !continuousByParts(prime)) return [];
  const proof = tempered('sigma_prime', prime, 'unfold sigma_prime. continuous_by_parts.');
  if (!proof) return [];
  return [
    `Definition sigma_prime (x : R) : R := ${rocqBody(prime)}.`,
    theorem('sigma_derivative', 'derivative_of sigma sigma_prime', [
      'unfold sigma, sigma_prime. derivative_by_parts.',
    ]),
    theorem('sigma_prime_tempered', 'tempered sigma_prime', proof),
    theorem('sigma_tangent_kernels', 'positive_definite_tangent_kernels sigma', [
      'apply (tangent_kernels_by sigma sigma_prime sigma_tempered sigma_prime_tempered).',
      '- exact sigma_derivative.',
      '- exact sigma_nonpolynomial.',
    ]),
  ];
}

/** σ(t x) = t σ(x) for t > 0 is α x + β relu(x), with the slopes from σ(−1) and σ(1). */
function bentLine(expr: Expr): readonly string[] {
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
