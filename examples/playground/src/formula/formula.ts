/**
 * # A formula as data
 *
 * MathML as a tree, with how tightly each part holds together.
 */
import type { Expr } from 'nonpoly';

export type Tag =
  | 'mrow'
  | 'mi'
  | 'mn'
  | 'mo'
  | 'mtext'
  | 'mfrac'
  | 'msqrt'
  | 'mroot'
  | 'msup'
  | 'msub'
  | 'mtable'
  | 'mtr'
  | 'mtd';

export interface Formula {
  readonly tag: Tag;
  readonly content: string | readonly Formula[];
}

/** How tightly a formula holds together, and whether it begins with a minus sign. */
export interface Typeset {
  readonly formula: Formula;
  readonly binding: number;
  readonly signed: boolean;
}

export const binding = { sum: 1, product: 2, sign: 3, power: 4, atom: 5 } as const;

export type Child = (expr: Expr) => Typeset;

export const row = (...content: readonly Formula[]): Formula =>
  content.length === 1 ? content[0]! : { tag: 'mrow', content };
export const leaf = (tag: 'mi' | 'mn' | 'mo' | 'mtext', content: string): Formula => ({
  tag,
  content,
});
export const operator = (text: string): Formula => leaf('mo', text);
export const enclosed = (left: string, inner: Formula, right: string): Formula =>
  row(operator(left), inner, operator(right));
export const atom = (formula: Formula): Typeset => ({
  formula,
  binding: binding.atom,
  signed: false,
});

/** In parentheses unless it holds together tightly enough. */
export const slot = (inner: Typeset, least: number): Formula =>
  inner.binding >= least ? inner.formula : enclosed('(', inner.formula, ')');
