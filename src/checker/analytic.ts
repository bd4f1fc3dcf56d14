/**
 * # Nodes on boxes of complex numbers
 *
 * Without guards a node is analytic where its parts are. `analyticOn` encloses the values on a box of
 * the analytic function that equals the node on the reals in it; null where that is not shown.
 */
import * as C from './complex.ts';
import { definitionOf } from './definition.ts';
import { eInterval, piInterval } from './elementary.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import * as I from './interval.ts';
import * as Q from './rational.ts';
import type { Box } from './complex.ts';

const unary: Readonly<Record<string, (z: Box) => Box | null>> = {
  neg: C.neg,
  exp: C.exp,
  log: C.log,
  sin: C.sin,
  cos: C.cos,
  sigmoid: C.sigmoid,
  tanh: C.tanh,
  softplus: C.softplus,
  atan: C.atan,
  erf: C.erf,
  sinc: C.sinc,
  cbrt: C.cbrt,
  sqrt: (z) => C.pow(z, Q.rational(1n, 2n)),
};

/** In elementary products. */
const costOfNode = 2000;

/** @param root a node without guards (`withoutGuards`) */
export function analyticOn(dag: Dag, root: number, x: Box): Box | null {
  const memo = new Map<number, Box | null>();
  const of = (n: number): Box | null => {
    if (!memo.has(n)) memo.set(n, compute(n));
    return memo.get(n)!;
  };

  function compute(n: number): Box | null {
    dag.budget.spend(costOfNode);
    const { op, args } = dag.nodes[n]!;
    const constant = rationalConstant(dag, n);
    if (constant !== null) return C.real(I.fromRational(constant, C.bits));
    if (op === 'x') return x;
    if (op === 'pi') return C.real(piInterval(C.bits));
    if (op === 'e') return C.real(eInterval(C.bits));
    if (op === 'asinh') return asinh(n);
    const exponent = op === 'pow' ? rationalConstant(dag, args[1]!) : null;
    const apply = Object.hasOwn(unary, op) ? unary[op] : undefined;
    if (!apply && exponent === null && !['add', 'mul', 'div'].includes(op)) {
      const definition = definitionOf(dag, n);
      return definition === null ? null : of(definition);
    }
    const parts: Box[] = [];
    for (const arg of exponent === null ? args : [args[0]!]) {
      const part = of(arg);
      if (part === null) return null;
      parts.push(part);
    }
    if (apply) return apply(parts[0]!);
    if (exponent !== null) return C.pow(parts[0]!, exponent);
    if (op === 'div') return C.div(parts[0]!, parts[1]!);
    return parts.reduce(op === 'add' ? C.add : C.mul);
  }

  /** asinh is odd, and log(u + √(u² + 1)) loses nothing on the right. */
  function asinh(n: number): Box | null {
    const u = dag.nodes[n]!.args[0]!;
    const U = of(u);
    if (U === null || !I.certainlyNegative(U.re)) return of(definitionOf(dag, n)!);
    const mirrored = of(definitionOf(dag, dag.intern('asinh', dag.intern('neg', u)))!);
    return mirrored && C.neg(mirrored);
  }

  return of(root);
}
