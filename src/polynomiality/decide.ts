/**
 * # Is it a polynomial?
 *
 * The rules are tried in a fixed order, cheapest and most telling first. A verdict is given only
 * with a certificate that the checker has accepted; budgets count steps, so that the same input
 * gives the same verdict on every machine.
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { check } from '../checker/check.ts';
import type { Outcome, Proved } from '../checker/check.ts';
import type {
  Ceiling,
  Certificate,
  Claim,
  DegreeCeiling,
  Difference,
  Value,
} from '../checker/certificate.ts';
import type { Refusal } from '../checker/ensure.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { cellsOf } from '../cells/cells.ts';
import type { Cells } from '../cells/cells.ts';
import { ceilingText, degreeOf, witnessText } from './ceiling-text.ts';
import { undefinedOn } from './domain.ts';
import { proposeEquation, proposePeriods, proposeSequences } from './equation.ts';
import { proposeAnalyticGrowth, proposeGrowth, proposeRestatedGrowth } from './growth.ts';
import type { HalfLineCeiling } from './growth.ts';
import { polynomialNode, proposeIdentities, proposeUnsplit } from './identity.ts';
import type { IdentityProposal } from './identity.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import { createWork } from './fraction.ts';
import type { Table } from './normal-form.ts';
import { proposePeriodic } from './periodic.ts';
import { createProposals } from './proposal.ts';
import type { Proposals, ProposeFactors } from './proposal.ts';
import { proposePieces } from './piece.ts';
import type { AlmostEverywhere, Verdict } from './verdict.ts';
import { asChecked, findDifference, findNonzero } from './witness.ts';
import { writeCertificate } from './write.ts';
import type { CertificateJson } from './write.ts';

export interface DecideOptions {
  /** What the user typed; the canonical text if absent. */
  readonly input?: Certificate['input'];
  /** Multiplies the number of stencils that each search for a witness tries; 1 by default. */
  readonly effort?: number;
  /** Asked where the decision is stuck at factors; untrusted, its answers are multiplied out. */
  readonly propose?: ProposeFactors;
}

const precisions = [64, 256, 1024, 4096];
/** Tiny perturbations need bits, far features need scales; few need both. */
const efforts = [
  { precision: 64, stencils: 200 },
  { precision: 256, stencils: 60 },
  { precision: 1024, stencils: 12 },
  { precision: 4096, stencils: 4 },
];
const quick = [{ precision: 128, stencils: 12 }];
/** Orders tried for a verdict that stays undecided. */
const lastOrder = 24;

/** Decides whether the function that `expr` denotes is a polynomial on R. */
export function decide(expr: Expr, options: DecideOptions = {}): Verdict {
  const noted = createProposals(null);
  const alone = decideWith(expr, options, noted);
  if (alone.kind !== 'undecided' || !options.propose || noted.answers.size === 0) return alone;
  const proposals = createProposals(options.propose);
  const verdict = decideWith(expr, options, proposals);
  if (verdict.kind !== 'undecided') return verdict;
  return { ...verdict, reasons: [...verdict.reasons, ...proposals.refused.map(refusedText)] };
}

const refusedText = ({ polynomial, product }: Proposals['refused'][number]): string =>
  `a proposed factorisation was refused: ${polynomial} is not ${product}`;

function decideWith(expr: Expr, options: DecideOptions, proposals: Proposals): Verdict {
  const input = options.input ?? { text: print(expr), parameters: {} };
  const searched = efforts.map((e) => ({ ...e, stencils: e.stencils * (options.effort ?? 1) }));
  const dag: Table = { ...createDag(unlimited), work: createWork(), proposals };
  const root = addExpr(dag, expr);
  const refusals: Refusal[] = [];
  const undefinedCells = new Set<string>();

  /** The certificate of these claims with what the checker says it proves; null if refused, or if σ is not shown to be defined where they need it. */
  const accepted = (claims: readonly Claim[]): [CertificateJson, readonly Proved[]] | null => {
    for (const claim of claims) {
      const where = undefinedOn(dag, root, claim);
      if (where === null) continue;
      undefinedCells.add(where);
      return null;
    }
    const certificate = writeCertificate(dag, root, input, claims);
    const outcome: Outcome = check(certificate);
    if (outcome.accepted) return [certificate, outcome.proved];
    refusals.push(outcome.refusal);
    return null;
  };

  // 1. A polynomial, everywhere or off a null set.
  const cells = cellsOf(dag, root);
  let almostEverywhere: AlmostEverywhere | null = null;
  let classClaim: Claim | null = null;
  for (const { claim } of identities(dag, root, cells)) {
    const result = accepted([claim]);
    if (result === null) continue;
    const [certificate, [proved]] = result as [CertificateJson, readonly [Proved]];
    const { degree, exact, coefficients } = proved;
    if (claim.claim === 'polynomial')
      return { kind: 'polynomial', degree: degree!, exact, coefficients, certificate };
    almostEverywhere = { degree: degree!, exact, coefficients };
    classClaim = claim;
    break;
  }

  // 2. Not a polynomial: a ceiling and a witness.
  const centres = centresOf(cells);
  const settle = (ceiling: Ceiling, witness: Difference | Value | null): Verdict | null => {
    const claim: Claim = { claim: 'non-polynomial', ceiling, witness };
    const result = accepted(classClaim ? [claim, classClaim] : [claim]);
    if (result === null) return null;
    return {
      kind: 'non-polynomial',
      ceiling: {
        rule: ceiling.rule,
        degree: degreeOf(ceiling),
        text: ceilingText(ceiling),
      },
      witness: witness && { text: witnessText(witness, ceiling) },
      almostEverywhere,
      certificate: result[0],
    };
  };
  const shown = (order: number, found: Difference | null): Difference | null =>
    found && asChecked(dag, root, order, found);
  const differences = new Map<number, Difference | null>();
  /** A nonzero difference of this order. After one search in vain the next are short. */
  const differenceOf = (order: number): Difference | null => {
    let found = differences.get(order);
    if (found === undefined) {
      const inVain = [...differences.values()].includes(null);
      found = shown(
        order,
        findDifference(expr, order, { centres, efforts: inVain ? quick : searched }),
      );
      differences.set(order, found);
    }
    return found;
  };
  /** What stopped each engine. */
  const stopped: string[] = [];
  const tryCeilings = (
    engine: string,
    ceilings: Iterable<HalfLineCeiling | DegreeCeiling>,
  ): Verdict | null => {
    let unwitnessed: number | null = null;
    let refused = false;
    for (const ceiling of ceilings) {
      const witness = 'degree' in ceiling ? differenceOf(ceiling.degree + 1) : null;
      if ('degree' in ceiling && witness === null) {
        unwitnessed = Math.min(unwitnessed ?? Infinity, ceiling.degree);
        continue;
      }
      const verdict = settle(ceiling, witness);
      if (verdict) return verdict;
      refused = true;
    }
    stopped.push(
      unwitnessed !== null
        ? `${engine}: a polynomial would have degree ≤ ${unwitnessed}, but no difference of order ${unwitnessed + 1} was shown to be nonzero`
        : `${engine}: ${refused ? 'what it proposed was not accepted' : 'no bound of the degree was found'}`,
    );
    return null;
  };
  const tryPieces = (): Verdict | null => {
    for (const { ceiling, coefficients } of proposePieces(dag, cells)) {
      const difference = dag.intern(
        'add',
        root,
        dag.intern('neg', polynomialNode(dag, coefficients)),
      );
      const found = findNonzero(exprOf(dag, difference), centres, precisions);
      const witness = found && asChecked(dag, difference, 0, found);
      const verdict = witness && settle(ceiling, witness);
      if (verdict) return verdict;
    }
    return null;
  };
  const verdict =
    (almostEverywhere ? tryPieces() : null) ??
    tryCeilings('growth along half-lines', proposeGrowth(dag, root)) ??
    (almostEverywhere ? null : tryPieces()) ??
    tryCeilings('growth of normal forms', proposeRestatedGrowth(dag, cells)) ??
    tryCeilings('growth of analytic pieces', proposeAnalyticGrowth(dag, cells)) ??
    tryCeilings('points that tend to infinity', proposeSequences(dag, root)) ??
    tryCeilings('periods', proposePeriods(dag, root)) ??
    tryCeilings('differential equations', equationsOn(dag, cells));
  if (verdict) return verdict;

  // 3. Undecided: the largest degree that can be excluded.
  let best: { readonly degree: number; readonly certificate: CertificateJson } | null = null;
  for (let order = 0; order <= lastOrder; order++) {
    const witness = shown(order, findDifference(expr, order, { centres, efforts: quick }));
    if (witness === null) break;
    const result = accepted([{ claim: 'not-polynomial-of-degree', degree: order - 1, witness }]);
    if (result === null) break;
    best = { degree: order - 1, certificate: result[0] };
  }
  return {
    kind: 'undecided',
    notPolynomialOfDegree: best?.degree ?? null,
    almostEverywhere,
    reasons: reasonsOf(cells, stopped, undefinedCells, refusals),
    certificate: best?.certificate ?? null,
    refusals,
  };
}

/** Each is sought only where those before it were refused. */
function* identities(dag: Table, root: number, cells: Cells): Generator<IdentityProposal> {
  yield* proposeUnsplit(dag, root);
  yield* proposeIdentities(dag, cells);
  yield* proposePeriodic(dag, root);
}

/** Pieces beyond this many are not searched for equations. */
const maxPieces = 6;

/** Of the decision's work, for the equations of one piece: larger ones are rarely found. */
const equationWork = 1_000_000;

function* equationsOn(dag: Table, cells: Cells): Generator<DegreeCeiling> {
  const { work } = dag;
  for (const piece of cells.pieces.slice(0, maxPieces)) {
    const own = { left: Math.min(work?.left ?? equationWork, equationWork) };
    const before = own.left;
    const ceiling = proposeEquation({ ...dag, work: own }, piece);
    if (work) work.left -= before - own.left;
    if (ceiling) yield ceiling;
  }
}

/** Where features may sit: 0, and every breakpoint with a neighbour on either side. */
function centresOf(cells: Cells): readonly Rational[] {
  const centres = [Q.zero];
  const step = Math.max(1, Math.ceil(cells.points.length / 12));
  for (let i = 0; i < cells.points.length; i += step) centres.push(cells.points[i]!.sample);
  for (let i = 0; i < cells.pieces.length; i += step) centres.push(cells.pieces[i]!.sample);
  const unique = new Map(centres.map((c) => [Q.toText(c), c]));
  return [...unique.values()].slice(0, 30);
}

function reasonsOf(
  cells: Cells,
  stopped: readonly string[],
  undefinedCells: ReadonlySet<string>,
  refusals: readonly Refusal[],
): readonly string[] {
  const reasons = [];
  const open = cells.pieces.filter((piece) => !piece.resolved).length;
  if (open > 0)
    reasons.push(
      `${open} of ${cells.pieces.length} pieces keep a condition whose sign was not decided`,
    );
  reasons.push('normal forms: no identity with a polynomial was shown', ...stopped);
  for (const cell of [...undefinedCells].slice(0, 3))
    reasons.push(`the expression, or a term of a proposal, was not shown to be defined on ${cell}`);
  for (const refusal of refusals.slice(0, 3))
    reasons.push(`the checker refused a proposal: ${refusal.code} at ${refusal.path}`);
  return reasons;
}
