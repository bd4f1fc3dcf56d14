/**
 * # Derivatives, as terms that Rocq compares
 *
 * Of a plain expression in differentiable functions, by the rules of proofs/derivative.v and with
 * nothing simplified: what Rocq finds by the same rules is equal in every ring.
 */
import * as build from '../expr/build.ts';
import type { Expr, FunctionName } from '../expr/expr.ts';
import { plain } from './plain.ts';
import { naturalExponent } from './rocq-term.ts';

const { call, minus, negate, number, over, pi, plus, power, times, unit, zero } = build;

const two = number(2);

/** φ(u), the density of the standard Gaussian. */
const density = (u: Expr): Expr =>
  over(call('exp', negate(over(power(u, 2), two))), call('sqrt', times(two, pi)));

/** f ↦ f′(u), as the rules have it. */
const outer: Readonly<Partial<Record<FunctionName, (u: Expr) => Expr>>> = {
  exp: (u) => call('exp', u),
  log: (u) => over(unit, u),
  sqrt: (u) => over(unit, times(two, call('sqrt', u))),
  sin: (u) => call('cos', u),
  cos: (u) => negate(call('sin', u)),
  atan: (u) => over(unit, plus(unit, power(u, 2))),
  sinh: (u) => call('cosh', u),
  cosh: (u) => call('sinh', u),
  tanh: (u) => minus(unit, power(call('tanh', u), 2)),
  asinh: (u) => over(unit, call('sqrt', plus(power(u, 2), unit))),
  sigmoid: (u) => times(call('sigmoid', u), minus(unit, call('sigmoid', u))),
  softplus: (u) => call('sigmoid', u),
  erf: (u) => times(over(two, call('sqrt', pi)), call('exp', negate(power(u, 2)))),
  Phi: density,
  gelu: (u) => plus(call('Phi', u), times(u, density(u))),
};

/** The derivative of a plain expression, plain again; null if one of its functions has none. */
export function derivativeOf(expr: Expr): Expr | null {
  const memo = new Map<Expr, Expr | null>();
  const of = (e: Expr): Expr | null => {
    let known = memo.get(e);
    if (known === undefined) {
      known = rule(e, of);
      memo.set(e, known);
    }
    return known;
  };
  const derivative = of(expr);
  return derivative && plain(derivative);
}

function rule(e: Expr, of: (e: Expr) => Expr | null): Expr | null {
  if (e.kind === 'number' || e.kind === 'constant') return zero;
  if (e.kind === 'variable') return unit;
  if (e.kind === 'if') return null;
  const [u, v] = e.args as [Expr, Expr];
  const du = of(u);
  if (!du) return null;
  if (e.name === 'neg') return negate(du);
  if (e.name === 'pow') {
    const k = naturalExponent(v);
    return k === 0n ? zero : times(times(number(k), du), power(u, Number(k - 1n)));
  }
  const derivative = outer[e.name];
  if (derivative) return times(du, derivative(u));
  if (e.name !== 'add' && e.name !== 'mul' && e.name !== 'div') return null;
  const dv = of(v);
  if (!dv) return null;
  if (e.name === 'add') return plus(du, dv);
  if (e.name === 'mul') return plus(times(du, v), times(u, dv));
  return over(minus(times(du, v), times(u, dv)), power(v, 2));
}
