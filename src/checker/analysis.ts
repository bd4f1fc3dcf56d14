/**
 * # What holds on a cell
 *
 * For one cell: an enclosure of every node's values there, its sign, the truth of conditions and
 * the branch that each guard takes. All answers are proofs; null means "not shown".
 *
 * `range(n)` is non-null only if n is defined on the whole cell. Conditionals are lazy: a branch
 * that is certainly not taken need not be defined.
 */
import * as I from './interval.ts';
import { powInt } from './monotone.ts';
import * as P from './polynomial.ts';
import * as Q from './rational.ts';
import { enclose, isModest, samplePointOf, signOnCell } from './cell.ts';
import type { Cell } from './cell.ts';
import { arithmetic, comparisons, rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import { apply, eInterval, piInterval, powRational } from './functions.ts';
import type { Interval } from './interval.ts';
import { createAssumed, linear } from './assumption.ts';
import type { Assumption, Enclosed } from './assumption.ts';
import { branchOf, withoutGuards } from './branch.ts';
import { lowerBoundOf, termsOf } from './linear-bound.ts';
import type { Rational } from './rational.ts';
import { createRationalFunctions } from './rational-function.ts';
import { createSignByTerm } from './sign-by-term.ts';
import type { TermSign } from './sign-by-term.ts';

export type Sign = -1 | 0 | 1;

export interface Analysis {
  readonly dag: Dag;
  readonly cell: Cell;
  /** Signs that are assumed: what holds then holds on the part of the cell where they are so. */
  readonly assumed: readonly Assumption[];
  /** What was shown of nodes there. */
  readonly enclosed: readonly Enclosed[];
  /** Bits of enclosures. */
  readonly precision: number;
  /** Enclosure of the values on the cell; null: not shown to be defined there. */
  range(n: number): Interval | null;
  /** The one sign that n has on the whole cell. */
  sign(n: number): Sign | null;
  certainlyNonNegative(n: number): boolean;
  truth(condition: number): boolean | null;
  /** An enclosure of n's value at one rational point of an open cell; null elsewhere. */
  atSample(n: number): Interval | null;
  /** A node without the guard n, equal to n on the whole cell; null if n is no decided guard. */
  branch(n: number): number | null;
}

export function analyse(
  dag: Dag,
  cell: Cell,
  precision: number,
  assumed: readonly Assumption[] = [],
  enclosed: readonly Enclosed[] = [],
): Analysis {
  const x = enclose(cell, precision, dag.budget);
  const assumedRange = createAssumed(dag, assumed, enclosed, precision, (n) => branch(n));
  const words = precision / 64;
  const enclosureCost = 100 + 10 * words * words;
  const at = cell.kind === 'point' && cell.at.kind === 'rational' ? cell.at.value : null;

  const memoise = <T>(compute: (n: number) => T): ((n: number) => T) => {
    const memo = new Map<number, T>();
    return (n) => {
      if (!memo.has(n)) memo.set(n, compute(n));
      return memo.get(n) as T;
    };
  };

  /** Exact value at a rational point; at any cell, of x-free arithmetic. */
  const exact = memoise((n): Rational | null => {
    if (at === null) return rationalConstant(dag, n);
    const { op, args, value } = dag.nodes[n]!;
    if (op === 'number') return value;
    if (op === 'x') return at;
    if (!arithmeticOps.has(op)) {
      const chosen = branch(n);
      return chosen === null ? null : exact(chosen);
    }
    const parts = args.map(exact);
    // A power with a varying exponent is exp(v·log u), defined for u > 0 only.
    const varying = op === 'pow' && rationalConstant(dag, args[1]!) === null;
    if (varying && !(parts[0] && Q.sign(parts[0]) === 1)) return null;
    return parts.every((part) => part !== null)
      ? arithmetic(op, parts as Rational[], dag.budget)
      : null;
  });

  const range = memoise((n): Interval | null => {
    const value = exact(n);
    if (value !== null) return I.fromRational(value, precision);
    dag.budget.spend(enclosureCost);
    const found = rangeByStructure(n);
    if (found === null) return null;
    const enclosure = dag.nodes[n]!.op === 'add' ? sharpened(n, found) : found;
    const bound = assumedRange(n);
    // No common point: no point of the cell is so, and whatever is said of such points is true.
    return bound === null ? enclosure : (I.meet(enclosure, bound) ?? bound);
  });

  function rangeByStructure(n: number): Interval | null {
    const { op, args } = dag.nodes[n]!;
    if (op === 'x') return x;
    if (op === 'pi') return piInterval(precision);
    if (op === 'e') return eInterval(precision);
    if (op === 'if') return rangeOfConditional(args);
    const parts: Interval[] = [];
    for (const arg of args) {
      const part = range(arg);
      if (part === null) return null;
      parts.push(part);
    }
    const chosen = branch(n);
    if (chosen !== null) {
      // sin(u)/u is enclosed as a quotient, which forgets that |sinc u| ≤ 1.
      const X = range(chosen);
      return X && op === 'sinc' ? (I.meet(X, apply(op, parts, precision)!) ?? X) : X;
    }
    if (op === 'pow') {
      const exponent = rationalConstant(dag, args[1]!);
      if (exponent !== null) return powRational(parts[0]!, exponent, precision);
      if (dag.nodes[args[0]!]!.op === 'e') return apply('exp', [parts[1]!], precision);
    }
    if (op === 'mul') return product(args, parts);
    if (op === 'tan') {
      // tan(±atan u) = ±u.
      const angle = linear(dag, withoutGuards({ dag, branch }, args[0]!));
      const arc = angle && angle.only !== null ? dag.nodes[angle.only]! : null;
      if (arc?.op === 'atan' && Q.sign(angle!.constant) === 0) {
        const u = range(arc.args[0]!);
        if (Q.equals(angle!.factor, Q.one)) return u;
        if (Q.equals(angle!.factor, Q.neg(Q.one))) return u && I.neg(u);
      }
    }
    if (op === 'div' && isCosine(args))
      return I.meet(apply(op, parts, precision)!, openUnit) ?? openUnit;
    if (op === 'asin' || op === 'acos' || op === 'atanh') return arcOf(op, args[0]!, parts[0]!);
    return apply(op, parts, precision);
  }

  /** asin u, acos u for |u| ≤ 1, atanh u for |u| < 1, shown exactly where U is too wide for it. */
  function arcOf(op: string, u: number, U: Interval): Interval | null {
    const direct = apply(op, [U], precision);
    if (direct !== null) return direct;
    const one = dag.number(Q.one);
    const [above, below] = [
      dag.intern('add', one, u),
      dag.intern('add', one, dag.intern('neg', u)),
    ];
    const inside = sign(above) === 1 && sign(below) === 1;
    if (inside) return apply(op, [I.meet(U, openUnit) ?? openUnit], precision);
    if (op === 'atanh' || !certainlyNonNegative(above) || !certainlyNonNegative(below)) return null;
    const closedUnit = I.fromRationals(Q.neg(Q.one), Q.one, false, false, precision);
    return apply(op, [I.min(I.max(U, closedUnit), closedUnit)], precision);
  }

  /** A product in which equal factors are gathered into powers: u·u ≥ 0. */
  function product(args: readonly number[], parts: readonly Interval[]): Interval {
    const counts = new Map<number, number>();
    args.forEach((arg) => counts.set(arg, (counts.get(arg) ?? 0) + 1));
    let result: Interval | null = null;
    for (const [arg, count] of counts) {
      const factor = parts[args.indexOf(arg)]!;
      const power = count === 1 ? factor : powInt(factor, count, precision)!;
      result = result ? I.mul(result, power, precision) : power;
    }
    return result!;
  }

  function rangeOfConditional(args: readonly number[]): Interval | null {
    const [condition, then, otherwise] = args as [number, number, number];
    if (!conditionDefined(condition)) return null;
    const value = truth(condition);
    if (value !== null) return range(value ? then : otherwise);
    const [a, b] = [range(then), range(otherwise)];
    return a && b && I.hull(a, b);
  }

  /** Connectives stop at the first part that settles them, as the language does. */
  function conditionDefined(n: number): boolean {
    const { op, args } = dag.nodes[n]!;
    if (comparisons.has(op)) return args.every((arg) => range(arg) !== null);
    const [left, right] = args as [number, number];
    if (!conditionDefined(left)) return false;
    if (op === 'not' || truth(left) === (op === 'or')) return true;
    return conditionDefined(right);
  }

  /** The enclosure of a sum, which straddles 0, cut there where the sign is known exactly. */
  function sharpened(n: number, enclosure: Interval): Interval {
    if (I.certainlyNonzero(enclosure)) return enclosure;
    switch (signOfRational(n) ?? signByRoot(n)) {
      case 1:
        return { ...enclosure, lower: zeroBound, lowerOpen: true };
      case -1:
        return { ...enclosure, upper: zeroBound, upperOpen: true };
      case 0:
        return I.fromRational(Q.zero, precision);
    }
    const byTerm = weakSignOfRational(n) ?? signByTerm(n);
    if (byTerm?.sign === 1) return { ...enclosure, lower: zeroBound, lowerOpen: byTerm.strict };
    if (byTerm?.sign === -1) return { ...enclosure, upper: zeroBound, upperOpen: byTerm.strict };
    const lower = I.certainlyNonNegative(enclosure) ? null : strictness(termsOf(dag, n));
    const upper = I.certainlyNonPositive(enclosure) ? null : strictness(termsOf(dag, n, -1));
    if (lower) return { ...enclosure, lower: zeroBound, lowerOpen: lower.strict };
    if (upper) return { ...enclosure, upper: zeroBound, upperOpen: upper.strict };
    return enclosure;
  }

  /** Whether terms add up to something ≥ 0 by their linear bounds, and whether to > 0. */
  function strictness(terms: readonly number[]): { readonly strict: boolean } | null {
    const bounds = terms.map((term) => lowerBoundOf(analysis, term));
    if (bounds.every((bound) => bound === null)) return null;
    const replaced = dag.intern('add', ...terms.map((term, i) => bounds[i]?.node ?? term));
    if (!certainlyNonNegative(replaced)) return null;
    return { strict: sign(replaced) === 1 || bounds.some((bound) => bound?.strict === true) };
  }

  const rationalFunction = createRationalFunctions(dag, (n) => branch(n));
  const signOfRational = memoise((n): Sign | null => {
    const f = rationalFunction(n);
    if (f === null) return null;
    const below = signOnCell(f.denominator, cell, dag.budget);
    const above = below ? signOnCell(f.numerator, cell, dag.budget) : null;
    return above === null || !below ? null : ((above * below) as Sign);
  });

  /** p = q·s² has the sign of q, or is 0. */
  function weakSignOfRational(n: number): TermSign | null {
    const f = rationalFunction(n);
    if (f === null || cell.kind === 'point' || P.degree(f.numerator) < 2) return null;
    if (!isModest(f.numerator)) return null;
    const odd = P.oddPart(f.numerator, dag.budget);
    if (P.degree(odd) === P.degree(f.numerator)) return null;
    const below = signOnCell(f.denominator, cell, dag.budget);
    const above = below ? signOnCell(odd, cell, dag.budget) : null;
    return above && below ? { sign: (above * below) as 1 | -1, strict: false } : null;
  }

  const signByTerm = createSignByTerm(dag, (n) => branch(n), range);

  /** √u + v > 0 if u > v² (then √u > |v|). */
  function signByRoot(n: number): Sign | null {
    const { op, args } = dag.nodes[n]!;
    if (op !== 'add') return null;
    for (const [i, root] of args.entries()) {
      const node = dag.nodes[root]!;
      if (node.op !== 'sqrt' || range(root) === null) continue;
      const u = node.args[0]!;
      const others = args.filter((_, k) => k !== i);
      const rest = others.length === 1 ? others[0]! : dag.intern('add', ...others);
      if (exceedsSquare(u, rest)) return 1;
      const square = dag.intern('mul', rest, rest);
      if (signOfRational(dag.intern('add', u, dag.intern('neg', square))) === 1) return 1;
    }
    return null;
  }

  /** v/√u lies in (−1, 1) if u > v². */
  function isCosine([v, root]: readonly number[]): boolean {
    const { op, args } = dag.nodes[root!]!;
    return op === 'sqrt' && exceedsSquare(args[0]!, v!);
  }

  /** Whether u is a sum of v² and terms whose sum is positive. */
  function exceedsSquare(u: number, v: number): boolean {
    const { op, args } = dag.nodes[u]!;
    if (op !== 'add') return false;
    const base = dag.nodes[v]!.op === 'neg' ? dag.nodes[v]!.args[0]! : v;
    const squares = [
      dag.intern('mul', base, base),
      dag.intern('pow', base, dag.number(Q.rational(2n))),
      dag.intern('mul', v, v),
    ];
    const at = args.findIndex((arg) => squares.includes(arg));
    if (at < 0) return false;
    const rest = args.filter((_, i) => i !== at);
    return sign(rest.length === 1 ? rest[0]! : dag.intern('add', ...rest)) === 1;
  }

  const sign = memoise((n): Sign | null => {
    const value = exact(n);
    if (value !== null) return Q.sign(value);
    const enclosure = range(n);
    if (enclosure === null) return null;
    if (I.certainlyPositive(enclosure)) return 1;
    if (I.certainlyNegative(enclosure)) return -1;
    if (isZero(enclosure)) return 0;
    return signOfRational(n) ?? signOfDifference(n);
  });

  /** f(u) − f(v) has the sign of u − v for increasing f. */
  function signOfDifference(n: number): Sign | null {
    const { op, args } = dag.nodes[n]!;
    if (op !== 'add' || args.length !== 2) return null;
    for (const [plus, minus] of [args, [...args].reverse()] as [number, number][]) {
      const negated = dag.nodes[minus]!;
      if (negated.op !== 'neg') continue;
      const [left, right] = [dag.nodes[plus]!, dag.nodes[negated.args[0]!]!];
      if (plus === negated.args[0]) return 0;
      if (left.op !== right.op || !increasing.has(left.op)) continue;
      return sign(dag.intern('add', left.args[0]!, dag.intern('neg', right.args[0]!)));
    }
    return null;
  }

  const certainlyNonNegative = (n: number): boolean => {
    const enclosure = range(n);
    const s = sign(n);
    return enclosure !== null && (s === 0 || s === 1 || I.certainlyNonNegative(enclosure));
  };

  const truth = memoise((n): boolean | null => {
    const { op, args } = dag.nodes[n]!;
    const [left, right] = args as [number, number];
    if (op === 'not') return negated(truth(left));
    if (op === 'and' || op === 'or') {
      // `stop` settles the connective: false for "and", true for "or".
      const stop = op === 'or';
      const first = truth(left);
      if (first === stop) return stop;
      const second = truth(right);
      if (second === stop) return first === null ? null : stop;
      return first === null || second === null ? null : !stop;
    }
    // u ~ v by the sign of u − v.
    const difference = dag.intern('add', left, dag.intern('neg', right));
    const s = sign(difference);
    if (op === 'less' || op === 'greater-equal') {
      const less = s !== null ? s < 0 : certainlyNonNegative(difference) ? false : null;
      return op === 'less' ? less : negated(less);
    }
    const opposite = dag.intern('add', right, dag.intern('neg', left));
    const greater = s !== null ? s > 0 : certainlyNonNegative(opposite) ? false : null;
    return op === 'greater' ? greater : negated(greater);
  });

  const branch = memoise((n): number | null => branchOf(analysis, n));

  const samplePoint = cell.kind === 'open' ? samplePointOf(cell, dag.budget) : null;
  const there: Cell | null = samplePoint && {
    kind: 'point',
    at: { kind: 'rational', value: samplePoint },
  };
  let onSample: Analysis | null = null;
  const atSample = (n: number): Interval | null => {
    onSample ??= there && analyse(dag, there, precision);
    return onSample && onSample.range(n);
  };

  const analysis: Analysis = {
    precision,
    dag,
    cell,
    assumed,
    enclosed,
    range,
    sign,
    certainlyNonNegative,
    truth,
    branch,
    atSample,
  };
  return analysis;
}

const arithmeticOps: ReadonlySet<string> = new Set(['neg', 'add', 'mul', 'div', 'pow']);
const increasing: ReadonlySet<string> = new Set(
  'exp log log1p expm1 sqrt cbrt atan sinh tanh asinh atanh erf sigmoid softplus Phi'.split(' '),
);
const openUnit = I.fromRationals(Q.rational(-1n), Q.one, true, true, 64);
const zeroBound = { m: 0n, e: 0 };
const negated = (t: boolean | null): boolean | null => (t === null ? null : !t);
const isZero = (X: Interval): boolean => X.lower?.m === 0n && X.upper?.m === 0n;
