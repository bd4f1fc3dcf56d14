/**
 * # The checker
 *
 * `check(certificate)` replays every claim of a certificate against the expression in it and
 * accepts or refuses. It searches nothing: every choice stands in the certificate. It imports
 * nothing from outside this folder; FORMAT.md specifies what it accepts.
 */
import { limits } from './certificate.ts';
import type { Certificate, Claim, Step } from './certificate.ts';
import { decode } from './decode.ts';
import { createBudget, ensure, Refused } from './ensure.ts';
import type { Budget, Refusal } from './ensure.ts';
import { createDag } from './expression.ts';
import type { Dag } from './expression.ts';
import { bindingOf } from './binding.ts';
import { printNode } from './print.ts';
import { verifyDifferentialEquation } from './rules/differential-equation.ts';
import { verifyPeriod } from './rules/period.ts';
import { verifySequence } from './rules/sequence.ts';
import { verifyFiniteDifference } from './rules/finite-difference.ts';
import { verifyGrowth } from './rules/growth.ts';
import { verifyIdentity } from './rules/identity.ts';
import { verifyPiece } from './rules/piece.ts';

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
  try {
    return accept(decode(certificate, budget), budget);
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

function accept(certificate: Certificate, budget: Budget): Outcome {
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
    switch (claim.claim) {
      case 'polynomial':
      case 'polynomial-almost-everywhere':
        verifyIdentity(dag, root, claim, path);
        break;
      case 'non-polynomial': {
        verifyNonPolynomial(dag, root, claim, path);
        break;
      }
      case 'not-polynomial-of-degree':
        verifyFiniteDifference(dag, root, claim.degree + 1, claim.witness, `${path}.witness`);
        break;
      default:
        claim satisfies never;
    }
    return describe(dag, claim);
  });
  return { accepted: true, expression: printNode(dag, root), input: certificate.input, proved };
}

function verifyNonPolynomial(
  dag: Dag,
  root: number,
  { ceiling, witness }: Extract<Claim, { claim: 'non-polynomial' }>,
  path: string,
): void {
  const where = `${path}.ceiling`;
  switch (ceiling.rule) {
    case 'piece':
      ensure(witness?.rule === 'value', 'unknown-rule', path, 'a value as witness');
      verifyPiece(dag, root, ceiling, witness, path);
      return;
    case 'superpolynomial':
      verifyGrowth(dag, root, ceiling, where);
      return;
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
  verifyFiniteDifference(dag, root, ceiling.degree + 1, witness, `${path}.witness`);
}

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
        coefficients: claim.coefficients.map((c) => printNode(dag, c)),
      };
    }
    case 'non-polynomial': {
      const rules = [claim.ceiling.rule, ...(claim.witness ? [claim.witness.rule] : [])];
      return { claim: claim.claim, rules, degree: null, exact: true, coefficients: [] };
    }
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
    }));
  return claims.map((claim) => {
    if ('coefficients' in claim)
      return {
        ...claim,
        coefficients: claim.coefficients.map(node),
        cells: claim.cells.map(steps),
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
