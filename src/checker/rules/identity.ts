/**
 * # Rule `identity`
 *
 *     R = C₀ ∪ {b₁} ∪ C₁ ∪ … ∪ {bₙ} ∪ Cₙ     σ = Σ c_k x^k on each part, by its steps
 *     ──────────────────────────────────────────────────────────────────────────────
 *     σ = Σ c_k x^k on R
 *
 * Almost everywhere: on the open cells only. The c_k are nodes without x. The degree is exact if
 * the leading coefficient is certainly not 0, else an upper bound.
 */
import * as I from '../interval.ts';
import * as Q from '../rational.ts';
import type { Cell } from '../cell.ts';
import type { Claim } from '../certificate.ts';
import { ensure } from '../ensure.ts';
import type { Dag } from '../expression.ts';
import { ensureIdentical } from '../identical.ts';
import { valueAt } from './finite-difference.ts';
import { cellPrecision } from './growth.ts';

type Identity = Extract<Claim, { rule: 'identity' }>;

/** Whether a node is without x. */
export function isConstant(dag: Dag): (n: number) => boolean {
  const memo = new Set<number>();
  const test = (n: number): boolean => {
    if (memo.has(n)) return true;
    const { op, args } = dag.nodes[n]!;
    const constant = op !== 'x' && args.every(test);
    if (constant) memo.add(n);
    return constant;
  };
  return test;
}

/** The node Σ c_k x^k, without the terms whose coefficient is the number 0. @throws Refused if a coefficient depends on x */
export function polynomialNode(dag: Dag, coefficients: readonly number[], path: string): number {
  ensure(coefficients.every(isConstant(dag)), 'wrong-kind', path, 'coefficients without x');
  const x = dag.intern('x');
  const isZero = (c: number): boolean => dag.nodes[c]!.value?.num === 0n;
  const terms = coefficients.flatMap((c, k) => {
    if (isZero(c)) return [];
    return k === 0
      ? [c]
      : [dag.intern('mul', c, dag.intern('pow', x, dag.number(Q.rational(BigInt(k)))))];
  });
  if (terms.length === 0) return dag.number(Q.zero);
  return terms.length === 1 ? terms[0]! : dag.intern('add', ...terms);
}

export function verifyIdentity(dag: Dag, root: number, claim: Identity, path: string): void {
  const { breakpoints, coefficients, leading } = claim;
  const polynomial = polynomialNode(dag, coefficients, `${path}.coefficients`);
  const cells: Cell[] = [];
  for (let i = 0; i <= breakpoints.length; i++) {
    if (i > 0 && claim.claim === 'polynomial')
      cells.push({ kind: 'point', at: breakpoints[i - 1]! });
    cells.push({ kind: 'open', lower: breakpoints[i - 1] ?? null, upper: breakpoints[i] ?? null });
  }
  cells.forEach((cell, i) =>
    ensureIdentical(
      dag,
      cell,
      root,
      polynomial,
      claim.cells[i]!,
      cellPrecision,
      `${path}.cells.${i}`,
    ),
  );
  ensureLeading(dag, coefficients, leading, path);
}

/** The degree is exact at the precision `leading`; nothing is said of it at null. */
export function ensureLeading(
  dag: Dag,
  coefficients: readonly number[],
  leading: number | null,
  path: string,
): void {
  if (leading === null) return;
  const value = valueAt(dag, coefficients.at(-1)!, Q.zero, leading, `${path}.leading`);
  ensure(
    I.certainlyNonzero(value),
    'not-shown',
    `${path}.leading`,
    'a leading coefficient that is certainly not 0',
  );
}
