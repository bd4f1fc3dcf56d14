/**
 * # Families with a parameter
 *
 * σ_a for all rational a, with the values of a at which it is a polynomial.
 */
import fc from 'fast-check';
import * as Q from '../arith/rational.ts';
import { parse } from '../expr/parse.ts';
import { activationOf } from './activation.ts';
import type { Activation } from './activation.ts';
import { printedAs } from './printed.ts';

export interface ActivationFamily {
  /** In x and the parameter a. */
  readonly text: string;
  /** Values of a at which it is a polynomial, with its coefficients; no polynomial at any other. */
  readonly polynomialAt: readonly {
    readonly a: string;
    readonly coefficients: readonly string[];
  }[];
  /** The member at a rational a: "1/3". @throws RangeError if a is no rational */
  readonly at: (a: string) => Activation;
}

const rows: readonly (readonly [text: string, at: Readonly<Record<string, readonly string[]>>])[] =
  [
    ['max(x, 0) + a*min(x, 0)', { 1: ['0', '1'] }],
    ['x + a*tanh(x)', { 0: ['0', '1'] }],
    ['sin(a*x)', { 0: ['0'] }],
    ['relu(x - a)', {}],
    ['x^2 + a*exp(-x^2)', { 0: ['0', '0', '1'] }],
    ['(x > a ? x^2 : x)', {}],
    ['abs(x) + a*sqrt(x^2)', { '-1': ['0'] }],
    ['(1 + a)*softplus(x) - (1 + a)*softplus(-x) + a*relu(x)', { 0: ['0', '1'] }],
    ['a*sin(x)^2 + cos(x)^2', { 1: ['1'] }],
    ['exp(a*x)*exp(-x)', { 1: ['1'] }],
    ['gelu(x) - a*gelu(-x)', { 1: ['0', '1'] }],
    ['x^3 + (a^2 - 4)*erf(x)', { '-2': ['0', '0', '0', '1'], 2: ['0', '0', '0', '1'] }],
  ];

/** Families; the simplest is the leaky ReLU. */
export const activationFamily = (): fc.Arbitrary<ActivationFamily> =>
  fc.constantFrom(...rows).map(([text, exceptions]) => {
    const at = (a: string): Activation => {
      const value = Q.fromText(a);
      if (value === null) throw new RangeError(`at: expected a rational such as "1/3", got ${a}`);
      const parameters = { a: Q.toText(value) };
      const coefficients = exceptions[parameters.a];
      const expr = parse(text, { parameters });
      return coefficients === undefined
        ? activationOf(expr, { kind: 'non-polynomial', reason: `${text} at a = ${a}` }, [text])
        : activationOf(expr, { kind: 'polynomial', coefficients }, [text]);
    };
    const polynomialAt = Object.entries(exceptions).map(([a, coefficients]) => ({
      a,
      coefficients,
    }));
    return printedAs({ text, polynomialAt, at }, JSON.stringify(text));
  });
