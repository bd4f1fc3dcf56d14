/**
 * # Steps of proofs about orders of growth
 *
 * What upper and lower orders share: sums, products, multiples of exponents. The exponent `any` stands
 * for every real number (what tends to 0, or outgrows, faster than powers).
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import { children } from '../expr/structure.ts';
import type { HalfLine } from './half-line.ts';
import { rocqNumber as r } from './rocq-term.ts';

/** Lines of tactics that close one goal. */
export type Tactics = readonly string[];

export interface Order {
  readonly exponent: Rational | 'any';
  /** Closes `order side target f` (`lower side target f`) for a target ≥ (≤) the exponent. */
  prove(target: string): Tactics;
}

export type Call = Extract<Expr, { kind: 'call' }>;

export const hasVariable = (e: Expr): boolean =>
  e.kind === 'variable' || children(e).some(hasVariable);

/** A lemma with its goals, each closed by tactics of its own. */
export function step(lemma: string, ...goals: readonly Tactics[]): Tactics {
  return [lemma, ...goals.flatMap(block)];
}

const block = (lines: Tactics): Tactics =>
  lines.length === 1
    ? [`{ ${lines[0]!} }`]
    : [`{ ${lines[0]!}`, ...lines.slice(1, -1).map((l) => `  ${l}`), `  ${lines.at(-1)!} }`];

/** The order of every node, or null where none is known. */
export type Orders = (e: Expr) => Order | null;

export const anyOf = (prove: Order['prove']): Order => ({ exponent: 'any', prove });

export function same(a: Order | null, lemma: string): Order | null {
  return a && { exponent: a.exponent, prove: (target) => [`apply ${lemma}.`, ...a.prove(target)] };
}

/** One of two, or their sum. */
export function larger(a: Order | null, b: Order | null, lemma: string): Order | null {
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

/** The steps that name the side: lemmas of the kind `order_le side m`, `lower_le side m`. */
export interface SideSteps {
  /** Of the exponent m, and so of every larger (smaller) one. */
  exactly(m: Rational, tactics: Tactics): Order;
  sumOf(a: Order, b: Order, lemma: string): Order;
  scaled(a: Order | null, k: Rational, lemma: string, text: (m: string) => string): Order | null;
}

/** `relation` is order_le or lower_le. */
export function sideSteps({ plus }: HalfLine, relation: 'order_le' | 'lower_le'): SideSteps {
  const side = String(plus);
  const to = (m: string, proof = 'lra'): string => `apply (${relation} ${side} ${m}); [${proof}|].`;

  const exactly = (m: Rational, tactics: Tactics): Order => ({
    exponent: m,
    prove: () => [to(r(m)), ...tactics],
  });

  /** Exponents add; `any` takes what the other leaves. */
  function sumOf(a: Order, b: Order, lemma: string): Order {
    const text = (p: string, q: string): Tactics => [
      to(`(${p} + ${q})`),
      ...step(`apply (${lemma} ${side} ${p} ${q}).`, a.prove(p), b.prove(q)),
    ];
    const [p, q] = [a.exponent, b.exponent];
    if (p !== 'any' && q !== 'any') return { exponent: Q.add(p, q), prove: () => text(r(p), r(q)) };
    return anyOf((target) => {
      if (p !== 'any') return text(r(p), `(${target} - ${r(p)})`);
      const other = q === 'any' ? '0' : r(q);
      return text(`(${target} - ${other})`, other);
    });
  }

  /** k times the exponent; `text` writes it. */
  function scaled(
    a: Order | null,
    k: Rational,
    lemma: string,
    text: (m: string) => string,
  ): Order | null {
    if (!a) return null;
    const goals = (m: string): Tactics => [to(`(${text(m)})`, 'simpl; lra'), lemma, ...a.prove(m)];
    if (a.exponent === 'any') return anyOf((target) => goals(`(${target} / ${r(k)})`));
    const m = a.exponent;
    return { exponent: Q.mul(k, m), prove: () => goals(r(m)) };
  }

  return { exactly, sumOf, scaled };
}

export const natural =
  (k: bigint): ((m: string) => string) =>
  (m) =>
    `INR ${k} * ${m}`;

export const half = Q.rational(1n, 2n);
export const halved = (m: string): string => `${m} / 2`;
