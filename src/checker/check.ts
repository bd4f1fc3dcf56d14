/**
 * # The checker
 *
 * `check(certificate)` replays every claim of a certificate against the expression in it and
 * accepts or refuses. It searches nothing: every choice stands in the certificate. It imports
 * nothing from outside this folder; FORMAT.md specifies what it accepts.
 */
import type { Point } from './cell.ts';
import { limits } from './certificate.ts';
import type { Ceiling, Certificate, Claim, Step } from './certificate.ts';
import { decode } from './decode.ts';
import { createBudget, ensure, Refused } from './ensure.ts';
import type { Budget, Refusal } from './ensure.ts';
import { createDag } from './expression.ts';
import type { Dag } from './expression.ts';
import { bindingOf } from './binding.ts';
import type { Interval } from './interval.ts';
import { toText as intervalText } from './interval-text.ts';
import { printCoefficient, printNode } from './print.ts';
import { toText } from './rational.ts';
import { verifyDifferentialEquation } from './rules/differential-equation.ts';
import { verifyPeriod } from './rules/period.ts';
import { verifySequence } from './rules/sequence.ts';
import { verifyFiniteDifference } from './rules/finite-difference.ts';
import { verifyGrowth } from './rules/growth.ts';
import { verifyIdentity } from './rules/identity.ts';
import { verifyPeriodic } from './rules/periodic.ts';
import { verifyPiece, verifyPolynomialOn } from './rules/piece.ts';

/** One proved claim, as data. */
export interface Proved {
  readonly claim: Claim['claim'];
  /** The rules that it rests on. */
  readonly rules: readonly string[];
  /**
   * Of polynomial claims, the degree (or its upper bound, see `exact`); of the others the largest
   * degree that is excluded, null if every degree is.
   */
  readonly degree: number | null;
  readonly exact: boolean;
  /** Of polynomial claims: coefficients in ascending order, as text. */
  readonly coefficients: readonly string[];
  /** Of a claim on an open interval: its ends (null: infinite). */
  readonly on?: { readonly lower: Point | null; readonly upper: Point | null };
  /** Of a claim with a finite difference Δ_step^order σ(at): its enclosure, rounded outward. */
  readonly difference?: {
    readonly order: number;
    readonly at: string;
    readonly step: string;
    readonly enclosure: string;
  };
}

export type Outcome =
  | {
      readonly accepted: true;
      /** Canonical text of the expression that the claims are about. */
      readonly expression: string;
      readonly input: Certificate['input'];
      readonly proved: readonly Proved[];
    }
  | { readonly accepted: false; readonly refusal: Refusal };

/**
 * Checks a certificate: a parsed JSON value.
 * Never throws on any JSON value; time and memory are bounded by the limits of FORMAT.md.
 */
export function check(certificate: unknown): Outcome {
  const budget = createBudget(limits.work);
  return refusing(() => {
    const decoded = decode(certificate, budget);
    const { dag, root, proved } = accept(decoded, budget);
    return {
      accepted: true,
      expression: printNode(dag, root),
      input: decoded.input,
      proved,
    };
  });
}

/** What `run` gives, or the refusal that it throws. */
export function refusing<T>(run: () => T): T | { accepted: false; refusal: Refusal } {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refused) return { accepted: false, refusal: error.refusal };
    // A certificate that exhausts an engine limit proves nothing.
    if (error instanceof RangeError)
      return {
        accepted: false,
        refusal: {
          code: 'too-large',
          path: '',
          expected: 'a certificate within engine limits',
          found: error.message,
        },
      };
    throw error;
  }
}

/** A certificate of one activation whose claims all hold. */
export interface AcceptedActivation {
  readonly dag: Dag;
  readonly root: number;
  /** The claims, their references to nodes of `dag`. */
  readonly claims: readonly Claim[];
  readonly proved: readonly Proved[];
}

/** @throws Refused unless every claim is proved */
export function accept(certificate: Certificate, budget: Budget): AcceptedActivation {
  ensure(
    certificate.sha256 === bindingOf(certificate),
    'wrong-hash',
    'sha256',
    'the digest of input and expression',
    certificate.sha256,
  );
  const dag = createDag(budget);
  const indexOf: number[] = [];
  for (const node of certificate.nodes)
    indexOf.push(
      'value' in node
        ? dag.number(node.value)
        : dag.intern(node.op, ...node.args.map((arg) => indexOf[arg]!)),
    );
  // Equal nodes are one node in the table: translate every reference.
  const translated = translate(certificate.claims, indexOf);
  const root = indexOf[certificate.root]!;
  const proved = translated.map((claim, i) => {
    const path = `claims.${i}`;
    let difference: Interval | null = null;
    switch (claim.claim) {
      case 'polynomial':
      case 'polynomial-almost-everywhere':
        if (claim.rule === 'periodic') verifyPeriodic(dag, root, claim, path);
        else verifyIdentity(dag, root, claim, path);
        break;
      case 'non-polynomial':
        difference = verifyNonPolynomial(dag, root, claim, path);
        break;
      case 'polynomial-on':
        verifyPolynomialOn(dag, root, claim, path);
        break;
      case 'not-polynomial-of-degree':
        difference = verifyFiniteDifference(
          dag,
          root,
          claim.degree + 1,
          claim.witness,
          `${path}.witness`,
        );
        break;
      default:
        claim satisfies never;
    }
    return { ...describe(dag, claim), ...(difference && differenceOf(claim, difference)) };
  });
  return { dag, root, claims: translated, proved };
}

function verifyNonPolynomial(
  dag: Dag,
  root: number,
  { ceiling, witness }: Extract<Claim, { claim: 'non-polynomial' }>,
  path: string,
): Interval | null {
  const where = `${path}.ceiling`;
  switch (ceiling.rule) {
    case 'piece':
      ensure(witness?.rule === 'value', 'unknown-rule', path, 'a value as witness');
      verifyPiece(dag, root, ceiling, witness, path);
      return null;
    case 'superpolynomial':
      verifyGrowth(dag, root, ceiling, where);
      return null;
    case 'growth':
      verifyGrowth(dag, root, ceiling, where);
      break;
    case 'sequence':
      verifySequence(dag, root, ceiling, where);
      break;
    case 'period':
      verifyPeriod(dag, root, ceiling, where);
      break;
    case 'differential-equation':
      verifyDifferentialEquation(dag, root, ceiling, where);
      break;
    default:
      ceiling satisfies never;
  }
  ensure(witness?.rule === 'finite-difference', 'unknown-rule', path, 'a finite difference');
  return verifyFiniteDifference(dag, root, ceiling.degree + 1, witness, `${path}.witness`);
}

function differenceOf(claim: Claim, value: Interval): Pick<Proved, 'difference'> {
  if (!('witness' in claim) || claim.witness?.rule !== 'finite-difference') return {};
  const { at, step } = claim.witness;
  const degree = 'degree' in claim ? claim.degree : degreeUnder(claim.ceiling);
  const order = degree + 1;
  return {
    difference: { order, at: toText(at), step: toText(step), enclosure: intervalText(value) },
  };
}

const degreeUnder = (ceiling: Ceiling): number => ('degree' in ceiling ? ceiling.degree : -1);

function describe(dag: Dag, claim: Claim): Proved {
  switch (claim.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere': {
      const zero = claim.coefficients.length === 1;
      return {
        claim: claim.claim,
        rules: [claim.rule],
        degree: claim.coefficients.length - 1,
        exact: claim.leading !== null || zero,
        coefficients: claim.coefficients.map((c) => printCoefficient(dag, c)),
      };
    }
    case 'non-polynomial': {
      const rules = [claim.ceiling.rule, ...(claim.witness ? [claim.witness.rule] : [])];
      return { claim: claim.claim, rules, degree: null, exact: true, coefficients: [] };
    }
    case 'polynomial-on':
      return {
        claim: claim.claim,
        rules: [claim.rule],
        degree: claim.coefficients.length - 1,
        exact: false,
        coefficients: claim.coefficients.map((c) => printCoefficient(dag, c)),
        on: { lower: claim.lower, upper: claim.upper },
      };
    case 'not-polynomial-of-degree':
      return {
        claim: claim.claim,
        rules: [claim.witness.rule],
        degree: claim.degree,
        exact: true,
        coefficients: [],
      };
  }
}

/** The claims with every node reference replaced by its index in the table. */
function translate(claims: readonly Claim[], indexOf: readonly number[]): readonly Claim[] {
  const node = (k: number): number => indexOf[k]!;
  const steps = (list: readonly Step[]): readonly Step[] =>
    list.map((step) => ({
      ...step,
      ...('argument' in step ? { argument: node(step.argument) } : {}),
      ...('value' in step ? { value: node(step.value) } : {}),
      ...('steps' in step ? { steps: steps(step.steps) } : {}),
      ...('inner' in step ? { inner: node(step.inner) } : {}),
      ...('positive' in step
        ? {
            positive: steps(step.positive),
            zero: steps(step.zero),
            negative: steps(step.negative),
          }
        : {}),
    }));
  return claims.map((claim) => {
    if (claim.claim === 'polynomial-on')
      return {
        ...claim,
        coefficients: claim.coefficients.map(node),
        steps: steps(claim.steps),
      };
    if ('coefficients' in claim)
      return {
        ...claim,
        coefficients: claim.coefficients.map(node),
        cells: claim.cells.map(steps),
        ...('steps' in claim ? { steps: steps(claim.steps) } : {}),
      };
    if (claim.claim !== 'non-polynomial') return claim;
    const { ceiling } = claim;
    if (ceiling.rule === 'piece')
      return {
        ...claim,
        ceiling: {
          ...ceiling,
          coefficients: ceiling.coefficients.map(node),
          steps: steps(ceiling.steps),
        },
      };
    if (ceiling.rule === 'sequence')
      return { ...claim, ceiling: { ...ceiling, angle: node(ceiling.angle) } };
    if (ceiling.rule === 'period')
      return {
        ...claim,
        ceiling: { ...ceiling, period: node(ceiling.period), steps: steps(ceiling.steps) },
      };
    if (ceiling.rule === 'differential-equation')
      return { ...claim, ceiling: { ...ceiling, steps: steps(ceiling.steps) } };
    const { restatement } = ceiling;
    if (restatement === null) return claim;
    return {
      ...claim,
      ceiling: {
        ...ceiling,
        restatement: { node: node(restatement.node), steps: steps(restatement.steps) },
      },
    };
  });
}
