/**
 * # Activations that know their truth
 *
 * What the arbitraries generate: an expression, the text a user would type for it, and what is
 * known of it by construction alone; the decider is never asked.
 */
import { print } from '../expr/print.ts';
import type { Expr } from '../expr/expr.ts';
import { printedAs } from './printed.ts';

/** Known by construction; 'unknown': the construction says nothing. */
export type Truth =
  | {
      readonly kind: 'polynomial';
      /** Exact and ascending, fractions in lowest terms; the last one is not "0" beyond degree 0. */
      readonly coefficients: readonly string[];
    }
  | {
      readonly kind: 'non-polynomial';
      /** Why it is no polynomial, as an adjective or a phrase. */
      readonly reason: string;
    }
  | { readonly kind: 'unknown' };

export interface Activation<T extends Truth = Truth> {
  readonly kind: 'activation';
  /** As a user would type it: parse(text) denotes `expr`. */
  readonly text: string;
  readonly expr: Expr;
  readonly truth: T;
  /** The parts it was made of, for messages and statistics. */
  readonly made: readonly string[];
}

export type PolynomialActivation = Activation<Extract<Truth, { kind: 'polynomial' }>>;
export type NonPolynomialActivation = Activation<Extract<Truth, { kind: 'non-polynomial' }>>;

/** An activation; its text is the canonical one unless given. */
export function activationOf<T extends Truth>(
  expr: Expr,
  truth: T,
  made: readonly string[],
  text: string = print(expr),
): Activation<T> {
  const value = { kind: 'activation', text, expr, truth, made } as const;
  return printedAs(value, JSON.stringify(text));
}
