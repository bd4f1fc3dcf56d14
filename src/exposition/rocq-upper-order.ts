/**
 * # Upper orders: |e| = O(|x|^m) on a half-line
 *
 * By the combinators of proofs/order.v and proofs/function_order.v.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Expr } from '../expr/expr.ts';
import type { HalfLine } from './half-line.ts';
import {
  anyOf,
  half,
  halved,
  hasVariable,
  larger,
  natural,
  same,
  sideSteps,
  step,
} from './rocq-order-step.ts';
import type { Call, Order, Orders, Tactics } from './rocq-order-step.ts';
import { naturalExponent, rocqNumber as r } from './rocq-term.ts';

/** Logarithms count as |x|^(1/16). */
const little = Q.rational(1n, 16n);

/** The order of one node from the orders of its parts. */
export function upperOrder(on: HalfLine, upper: Orders, lower: Orders): Orders {
  const side = String(on.plus);
  const from = `(${on.from})`;
  const beyond = `beyond ${from}.`;
  const { exactly, sumOf, scaled } = sideSteps(on, 'order_le');

  return (e) => {
    const structural = upperByStructure(e);
    if (structural?.exponent === 'any') return structural;
    if (structural && Q.sign(structural.exponent) <= 0) return structural;
    const bound = on.bound(e);
    return bound ? exactly(Q.zero, [`bounded_by ${r(bound)} ${from}.`]) : structural;
  };

  function upperByStructure(e: Expr): Order | null {
    if (!hasVariable(e)) {
      const value = rationalConstant(e);
      if (value !== null && Q.sign(value) === 0)
        return anyOf((target) => [
          `apply (order_ext ${side} ${target} _ (fun _ => 0)); [exists 0; intros; ring|].`,
          'apply order_zero.',
        ]);
      return exactly(Q.zero, ['apply order_const.']);
    }
    if (e.kind === 'variable') return exactly(Q.one, ['apply order_id.']);
    if (e.kind === 'if') return larger(upper(e.then), upper(e.otherwise), 'order_if');
    return e.kind === 'call' ? upperOfCall(e) : null;
  }

  function upperOfCall(e: Call): Order | null {
    const [u, v] = e.args as [Expr, Expr];
    switch (e.name) {
      case 'neg':
        return same(upper(u), 'order_opp');
      case 'abs':
        return same(upper(u), 'order_abs');
      case 'add':
        return larger(upper(u), upper(v), 'order_plus');
      case 'mul': {
        const [a, b] = [upper(u), upper(v)];
        return a && b && sumOf(a, b, 'order_mult');
      }
      case 'div': {
        if (!hasVariable(v)) return same(upper(u), 'order_div_const');
        const [a, b] = [upper(u), lower(v)];
        return a && b && quotientOf(a, b);
      }
      case 'pow': {
        const k = naturalExponent(v);
        if (k === 0n) return exactly(Q.zero, ['apply order_const.']);
        return scaled(upper(u), Q.rational(k), 'apply order_pow.', natural(k));
      }
      case 'sqrt':
        return scaled(upper(u), half, 'apply order_sqrt.', halved);
      case 'max':
        return larger(upper(u), upper(v), 'order_max');
      case 'min':
        return larger(upper(u), upper(v), 'order_min');
      case 'relu':
        return nonNegative(u, 'order_relu');
      case 'clip':
        return hasVariable(v) || hasVariable(e.args[2]!)
          ? null
          : exactly(Q.zero, ['apply order_clip.']);
      case 'floor':
        return nonNegative(u, 'order_floor');
      case 'exp':
        return small(u, 'order_exp');
      case 'sigmoid':
        return small(u, 'order_sigmoid_small') ?? exactly(Q.zero, ['apply order_sigmoid.']);
      case 'Phi':
        return small(u, 'order_Phi_small') ?? exactly(Q.zero, ['apply order_Phi.']);
      case 'softplus':
        return small(u, 'order_softplus_small') ?? nonNegative(u, 'order_softplus');
      case 'gelu':
        return smallGelu(u) ?? same(upper(u), 'order_gelu');
      case 'tanh':
      case 'erf':
      case 'sin':
      case 'cos':
      case 'atan':
        return exactly(Q.zero, [`apply order_${e.name}.`]);
      case 'asinh': {
        const a = upper(u);
        if (!a) return null;
        const m = a.exponent === 'any' ? Q.zero : a.exponent;
        return exactly(
          little,
          step(`apply (order_arcsinh ${side} _ ${r(little)} ${r(m)}); [lra|].`, a.prove(r(m))),
        );
      }
      case 'log': {
        const [a, c] = [upper(u), on.apart(u)];
        if (!a || !c || !on.nonNegative(u)) return null;
        const m = a.exponent === 'any' ? Q.zero : a.exponent;
        return exactly(
          little,
          step(
            `apply (order_ln ${side} ${r(little)} ${r(m)} ${r(c)}); [lra | lra | |].`,
            [beyond],
            a.prove(r(m)),
          ),
        );
      }
      default:
        return null;
    }
  }

  /** Lemmas that need an exponent ≥ 0. */
  function nonNegative(u: Expr, lemma: string): Order | null {
    const a = upper(u);
    if (!a) return null;
    const m = a.exponent === 'any' || Q.sign(a.exponent) < 0 ? Q.zero : a.exponent;
    return exactly(m, [`apply ${lemma}; [lra|].`, ...a.prove(r(m))]);
  }

  function below(u: Expr): Rational | null {
    return on.linear(u, -1);
  }

  /** Functions that are exponentially small where u ≤ −c·|x|. */
  function small(u: Expr, lemma: string): Order | null {
    const c = below(u);
    const call = (target: string): string =>
      lemma === 'order_exp'
        ? `apply (order_exp ${side} ${target} ${r(c!)} 1); [lra | lra |].`
        : `apply (${lemma} ${side} _ ${r(c!)} 1); [lra | lra |].`;
    return c && anyOf((target) => [call(target), 'apply linear_below.', beyond]);
  }

  function smallGelu(u: Expr): Order | null {
    const [c, a] = [below(u), upper(u)];
    if (!c || !a || a.exponent === 'any') return null;
    const m = r(a.exponent);
    return anyOf((target) =>
      step(
        `apply (order_gelu_small ${side} _ ${r(c)} 1 ltac:(lra) ltac:(lra)) with (n := ${m}) (m := ${target}).`,
        [`apply linear_below. ${beyond}`],
        a.prove(m),
      ),
    );
  }

  function quotientOf(a: Order, b: Order): Order {
    const text = (p: string, q: string): Tactics =>
      step(`apply (order_div ${side} ${p} ${q}).`, a.prove(p), b.prove(q));
    const [p, q] = [a.exponent, b.exponent];
    if (p !== 'any' && q !== 'any')
      return {
        exponent: Q.sub(p, q),
        prove: () => [`apply (order_le ${side} (${r(p)} - ${r(q)})); [lra|].`, ...text(r(p), r(q))],
      };
    return anyOf((target) => {
      const [s, t] =
        p === 'any'
          ? [`(${target} + ${q === 'any' ? '0' : r(q)})`, q === 'any' ? '0' : r(q)]
          : [r(p), `(${r(p)} - ${target})`];
      return [`apply (order_le ${side} (${s} - ${t})); [lra|].`, ...text(s, t)];
    });
  }
}
