/**
 * # Certificates: their parts and their limits
 *
 * FORMAT.md is the specification.
 */
import type { Point } from './cell.ts';
import type { Rational } from './rational.ts';

export const format = 'nonpoly-certificate';
export const version = 1;

/** Every limit has a fixture on both sides. */
export const limits = {
  nodes: 100_000,
  depth: 600,
  claims: 256,
  steps: 2000,
  breakpoints: 5000,
  terms: 64,
  nesting: 8,
  precision: 65_536,
  order: 2000,
  digits: 40_000,
  degree: 2000,
  work: 100_000_000,
} as const;

export type RawNode =
  | { readonly op: 'number'; readonly value: Rational }
  | { readonly op: string; readonly args: readonly number[] };

export type Step =
  | { readonly kind: 'pi' }
  | { readonly kind: 'atom'; readonly name: string; readonly argument: number }
  | { readonly kind: 'root-atom'; readonly argument: number; readonly degree: number }
  | { readonly kind: 'angle-atom'; readonly argument: number }
  | { readonly kind: 'half-turns'; readonly atom: number }
  | { readonly kind: 'arc'; readonly name: string; readonly argument: number }
  | { readonly kind: 'exp' | 'log'; readonly argument: number; readonly terms: Terms }
  | {
      readonly kind: 'root' | 'exp-root';
      readonly argument: number;
      readonly degree: number;
      readonly value: number;
    }
  | {
      readonly kind: 'angle';
      readonly argument: number;
      readonly terms: Terms;
      readonly twelfths: number;
    }
  | {
      readonly kind: 'odd' | 'even';
      readonly name: string;
      readonly argument: number;
      readonly atom: number;
    }
  | {
      readonly kind: 'turn';
      readonly name: string;
      readonly argument: number;
      readonly twelfths: number;
    }
  | {
      readonly kind: 'shift';
      readonly argument: number;
      /** −1: Γ(1) = 1. */
      readonly atom: number;
      readonly by: number;
    }
  | { readonly kind: 'zero'; readonly name: string; readonly argument: number }
  | {
      readonly kind: 'derivative';
      readonly argument: number;
      readonly value: number;
      readonly at: Rational;
      readonly steps: readonly Step[];
    }
  | {
      readonly kind: 'substitute';
      readonly argument: number;
      readonly value: number;
      /** Put in place of x. */
      readonly inner: number;
      readonly lower: Rational | null;
      readonly upper: Rational | null;
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'complement'; readonly argument: number }
  | { readonly kind: 'vanishing' | 'equal'; readonly argument: number; readonly value: number }
  | {
      readonly kind: 'cases';
      readonly argument: number;
      readonly positive: readonly Step[];
      readonly zero: readonly Step[];
      readonly negative: readonly Step[];
    };
/** Step index of an atom, with its exponent. */
export type Terms = readonly (readonly [number, number])[];

export interface Difference {
  readonly rule: 'finite-difference';
  readonly at: Rational;
  readonly step: Rational;
  readonly precision: number;
}
export interface Value {
  readonly rule: 'value';
  readonly at: Rational;
  readonly precision: number;
}
export type Ceiling =
  | {
      readonly rule: 'growth';
      readonly side: 1 | -1;
      readonly from: Rational;
      readonly degree: number;
      readonly restatement: Restatement | null;
      readonly piece: readonly [Rational, Rational] | null;
    }
  | {
      readonly rule: 'superpolynomial';
      readonly side: 1 | -1;
      readonly from: Rational;
      readonly restatement: Restatement | null;
      readonly piece: readonly [Rational, Rational] | null;
    }
  | {
      readonly rule: 'piece';
      readonly lower: Point | null;
      readonly upper: Point | null;
      readonly coefficients: readonly number[];
      readonly steps: readonly Step[];
    }
  | {
      readonly rule: 'sequence';
      readonly side: 1 | -1;
      readonly from: Rational;
      readonly degree: number;
      readonly angle: number;
      /** cos and sin at this multiple of π/2. */
      readonly quarter: number;
    }
  | {
      readonly rule: 'period';
      readonly degree: 0;
      readonly period: number;
      readonly steps: readonly Step[];
    }
  | {
      readonly rule: 'differential-equation';
      readonly degree: number;
      readonly lower: Point | null;
      readonly upper: Point | null;
      readonly terms: readonly {
        /** Of p(x), ascending; the last is not 0. */
        readonly coefficients: readonly Rational[];
        /** Of σ, σ', σ'', … */
        readonly exponents: readonly number[];
      }[];
      readonly steps: readonly Step[];
    };
/** Ceilings whose witness is a finite difference of order degree + 1. */
export type DegreeCeiling = Exclude<Ceiling, { rule: 'superpolynomial' | 'piece' }>;
/** Another node, equal to the root on the half-line by these steps. */
export interface Restatement {
  readonly node: number;
  readonly steps: readonly Step[];
}

export type Claim =
  | {
      readonly claim: 'polynomial' | 'polynomial-almost-everywhere';
      readonly rule: 'identity';
      readonly coefficients: readonly number[];
      /** Precision at which the leading coefficient is shown ≠ 0; null: degree is an upper bound. */
      readonly leading: number | null;
      readonly breakpoints: readonly Point[];
      /** Open cells and breakpoints in order; breakpoints' steps are null almost everywhere. */
      readonly cells: readonly (readonly Step[])[];
    }
  | {
      readonly claim: 'polynomial' | 'polynomial-almost-everywhere';
      readonly rule: 'periodic';
      readonly coefficients: readonly number[];
      readonly leading: number | null;
      readonly period: Rational;
      /** σ − P has the period. */
      readonly steps: readonly Step[];
      /** Increasing, over one period: the last is the first plus the period. */
      readonly breakpoints: readonly Rational[];
      /** Each breakpoint but the last, and the open cell behind it; almost everywhere: the cells only. */
      readonly cells: readonly (readonly Step[])[];
    }
  | {
      readonly claim: 'non-polynomial';
      readonly ceiling: Ceiling;
      readonly witness: Difference | Value | null;
    }
  | {
      readonly claim: 'polynomial-on';
      readonly rule: 'piece';
      readonly lower: Point | null;
      readonly upper: Point | null;
      readonly coefficients: readonly number[];
      readonly steps: readonly Step[];
    }
  | {
      readonly claim: 'not-polynomial-of-degree';
      readonly degree: number;
      readonly witness: Difference;
    };

export interface Certificate {
  readonly input: { readonly text: string; readonly parameters: Readonly<Record<string, string>> };
  readonly nodes: readonly RawNode[];
  readonly root: number;
  readonly sha256: string;
  readonly claims: readonly Claim[];
}
