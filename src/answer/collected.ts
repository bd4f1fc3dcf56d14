/**
 * # Derivatives as a person would write them
 *
 * Products flattened, powers of one base gathered, products multiplied out where they stay short,
 * like terms added: `exp(-x^2)*(-(2*x))*x` becomes `-2*x^2*exp(-x^2)`. The result equals the
 * expression wherever the expression is defined; what cancels may enlarge the domain.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import {
  call,
  isOne,
  minus,
  negate,
  number,
  over,
  plus,
  power,
  times,
  zero,
} from '../expr/build.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { postOrder } from '../expr/structure.ts';

/** Bases by their text, with exponents ≠ 0. */
type Factors = ReadonlyMap<string, { readonly base: Expr; readonly exponent: number }>;
interface Term {
  readonly coefficient: Rational;
  readonly factors: Factors;
}
type Sum = readonly Term[];

/** Terms beyond which a product is not multiplied out; the largest exponent that is gathered. */
const maxTerms = 12;
const maxExponent = 1000;

export function collected(expr: Expr): Expr {
  const memo = new Map<Expr, Sum>();
  for (const node of postOrder(expr))
    memo.set(
      node,
      sumOf(node, (child) => memo.get(child)!),
    );
  return expressionOf(memo.get(expr)!);
}

const constant = (coefficient: Rational): Sum =>
  coefficient.num === 0n ? [] : [{ coefficient, factors: new Map() }];

function single(base: Expr, exponent = 1): Sum {
  return [{ coefficient: Q.one, factors: new Map([[print(base), { base, exponent }]]) }];
}

function sumOf(node: Expr, of: (child: Expr) => Sum): Sum {
  const value = rationalConstant(node);
  if (value !== null) return constant(value);
  if (node.kind !== 'call') return single(node);
  const [u, v] = node.args;
  switch (node.name) {
    case 'add':
      return merged(node.args.flatMap(of));
    case 'neg':
      return scaled(of(u!), Q.rational(-1));
    case 'mul':
      return node.args.map(of).reduce(product);
    case 'div':
      return product(of(u!), raised(of(v!), -1));
    case 'pow': {
      const exponent = rationalConstant(v!);
      if (exponent === null || !Q.isInteger(exponent)) break;
      const k = Number(exponent.num);
      if (k !== 0 && Math.abs(k) <= maxExponent) return raised(of(u!), k);
    }
  }
  return single(call(node.name, ...node.args.map((child) => expressionOf(of(child)))));
}

function merged(terms: Sum): Sum {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = [...term.factors]
      .map(([text, f]) => `${text}^${f.exponent}`)
      .sort()
      .join('\n');
    const present = byFactors.get(key);
    const coefficient = present ? Q.add(present.coefficient, term.coefficient) : term.coefficient;
    byFactors.set(key, { coefficient, factors: present?.factors ?? term.factors });
  }
  return [...byFactors.values()].filter((term) => term.coefficient.num !== 0n);
}

const scaled = (sum: Sum, by: Rational): Sum =>
  sum.map(({ coefficient, factors }) => ({ coefficient: Q.mul(coefficient, by), factors }));

function product(a: Sum, b: Sum): Sum {
  const short = a.length * b.length <= maxTerms || a.length <= 1 || b.length <= 1;
  const [left, right] = short ? [a, b] : [single(expressionOf(a)), single(expressionOf(b))];
  return merged(left.flatMap((s) => right.map((t) => termProduct(s, t))));
}

function termProduct(s: Term, t: Term): Term {
  const factors = new Map(s.factors);
  for (const [text, { base, exponent }] of t.factors) {
    const total = exponent + (factors.get(text)?.exponent ?? 0);
    if (total === 0) factors.delete(text);
    else factors.set(text, { base, exponent: total });
  }
  return { coefficient: Q.mul(s.coefficient, t.coefficient), factors };
}

/** k ≠ 0. Of a sum, the base stays a sum. */
function raised(sum: Sum, k: number): Sum {
  const [only, ...rest] = sum;
  if (only === undefined) return k > 0 ? [] : single(zero, k);
  if (rest.length > 0) return single(expressionOf(sum), k);
  const factors = [...only.factors.values()].flatMap(({ base, exponent }) => [
    ...single(base, exponent * k)[0]!.factors,
  ]);
  return [{ coefficient: Q.pow(only.coefficient, k), factors: new Map(factors) }];
}

function expressionOf(sum: Sum): Expr {
  return sum.reduce<Expr>((total, { coefficient, factors }) => {
    const negative = coefficient.num < 0n;
    const leading = negative && total === zero;
    let above: Expr = number(Q.rational(negative ? -coefficient.num : coefficient.num));
    let below: Expr = number(Q.rational(coefficient.den));
    if (leading && !isOne(above)) above = negate(above);
    for (const { base, exponent } of inOrder(factors)) {
      if (exponent > 0) above = times(above, power(base, exponent));
      else below = times(below, power(base, -exponent));
    }
    const term = over(above, below);
    if (!negative) return plus(total, term);
    if (!leading) return minus(total, term);
    return isOne(number(Q.rational(-coefficient.num))) ? negate(term) : term;
  }, zero);
}

/** Powers of x first. */
const inOrder = (factors: Factors): readonly { base: Expr; exponent: number }[] =>
  [...factors.values()].sort(
    (a, b) => Number(b.base.kind === 'variable') - Number(a.base.kind === 'variable'),
  );
