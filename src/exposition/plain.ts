/**
 * # Plain expressions
 *
 * An expression in the functions that the proofs have: sums, products, maxima of two; powers with a
 * natural exponent, a square root or a real exponent; guards that are single comparisons u < v or
 * u ≤ v. Everything else is replaced by its definition, which is equal wherever it is defined.
 */
import * as Q from '../arith/rational.ts';
import { call, choose, compare, number, over, pi, unit } from '../expr/build.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Condition, Expr, FunctionName } from '../expr/expr.ts';
import { functionTable } from '../expr/functions.ts';
import { extent } from '../expr/structure.ts';
import { refuse } from './refusal.ts';

/** Functions of one argument that the proofs have by this name of the language. */
export const unary = new Set<FunctionName>([
  'neg',
  'exp',
  'log',
  'sqrt',
  'abs',
  'floor',
  'sin',
  'cos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'erf',
  'relu',
  'sigmoid',
  'softplus',
  'Phi',
  'gelu',
]);

/** Nodes of the written-out expression, where shared parts are repeated. */
const mostNodes = 2000;

/** @throws NotCarried if a function has no counterpart, or the expression is too large */
export function plain(expr: Expr): Expr {
  const { size } = extent(expr);
  if (size > mostNodes) refuse(`the expression has ${size} nodes, the export carries ${mostNodes}`);
  const memo = new Map<Expr, Expr>();
  const of = (e: Expr): Expr => {
    let result = memo.get(e);
    if (result === undefined) {
      result = rewrite(e, of);
      memo.set(e, result);
    }
    return result;
  };
  return of(expr);
}

function rewrite(e: Expr, of: (e: Expr) => Expr): Expr {
  switch (e.kind) {
    case 'number':
    case 'variable':
      return e;
    case 'constant':
      return e.name === 'pi' ? pi : call('exp', unit);
    case 'if':
      return conditional(e.condition, of(e.then), of(e.otherwise), of);
    case 'call':
      return rewriteCall(e.name, e.args, of);
  }
}

function rewriteCall(name: FunctionName, args: readonly Expr[], of: (e: Expr) => Expr): Expr {
  switch (name) {
    case 'add':
    case 'mul':
    case 'max':
    case 'min':
      return args.map(of).reduce((a, b) => ({ kind: 'call', name, args: [a, b] }));
    case 'div':
    case 'clip':
      return { kind: 'call', name, args: args.map(of) };
    case 'pow':
      return power(of(args[0]!), args[1]!, of);
    default: {
      if (unary.has(name)) return { kind: 'call', name, args: args.map(of) };
      const definition = functionTable.get(name)?.definition;
      if (!definition) return refuse(`the proofs do not have the function ${name}`);
      return of(definition(...args));
    }
  }
}

function power(base: Expr, exponent: Expr, of: (e: Expr) => Expr): Expr {
  const k = rationalConstant(exponent);
  if (k === null) {
    if (base.kind === 'call' && base.name === 'exp' && base.args[0] === unit)
      return call('exp', of(exponent));
    const c = rationalConstant(base);
    if (c !== null && Q.sign(c) > 0)
      return call('exp', { kind: 'call', name: 'mul', args: [of(exponent), call('log', base)] });
    return refuse('a power whose exponent is no rational number, of a base that is no number');
  }
  if (Q.sign(k) < 0) return over(unit, power(base, number(Q.neg(k)), of));
  if (k.den === 1n) return { kind: 'call', name: 'pow', args: [base, number(k)] };
  if (k.den !== 2n) return refuse(`a power with the exponent ${Q.toText(k)}`);
  const root = call('sqrt', base);
  return k.num === 1n ? root : { kind: 'call', name: 'pow', args: [root, number(k.num)] };
}

/** Guards of one comparison: `and`, `or`, `not` become nested conditionals. */
function conditional(
  condition: Condition,
  then: Expr,
  otherwise: Expr,
  of: (e: Expr) => Expr,
): Expr {
  switch (condition.kind) {
    case 'not':
      return conditional(condition.condition, otherwise, then, of);
    case 'and':
      return conditional(
        condition.left,
        conditional(condition.right, then, otherwise, of),
        otherwise,
        of,
      );
    case 'or':
      return conditional(
        condition.left,
        then,
        conditional(condition.right, then, otherwise, of),
        of,
      );
    case 'less':
    case 'less-equal':
      return choose(
        compare(condition.kind, of(condition.left), of(condition.right)),
        then,
        otherwise,
      );
    case 'greater':
      return choose(compare('less', of(condition.right), of(condition.left)), then, otherwise);
    case 'greater-equal':
      return choose(
        compare('less-equal', of(condition.right), of(condition.left)),
        then,
        otherwise,
      );
  }
}
