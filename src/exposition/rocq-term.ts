/**
 * # Terms of Rocq
 *
 * A plain expression as a term of type R, with the variable x; proofs/functions.v has the functions
 * that Coq's library does not have.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr, FunctionName } from '../expr/expr.ts';
import { refuse } from './refusal.ts';

const names: Readonly<Partial<Record<FunctionName, string>>> = {
  exp: 'exp',
  log: 'ln',
  sqrt: 'sqrt',
  abs: 'Rabs',
  floor: 'floor',
  sin: 'sin',
  cos: 'cos',
  atan: 'atan',
  sinh: 'sinh',
  cosh: 'cosh',
  tanh: 'tanh',
  asinh: 'arcsinh',
  erf: 'erf',
  relu: 'relu',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
  Phi: 'Phi',
  gelu: 'gelu',
  max: 'Rmax',
  min: 'Rmin',
  clip: 'clip',
};

const operators: Readonly<Partial<Record<FunctionName, string>>> = {
  add: '+',
  mul: '*',
  div: '/',
};

/** A rational as a closed term: 3, (-3), (3 / 7), (- (3 / 7)). */
export function rocqNumber(q: Rational): string {
  if (q.den === 1n) return q.num < 0n ? `(${q.num})` : String(q.num);
  return q.num < 0n ? `(- (${-q.num} / ${q.den}))` : `(${q.num} / ${q.den})`;
}

/** The term, in parentheses unless it is an atom; `x` stands for the variable. */
export function rocqTerm(e: Expr, x = 'x'): string {
  const term = (u: Expr): string => rocqTerm(u, x);
  switch (e.kind) {
    case 'number':
      return rocqNumber(e.value);
    case 'variable':
      return x;
    case 'constant':
      return e.name === 'pi' ? 'PI' : '(exp 1)';
    case 'if': {
      const { condition } = e;
      if (condition.kind !== 'less' && condition.kind !== 'less-equal')
        return refuse('a guard that is no single comparison');
      const test = condition.kind === 'less' ? 'Rlt_dec' : 'Rle_dec';
      return `(if ${test} ${term(condition.left)} ${term(condition.right)} then ${term(e.then)} else ${term(e.otherwise)})`;
    }
    case 'call': {
      const args = e.args.map(term);
      const operator = operators[e.name];
      if (operator) return `(${args[0]} ${operator} ${args[1]})`;
      // `- 1` is the numeral −1, `- (1)` the opposite of 1.
      if (e.name === 'neg') return /^\d/.test(args[0]!) ? `(- (${args[0]}))` : `(- ${args[0]})`;
      if (e.name === 'pow') return `(${args[0]} ^ ${naturalExponent(e.args[1]!)})`;
      const name = names[e.name];
      return name ? `(${name} ${args.join(' ')})` : refuse(`the function ${e.name}`);
    }
  }
}

/** The exponent of a power of a plain expression. */
export function naturalExponent(e: Expr): bigint {
  if (e.kind !== 'number' || !Q.isInteger(e.value)) return refuse('an exponent that is no number');
  return e.value.num;
}

/** The body of a function: outer parentheses are not needed. */
export const rocqBody = (e: Expr): string => rocqTerm(e).replace(/^\((.*)\)$/s, '$1');
