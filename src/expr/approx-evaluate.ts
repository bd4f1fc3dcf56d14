/**
 * # Approximate evaluation
 *
 * Expr → a fast function of a double. The expression becomes a list of steps over one array of
 * doubles, each shared subtree computed once; both branches of a conditional are computed and one
 * is taken. NaN where the expression is undefined, as far as rounding shows it: a divisor that
 * underflows to 0 counts as 0. Nothing rigorous may rest on it.
 */
import { approxNumber, isInteger, neg, sign } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { approxErf, approxErfc, approxGamma } from './approx-special.ts';
import { isOne } from './build.ts';
import { rationalConstant } from './constant.ts';
import { decimalFromRational, decimalToText } from './decimal.ts';
import type { Condition, Expr, UnaryName } from './expr.ts';
import { postOrder } from './structure.ts';

type Step = (values: Float64Array, x: number) => void;
/** Null where the condition has no truth value. */
type Test = (values: Float64Array) => boolean | null;
type Call = Expr & { readonly kind: 'call' };
type Slot = (child: Expr) => number;

/** x ↦ a double near the value at x, NaN where undefined. */
export function approxFunction(expr: Expr): (x: number) => number {
  const order = postOrder(expr);
  const indices = new Map(order.map((node, i) => [node, i]));
  const slot: Slot = (child) => indices.get(child)!;
  const values = new Float64Array(order.length);
  const steps: Step[] = [];
  for (const [i, node] of order.entries()) {
    const constant = constantValue(node);
    if (constant === null) steps.push(compile(node, i, slot));
    else values[i] = constant;
  }
  const result = order.length - 1;
  return (x) => {
    for (const step of steps) step(values, x);
    return values[result]!;
  };
}

/** Null unless the node is a number or a constant. */
export function constantValue(node: Expr): number | null {
  if (node.kind === 'constant') return node.name === 'pi' ? Math.PI : Math.E;
  return node.kind === 'number' ? nearest(node.value) : null;
}

// The text of a terminating decimal is read to the nearest double; a quotient of two doubles is not.
function nearest(value: Rational): number {
  if (sign(value) < 0) return -nearest(neg(value));
  const decimal = decimalFromRational(value);
  return decimal === null ? approxNumber(value) : Number(decimalToText(decimal));
}

function compile(node: Expr, i: number, slot: Slot): Step {
  switch (node.kind) {
    case 'variable':
      return (v, x) => {
        v[i] = x;
      };
    case 'call':
      return compileCall(node, i, slot);
    case 'if': {
      const test = compileCondition(node.condition, slot);
      const [then, otherwise] = [slot(node.then), slot(node.otherwise)];
      return (v) => {
        const truth = test(v);
        v[i] = truth === null ? NaN : v[truth ? then : otherwise]!;
      };
    }
    case 'number':
    case 'constant':
      throw new TypeError('compile: expected a node that is not a constant, got a constant');
    default:
      return node satisfies never;
  }
}

function compileCondition(condition: Condition, slot: Slot): Test {
  switch (condition.kind) {
    case 'less':
      return comparison(condition, slot, (a, b) => a < b);
    case 'less-equal':
      return comparison(condition, slot, (a, b) => a <= b);
    case 'greater':
      return comparison(condition, slot, (a, b) => a > b);
    case 'greater-equal':
      return comparison(condition, slot, (a, b) => a >= b);
    case 'and':
    case 'or': {
      // The second part matters, and need be defined, only if the first does not settle it.
      const settled = condition.kind === 'or';
      const left = compileCondition(condition.left, slot);
      const right = compileCondition(condition.right, slot);
      return (v) => {
        const first = left(v);
        return first === null || first === settled ? first : right(v);
      };
    }
    case 'not': {
      const inner = compileCondition(condition.condition, slot);
      return (v) => {
        const truth = inner(v);
        return truth === null ? null : !truth;
      };
    }
    default:
      return condition satisfies never;
  }
}

function comparison(
  { left, right }: { readonly left: Expr; readonly right: Expr },
  slot: Slot,
  holds: (a: number, b: number) => boolean,
): Test {
  const [a, b] = [slot(left), slot(right)];
  return (v) => {
    const [l, r] = [v[a]!, v[b]!];
    return Number.isNaN(l) || Number.isNaN(r) ? null : holds(l, r);
  };
}

function compileCall(node: Call, i: number, slot: Slot): Step {
  const args = node.args.map(slot);
  const [a, b, c] = [args[0]!, args[1]!, args[2]!];
  const stable = stableForm(node);
  if (stable !== null) return unary(unaryFunctions[stable.name], slot(stable.arg), i);
  switch (node.name) {
    case 'add':
      if (args.length === 2) {
        return (v) => {
          v[i] = v[a]! + v[b]!;
        };
      }
      return (v) => {
        let sum = 0;
        for (const k of args) sum += v[k]!;
        v[i] = sum;
      };
    case 'mul':
      if (args.length === 2) {
        return (v) => {
          v[i] = v[a]! * v[b]!;
        };
      }
      return (v) => {
        let product = 1;
        for (const k of args) product *= v[k]!;
        v[i] = product;
      };
    case 'div':
      return (v) => {
        v[i] = v[b] === 0 ? NaN : v[a]! / v[b]!;
      };
    case 'pow':
      return compilePower(node, i, a, b);
    case 'max':
      return (v) => {
        let most = -Infinity;
        for (const k of args) most = Math.max(most, v[k]!);
        v[i] = most;
      };
    case 'min':
      return (v) => {
        let least = Infinity;
        for (const k of args) least = Math.min(least, v[k]!);
        v[i] = least;
      };
    case 'clip':
      return (v) => {
        v[i] = Math.min(Math.max(v[a]!, v[b]!), v[c]!);
      };
    default:
      return unary(unaryFunctions[node.name], a, i);
  }
}

function unary(f: (u: number) => number, a: number, i: number): Step {
  return (v) => {
    v[i] = f(v[a]!);
  };
}

/** log(1 + exp u) and exp(u) − 1 as the functions that do not overflow or cancel. */
export function stableForm(
  node: Call,
): { readonly name: 'softplus' | 'expm1'; readonly arg: Expr } | null {
  const isExp = (u: Expr): u is Call => u.kind === 'call' && u.name === 'exp';
  const [u] = node.args;
  if (node.name === 'log' && u!.kind === 'call' && u!.name === 'add' && u!.args.length === 2) {
    const [first, second] = [u!.args[0]!, u!.args[1]!];
    if (isOne(first) && isExp(second)) return { name: 'softplus', arg: second.args[0]! };
    if (isOne(second) && isExp(first)) return { name: 'softplus', arg: first.args[0]! };
  }
  if (node.name === 'add' && node.args.length === 2 && isExp(u!)) {
    const second = node.args[1]!;
    const isMinusOne = second.kind === 'call' && second.name === 'neg' && isOne(second.args[0]!);
    if (isMinusOne) return { name: 'expm1', arg: u.args[0]! };
  }
  return null;
}

function compilePower(node: Call, i: number, a: number, b: number): Step {
  const exponent = rationalConstant(node.args[1]!);
  // Any other exponent means e^{v log u}, u > 0.
  if (exponent === null) {
    return (v) => {
      v[i] = v[a]! > 0 ? Math.pow(v[a]!, v[b]!) : NaN;
    };
  }
  const power = nearest(exponent);
  const isNegative = exponent.num < 0n;
  if (power === 2 && isInteger(exponent)) {
    return (v) => {
      v[i] = v[a]! * v[a]!;
    };
  }
  const isOdd = isInteger(exponent) && exponent.num % 2n !== 0n;
  return (v) => {
    const u = v[a]!;
    if (u === 0 && isNegative) v[i] = NaN;
    else if (u < 0 && !isInteger(exponent)) v[i] = NaN;
    // The parity of a large exponent is lost in its double.
    else v[i] = u < 0 && isOdd ? -Math.pow(-u, power) : Math.pow(Math.abs(u), power);
  };
}

const nonZero = (u: number): number => (u === 0 ? NaN : u);

function round(u: number): number {
  const size = Math.abs(u);
  const whole = Math.floor(size);
  return Math.sign(u) * (size - whole >= 0.5 ? whole + 1 : whole);
}

function sigmoid(u: number): number {
  if (u >= 0) return 1 / (1 + Math.exp(-u));
  const e = Math.exp(u);
  return e / (1 + e);
}

function softplus(u: number): number {
  return Math.max(u, 0) + Math.log1p(Math.exp(-Math.abs(u)));
}

function normalDistribution(u: number): number {
  return approxErfc(-u * Math.SQRT1_2) / 2;
}

/** Functions of one argument as this file computes them. */
export const unaryFunctions: Readonly<Record<UnaryName, (u: number) => number>> = {
  neg: (u) => -u,
  exp: Math.exp,
  log: (u) => (u > 0 ? Math.log(u) : NaN),
  log1p: (u) => (u > -1 ? Math.log1p(u) : NaN),
  expm1: Math.expm1,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sec: (u) => 1 / nonZero(Math.cos(u)),
  csc: (u) => 1 / nonZero(Math.sin(u)),
  cot: (u) => 1 / nonZero(Math.tan(u)),
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sech: (u) => 1 / Math.cosh(u),
  csch: (u) => 1 / nonZero(Math.sinh(u)),
  coth: (u) => 1 / nonZero(Math.tanh(u)),
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: (u) => (Math.abs(u) < 1 ? Math.atanh(u) : NaN),
  erf: approxErf,
  erfc: approxErfc,
  gamma: approxGamma,
  heaviside: (u) => (u >= 0 ? 1 : Number.isNaN(u) ? NaN : 0),
  relu: (u) => Math.max(u, 0),
  sigmoid,
  softplus,
  Phi: normalDistribution,
  // Φ decays faster than u grows: 0 in the limit, where the product would be −∞·0.
  gelu: (u) => (u < -40 ? -0 : u * normalDistribution(u)),
  sinc: (u) => (u === 0 ? 1 : Math.abs(u) === Infinity ? 0 : Math.sin(u) / u),
};
