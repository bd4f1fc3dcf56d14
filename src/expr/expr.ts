/**
 * # Expressions
 *
 * An `Expr` is a real function of one variable x, as a user means it. Numbers are exact rationals;
 * every function is total or partial on R in the usual real sense: a power with non-integer
 * exponent, `sqrt` and `log` are undefined on negative numbers, t^0 = 1 (also 0^0), conditionals
 * are lazy (only the chosen branch need be defined).
 *
 * Invariants:
 * - `add` and `mul` have at least two arguments; the *first* is not itself an `add` (`mul`) node:
 *   a left-associative chain is one node. a − b is add(a, neg(b)).
 * - A `number` is ≥ 0: −2 is neg(2). It is an integer or a terminating decimal (what a literal
 *   can denote); 1/3 is div(1, 3).
 * - Subtrees may be shared; walk with a memo keyed by identity.
 */
import type { Rational } from '../arith/rational.ts';

/** Functions of one argument. */
export type UnaryName =
  | 'neg'
  | 'exp'
  | 'log'
  | 'log1p'
  | 'expm1'
  | 'sqrt'
  | 'cbrt'
  | 'abs'
  | 'sign'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'sec'
  | 'csc'
  | 'cot'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'sech'
  | 'csch'
  | 'coth'
  | 'asinh'
  | 'acosh'
  | 'atanh'
  | 'erf'
  | 'erfc'
  | 'gamma'
  | 'heaviside'
  | 'relu'
  | 'sigmoid'
  | 'softplus'
  | 'Phi'
  | 'gelu'
  | 'sinc';

/** Functions of several: add, mul, max, min take two or more; div, pow two; clip(u, lo, hi) three. */
export type NaryName = 'add' | 'mul' | 'div' | 'pow' | 'max' | 'min' | 'clip';

export type FunctionName = UnaryName | NaryName;

export type Comparison = 'less' | 'less-equal' | 'greater' | 'greater-equal';

export type Condition =
  | { readonly kind: Comparison; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition };

export type Expr =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'constant'; readonly name: 'pi' | 'e' }
  | { readonly kind: 'variable' }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expr[] }
  | {
      readonly kind: 'if';
      readonly condition: Condition;
      readonly then: Expr;
      readonly otherwise: Expr;
    };

/*
 * Semantics of the less usual ones:
 * round(u) = sign(u)·floor(|u| + 1/2), halves away from 0 as in mathjs; heaviside(u) = 1 for u ≥ 0, else 0; relu(u) = max(u, 0);
 * Phi(u) = (1 + erf(u/√2))/2; gelu(u) = u·Phi(u); clip(u, lo, hi) = min(max(u, lo), hi);
 * sinc(u) = sin(u)/u, 1 at 0; cbrt is the odd real cube root; log1p(u) = log(1 + u);
 * pow(u, v): v an integer constant: repeated product (u ≠ 0 if v < 0; u^0 = 1);
 *   v any other rational constant: u ≥ 0 (u > 0 if v < 0); otherwise e^{v log u}, u > 0.
 */
