/**
 * # Exact values of functions at rational numbers
 *
 * `exactValue(f, args)` is the rational value of f there when the arguments show it without
 * approximation: rational arithmetic, steps, perfect powers, and special values such as exp 0 = 1.
 * null: undefined there, irrational, or too long to keep.
 */
import type { Rational } from '../arith/rational.ts';
import {
  add,
  compare,
  div,
  floor,
  isInteger,
  mul,
  neg,
  one,
  pow,
  rational,
  sign,
  zero,
} from '../arith/rational.ts';
import type { FunctionName } from './expr.ts';

/** Integers longer than this are not kept. */
const INTEGER_BITS = 1 << 17;
/** Fractions longer than this are not kept: the gcd's time is quadratic. */
const FRACTION_BITS = 1 << 13;
const LARGEST_FACTORIAL = 1000n;
const LARGEST_ROOT = 64n;

const half = rational(1, 2);

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function bits(n: bigint): number {
  return magnitude(n).toString(16).length * 4;
}

export function rationalBits(q: Rational): number {
  return q.den === 1n ? bits(q.num) : Math.max(bits(q.num), bits(q.den));
}

/** Whether a result of about this many bits is kept. */
function keeps(size: number, integral: boolean): boolean {
  return size <= (integral ? INTEGER_BITS : FRACTION_BITS);
}

/** The integer r ≥ 0 with r^k = n, null if there is none; n ≥ 0. */
function exactRoot(n: bigint, k: bigint): bigint | null {
  if (n < 2n || k === 1n) return n;
  // Newton's iteration from above decreases to ⌊n^(1/k)⌋.
  let r = 1n << BigInt(Math.ceil(bits(n) / Number(k)));
  for (;;) {
    const next = ((k - 1n) * r + n / r ** (k - 1n)) / k;
    if (next >= r) break;
    r = next;
  }
  return r ** k === n ? r : null;
}

/** q^r where that is rational and not too long. */
export function exactPower(q: Rational, r: Rational): Rational | null {
  if (r.num === 0n) return one;
  if (q.num === 0n) return r.num > 0n ? zero : null;
  if (r.den === 1n) {
    if (q.den === 1n && (q.num === 1n || q.num === -1n)) {
      return (r.num & 1n) === 0n ? one : q;
    }
    const exponent = Number(magnitude(r.num));
    if (!keeps(rationalBits(q) * exponent, q.den === 1n && r.num > 0n)) return null;
    return r.num > 0n ? pow(q, exponent) : pow(div(one, q), exponent);
  }
  if (q.num < 0n || r.den > LARGEST_ROOT) return null;
  const [num, den] = [exactRoot(q.num, r.den), exactRoot(q.den, r.den)];
  if (num === null || den === null) return null;
  return exactPower(rational(num, den), rational(r.num));
}

function fold(
  args: readonly Rational[],
  f: (a: Rational, b: Rational) => Rational,
  size: (a: Rational, b: Rational) => number,
): Rational | null {
  let result = args[0]!;
  for (const arg of args.slice(1)) {
    const integral = result.den === 1n && arg.den === 1n;
    if (!keeps(size(result, arg), integral)) return null;
    result = f(result, arg);
  }
  return result;
}

const joint = (a: Rational, b: Rational): number => rationalBits(a) + rationalBits(b);

function greater(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

function smaller(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

function abs(q: Rational): Rational {
  return q.num < 0n ? neg(q) : q;
}

/** sign(q)·⌊|q| + 1/2⌋ */
function round(q: Rational): Rational {
  const n = floor(add(abs(q), half));
  return rational(q.num < 0n ? -n : n);
}

function factorial(n: bigint): bigint {
  let product = 1n;
  for (let k = 2n; k <= n; k += 1n) product *= k;
  return product;
}

export function exactValue(name: FunctionName, args: readonly Rational[]): Rational | null {
  const [a, b, c] = args as [Rational, Rational, Rational];
  const at = (point: bigint, value: Rational): Rational | null =>
    a.den === 1n && a.num === point ? value : null;
  switch (name) {
    case 'neg':
      return neg(a);
    case 'add':
      return fold(args, add, (u, v) => (u.den === 1n && v.den === 1n ? 0 : joint(u, v)));
    case 'mul':
      return fold(args, mul, joint);
    case 'div':
      return b.num === 0n ? null : fold(args, div, joint);
    case 'pow':
      return exactPower(a, b);
    case 'max':
      return args.reduce(greater);
    case 'min':
      return args.reduce(smaller);
    case 'clip':
      return smaller(greater(a, b), c);
    case 'abs':
      return abs(a);
    case 'sign':
      return rational(sign(a));
    case 'floor':
      return rational(floor(a));
    case 'ceil':
      return rational(-floor(neg(a)));
    case 'round':
      return round(a);
    case 'heaviside':
      return a.num >= 0n ? one : zero;
    case 'relu':
      return greater(a, zero);
    case 'sqrt':
      return exactPower(a, half);
    case 'cbrt': {
      const root = exactPower(abs(a), rational(1, 3));
      return root && a.num < 0n ? neg(root) : root;
    }
    case 'gamma':
      if (!isInteger(a) || a.num < 1n || a.num > LARGEST_FACTORIAL) return null;
      return rational(factorial(a.num - 1n));
    case 'exp':
    case 'cos':
    case 'sec':
    case 'cosh':
    case 'sech':
    case 'erfc':
    case 'sinc':
      return at(0n, one);
    case 'expm1':
    case 'log1p':
    case 'sin':
    case 'tan':
    case 'asin':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'asinh':
    case 'atanh':
    case 'erf':
    case 'gelu':
      return at(0n, zero);
    case 'log':
    case 'acos':
    case 'acosh':
      return at(1n, zero);
    case 'sigmoid':
    case 'Phi':
      return at(0n, half);
    case 'softplus':
    case 'csc':
    case 'cot':
    case 'csch':
    case 'coth':
      return null;
    default:
      return name satisfies never;
  }
}
