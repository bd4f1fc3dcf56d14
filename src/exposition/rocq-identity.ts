/**
 * # A polynomial, as a proof of Rocq
 *
 * σ = P on every cell of the certificate: its steps become equations between values of functions,
 * what is left is algebra. Then the degree, the features of up to degree + 1 inputs, and the kernels.
 */
import type { Cell } from '../checker/cell.ts';
import type { Claim, Step } from '../checker/certificate.ts';
import { plain } from './plain.ts';
import { refuse } from './refusal.ts';
import { stepEquations } from './rocq-step.ts';
import { rocqBody, rocqNumber as r } from './rocq-term.ts';
import { theorem } from './rocq-theorem.ts';
import type { Tactics } from './rocq-order-step.ts';
import type { Subject } from './subject.ts';

type Identity = Extract<Claim, { rule: 'identity' }>;

/** @throws NotCarried */
export function polynomialTheorems(
  subject: Subject,
  claim: Extract<Claim, { rule: 'identity' | 'periodic' }>,
): readonly string[] {
  if (claim.rule === 'periodic') return refuse('identities over one period are not exported');
  const terms = claim.coefficients.map((node) => rocqBody(plain(subject.exprOf(node))));
  const identity = theorem('sigma_identity', `forall x, sigma x = eval [${terms.join('; ')}] x`, [
    'intro x. unfold sigma. cbn [eval fold_right].',
    ...cells(subject, claim),
  ]);
  if (claim.leading === null) return [identity];
  const degree = terms.length - 1;
  return [
    identity,
    theorem('sigma_degree', `degree_is ${degree} sigma`, [
      `apply (polynomial_degree [${terms.slice(0, -1).join('; ')}] (${terms.at(-1)!})).`,
      '- exact sigma_identity.',
      '- numbers.',
    ]),
    '(** The features of one hidden layer, at up to degree + 1 distinct inputs, with biases. *)\n' +
      theorem(
        'sigma_features',
        `forall N, (N <= ${degree + 1})%nat -> independent_features sigma N`,
        ['intros N L. exact (polynomial_features sigma _ N sigma_degree L).'],
      ),
    ...(degree < 1 ? [] : [kernels(degree)]),
  ];
}

const kernels = (degree: number): string =>
  '(** Kernels of wide networks with L hidden layers: positive definite at all N distinct inputs, with\n' +
  '    biases, if and only if N ≤ 1 + degree^L. *)\n' +
  theorem('sigma_kernels', `kernels_up_to_degree sigma ${degree}`, [
    'apply polynomial_kernels; [lia | exact sigma_degree].',
  ]);

/** Left of the first breakpoint, at it, and what is right of it. */
function cells(subject: Subject, claim: Identity, k = 0): Tactics {
  const { breakpoints, coefficients } = claim;
  const part = (on: Cell, i: number, x?: string): Tactics =>
    cell(subject, on, coefficients, claim.cells[i]!, x);
  const [before, point] = [breakpoints[k - 1] ?? null, breakpoints[k] ?? null];
  const open = part({ kind: 'open', lower: before, upper: point }, 2 * k);
  if (!point) return open;
  if (point.kind !== 'rational') return refuse('a breakpoint that is no rational number');
  const at = r(point.value);
  return [
    `destruct (Rtotal_order x ${at}) as [H${k}|[H${k}|H${k}]].`,
    ...braced(open),
    ...braced(['subst x.', ...part({ kind: 'point', at: point }, 2 * k + 1, at)]),
    ...braced(cells(subject, claim, k + 1)),
  ];
}

/** σ = Σ c_k x^k on a cell, by its steps. */
export const cell = (
  subject: Subject,
  on: Cell,
  coefficients: readonly number[],
  steps: readonly Step[],
  x = 'x',
): Tactics => [
  'definitions.',
  ...stepEquations(subject, on, coefficients, steps, x),
  'known; settle_cell; algebra.',
];

const braced = (lines: Tactics): Tactics => [
  `{ ${lines[0]!}`,
  ...lines.slice(1).map((line) => `  ${line}`),
  '}',
];
