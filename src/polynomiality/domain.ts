/**
 * # Where a claim needs σ to be defined
 *
 * The checker refuses a claim about a cell on which it does not see that σ is defined. Here its own
 * analysis is asked beforehand, with what the claim's steps show.
 */
import { analyse } from '../checker/analysis.ts';
import type { Cell, Point } from '../checker/cell.ts';
import type { Ceiling, Claim, Step } from '../checker/certificate.ts';
import { Refused } from '../checker/ensure.ts';
import type { Dag } from '../checker/expression.ts';
import { analyticBranch, cellPrecision } from '../checker/rules/growth.ts';
import { polynomialNode } from '../checker/rules/identity.ts';
import * as Q from '../arith/rational.ts';
import { areDefined } from './defined-step.ts';

type Place = readonly [cell: Cell, steps: readonly Step[]];

const line: Cell = { kind: 'open', lower: null, upper: null };

/** The cell of a claim on which σ is not shown to be defined, in words; null if there is none. */
export function undefinedOn(dag: Dag, root: number, claim: Claim): string | null {
  if (claim.claim === 'non-polynomial' && !isAnalytic(dag, root, claim.ceiling))
    return 'the rest of a half-line, as an analytic function';
  // The polynomial is looked at where σ is.
  const nodes =
    'coefficients' in claim ? [root, polynomialNode(dag, claim.coefficients, '')] : [root];
  for (const [cell, steps] of placesOf(claim))
    if (!areDefined(analyse(dag, cell, cellPrecision), nodes, steps)) return cellText(cell);
  return null;
}

/** The parts of the line on which a claim says what σ is, with the steps for them. */
function placesOf(claim: Claim): readonly Place[] {
  switch (claim.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere': {
      const everywhere = claim.claim === 'polynomial';
      return cellsBetween(claim.breakpoints, claim.rule === 'periodic', everywhere).map(
        (cell, i) => [cell, claim.cells[i]!],
      );
    }
    case 'polynomial-on':
      return [[{ kind: 'open', lower: claim.lower, upper: claim.upper }, claim.steps]];
    case 'non-polynomial':
      return placesOfCeiling(claim.ceiling);
    case 'not-polynomial-of-degree':
      return [];
  }
}

function placesOfCeiling(ceiling: Ceiling): readonly Place[] {
  switch (ceiling.rule) {
    case 'growth':
    case 'superpolynomial': {
      const { side, restatement, piece } = ceiling;
      if (restatement === null || piece !== null) return [];
      const from: Point = { kind: 'rational', value: ceiling.from };
      const [lower, upper] = side === 1 ? [from, null] : [null, from];
      return [[{ kind: 'open', lower, upper }, restatement.steps]];
    }
    case 'piece':
    case 'differential-equation': {
      const { lower, upper, steps } = ceiling;
      return [[{ kind: 'open', lower, upper }, steps]];
    }
    case 'period':
      return [[line, ceiling.steps]];
    case 'sequence':
      return [];
  }
}

/** In the order of a claim's lists of steps: the open cells between the points, and these. */
function cellsBetween(
  points: readonly (Point | Q.Rational)[],
  periodic: boolean,
  everywhere: boolean,
): readonly Cell[] {
  const ends = points.map((p): Point => ('kind' in p ? p : { kind: 'rational', value: p }));
  const starts = periodic ? ends.slice(0, -1) : [null, ...ends];
  const stops = periodic ? ends.slice(1) : [...ends, null];
  return starts.flatMap((lower, i): readonly Cell[] => {
    const open: Cell = { kind: 'open', lower, upper: stops[i]! };
    return everywhere && lower !== null ? [{ kind: 'point', at: lower }, open] : [open];
  });
}

function isAnalytic(dag: Dag, root: number, ceiling: Ceiling): boolean {
  if (ceiling.rule !== 'growth' && ceiling.rule !== 'superpolynomial') return true;
  if (ceiling.piece === null) return true;
  try {
    analyticBranch(dag, root, ceiling.piece, ceiling.side, '');
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}

function cellText(cell: Cell): string {
  const text = (p: Point): string =>
    p.kind === 'rational'
      ? Q.toText(p.value)
      : `a root between ${Q.toText(p.lower)} and ${Q.toText(p.upper)}`;
  if (cell.kind === 'point') return text(cell.at);
  const { lower, upper } = cell;
  if (lower && upper) return `the interval from ${text(lower)} to ${text(upper)}`;
  return lower ? `x > ${text(lower)}` : upper ? `x < ${text(upper)}` : 'the whole line';
}
