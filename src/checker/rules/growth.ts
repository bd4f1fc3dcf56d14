/**
 * # Rules `growth` and `superpolynomial`
 *
 *     |σ| = O(|x|^(m+ε)) along a half-line, for every ε > 0
 *     ─────────────────────────────────────────────────────  growth
 *     if σ is a polynomial, its degree is ≤ ⌊m⌋
 *
 *     |σ| ≥ |x|^m eventually along a half-line, for every m
 *     ─────────────────────────────────────────────────────  superpolynomial
 *     σ is not a polynomial
 *
 * With a `piece` (a, b): every guard of σ takes one branch on (a, b), the expression g of these
 * branches is analytic from there out to the half-line's infinite end, and g is judged in place of
 * σ: if σ is a polynomial P then g = P on (a, b), so everywhere on that ray.
 * With a `restatement`: another node, identical to the judged one on the half-line, is measured.
 */
import * as I from '../interval.ts';
import * as Q from '../rational.ts';
import { analyse } from '../analysis.ts';
import { withoutGuards } from '../branch.ts';
import type { Analysis } from '../analysis.ts';
import type { Cell, Point } from '../cell.ts';
import type { Ceiling } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import { rationalConstant } from '../expression.ts';
import type { Dag } from '../expression.ts';
import { createGrowth } from '../growth.ts';
import type { Growth } from '../growth.ts';
import { ensureIdentical } from '../identical.ts';

type HalfLine = Extract<Ceiling, { rule: 'growth' | 'superpolynomial' }>;

/** Precision of enclosures over cells; cells need signs and sizes, not digits. */
export const cellPrecision = 96;

const at = (value: Q.Rational): Point => ({ kind: 'rational', value });

export function verifyGrowth(dag: Dag, root: number, ceiling: HalfLine, path: string): void {
  const { side, from, piece, restatement } = ceiling;
  const judged = piece ? analyticBranch(dag, root, piece, side, path) : root;
  const cell: Cell =
    side === 1
      ? { kind: 'open', lower: at(from), upper: null }
      : { kind: 'open', lower: null, upper: at(from) };
  if (restatement)
    ensureIdentical(
      dag,
      cell,
      judged,
      restatement.node,
      restatement.steps,
      cellPrecision,
      `${path}.restatement`,
    );
  const on = analyse(dag, cell, cellPrecision);
  const measured = restatement?.node ?? judged;
  ensure(
    on.range(measured) !== null,
    'not-defined',
    path,
    'an expression defined on the half-line',
  );
  const growth = createGrowth(on, side)(measured);
  if (ceiling.rule === 'superpolynomial')
    ensure(growth.lower === '+inf', 'not-shown', path, 'growth beyond every power');
  else
    ensure(
      degreeBound(growth) <= ceiling.degree,
      'not-shown',
      path,
      `a degree bound of ${ceiling.degree}`,
      `${degreeBound(growth)}`,
    );
}

export function degreeBound({ upper }: Growth): number {
  if (upper === '+inf') return Infinity;
  return upper === '-inf' ? -1 : Math.max(-1, Number(Q.floor(upper)));
}

/** The guard-free node that σ equals on the piece, shown analytic from the piece out to infinity. @throws Refused */
export function analyticBranch(
  dag: Dag,
  root: number,
  [a, b]: readonly [Q.Rational, Q.Rational],
  side: 1 | -1,
  path: string,
): number {
  const on = analyse(dag, { kind: 'open', lower: at(a), upper: at(b) }, cellPrecision);
  ensure(on.range(root) !== null, 'not-defined', path, 'an expression defined on the piece');
  const node = withoutGuards(on, root);
  const ray: Cell =
    side === 1
      ? { kind: 'open', lower: at(a), upper: null }
      : { kind: 'open', lower: null, upper: at(b) };
  const beyond = analyse(dag, ray, cellPrecision);
  ensure(
    beyond.range(node) !== null && isAnalytic(beyond, node),
    'not-analytic',
    path,
    'a branch that is analytic on the whole ray',
  );
  return node;
}

const entire: ReadonlySet<string> = new Set(
  (
    'number pi e x neg add mul exp expm1 sin cos atan sinh cosh tanh sech asinh erf erfc sigmoid softplus ' +
    'Phi gelu sinc'
  ).split(' '),
);
/** Analytic wherever defined. */
const analyticInside: ReadonlySet<string> = new Set(
  'div log log1p tan sec csc cot csch coth gamma'.split(' '),
);

/** Whether n, defined on the cell, is a composition of analytic functions there. */
export function isAnalytic(on: Analysis, root: number): boolean {
  const memo = new Map<number, boolean>();
  const test = (n: number): boolean => {
    let result = memo.get(n);
    if (result === undefined) {
      result = on.dag.nodes[n]!.args.every(test) && step(n);
      memo.set(n, result);
    }
    return result;
  };
  const step = (n: number): boolean => {
    const { op, args } = on.dag.nodes[n]!;
    const u = args[0]!;
    if (entire.has(op) || analyticInside.has(op)) return true;
    // Roots and powers branch at 0, inverse functions at the ends of their domain.
    if (op === 'sqrt') return on.sign(u) === 1;
    if (op === 'cbrt') return on.sign(u) === 1 || on.sign(u) === -1;
    if (op === 'pow') {
      const exponent = rationalConstant(on.dag, args[1]!);
      return (exponent !== null && Q.isInteger(exponent)) || on.sign(u) === 1;
    }
    if (op === 'asin' || op === 'acos' || op === 'atanh') {
      const X = on.range(u)!;
      const one = I.fromRational(Q.one, cellPrecision);
      return I.certainlyLess(I.neg(one), X) && I.certainlyLess(X, one);
    }
    return false;
  };
  return test(root);
}
