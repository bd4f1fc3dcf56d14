/**
 * # From expressions to the nodes of a certificate
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Dag } from '../checker/expression.ts';
import type { Comparison, Condition, Expr, FunctionName } from '../expr/expr.ts';

/** A node of this value: a negative one is neg of a number. */
export function numberNode(dag: Dag, value: Rational): number {
  return Q.sign(value) < 0 ? dag.intern('neg', dag.number(Q.neg(value))) : dag.number(value);
}

/** The node of an expression; `known` shares subtrees between calls. */
export function addExpr(dag: Dag, expr: Expr, known = new Map<Expr, number>()): number {
  const condition = (c: Condition): number => {
    switch (c.kind) {
      case 'not':
        return dag.intern('not', condition(c.condition));
      case 'and':
      case 'or':
        return dag.intern(c.kind, condition(c.left), condition(c.right));
      default:
        return dag.intern(c.kind, node(c.left), node(c.right));
    }
  };
  const compute = (e: Expr): number => {
    switch (e.kind) {
      case 'number':
        return numberNode(dag, e.value);
      case 'constant':
        return dag.intern(e.name);
      case 'variable':
        return dag.intern('x');
      case 'call':
        return dag.intern(e.name, ...e.args.map(node));
      case 'if':
        return dag.intern('if', condition(e.condition), node(e.then), node(e.otherwise));
    }
  };
  const node = (e: Expr): number => {
    let index = known.get(e);
    if (index === undefined) {
      index = compute(e);
      known.set(e, index);
    }
    return index;
  };
  return node(expr);
}

/** The expression of a real-valued node. */
export function exprOf(dag: Pick<Dag, 'nodes'>, root: number): Expr {
  const memo = new Map<number, Expr>();
  const condition = (n: number): Condition => {
    const { op, args } = dag.nodes[n]!;
    const [left, right] = args as [number, number];
    if (op === 'not') return { kind: 'not', condition: condition(left) };
    if (op === 'and' || op === 'or')
      return { kind: op, left: condition(left), right: condition(right) };
    return { kind: op as Comparison, left: expr(left), right: expr(right) };
  };
  const compute = (n: number): Expr => {
    const { op, args, value } = dag.nodes[n]!;
    if (value !== null) return { kind: 'number', value };
    if (op === 'x') return { kind: 'variable' };
    if (op === 'pi' || op === 'e') return { kind: 'constant', name: op };
    if (op === 'if') {
      const [c, then, otherwise] = args as [number, number, number];
      return { kind: 'if', condition: condition(c), then: expr(then), otherwise: expr(otherwise) };
    }
    return { kind: 'call', name: op as FunctionName, args: args.map(expr) };
  };
  const expr = (n: number): Expr => {
    let result = memo.get(n);
    if (result === undefined) {
      result = compute(n);
      memo.set(n, result);
    }
    return result;
  };
  return expr(root);
}

/** Whether x stands in a node. */
export function createVaries(dag: Dag): (n: number) => boolean {
  const memo = new Map<number, boolean>();
  const varies = (n: number): boolean => {
    const { op, args } = dag.nodes[n]!;
    if (!memo.has(n)) memo.set(n, op === 'x' || args.some(varies));
    return memo.get(n)!;
  };
  return varies;
}
