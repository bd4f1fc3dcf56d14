/**
 * # Lower orders: |e| ≥ c·|x|^m, c > 0, on a half-line
 *
 * By the combinators of proofs/order.v.
 */
import * as Q from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import type { HalfLine } from './half-line.ts';
import {
  anyOf,
  half,
  halved,
  hasVariable,
  natural,
  same,
  sideSteps,
  step,
} from './rocq-order-step.ts';
import type { Call, Order, Orders, Tactics } from './rocq-order-step.ts';
import { naturalExponent, rocqNumber as r } from './rocq-term.ts';

/** The order of one node from the orders of its parts. */
export function lowerOrder(on: HalfLine, upper: Orders, lower: Orders): Orders {
  const side = String(on.plus);
  const from = `(${on.from})`;
  const beyond = `beyond ${from}.`;
  const { exactly, sumOf, scaled } = sideSteps(on, 'lower_le');

  return (e) => {
    const structural = lowerByStructure(e);
    if (structural?.exponent === 'any') return structural;
    if (structural && Q.sign(structural.exponent) >= 0) return structural;
    const c = on.apart(e);
    return c
      ? exactly(
          Q.zero,
          step(`apply (lower_apart ${side} ${r(c)}); [lra|].`, [`far_from_zero ${from}.`]),
        )
      : structural;
  };

  function lowerByStructure(e: Expr): Order | null {
    if (!hasVariable(e)) return null;
    if (e.kind === 'variable') return exactly(Q.one, ['apply lower_id.']);
    return e.kind === 'call' ? lowerOfCall(e) : null;
  }

  function lowerOfCall(e: Call): Order | null {
    const [u, v] = e.args as [Expr, Expr];
    switch (e.name) {
      case 'neg':
        return same(lower(u), 'lower_opp');
      case 'abs':
        return same(lower(u), 'lower_abs');
      case 'add':
        return lowerOfSum(u, v);
      case 'mul': {
        const [a, b] = [lower(u), lower(v)];
        return a && b && sumOf(a, b, 'lower_mult');
      }
      case 'div': {
        const [a, b] = [lower(u), upper(v)];
        if (!a || !b || b.exponent === 'any') return null;
        const n = b.exponent;
        const goals = (m: string): Tactics =>
          step(
            `apply (lower_div ${side} ${m} ${r(n)}).`,
            [`apart ${from}.`],
            a.prove(m),
            b.prove(r(n)),
          );
        if (a.exponent !== 'any') {
          const m = a.exponent;
          return {
            exponent: Q.sub(m, n),
            prove: () => [`apply (lower_le ${side} (${r(m)} - ${r(n)})); [lra|].`, ...goals(r(m))],
          };
        }
        return anyOf((target) => {
          const m = `(${target} + ${r(n)})`;
          return [`apply (lower_le ${side} (${m} - ${r(n)})); [lra|].`, ...goals(m)];
        });
      }
      case 'pow': {
        const k = naturalExponent(v);
        if (k === 0n) return null;
        return scaled(lower(u), Q.rational(k), 'apply lower_pow.', natural(k));
      }
      case 'sqrt':
        return scaled(lower(u), half, `apply lower_sqrt; [${beyond.slice(0, -1)}|].`, halved);
      case 'exp':
      case 'cosh':
      case 'sinh': {
        const c = on.linear(u, 1);
        const head = (target: string): string =>
          e.name === 'exp'
            ? `apply (lower_exp ${side} ${target} ${r(c!)} 1); [lra | lra |].`
            : `apply (lower_${e.name} ${side} _ ${r(c!)} 1); [lra | lra |].`;
        return c && anyOf((target) => [head(target), 'apply linear_above.', beyond]);
      }
      default:
        return null;
    }
  }

  /** Terms ≥ 0 do not cancel; a term of larger order leads. */
  function lowerOfSum(u: Expr, v: Expr): Order | null {
    const [a, b] = [lower(u), lower(v)];
    const first =
      a &&
      (!b ||
        (b.exponent !== 'any' && (a.exponent === 'any' || Q.compare(a.exponent, b.exponent) >= 0)));
    if ((a || b) && on.nonNegative(u) && on.nonNegative(v)) {
      const [led, lemma] = first ? [a, 'lower_plus'] : [b!, 'lower_plus_second'];
      return {
        exponent: led.exponent,
        prove: (target) => step(`apply ${lemma}.`, [`nonnegative ${from}.`], led.prove(target)),
      };
    }
    return (
      leading(a, upper(v), 'lower_leading', false) ??
      leading(b, upper(u), 'lower_leading_second', true)
    );
  }

  function leading(
    a: Order | null,
    rest: Order | null,
    lemma: string,
    second: boolean,
  ): Order | null {
    if (!a || !rest) return null;
    const goals = (m: string, n: string, less: string): Tactics => {
      const parts = [a.prove(m), rest.prove(n)];
      return step(
        `apply (${lemma} ${side} ${m} ${n}); [${less}| |].`,
        ...(second ? parts.reverse() : parts),
      );
    };
    if (a.exponent !== 'any') {
      const m = a.exponent;
      const n = rest.exponent === 'any' ? Q.sub(m, Q.one) : rest.exponent;
      if (Q.compare(n, m) >= 0) return null;
      return {
        exponent: m,
        prove: () => [`apply (lower_le ${side} ${r(m)}); [lra|].`, ...goals(r(m), r(n), 'lra')],
      };
    }
    const n = rest.exponent === 'any' || Q.sign(rest.exponent) < 0 ? Q.zero : rest.exponent;
    return anyOf((target) => {
      const m = `(Rabs ${target} + ${r(n)} + 1)`;
      const larger = `pose proof (Rle_abs ${target}); pose proof (Rabs_pos ${target}); lra`;
      return [`apply (lower_le ${side} ${m}); [${larger}|].`, ...goals(m, r(n), larger)];
    });
  }
}
