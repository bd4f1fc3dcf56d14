/**
 * # Definitions
 *
 * Functions of the language that are sugar, written in those that are not. Each is an identity on
 * the whole domain of the left side.
 */
import * as Q from './rational.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';

type Build = (d: Dag, u: number) => number;

const integer = (d: Dag, k: number): number => d.number(Q.rational(BigInt(k)));
const neg: Build = (d, u) => d.intern('neg', u);
const exp: Build = (d, u) => d.intern('exp', u);
const add = (d: Dag, u: number, v: number): number => d.intern('add', u, v);
const mul = (d: Dag, u: number, v: number): number => d.intern('mul', u, v);
const div = (d: Dag, u: number, v: number): number => d.intern('div', u, v);
const square: Build = (d, u) => mul(d, u, u);
const twice: Build = (d, u) => mul(d, integer(d, 2), u);
const inverse: Build = (d, u) => div(d, integer(d, 1), u);
const sinh: Build = (d, u) => div(d, add(d, exp(d, u), neg(d, exp(d, neg(d, u)))), integer(d, 2));
const cosh: Build = (d, u) => div(d, add(d, exp(d, u), exp(d, neg(d, u))), integer(d, 2));
const tanh: Build = (d, u) => {
  const E = exp(d, twice(d, u));
  return div(d, add(d, E, neg(d, integer(d, 1))), add(d, E, integer(d, 1)));
};
const Phi: Build = (d, u) =>
  div(
    d,
    add(d, integer(d, 1), d.intern('erf', div(d, u, d.intern('sqrt', integer(d, 2))))),
    integer(d, 2),
  );

const half: Build = (d, u) => div(d, u, integer(d, 2));
const abs: Build = (d, u) => d.intern('abs', u);
/** (u + v ± |u − v|)/2, the larger and the smaller of two. */
const extreme = (d: Dag, u: number, v: number, sign: 1 | -1): number => {
  const distance = abs(d, add(d, u, neg(d, v)));
  return half(d, d.intern('add', u, v, sign === 1 ? distance : neg(d, distance)));
};

const definitions: ReadonlyMap<string, Build> = new Map<string, Build>([
  ['e', (d) => exp(d, integer(d, 1))],
  ['expm1', (d, u) => add(d, exp(d, u), neg(d, integer(d, 1)))],
  ['log1p', (d, u) => d.intern('log', add(d, integer(d, 1), u))],
  ['tan', (d, u) => div(d, d.intern('sin', u), d.intern('cos', u))],
  ['cot', (d, u) => div(d, d.intern('cos', u), d.intern('sin', u))],
  ['sec', (d, u) => inverse(d, d.intern('cos', u))],
  ['csc', (d, u) => inverse(d, d.intern('sin', u))],
  ['sinh', sinh],
  ['cosh', cosh],
  ['tanh', tanh],
  ['sech', (d, u) => inverse(d, cosh(d, u))],
  ['csch', (d, u) => inverse(d, sinh(d, u))],
  ['coth', (d, u) => inverse(d, tanh(d, u))],
  [
    'asinh',
    (d, u) => d.intern('log', add(d, u, d.intern('sqrt', add(d, square(d, u), integer(d, 1))))),
  ],
  [
    'acosh',
    (d, u) =>
      d.intern('log', add(d, u, d.intern('sqrt', add(d, square(d, u), neg(d, integer(d, 1)))))),
  ],
  [
    'atanh',
    (d, u) =>
      div(
        d,
        d.intern('log', div(d, add(d, integer(d, 1), u), add(d, integer(d, 1), neg(d, u)))),
        integer(d, 2),
      ),
  ],
  ['erfc', (d, u) => add(d, integer(d, 1), neg(d, d.intern('erf', u)))],
  ['sigmoid', (d, u) => inverse(d, add(d, integer(d, 1), exp(d, neg(d, u))))],
  ['softplus', (d, u) => d.intern('log', add(d, integer(d, 1), exp(d, u)))],
  ['Phi', Phi],
  ['gelu', (d, u) => mul(d, u, Phi(d, u))],
  ['relu', (d, u) => half(d, add(d, u, abs(d, u)))],
]);

/** The node that defines n; null if n's function is not sugar. */
export function definitionOf(dag: Dag, n: number): number | null {
  const { op, args } = dag.nodes[n]!;
  if (op === 'pow') {
    // e^v = exp(v); for an exponent that is no rational constant u^v = exp(v·log u), u > 0.
    const [u, v] = args as [number, number];
    if (rationalConstant(dag, v) !== null) return null;
    return exp(dag, dag.nodes[u]!.op === 'e' ? v : mul(dag, v, dag.intern('log', u)));
  }
  if (op === 'max' || op === 'min')
    return args.reduce((u, v) => extreme(dag, u, v, op === 'max' ? 1 : -1));
  return definitions.get(op)?.(dag, args[0]!) ?? null;
}
