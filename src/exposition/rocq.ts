/**
 * # A verdict as a script of Rocq
 *
 * On top of the folder proofs/: a definition of the activation; that it is continuous (or locally
 * bounded); that it is no polynomial, or equal to its polynomial; that features of networks with it
 * are linearly independent; that kernels of wide networks are positive definite. The script follows
 * the certificate, so that Rocq searches for nothing.
 */
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { continuousByParts, locallyBoundedByParts } from './by-parts.ts';
import { plain } from './plain.ts';
import { attempt, refuse } from './refusal.ts';
import type { NotTold, Told } from './refusal.ts';
import { polynomialTheorems } from './rocq-identity.ts';
import { kernelTheorems } from './rocq-kernel.ts';
import { rocqBody } from './rocq-term.ts';
import { theorem } from './rocq-theorem.ts';
import { nonPolynomial } from './rocq-witness.ts';
import type { NonPolynomial } from './rocq-witness.ts';
import type { Subject } from './subject.ts';

/** The script, or why there is none. */
export function tellRocq(subject: Subject): Told<{ readonly text: string }> | NotTold {
  return attempt(() => {
    const [claim] = subject.certificate.claims;
    const expr = plain(subject.expr);
    switch (claim?.claim) {
      case 'non-polynomial':
        return told(subject, nonPolynomialTheorems(subject, claim, expr));
      case 'polynomial':
        return told(subject, [definition(expr), ...polynomialTheorems(subject, claim)]);
      default:
        return refuse(`a certificate of the claim ${claim?.claim ?? 'nothing'}`);
    }
  });
}

function told(subject: Subject, parts: readonly string[]): Told<{ readonly text: string }> {
  const head = [
    '(** * σ(x) = ' + commentable(print(subject.expr)),
    '',
    `    Written by nonpoly from the certificate of ${commentable(subject.input)}. From the folder proofs:`,
    '',
    '        coqc -Q . Nonpoly FILE.v *)',
    '',
    'From Nonpoly Require Import script algebra.',
    'Local Open Scope R_scope.',
    '',
  ];
  return { kind: 'told', text: [...head, parts.join('\n\n'), ''].join('\n') };
}

/** Text of unknown origin in a comment: nothing that opens or ends one, no control characters. */
const commentable = (text: string): string =>
  text.replace(/\(\*|\*\)/g, (pair) => pair.split('').join(' ')).replace(/["\p{Cc}\p{Cf}]/gu, ' ');

const definition = (expr: Expr): string => `Definition sigma (x : R) : R := ${rocqBody(expr)}.`;

function nonPolynomialTheorems(
  subject: Subject,
  claim: NonPolynomial,
  expr: Expr,
): readonly string[] {
  const continuous = subject.continuous && continuousByParts(expr);
  return [
    definition(expr),
    ...regularity(expr, continuous),
    ...nonPolynomial(subject, claim, expr),
    ...independence,
    ...(continuous ? kernelTheorems(expr) : []),
  ];
}

function regularity(expr: Expr, continuous: boolean): readonly string[] {
  if (continuous)
    return [
      theorem('sigma_continuous', 'continuity sigma', ['unfold sigma. continuous_by_parts.']),
      theorem('sigma_locally_bounded', 'locally_bounded sigma', [
        'apply continuous_locally_bounded, sigma_continuous.',
      ]),
    ];
  if (!locallyBoundedByParts(expr))
    return refuse('that the function is locally bounded does not follow from its parts');
  return [
    theorem('sigma_locally_bounded', 'locally_bounded sigma', ['unfold sigma. bounded_parts.']),
  ];
}

const independence: readonly string[] = [
  '(** The features of one hidden layer, at any N distinct inputs, with biases; and of deeper ones. *)\n' +
    theorem('sigma_features', 'forall N, independent_features sigma N', [
      'intro N. apply features; [apply sigma_locally_bounded | apply sigma_nonpolynomial].',
    ]),
  theorem('sigma_deep_features', 'forall N, independent_deep_features sigma N', [
    'intro N. apply deep_features; [apply sigma_locally_bounded | apply sigma_nonpolynomial].',
  ]),
];
