/**
 * # Productions
 *
 * What expressions are grown from: texts in the language with holes u, v, w. Whatever is put into
 * the holes, a total production is defined wherever they are. Simple ones come first: values shrink
 * towards the head of each table.
 */
import type { Expr } from '../expr/expr.ts';
import { parse } from '../expr/parse.ts';

export interface Production {
  /** With holes u, v, w, each standing for a whole subexpression. */
  readonly text: string;
  readonly holes: 0 | 1 | 2 | 3;
  /** 'jump' and 'kink' name the worst it can add; 'smooth' is infinitely differentiable. */
  readonly regularity: 'smooth' | 'kink' | 'jump';
}

const names = ['u', 'v', 'w'] as const;

export function production(
  text: string,
  regularity: Production['regularity'] = 'smooth',
): Production {
  const holes = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).length;
  return { text, holes: holes as Production['holes'], regularity };
}

/** The expression of a text with these in its holes. */
export function fill(text: string, holes: readonly Expr[]): Expr {
  return parse(text, {
    definitions: (name) => holes[names.indexOf(name as 'u')] ?? null,
    limits: { length: 100_000 },
  });
}

const rows = (
  regularity: Production['regularity'],
  texts: readonly string[],
): readonly Production[] => texts.map((text) => production(text, regularity));

/** Leaves beside x: small integers, the scales at which deciders round, the usual irrationals. */
export const constants: readonly string[] = [
  ...['1', '2', '3', '-1', '1/2', '-1/3', '7/5', '10', '1000'],
  ...['1e-9', '1e-30', '12345.678', '1e12', 'pi', 'e', 'sqrt(2)', 'log(2)'],
];

/** Defined on all of R whatever stands in the holes. */
export const total: readonly Production[] = [
  ...rows('smooth', [
    ...['u + v', 'u - v', 'u*v', '-u', 'u^2', 'u^3', 'u/2', '3*u', 'u + 1', 'u - 1000', 'u^5'],
    ...['sin(u)', 'cos(u)', 'tanh(u)', 'exp(u)', 'exp(-u^2)', 'atan(u)', 'erf(u)', 'sigmoid(u)'],
    ...['softplus(u)', 'gelu(u)', 'asinh(u)', 'sinh(u)', 'cosh(u)', 'sech(u)', 'sinc(u)', 'Phi(u)'],
    ...['u*sigmoid(u)', 'u*tanh(softplus(u))', 'log(1 + u^2)', 'sqrt(1 + u^2)', '1/(1 + u^2)'],
    ...['u/(1 + v^2)', 'u*exp(-v)', 'exp(u)*exp(-v)', '(1 + u^2)^(1/3)', 'gamma(1 + sigmoid(u))'],
    ...['asin(tanh(u))', 'atanh(u/(1 + u^2))', 'log(1 + exp(u)) - log(1 + exp(v))', 'u*1e-30 + v'],
    ...['sqrt(u^4 + 2*u^2 + 1)', '(u^3 - v^3)/(1 + u^2)', 'expm1(u)', 'log1p(u^2)', 'erfc(u)'],
  ]),
  ...rows('kink', [
    ...['abs(u)', 'relu(u)', 'max(u, v)', 'min(u, v)', 'clip(u, -1, 1)', 'cbrt(u)'],
    ...['sqrt(abs(u))', 'relu(u - 1000)', 'abs(u) - abs(v)', 'max(u, v, w)', 'relu(u) - relu(-u)'],
    ...['u > 0 ? u*v : 0', 'clip(u, -v^2, 1 + v^2)', 'max(u, v) + min(u, v)', 'sqrt(u^2)'],
    ...['abs(u)^(3/2)', 'log(1 + abs(u))', 'asin(clip(u, -1, 1))'],
  ]),
  ...rows('jump', [
    ...['sign(u)', 'heaviside(u)', 'floor(u)', 'round(u)', 'u > v ? u : w', 'u > 0 ? v : w'],
    ...['u < 0 or v < 0 ? u : v', 'abs(u) <= 1 and v >= 0 ? v : 0', 'not (u < v) ? u : -u'],
    ...['ceil(u) - u', 'sign(u)*v', 'sign(u)^2*v', 'floor(sigmoid(u))'],
  ]),
];

/** Each undefined somewhere for some holes: what `partial` adds. */
export const partial: readonly Production[] = [
  ...rows('smooth', [
    ...['u/v', '1/u', 'log(u)', 'sqrt(u)', 'tan(u)', 'u^(1/2)', 'u^v', 'asin(u)', 'acosh(u)'],
    ...['atanh(u)', 'gamma(u)', 'coth(u)', 'csc(u)', 'u/u', 'acos(u)', 'u^(-2)', 'sqrt(1 - u^2)'],
    ...['sec(u)', 'cot(u)', 'csch(u)'],
  ]),
];
