/**
 * # Derivative
 *
 * The derivative as an expression: equal to it at every x where each function in the expression is
 * differentiable at its argument. At a kink it is one of the one-sided values; it may be defined
 * where the expression is not. Shared subtrees give shared derivatives.
 */
import { equals, one, sub, zero } from '../arith/rational.ts';
import * as build from './build.ts';
import { call, choose, compare, minus, negate, number, over, plus, power, times } from './build.ts';
import { rationalConstant } from './constant.ts';
import type { Expr, UnaryName } from './expr.ts';
import { postOrder } from './structure.ts';

type Call = Expr & { readonly kind: 'call' };
type ChildDerivative = (child: Expr) => Expr | null;

/** The derivative; null if the language has no expression for it (gamma of a non-constant). */
export function derivative(expr: Expr): Expr | null {
  const memo = new Map<Expr, Expr | null>();
  const child: ChildDerivative = (node) => memo.get(node)!;
  for (const node of postOrder(expr)) memo.set(node, nodeDerivative(node, child));
  return child(expr);
}

function nodeDerivative(node: Expr, child: ChildDerivative): Expr | null {
  switch (node.kind) {
    case 'number':
    case 'constant':
      return build.zero;
    case 'variable':
      return build.unit;
    case 'if': {
      const [then, otherwise] = [child(node.then), child(node.otherwise)];
      if (then === null || otherwise === null) return null;
      return choice(node.condition, then, otherwise);
    }
    case 'call':
      return callDerivative(node, child);
    default:
      return node satisfies never;
  }
}

function choice(condition: Parameters<typeof choose>[0], then: Expr, otherwise: Expr): Expr {
  const same = then === otherwise || (build.isZero(then) && build.isZero(otherwise));
  return same ? then : choose(condition, then, otherwise);
}

function callDerivative(node: Call, child: ChildDerivative): Expr | null {
  const slopes: Expr[] = [];
  for (const arg of node.args) {
    const slope = child(arg);
    if (slope === null) return null;
    slopes.push(slope);
  }
  if (slopes.every(build.isZero)) return build.zero;
  const [u, v] = [node.args[0]!, node.args[1]!];
  switch (node.name) {
    case 'add':
      return slopes.reduce((sum, slope) => plus(sum, slope));
    case 'mul':
      return productRule(node.args, slopes).slope;
    case 'div':
      return quotientRule(u, v, slopes[0]!, slopes[1]!);
    case 'pow':
      return powerRule(node, slopes[0]!, slopes[1]!);
    case 'max':
    case 'min':
      return extremum(node.name, node.args, slopes).slope;
    case 'clip': {
      const [, lo, hi] = node.args;
      const lower = extremum('max', [u, lo!], slopes);
      return extremum('min', [lower.value, hi!], [lower.slope, slopes[2]!]).slope;
    }
    case 'neg':
      return negate(slopes[0]!);
    default: {
      const outer = outerDerivative(node, node.name, u);
      return outer === null ? null : times(outer, slopes[0]!);
    }
  }
}

interface Jet {
  readonly value: Expr;
  readonly slope: Expr;
}

// (fg)' = f'g + fg' on halves: the result is of size n log n, not n².
function productRule(args: readonly Expr[], slopes: readonly Expr[]): Jet {
  if (args.length === 1) return { value: args[0]!, slope: slopes[0]! };
  const middle = args.length >> 1;
  const f = productRule(args.slice(0, middle), slopes.slice(0, middle));
  const g = productRule(args.slice(middle), slopes.slice(middle));
  return {
    value: times(f.value, g.value),
    slope: plus(times(f.slope, g.value), times(f.value, g.slope)),
  };
}

function quotientRule(u: Expr, v: Expr, du: Expr, dv: Expr): Expr {
  if (build.isZero(dv)) return over(du, v);
  if (build.isZero(du)) return negate(over(times(u, dv), power(v, 2)));
  return over(minus(times(du, v), times(u, dv)), power(v, 2));
}

function powerRule(node: Call, du: Expr, dv: Expr): Expr {
  const [u, v] = [node.args[0]!, node.args[1]!];
  const constant = rationalConstant(v);
  if (constant !== null) {
    if (equals(constant, zero)) return build.zero;
    // c·u^(c−1)·u', with u^0 = 1
    const less = sub(constant, one);
    const factor = equals(less, zero)
      ? build.unit
      : equals(less, one)
        ? u
        : call('pow', u, number(less));
    return times(times(number(constant), factor), du);
  }
  // An exponent that is no rational constant means u > 0 and u^v = e^{v log u}.
  if (build.isZero(dv)) return times(times(v, call('pow', u, minus(v, build.unit))), du);
  const isE = u.kind === 'constant' && u.name === 'e';
  const fromExponent = isE ? dv : times(dv, call('log', u));
  return times(node, plus(fromExponent, over(times(v, du), u)));
}

// max(u, v)' = u ≥ v ? u' : v'; the choice at a tie is one of the two.
function extremum(name: 'max' | 'min', args: readonly Expr[], slopes: readonly Expr[]): Jet {
  const kind = name === 'max' ? 'greater-equal' : 'less-equal';
  let [value, slope] = [args[0]!, slopes[0]!];
  for (let i = 1; i < args.length; i += 1) {
    slope = choice(compare(kind, value, args[i]!), slope, slopes[i]!);
    value = call(name, ...args.slice(0, i + 1));
  }
  return { value, slope };
}

/** f'(u) for the node f(u); null if the language has no expression for it. */
function outerDerivative(node: Call, name: Exclude<UnaryName, 'neg'>, u: Expr): Expr | null {
  const { unit } = build;
  const f = (inner: UnaryName): Expr => call(inner, u);
  const square = power(u, 2);
  const gauss = (exponent: Expr): Expr => call('exp', negate(exponent));
  // e^{−u²/2}/√(2π)
  const density = (): Expr =>
    over(gauss(over(square, number(2))), call('sqrt', times(number(2), build.pi)));
  switch (name) {
    case 'exp':
      return node;
    case 'expm1':
      return f('exp');
    case 'log':
      return over(unit, u);
    case 'log1p':
      return over(unit, plus(unit, u));
    case 'sqrt':
      return over(unit, times(number(2), node));
    case 'cbrt':
      return over(unit, times(number(3), power(node, 2)));
    case 'abs':
      return f('sign');
    case 'sign':
    case 'floor':
    case 'ceil':
    case 'round':
    case 'heaviside':
      return build.zero;
    case 'sin':
      return f('cos');
    case 'cos':
      return negate(f('sin'));
    case 'tan':
      return power(f('sec'), 2);
    case 'sec':
      return times(node, f('tan'));
    case 'csc':
      return negate(times(node, f('cot')));
    case 'cot':
      return negate(power(f('csc'), 2));
    case 'asin':
      return over(unit, call('sqrt', minus(unit, square)));
    case 'acos':
      return negate(over(unit, call('sqrt', minus(unit, square))));
    case 'atan':
      return over(unit, plus(unit, square));
    case 'sinh':
      return f('cosh');
    case 'cosh':
      return f('sinh');
    case 'tanh':
      return power(f('sech'), 2);
    case 'sech':
      return negate(times(node, f('tanh')));
    case 'csch':
      return negate(times(node, f('coth')));
    case 'coth':
      return negate(power(f('csch'), 2));
    case 'asinh':
      return over(unit, call('sqrt', plus(square, unit)));
    case 'acosh':
      return over(unit, call('sqrt', minus(square, unit)));
    case 'atanh':
      return over(unit, minus(unit, square));
    case 'erf':
      return times(over(number(2), call('sqrt', build.pi)), gauss(square));
    case 'erfc':
      return negate(times(over(number(2), call('sqrt', build.pi)), gauss(square)));
    case 'gamma':
      return null;
    case 'relu':
      return f('heaviside');
    case 'sigmoid':
      return times(node, call('sigmoid', negate(u)));
    case 'softplus':
      return f('sigmoid');
    case 'Phi':
      return density();
    case 'gelu':
      return plus(f('Phi'), times(u, density()));
    case 'sinc': {
      // (cos u − sinc u)/u, and 0 at 0.
      const [left, right] = [compare('less', u, build.zero), compare('greater', u, build.zero)];
      return choose({ kind: 'or', left, right }, over(minus(f('cos'), node), u), build.zero);
    }
    default:
      return name satisfies never;
  }
}
