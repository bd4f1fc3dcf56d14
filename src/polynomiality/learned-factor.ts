/**
 * # Factors that logarithms and roots are split by
 *
 * log pq = log p + log q cancels only if p and q are known when pq is met. A factor that shows
 * later is learned, and the tower is built again. What is learned is a proposal: the checker
 * multiplies.
 */
import * as Q from '../arith/rational.ts';
import * as P from '../checker/polynomial.ts';
import { Rescale } from './atom.ts';
import type { Tower } from './atom.ts';
import * as M from './multivariate.ts';
import type { Multi } from './multivariate.ts';
import { askForFactors } from './proposal.ts';

export interface LearnedFactor {
  readonly node: number;
  readonly factor: Multi;
}

/** The learned factors as polynomials in the generators; without those whose forms are on their way. */
export function learnedFactors({ learned, forming, form }: Tower): readonly LearnedFactor[] {
  return learned.factors.flatMap((node) => {
    if (forming.has(node)) return [];
    forming.add(node);
    const { num, den } = form(node);
    forming.delete(node);
    return M.equals(den, M.one) && !isConstant(num) ? [{ node, factor: num }] : [];
  });
}

/**
 * Learns a proper common factor of a polynomial and one of the others, or proposed ones.
 * @throws Rescale if there is one
 */
export function learnFactor(tower: Tower, a: Multi, others: readonly Multi[]): void {
  const { learned, nodeOf } = tower;
  for (const b of others) {
    const factor = properFactor(a, b);
    if (factor === null) continue;
    const node = nodeOf(factor);
    if (learned.factors.includes(node)) continue;
    learned.factors.push(node);
    throw new Rescale();
  }
  askForFactors(tower, a);
}

const isConstant = (a: Multi): boolean => M.generatorsOf(a).size === 0;

/** A factor of both that is not all of b; common factors are sought in one generator only. */
function properFactor(a: Multi, b: Multi): Multi | null {
  if (isConstant(a) || isConstant(b) || a.size > 200 || b.size > 200) return null;
  const quotient = M.divideExactly(b, a);
  if (quotient !== null) return isConstant(quotient) ? null : a;
  const [[g, ...more], [h, ...others]] = [[...M.generatorsOf(a)], [...M.generatorsOf(b)]];
  if (g === undefined || g !== h || more.length > 0 || others.length > 0) return null;
  const common = P.gcd(M.univariate(a), M.univariate(b));
  if (P.degree(common) < 1) return null;
  return new Map(
    common.flatMap((c, k) => (Q.sign(c) === 0 ? [] : [[k === 0 ? '' : `${g}:${k}`, c] as const])),
  );
}
