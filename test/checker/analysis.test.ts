/**
 * # What holds on a cell holds at its points
 *
 * Enclosures, signs, truth values and branches that the checker's analysis shows on a cell, against
 * the other implementation's values at rational points of the cell; definedness at points in both.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  certainlyLess,
  certainlyNegative,
  certainlyPositive,
  fromRational as enclosureOf,
  lowerRational,
  upperRational,
} from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import type { Rational } from '../../src/arith/rational.ts';
import { analyse } from '../../src/checker/analysis.ts';
import type { Cell, Point } from '../../src/checker/cell.ts';
import { createBudget, Refused } from '../../src/checker/ensure.ts';
import { comparisons, connectiveArity, createDag } from '../../src/checker/expression.ts';
import { toText } from '../../src/checker/interval-text.ts';
import type { Dyadic, Interval } from '../../src/checker/interval.ts';
import { addExpr, exprOf } from '../../src/cells/nodes.ts';
import { call, choose, number, x } from '../../src/expr/build.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import type { Comparison, Expr, FunctionName } from '../../src/expr/expr.ts';
import { functionTable } from '../../src/expr/functions.ts';
import { print } from '../../src/expr/print.ts';

const value = ({ m, e }: Dyadic): Rational =>
  e >= 0 ? Q.rational(m << BigInt(e)) : Q.rational(m, 1n << BigInt(-e));

/** Whether a certified value lies certainly outside an interval of the checker. */
function outside(X: Interval, v: ReturnType<typeof enclosureOf>): boolean {
  const ends = [X.lower, X.upper].map(
    (end) => end && (Math.abs(end.e) < 20_000 ? value(end) : null),
  );
  const [low, high] = [lowerRational(v), upperRational(v)];
  return (
    (ends[0] !== null && high !== null && Q.compare(high, ends[0]!) < 0) ||
    (ends[1] !== null && low !== null && Q.compare(low, ends[1]!) > 0)
  );
}

const small = [-3, -2, -1, 0, 1, 2, 3].map((n) => Q.rational(n));
const points: readonly Rational[] = [
  ...small,
  ...[1, -1].flatMap((s) => [
    Q.rational(s, 2),
    Q.rational(5 * s, 3),
    Q.rational(s, 1000),
    Q.rational(17 * s),
    Q.rational(100_003 * s, 7),
  ]),
].sort(Q.compare);

const functions = [...functionTable.keys()].filter((name) => !['pow', 'clip'].includes(name));
const kinds: readonly Comparison[] = ['less', 'less-equal', 'greater', 'greater-equal'];
const arbitraryWith = (conditionals: number): fc.Arbitrary<Expr> =>
  fc.letrec<{ expr: Expr }>((tie) => ({
    expr: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: fc.constant(x) },
      { weight: 4, arbitrary: fc.constantFrom(0, 1, 2, 3).map((k) => number(k)) },
      {
        weight: 10,
        arbitrary: fc
          .tuple(fc.constantFrom<FunctionName>(...functions), tie('expr'), tie('expr'))
          .map(([name, u, v]) => {
            const { arity } = functionTable.get(name)!;
            return arity === 1 ? call(name, u) : call(name, u, v);
          }),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom<FunctionName>('add', 'mul', 'max', 'min', 'div'),
            tie('expr'),
            tie('expr'),
          )
          .map(([name, u, v]) => call(name, u, v)),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(
            tie('expr'),
            fc.constantFrom([0, 1], [2, 1], [3, 1], [-1, 1], [1, 2], [1, 3], [-3, 2]),
          )
          .map(([u, [p, q]]) => call('pow', u, number(Q.rational(p!, q!)))),
      },
      {
        weight: conditionals,
        arbitrary: fc
          .tuple(fc.constantFrom(...kinds), tie('expr'), tie('expr'), tie('expr'), tie('expr'))
          .map(([kind, left, right, u, v]) => choose({ kind, left, right }, u, v)),
      },
    ),
  })).expr;

/** Without conditionals, what the other implementation does not enclose is taken as undefined. */
const plain = arbitraryWith(0);
const branching = arbitraryWith(2);

const rationalPoint = (q: Rational): Point => ({ kind: 'rational', value: q });
const cells: readonly Cell[] = [
  { kind: 'open', lower: null, upper: null },
  { kind: 'open', lower: null, upper: rationalPoint(Q.zero) },
  { kind: 'open', lower: rationalPoint(Q.zero), upper: null },
  { kind: 'open', lower: rationalPoint(Q.zero), upper: rationalPoint(Q.one) },
  { kind: 'open', lower: rationalPoint(Q.rational(-3)), upper: rationalPoint(Q.rational(-1)) },
  { kind: 'open', lower: rationalPoint(Q.rational(2)), upper: null },
];
const inside = (cell: Cell, q: Rational): boolean =>
  cell.kind === 'open' &&
  (cell.lower === null || Q.compare((cell.lower as { value: Rational }).value, q) < 0) &&
  (cell.upper === null || Q.compare(q, (cell.upper as { value: Rational }).value) < 0);

/** Runs a check; an exhausted budget is no failure. */
function withinBudget(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(error.refusal.code).toBe('too-much-work');
  }
}

describe('at rational points', () => {
  it('what the checker encloses is defined, and agrees', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom(...points), (expr, q) => {
        withinBudget(() => {
          const dag = createDag(createBudget(2_000_000));
          const n = addExpr(dag, expr);
          const on = analyse(dag, { kind: 'point', at: rationalPoint(q) }, 128);
          const mine = on.range(n);
          if (mine === null) return;
          const other = evaluateAt(expr, q, 512);
          const where = `${print(expr)} at ${Q.toText(q)}: ${toText(mine)}`;
          expect(other, where).not.toBe(null);
          expect(outside(mine, other!), where).toBe(false);
        });
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});

describe('on open cells', () => {
  it('ranges, signs, truth and branches hold at every point tried', () => {
    let shown = 0;
    fc.assert(
      fc.property(branching, fc.constantFrom(...cells), (expr, cell) => {
        withinBudget(() => {
          const dag = createDag(createBudget(2_000_000));
          addExpr(dag, expr);
          const count = dag.nodes.length;
          const on = analyse(dag, cell, 96);
          for (let n = 0; n < count; n++) {
            const { op, args } = dag.nodes[n]!;
            if (connectiveArity.has(op)) continue;
            const compares = comparisons.has(op);
            const [truth, range, sign, branch] = compares
              ? [on.truth(n), null, null, null]
              : [null, on.range(n), on.sign(n), on.branch(n)];
            if (truth === null && range === null) continue;
            shown++;
            const own = compares ? null : exprOf(dag, n);
            const [left, right] = compares ? args.map((a) => exprOf(dag, a)) : [];
            const chosen = branch === null || range === null ? null : exprOf(dag, branch);
            for (const q of points.filter((p) => inside(cell, p))) {
              const where = `node ${n} of ${print(expr)} at ${Q.toText(q)}`;
              if (compares) {
                const [u, v] = [evaluateAt(left!, q, 256), evaluateAt(right!, q, 256)];
                if (u === null || v === null) continue;
                const less = op.startsWith('less');
                if (certainlyLess(u, v)) expect(truth, where).not.toBe(!less);
                if (certainlyLess(v, u)) expect(truth, where).not.toBe(less);
                continue;
              }
              const v = evaluateAt(own!, q, 512);
              // A condition that is not decided there leaves the value open.
              if (v === null && print(own!).includes('?')) continue;
              expect(v, `defined: ${where}`).not.toBe(null);
              expect(outside(range!, v!), `${toText(range!)}: ${where}`).toBe(false);
              if (sign !== null) {
                if (certainlyPositive(v!)) expect(sign, where).toBe(1);
                if (certainlyNegative(v!)) expect(sign, where).toBe(-1);
              }
              const w = chosen && evaluateAt(chosen, q, 512);
              if (w) expect(certainlyLess(v!, w) || certainlyLess(w, v!), where).toBe(false);
            }
          }
        });
      }),
      { seed: 42, numRuns: 1500 },
    );
    expect(shown).toBeGreaterThan(3000);
  });
});
