/**
 * # Not a polynomial, as a proof of Rocq
 *
 * The ceiling of the certificate by the combinators of orders, or a piece; its witness by interval
 * arithmetic on the values at its nodes.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Point } from '../checker/cell.ts';
import type { Ceiling, Claim, Difference, Value } from '../checker/certificate.ts';
import { evaluateExact } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { postOrder } from '../expr/structure.ts';
import { plain } from './plain.ts';
import { refuse } from './refusal.ts';
import { cell } from './rocq-identity.ts';
import { orderAlong } from './rocq-order.ts';
import type { Order, Tactics } from './rocq-order-step.ts';
import { rocqBody, rocqNumber as r, rocqTerm } from './rocq-term.ts';
import type { Subject } from './subject.ts';
import { bullet, theorem } from './rocq-theorem.ts';

export type NonPolynomial = Extract<Claim, { claim: 'non-polynomial' }>;
type HalfLineCeiling = Extract<Ceiling, { rule: 'growth' | 'superpolynomial' }>;

/** @throws NotCarried */
export function nonPolynomial(
  subject: Subject,
  { ceiling, witness }: NonPolynomial,
  expr: Expr,
): readonly string[] {
  const of = (proof: Tactics): readonly string[] => [
    theorem('sigma_nonpolynomial', '~ polynomial sigma', proof),
  ];
  switch (ceiling.rule) {
    case 'growth':
      return of(byGrowth(ceiling, witness as Difference, expr));
    case 'superpolynomial': {
      const [side, order] = orderOn(ceiling, expr, 'lower', (o) => o.exponent === 'any');
      return of([
        `apply (lower_nonpolynomial ${side}). intro m. unfold sigma.`,
        ...order.prove('m'),
      ]);
    }
    case 'piece':
      return of(byPiece(subject, ceiling, witness as Value));
    default:
      return refuse(`the rule ${ceiling.rule} is not exported`);
  }
}

function orderOn(
  { side, from, restatement, piece }: HalfLineCeiling,
  expr: Expr,
  which: 'upper' | 'lower',
  suffices: (order: Order) => boolean,
): readonly [string, Order] {
  if (restatement !== null) refuse('growth of a restated expression is not exported');
  if (piece !== null) refuse('growth judged on an analytic piece is not exported');
  const start = side === 1 ? from : Q.neg(from);
  const order = orderAlong(side === 1, start, expr, which, suffices);
  return order
    ? [String(side === 1), order]
    : refuse('the growth along the half-line does not follow from the combinators of the proofs');
}

function byGrowth(
  ceiling: Extract<Ceiling, { rule: 'growth' }>,
  witness: Difference,
  expr: Expr,
): Tactics {
  const d = BigInt(ceiling.degree + 1);
  const fits = ({ exponent }: Order): boolean =>
    exponent === 'any' || Q.compare(exponent, Q.rational(d)) < 0;
  const [side, order] = orderOn(ceiling, expr, 'upper', fits);
  const m = order.exponent === 'any' ? Q.rational(-1n) : order.exponent;
  const { at, step } = witness;
  return [
    `apply (order_nonpolynomial ${side} ${r(m)} ${d} ${r(at)} ${r(step)}); [simpl; lra | |].`,
    ...bullet(['unfold sigma.', ...order.prove(r(m))]),
    ...bullet([
      `assert (E : difference ${d} ${r(at)} ${r(step)} sigma =`,
      `            ${differenceText(Number(d), at, step)}) by expand.`,
      'rewrite E. unfold sigma.',
      ...floorsAt(expr, Number(d), at, step),
      'numbers.',
    ]),
  ];
}

/** The floors at the nodes, as numbers. */
function floorsAt(expr: Expr, n: number, at: Rational, step: Rational): Tactics {
  const floors = postOrder(expr).flatMap((e) =>
    e.kind === 'call' && e.name === 'floor' ? [e.args[0]!] : [],
  );
  return floors.flatMap((u) =>
    Array.from({ length: n + 1 }, (_, j) => {
      const node = Q.add(at, Q.mul(Q.rational(j), step));
      const value = evaluateExact(u, node);
      if (value === null) return refuse('a floor of something irrational at a node of the witness');
      const term = rocqTerm(u, r(node));
      return `rewrite ?(floor_is ${r(Q.rational(Q.floor(value)))} ${term}) by in_step.`;
    }),
  );
}

/** 0 + c_0 σ(x_0) + … + c_n σ(x_n) */
function differenceText(n: number, at: Rational, step: Rational): string {
  let binomial = 1n;
  let node = at;
  let text = '0';
  for (let j = 0; j <= n; j++) {
    const c = (n - j) % 2 === 0 ? binomial : -binomial;
    text += ` + ${r(Q.rational(c))} * sigma ${r(node)}`;
    binomial = (binomial * BigInt(n - j)) / BigInt(j + 1);
    node = Q.add(node, step);
  }
  return text;
}

function byPiece(
  subject: Subject,
  { lower, upper, coefficients, steps }: Extract<Ceiling, { rule: 'piece' }>,
  { at }: Value,
): Tactics {
  const terms = coefficients.map((node) => rocqBody(plain(subject.exprOf(node))));
  const [a, b] = rationalInterval(lower, upper);
  return [
    `apply (piece ${r(a)} ${r(b)} [${terms.join('; ')}] ${r(at)}).`,
    '- lra.',
    '- intros x H. unfold sigma. cbn [eval fold_right].',
    ...cell(subject, { kind: 'open', lower, upper }, coefficients, steps).map(
      (line) => `  ${line}`,
    ),
    '- apply Rminus_not_eq. unfold sigma. cbn [eval fold_right]. numbers.',
  ];
}

/** An interval with rational ends inside the one given. */
function rationalInterval(lower: Point | null, upper: Point | null): [Rational, Rational] {
  const a = lower && (lower.kind === 'rational' ? lower.value : lower.upper);
  const b = upper && (upper.kind === 'rational' ? upper.value : upper.lower);
  return [a ?? (b ? Q.sub(b, Q.one) : Q.zero), b ?? (a ? Q.add(a, Q.one) : Q.one)];
}
