/** Functions with a domain, or with guards, of constants that are written with x. */
import fc from 'fast-check';
import { call, minus, number, over, plus, times, x } from '../../src/expr/build.ts';
import type { Expr, FunctionName } from '../../src/expr/expr.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { property } from '../property.ts';
import type { Property } from '../property.ts';
import { differs } from './verdict.ts';

/** Each is 1 for every x. */
const ones = [
  'exp(x)*exp(-x)',
  'cos(x)^2 + sin(x)^2',
  'cosh(x)^2 - sinh(x)^2',
  'tanh(x)^2 + sech(x)^2',
  'erf(x) + erfc(x)',
  'sigmoid(x) + sigmoid(-x)',
  'Phi(x) + Phi(-x)',
  '(x + sqrt(1 + x^2))*(sqrt(1 + x^2) - x)',
  'softplus(x) - softplus(-x) - x + 1',
  'atan(x) + atan(-x) + 1',
  '2^x*2^(-x)',
  'max(x, 0) - max(-x, 0) - x + 1',
  'floor(x + 2) - floor(x + 1)',
  'x > 1 ? exp(x)*exp(-x) : 1',
].map((text) => parse(text));
const numbers = [
  ...['0', '1', '-1', '1/2', '-1/2', '2', '3', 'sqrt(3)/2', 'sqrt(2)', 'pi', 'pi/4', 'e', 'log(2)'],
  ...['5/2', '1.0000000001', '0.9999999999', '1e-20', '100'],
].map((text) => parse(text));
const functions = (
  'asin acos atanh acosh log log1p sqrt gamma tan sec csc cot csch coth floor ceil round sign abs ' +
  'heaviside relu sinc cbrt exp sin atan erf tanh asinh'
).split(' ') as FunctionName[];

const exponents = ['0', '-1', '-2', '1/2', '1/3', 'sqrt(2)', 'pi', '1e-20'].map((t) => parse(t));
const exponent = fc.constantFrom(...exponents);
const aNumber = fc.constantFrom(...numbers);
const one = fc.constantFrom(...ones);

const constant = fc.letrec<{ any: Expr }>((tie) => {
  const any = tie('any');
  const half = number(1);
  return {
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.tuple(one, aNumber).map(([u, c]) => times(u, c)),
      fc.tuple(one, aNumber).map(([u, c]) => plus(u, c)),
      fc.tuple(one, aNumber).map(([u, c]) => minus(c, u)),
      fc.tuple(fc.constantFrom(...functions), any).map(([f, u]) => call(f, u)),
      fc.tuple(any, any).map(([u, v]) => over(u, v)),
      fc.tuple(any, aNumber).map(([u, c]) => call('max', u, c)),
      fc.tuple(any, exponent).map(([u, c]) => call('pow', u, c)),
      any.map((u) => over(half, u)),
    ),
  };
}).any;

const composed = fc.tuple(fc.constantFrom(...functions), constant, fc.nat(6)).map(([f, u, how]) => {
  const value = call(f, u);
  const forms = [
    () => value,
    () => times(x, value),
    () => plus(value, times(x, x)),
    () => times(value, call('sin', x)),
    () => plus(call('exp', x), value),
    () => times(call('abs', x), value),
    () => plus(call('relu', x), value),
  ];
  return forms[how]!();
});

export const domainProperties: readonly Property[] = [
  property(
    'domain',
    'of functions of constants written with x nothing is proposed that the checker refuses, and the polynomial of a verdict has their values',
    composed.map((σ) => print(σ)),
    (text) => {
      const σ = parse(text);
      const verdict = decide(σ);
      if (verdict.kind === 'undecided')
        return verdict.refusals.length === 0
          ? 'undecided'
          : { defect: `the checker refused a proposal: ${JSON.stringify(verdict.refusals[0])}` };
      if (verdict.kind === 'non-polynomial') return 'holds';
      const wrong = differs(σ, verdict.coefficients);
      return wrong === null ? 'holds' : { defect: wrong };
    },
  ),
];
