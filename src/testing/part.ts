/**
 * # Shrinking to parts
 *
 * An activation whose construction cannot be made smaller shrinks further: to its subexpressions,
 * to itself without one term, or with x or a part of it in place of a subexpression. Of those
 * nothing is known but that they are defined on R.
 */
import fc from 'fast-check';
import { addExpr } from '../cells/nodes.ts';
import { cellsOf } from '../cells/cells.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { call, x } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { children, extent, postOrder, replace } from '../expr/structure.ts';
import { definedness } from '../regularity/definedness.ts';
import { activationOf } from './activation.ts';
import type { Activation } from './activation.ts';

export interface PartConstraints {
  /** Expressions may be undefined somewhere. */
  readonly partial: boolean;
  /** Nothing may be more irregular than the whole: no part of a conditional or a jump is taken. */
  readonly regular: boolean;
}

const jumps: ReadonlySet<string> = new Set(['sign', 'heaviside', 'floor', 'ceil', 'round']);
const mayJump = (expr: Expr): boolean =>
  postOrder(expr).some((e) => e.kind === 'if' || (e.kind === 'call' && jumps.has(e.name)));

/** Smaller expressions made of an expression, the smallest subexpressions first. */
function* smaller(expr: Expr, { partial, regular }: PartConstraints): Generator<Expr> {
  const size = (part: Expr): number => extent(part).size;
  const parts = postOrder(expr)
    .slice(0, -1)
    .sort((a, b) => size(a) - size(b));
  const admitted = (part: Expr): boolean => partial || isDefined(part);
  if (expr.kind !== 'variable') yield x;
  for (const part of parts)
    if (part.kind !== 'variable' && !(regular && mayJump(part)) && admitted(part)) yield part;
  if (regular) return;
  for (const part of [expr, ...parts].filter(isChain))
    for (const i of part.args.keys()) {
      const less = replace(expr, part, withoutTerm(part, i));
      if (admitted(less)) yield less;
    }
  for (const part of [expr, ...parts.reverse()])
    for (const simpler of size(part) > 1 ? [x, ...children(part), ...simplerGuards(part)] : []) {
      const less = replace(expr, part, simpler);
      if (admitted(less)) yield less;
    }
}

/** The conditional with a part of its condition. */
function simplerGuards(expr: Expr): readonly Expr[] {
  if (expr.kind !== 'if') return [];
  const { condition } = expr;
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [condition.left, condition.right].map((part) => ({ ...expr, condition: part }));
    case 'not':
      return [{ ...expr, condition: condition.condition }];
    default:
      return [];
  }
}

type Call = Extract<Expr, { kind: 'call' }>;

const isChain = (expr: Expr): expr is Call =>
  expr.kind === 'call' && (expr.name === 'add' || expr.name === 'mul');

function withoutTerm({ name, args }: Call, i: number): Expr {
  const rest = args.filter((_, k) => k !== i);
  return rest.length === 1 ? rest[0]! : call(name, ...rest);
}

function isDefined(expr: Expr): boolean {
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  return definedness(dag, root, cellsOf(dag, root)).value === true;
}

class WithParts extends fc.Arbitrary<Activation> {
  readonly #source: fc.Arbitrary<Activation>;
  readonly #constraints: PartConstraints;

  constructor(source: fc.Arbitrary<Activation>, constraints: PartConstraints) {
    super();
    this.#source = source;
    this.#constraints = constraints;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Activation> {
    return this.#of(this.#source.generate(random, bias));
  }

  #of({ value_, context }: fc.Value<Activation>): fc.Value<Activation> {
    return new fc.Value(value_, { context });
  }

  override canShrinkWithoutContext(value: unknown): value is Activation {
    return typeof value === 'object' && value !== null && 'expr' in value && 'truth' in value;
  }

  override shrink(value: Activation, context?: unknown): fc.Stream<fc.Value<Activation>> {
    const own = context as { readonly context: unknown } | undefined;
    const kept = own
      ? this.#source.shrink(value, own.context).map((v) => this.#of(v))
      : fc.Stream.nil<fc.Value<Activation>>();
    return kept.join(fc.stream(this.#parts(value)));
  }

  *#parts({ expr }: Activation): IterableIterator<fc.Value<Activation>> {
    for (const part of smaller(expr, this.#constraints))
      yield new fc.Value(activationOf(part, { kind: 'unknown' }, ['a part']), undefined);
  }
}

/** The same values, which shrink further. */
export const withParts = (
  source: fc.Arbitrary<Activation>,
  constraints: PartConstraints,
): fc.Arbitrary<Activation> => new WithParts(source, constraints);
