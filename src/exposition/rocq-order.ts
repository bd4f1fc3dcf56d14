/**
 * # Orders of growth, as proofs of Rocq
 *
 * For a plain expression on a half-line: an exponent m with |e| = O(|x|^m), or |e| ≥ c·|x|^m, and
 * the tactics that prove it from the combinators of proofs/order.v and proofs/function_order.v. The
 * exponent `any` stands for every real number (what tends to 0, or outgrows, faster than powers).
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Expr } from '../expr/expr.ts';
import { children } from '../expr/structure.ts';
import type { HalfLine } from './half-line.ts';
import { naturalExponent, rocqNumber } from './rocq-term.ts';

/** Lines of tactics that close one goal. */
export type Tactics = readonly string[];

export interface Order {
  readonly exponent: Rational | 'any';
  /** Closes `order side target f` (`lower side target f`) for a target ≥ (≤) the exponent. */
  prove(target: string): Tactics;
}

type Call = Extract<Expr, { kind: 'call' }>;

const hasVariable = (e: Expr): boolean => e.kind === 'variable' || children(e).some(hasVariable);

/** A lemma with its goals, each closed by tactics of its own. */
function step(lemma: string, ...goals: readonly Tactics[]): Tactics {
  return [lemma, ...goals.flatMap(block)];
}

const block = (lines: Tactics): Tactics =>
  lines.length === 1
    ? [`{ ${lines[0]!} }`]
    : [`{ ${lines[0]!}`, ...lines.slice(1, -1).map((l) => `  ${l}`), `  ${lines.at(-1)!} }`];

/** Logarithms count as |x|^(1/16). */
const little = Q.rational(1n, 16n);

export function createOrders(on: HalfLine): {
  upper(e: Expr): Order | null;
  lower(e: Expr): Order | null;
} {
  const side = String(on.plus);
  const from = `(${on.from})`;
  const beyond = `beyond ${from}.`;
  const r = rocqNumber;

  const upperOf = (m: Rational, tactics: Tactics): Order => ({
    exponent: m,
    prove: () => [`apply (order_le ${side} ${r(m)}); [lra|].`, ...tactics],
  });
  const anyOf = (prove: Order['prove']): Order => ({ exponent: 'any', prove });

  const memoUpper = new Map<Expr, Order | null>();
  const memoLower = new Map<Expr, Order | null>();
  const remembered = (
    memo: Map<Expr, Order | null>,
    compute: (e: Expr) => Order | null,
  ): ((e: Expr) => Order | null) => {
    return (e) => {
      let known = memo.get(e);
      if (known === undefined) {
        known = compute(e);
        memo.set(e, known);
      }
      return known;
    };
  };

  const upper = remembered(memoUpper, (e) => {
    const structural = upperByStructure(e);
    if (structural?.exponent === 'any') return structural;
    if (structural && Q.sign(structural.exponent) <= 0) return structural;
    const bound = on.bound(e);
    return bound ? upperOf(Q.zero, [`bounded_by ${r(bound)} ${from}.`]) : structural;
  });

  function upperByStructure(e: Expr): Order | null {
    if (!hasVariable(e)) {
      const value = rationalConstant(e);
      if (value !== null && Q.sign(value) === 0)
        return anyOf((target) => [
          `apply (order_ext ${side} ${target} _ (fun _ => 0)); [exists 0; intros; ring|].`,
          'apply order_zero.',
        ]);
      return upperOf(Q.zero, ['apply order_const.']);
    }
    if (e.kind === 'variable') return upperOf(Q.one, ['apply order_id.']);
    if (e.kind === 'if') return larger(upper(e.then), upper(e.otherwise), 'order_if');
    return e.kind === 'call' ? upperOfCall(e) : null;
  }

  /** One of two, or their sum. */
  function larger(a: Order | null, b: Order | null, lemma: string): Order | null {
    if (!a || !b) return null;
    const exponent =
      a.exponent === 'any'
        ? b.exponent
        : b.exponent === 'any' || Q.compare(a.exponent, b.exponent) >= 0
          ? a.exponent
          : b.exponent;
    return {
      exponent,
      prove: (target) => step(`apply ${lemma}.`, a.prove(target), b.prove(target)),
    };
  }

  function same(a: Order | null, lemma: string): Order | null {
    return (
      a && { exponent: a.exponent, prove: (target) => [`apply ${lemma}.`, ...a.prove(target)] }
    );
  }

  /** Exponents add; `any` takes what the other leaves. */
  function sumOf(a: Order, b: Order, relation: string, lemma: string): Order {
    const text = (p: string, q: string): Tactics =>
      step(`apply (${lemma} ${side} ${p} ${q}).`, a.prove(p), b.prove(q));
    if (a.exponent !== 'any' && b.exponent !== 'any') {
      const [p, q] = [a.exponent, b.exponent];
      return {
        exponent: Q.add(p, q),
        prove: () => [
          `apply (${relation} ${side} (${r(p)} + ${r(q)})); [lra|].`,
          ...text(r(p), r(q)),
        ],
      };
    }
    return anyOf((target) => {
      const [p, q] =
        a.exponent === 'any'
          ? [
              `(${target} - ${b.exponent === 'any' ? '0' : r(b.exponent)})`,
              b.exponent === 'any' ? '0' : r(b.exponent),
            ]
          : [r(a.exponent), `(${target} - ${r(a.exponent)})`];
      return [`apply (${relation} ${side} (${p} + ${q})); [lra|].`, ...text(p, q)];
    });
  }

  function scaled(
    a: Order | null,
    k: Rational,
    relation: string,
    lemma: string,
    text: (m: string) => string,
  ): Order | null {
    if (!a) return null;
    if (a.exponent === 'any')
      return anyOf((target) => {
        const inner = `(${target} / ${r(k)})`;
        return [
          `apply (${relation} ${side} (${text(inner)})); [simpl; lra|].`,
          lemma,
          ...a.prove(inner),
        ];
      });
    const m = a.exponent;
    return {
      exponent: Q.mul(k, m),
      prove: () => [
        `apply (${relation} ${side} (${text(r(m))})); [simpl; lra|].`,
        lemma,
        ...a.prove(r(m)),
      ],
    };
  }

  const natural =
    (k: bigint): ((m: string) => string) =>
    (m) =>
      `INR ${k} * ${m}`;

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
        return a && b && sumOf(a, b, 'order_le', 'order_mult');
      }
      case 'div': {
        if (!hasVariable(v)) return same(upper(u), 'order_div_const');
        const [a, b] = [upper(u), lower(v)];
        return a && b && quotientOf(a, b);
      }
      case 'pow': {
        const k = naturalExponent(v);
        if (k === 0n) return upperOf(Q.zero, ['apply order_const.']);
        return scaled(upper(u), Q.rational(k), 'order_le', 'apply order_pow.', natural(k));
      }
      case 'sqrt':
        return scaled(
          upper(u),
          Q.rational(1n, 2n),
          'order_le',
          'apply order_sqrt.',
          (m) => `${m} / 2`,
        );
      case 'max':
        return larger(upper(u), upper(v), 'order_max');
      case 'min':
        return larger(upper(u), upper(v), 'order_min');
      case 'relu':
        return nonNegative(u, 'order_relu');
      case 'clip':
        return hasVariable(v) || hasVariable(e.args[2]!)
          ? null
          : upperOf(Q.zero, ['apply order_clip.']);
      case 'floor':
        return nonNegative(u, 'order_floor');
      case 'exp':
        return small(u, 'order_exp');
      case 'sigmoid':
        return small(u, 'order_sigmoid_small') ?? upperOf(Q.zero, ['apply order_sigmoid.']);
      case 'Phi':
        return small(u, 'order_Phi_small') ?? upperOf(Q.zero, ['apply order_Phi.']);
      case 'softplus':
        return small(u, 'order_softplus_small') ?? nonNegative(u, 'order_softplus');
      case 'gelu':
        return smallGelu(u) ?? same(upper(u), 'order_gelu');
      case 'tanh':
      case 'erf':
      case 'sin':
      case 'cos':
      case 'atan':
        return upperOf(Q.zero, [`apply order_${e.name}.`]);
      case 'asinh': {
        const a = upper(u);
        if (!a) return null;
        const m = a.exponent === 'any' ? Q.zero : a.exponent;
        return upperOf(
          little,
          step(`apply (order_arcsinh ${side} _ ${r(little)} ${r(m)}); [lra|].`, a.prove(r(m))),
        );
      }
      case 'log': {
        const [a, c] = [upper(u), on.apart(u)];
        if (!a || !c || !on.nonNegative(u)) return null;
        const m = a.exponent === 'any' ? Q.zero : a.exponent;
        return upperOf(
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
    return upperOf(m, [`apply ${lemma}; [lra|].`, ...a.prove(r(m))]);
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

  const lowerOrder = (m: Rational, tactics: Tactics): Order => ({
    exponent: m,
    prove: () => [`apply (lower_le ${side} ${r(m)}); [lra|].`, ...tactics],
  });

  const lower = remembered(memoLower, (e) => {
    const structural = lowerByStructure(e);
    if (structural?.exponent === 'any') return structural;
    if (structural && Q.sign(structural.exponent) >= 0) return structural;
    const c = on.apart(e);
    return c
      ? lowerOrder(
          Q.zero,
          step(`apply (lower_apart ${side} ${r(c)}); [lra|].`, [`far_from_zero ${from}.`]),
        )
      : structural;
  });

  function lowerByStructure(e: Expr): Order | null {
    if (!hasVariable(e)) return null;
    if (e.kind === 'variable') return lowerOrder(Q.one, ['apply lower_id.']);
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
        return a && b && sumOf(a, b, 'lower_le', 'lower_mult');
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
        return scaled(lower(u), Q.rational(k), 'lower_le', 'apply lower_pow.', natural(k));
      }
      case 'sqrt':
        return scaled(
          lower(u),
          Q.rational(1n, 2n),
          'lower_le',
          `apply lower_sqrt; [${beyond.slice(0, -1)}|].`,
          (m) => `${m} / 2`,
        );
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

  return { upper, lower };
}
