/**
 * Equivalent rewritings get the same verdict: activations from the catalogue and by construction,
 * each rewritten by rules of algebra that hold on all of R, chosen by chance.
 */
import { describe, expect, it } from 'vitest';
import { addExpr, exprOf } from '../../src/cells/nodes.ts';
import { unlimited } from '../../src/checker/ensure.ts';
import { createDag } from '../../src/checker/expression.ts';
import type { Dag } from '../../src/checker/expression.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import { uniform } from './construction.ts';

const pairs = Number(process.env.NONPOLY_PAIRS ?? 1000);
const seed = Number(process.env.NONPOLY_SEED ?? 3);

const activations = [
  ...['relu(x)', 'sigmoid(x)', 'tanh(x)', 'gelu(x)', 'softplus(x)', 'x*sigmoid(x)', 'erf(x)'],
  ...[
    'sin(x)',
    'atan(x)',
    'exp(-x^2)',
    'x + sin(x)',
    'abs(x)',
    'clip(x, -1, 1)',
    'x*tanh(softplus(x))',
  ],
  ...['x > 0 ? x : exp(x) - 1', 'x/(1 + abs(x))', 'sqrt(1 + x^2)', 'cos(x)*x', 'max(x, x^2)'],
  ...['x^3 - 2*x + 1', '(x + 1)^4', 'relu(x) - relu(-x)', 'abs(x)^2', 'sin(x)^2 + cos(x)^2 + x'],
  ...['exp(x)*exp(-x)*x^2', 'log(exp(x))', 'gelu(x) - gelu(-x)', 'cosh(x)^2 - sinh(x)^2'],
  ...['max(x, 1) + min(x, 1)', 'sqrt(x^4 + 2*x^2 + 1)', 'tan(atan(x))', 'x*sign(x)^2'],
  ...['softplus(x) - softplus(-x)', 'abs(sin(x)) - max(sin(x), -sin(x)) + x^2', 'x > 1 ? x : x'],
  ...['sign(x)', 'floor(x)', 'heaviside(x)', 'cbrt(x)', 'sinh(x)', '1/(1 + x^2)', 'asinh(x)'],
];

type Rule = (dag: Dag, n: number, next: () => number) => number | null;

/** n = rule(n) wherever n is defined. */
const rules: Readonly<Record<string, Rule>> = {
  'sums the other way round': (dag, n) => reversed(dag, n, 'add'),
  'products the other way round': (dag, n) => reversed(dag, n, 'mul'),
  'twice negated': (dag, n) => dag.intern('neg', dag.intern('neg', n)),
  'plus and minus one': (dag, n) => {
    const one = dag.number(Q.one);
    return dag.intern('add', dag.intern('add', n, one), dag.intern('neg', one));
  },
  'times 5/2 times 2/5': (dag, n) =>
    dag.intern(
      'mul',
      dag.number(Q.rational(5, 2)),
      dag.intern('mul', dag.number(Q.rational(2, 5)), n),
    ),
  'half and half': (dag, n) => {
    const half = dag.intern('div', n, dag.number(Q.rational(2)));
    return dag.intern('add', half, half);
  },
  'over one': (dag, n) => dag.intern('div', n, dag.number(Q.one)),
  'a quotient as a product': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    const inverse = (v: number): number => dag.intern('div', dag.number(Q.one), v);
    return op === 'div' ? dag.intern('mul', args[0]!, inverse(args[1]!)) : null;
  },
  'a square as a product': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    const two = op === 'pow' && dag.nodes[args[1]!]!.value;
    return two && Q.equals(two, Q.rational(2)) ? dag.intern('mul', args[0]!, args[0]!) : null;
  },
  'the larger of itself': (dag, n) => dag.intern('max', n, n),
  'in both branches': (dag, n) =>
    dag.intern('if', dag.intern('less', dag.intern('x'), dag.number(Q.rational(1, 4))), n, n),
  'relu as max': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    return op === 'relu' ? dag.intern('max', dag.number(Q.zero), args[0]!) : null;
  },
  'abs as max': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    return op === 'abs' ? dag.intern('max', args[0]!, dag.intern('neg', args[0]!)) : null;
  },
  'sigmoid by tanh': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    if (op !== 'sigmoid') return null;
    const half = dag.number(Q.rational(1, 2));
    const inner = dag.intern('tanh', dag.intern('mul', half, args[0]!));
    return dag.intern('mul', half, dag.intern('add', dag.number(Q.one), inner));
  },
  'softplus as log1p': (dag, n) => {
    const { op, args } = dag.nodes[n]!;
    return op === 'softplus' ? dag.intern('log1p', dag.intern('exp', args[0]!)) : null;
  },
};

function reversed(dag: Dag, n: number, name: string): number | null {
  const { op, args } = dag.nodes[n]!;
  return op === name ? dag.intern(op, ...[...args].reverse()) : null;
}

/** The expression with one to four nodes rewritten, and how. */
function rewritten(expr: Expr, next: () => number): readonly [Expr, readonly string[]] {
  const dag = createDag(unlimited);
  let root = addExpr(dag, expr);
  const used: string[] = [];
  for (let k = 1 + Math.floor(next() * 4); k > 0; k -= 1) {
    const candidates = valuesIn(dag, root);
    const at = candidates[Math.floor(next() * candidates.length)]!;
    const names = Object.keys(rules).filter((name) => rules[name]!(dag, at, next) !== null);
    const name = names[Math.floor(next() * names.length)]!;
    root = replaced(dag, root, at, rules[name]!(dag, at, next)!);
    used.push(name);
  }
  return [exprOf(dag, root), used];
}

/** Nodes with a real value; exponents are left alone, where constants mean more than their value. */
function valuesIn(dag: Dag, root: number): readonly number[] {
  const seen = new Set<number>();
  const exponents = new Set<number>();
  const visit = (n: number, real: boolean): void => {
    const { op, args } = dag.nodes[n]!;
    if (op === 'pow') exponents.add(args[1]!);
    if (real) seen.add(n);
    const comparing = ['less', 'less-equal', 'greater', 'greater-equal'].includes(op);
    args.forEach((arg, i) => {
      if (op === 'pow' && i === 1) return;
      visit(arg, op === 'if' ? i > 0 : comparing || !['and', 'or', 'not'].includes(op));
    });
  };
  visit(root, true);
  return [...seen].filter((n) => !exponents.has(n));
}

function replaced(dag: Dag, root: number, at: number, by: number): number {
  const memo = new Map([[at, by]]);
  const replace = (n: number): number => {
    let result = memo.get(n);
    if (result === undefined) {
      const { op, args } = dag.nodes[n]!;
      result = args.length === 0 ? n : dag.intern(op, ...args.map(replace));
      memo.set(n, result);
    }
    return result;
  };
  return replace(root);
}

const essence = (expr: Expr): unknown => {
  const verdict = decide(expr);
  if (verdict.kind === 'polynomial')
    return { kind: verdict.kind, coefficients: verdict.coefficients };
  return { kind: verdict.kind, almostEverywhere: verdict.almostEverywhere };
};

describe(`seed ${seed}`, () => {
  it(`${pairs} pairs`, { timeout: 600_000 }, () => {
    const next = uniform(seed);
    const known = new Map(activations.map((text) => [text, essence(parse(text))]));
    for (const [text, verdict] of known)
      expect(verdict, text).not.toMatchObject({ kind: 'undecided' });
    const applied = new Set<string>();
    for (let k = 0; k < pairs; k += 1) {
      const text = activations[Math.floor(next() * activations.length)]!;
      const [expr, used] = rewritten(parse(text), next);
      used.forEach((name) => applied.add(name));
      expect(essence(expr), `${text} as ${print(expr)} (${used.join(', ')})`).toEqual(
        known.get(text),
      );
    }
    expect([...applied].sort()).toEqual(Object.keys(rules).sort());
  });
});
