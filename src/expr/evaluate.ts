/**
 * # Evaluation on enclosures
 *
 * `evaluate` encloses the values of an expression over an enclosure of x; `evaluateAt` at a
 * rational x, where every subterm that rational arithmetic reaches stays exact, so that
 * conditions, floor and |·| are decided exactly. null: not certainly defined there (which is
 * never a proof that it is undefined).
 *
 * A condition with an undefined side makes the conditional undefined, whatever `and`, `or` say of
 * the other side; of the branches only the chosen one need be defined.
 */
import type { Enclosure } from '../arith/enclosure.ts';
import {
  apply,
  certainlyLess,
  certainlyLessOrEqual,
  euler,
  fromRational,
  hull,
  pi,
  powRational,
} from '../arith/enclosure.ts';
import type { Rational } from '../arith/rational.ts';
import { compare, one, zero } from '../arith/rational.ts';
import { exactPower, exactValue, rationalBits } from './exact-value.ts';
import type { Condition, Expr } from './expr.ts';

/** A number known exactly, or enclosed. */
type Value = Rational | Enclosure;

type Call = Extract<Expr, { kind: 'call' }>;

interface Walk {
  readonly x: Value;
  /** null: only exact values are wanted. */
  readonly precision: number | null;
  readonly memo: Map<Expr, Value | null>;
}

function isExact(value: Value): value is Rational {
  return 'den' in value;
}

function toEnclosure(value: Value, precision: number): Enclosure {
  return isExact(value) ? fromRational(value, precision) : value;
}

const CONSTANT_BITS = 20_000;
const constants = new WeakMap<Expr, { readonly value: Rational | null }>();

/** The value of an expression built from numbers by neg, add, mul, div and integer powers. */
export function constantRational(expr: Expr): Rational | null {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind !== 'call') return null;
  const known = constants.get(expr);
  if (known) return known.value;
  const value = foldConstant(expr);
  constants.set(expr, { value });
  return value;
}

function foldConstant(expr: Call): Rational | null {
  switch (expr.name) {
    case 'neg':
    case 'add':
    case 'mul':
    case 'div':
    case 'pow': {
      const args: Rational[] = [];
      for (const arg of expr.args) {
        const value = constantRational(arg);
        if (value === null) return null;
        args.push(value);
      }
      if (expr.name === 'pow' && args[1]!.den !== 1n) return null;
      const value = exactValue(expr.name, args);
      return value !== null && rationalBits(value) <= CONSTANT_BITS ? value : null;
    }
    default:
      return null;
  }
}

function valueOf(expr: Expr, walk: Walk): Value | null {
  if (expr.kind === 'variable') return walk.x;
  if (expr.kind === 'number') return expr.value;
  const known = walk.memo.get(expr);
  if (known !== undefined) return known;
  const value = compute(expr, walk);
  walk.memo.set(expr, value);
  return value;
}

function compute(expr: Exclude<Expr, { kind: 'variable' | 'number' }>, walk: Walk): Value | null {
  switch (expr.kind) {
    case 'constant':
      if (walk.precision === null) return null;
      return expr.name === 'pi' ? pi(walk.precision) : euler(walk.precision);
    case 'if':
      return computeConditional(expr, walk);
    case 'call':
      return expr.name === 'pow' ? computePower(expr, walk) : computeCall(expr, walk);
    default:
      return expr satisfies never;
  }
}

function computeConditional(expr: Extract<Expr, { kind: 'if' }>, walk: Walk): Value | null {
  const decision = decide(expr.condition, walk);
  if (decision === 'undefined') return null;
  if (decision !== 'undecided') return valueOf(decision ? expr.then : expr.otherwise, walk);
  const { precision } = walk;
  if (precision === null) return null;
  const [yes, no] = [valueOf(expr.then, walk), valueOf(expr.otherwise, walk)];
  if (yes === null || no === null) return null;
  return hull(toEnclosure(yes, precision), toEnclosure(no, precision));
}

function computePower(expr: Call, walk: Walk): Value | null {
  const base = valueOf(expr.args[0]!, walk);
  if (base === null) return null;
  const r = constantRational(expr.args[1]!);
  if (r !== null) {
    const exact = isExact(base) ? exactPower(base, r) : null;
    if (exact !== null || walk.precision === null) return exact;
    return powRational(toEnclosure(base, walk.precision), r, walk.precision);
  }
  const exponent = valueOf(expr.args[1]!, walk);
  if (exponent === null) return null;
  // An exponent that is not constant needs a positive base, even where its value is an integer.
  if (isExact(base) && isExact(exponent) && base.num > 0n) {
    const exact = exactPower(base, exponent);
    if (exact !== null) return exact;
  }
  const { precision } = walk;
  if (precision === null) return null;
  return apply('pow', [toEnclosure(base, precision), toEnclosure(exponent, precision)], precision);
}

function computeCall(expr: Call, walk: Walk): Value | null {
  const exact: Rational[] = [];
  const enclosed = new Map<Expr, number>();
  for (const arg of expr.args) {
    const value = valueOf(arg, walk);
    if (value === null) return null;
    if (isExact(value)) exact.push(value);
    else enclosed.set(arg, (enclosed.get(arg) ?? 0) + 1);
  }
  if (enclosed.size === 0) {
    const value = exactValue(expr.name, exact);
    if (value !== null) return value;
  }
  const { precision } = walk;
  if (precision === null) return null;
  if (enclosed.size > 0 && (expr.name === 'add' || expr.name === 'mul')) {
    return combine(expr.name, exact, enclosed, walk, precision);
  }
  const args = expr.args.map((arg) => toEnclosure(valueOf(arg, walk)!, precision));
  return apply(expr.name, args, precision);
}

// Sums and products: the exact part first, then each enclosed argument with its multiplicity, so
// that u·u is u², not the product of two unrelated numbers.
function combine(
  name: 'add' | 'mul',
  exact: readonly Rational[],
  enclosed: ReadonlyMap<Expr, number>,
  walk: Walk,
  precision: number,
): Value | null {
  const parts: Enclosure[] = [];
  if (exact.length > 0) {
    const value = exactValue(name, exact);
    if (value === null) parts.push(...exact.map((q) => fromRational(q, precision)));
    else if (name === 'mul' && value.num === 0n) return value;
    else if (compare(value, name === 'mul' ? one : zero) !== 0) {
      parts.push(fromRational(value, precision));
    }
  }
  for (const [arg, count] of enclosed) {
    const value = valueOf(arg, walk) as Enclosure;
    const times = { num: BigInt(count), den: 1n };
    if (count === 1) parts.push(value);
    else if (name === 'mul') parts.push(powRational(value, times, precision)!);
    else parts.push(apply('mul', [fromRational(times, precision), value], precision)!);
  }
  return parts.length === 1 ? parts[0]! : apply(name, parts, precision);
}

type Decision = boolean | 'undecided' | 'undefined';

function decide(condition: Condition, walk: Walk): Decision {
  switch (condition.kind) {
    case 'less':
      return compareSides(condition.left, condition.right, true, walk);
    case 'less-equal':
      return compareSides(condition.left, condition.right, false, walk);
    case 'greater':
      return compareSides(condition.right, condition.left, true, walk);
    case 'greater-equal':
      return compareSides(condition.right, condition.left, false, walk);
    case 'not': {
      const inner = decide(condition.condition, walk);
      return typeof inner === 'boolean' ? !inner : inner;
    }
    case 'and':
    case 'or': {
      const [left, right] = [decide(condition.left, walk), decide(condition.right, walk)];
      if (left === 'undefined' || right === 'undefined') return 'undefined';
      const decisive = condition.kind === 'or';
      if (left === decisive || right === decisive) return decisive;
      return left === 'undecided' || right === 'undecided' ? 'undecided' : !decisive;
    }
    default:
      return condition satisfies never;
  }
}

/** left < right if strict, else left ≤ right. */
function compareSides(left: Expr, right: Expr, strict: boolean, walk: Walk): Decision {
  const [a, b] = [valueOf(left, walk), valueOf(right, walk)];
  if (a === null || b === null) return 'undefined';
  if (left === right) return !strict;
  if (isExact(a) && isExact(b)) return strict ? compare(a, b) < 0 : compare(a, b) <= 0;
  if (walk.precision === null) return 'undecided';
  const [u, v] = [toEnclosure(a, walk.precision), toEnclosure(b, walk.precision)];
  if (strict ? certainlyLess(u, v) : certainlyLessOrEqual(u, v)) return true;
  if (strict ? certainlyLessOrEqual(v, u) : certainlyLess(v, u)) return false;
  return 'undecided';
}

/** Encloses expr over every number of x. */
export function evaluate(expr: Expr, x: Enclosure, precision: number): Enclosure | null {
  const value = valueOf(expr, { x, precision, memo: new Map() });
  return value && toEnclosure(value, precision);
}

/** The value of expr at x when rational arithmetic reaches it; null otherwise. */
export function evaluateExact(expr: Expr, x: Rational): Rational | null {
  const value = valueOf(expr, { x, precision: null, memo: new Map() });
  return value && isExact(value) ? value : null;
}

/** Encloses expr at the rational number x. */
export function evaluateAt(expr: Expr, x: Rational, precision: number): Enclosure | null {
  const value = valueOf(expr, { x, precision, memo: new Map() });
  return value && toEnclosure(value, precision);
}

/** The truth of a condition over every number of x; null: not decided, or not certainly defined. */
export function decideCondition(
  condition: Condition,
  x: Enclosure,
  precision: number,
): boolean | null {
  const decision = decide(condition, { x, precision, memo: new Map() });
  return typeof decision === 'boolean' ? decision : null;
}
