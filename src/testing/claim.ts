/**
 * # What claims are made of
 *
 * Statements on activations, each a ruling with its certificates; `all`, `any`, `not`, `implies`,
 * `iff` join them.
 */
import { derivative } from '../expr/derivative.ts';
import { minus, negate, plus, x } from '../expr/build.ts';
import type { Expr } from '../expr/expr.ts';
import { print } from '../expr/print.ts';
import { substitute } from '../expr/structure.ts';
import { hypotheses } from '../regularity/hypotheses.ts';
import type { Activation } from './activation.ts';
import { activationOf } from './activation.ts';
import { isPolynomial, verdictOf, verdictText } from './polynomiality.ts';
import { positiveByTheorem } from './positivity.ts';
import type { TheoremOptions } from './positivity.ts';
import { not, ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { Subject } from './subject.ts';

const named = (expr: Expr): Activation => activationOf(expr, { kind: 'unknown' }, []);

/** σ is a polynomial. */
export const polynomial = (σ: Subject): Ruling => isPolynomial(readSubject('polynomial', σ));

/** σ is no polynomial. */
export const nonPolynomial = (σ: Subject): Ruling => not(polynomial(σ));

/** σ(x) = τ(x) for all real x. */
export function equal(σ: Subject, τ: Subject): Ruling {
  const [a, b] = [readSubject('equal', σ), readSubject('equal', τ)];
  return isZero(minus(a.expr, b.expr));
}

/** σ(−x) = −σ(x) for all real x. */
export function odd(σ: Subject): Ruling {
  const { expr } = readSubject('odd', σ);
  return isZero(plus(expr, substitute(expr, negate(x))));
}

/** σ(−x) = σ(x) for all real x. */
export function even(σ: Subject): Ruling {
  const { expr } = readSubject('even', σ);
  return isZero(minus(expr, substitute(expr, negate(x))));
}

function isZero(expr: Expr): Ruling {
  const verdict = verdictOf({ expr, text: print(expr) });
  const because = `${print(expr)} is ${verdictText(verdict)}`;
  switch (verdict.kind) {
    case 'non-polynomial':
      return ruling('fails', because, [verdict.certificate]);
    case 'undecided':
      return (verdict.notPolynomialOfDegree ?? -2) >= -1
        ? ruling('fails', because, [verdict.certificate])
        : ruling('undecided', because);
    case 'polynomial': {
      const zero = verdict.coefficients.join() === '0';
      if (!zero && !verdict.exact) return ruling('undecided', because);
      return ruling(zero ? 'holds' : 'fails', because, [verdict.certificate]);
    }
    default:
      return verdict satisfies never;
  }
}

/** σ is continuous; without a certificate, by the analysis of its pieces. */
export function continuous(σ: Subject): Ruling {
  const { expr, text } = readSubject('continuous', σ);
  const { value, reason } = hypotheses(expr).continuous;
  const because = `${text}: ${reason}`;
  return ruling(value === null ? 'undecided' : value ? 'holds' : 'fails', because);
}

/** The kernel is strictly positive definite on all admissible sets of `n` inputs, or of any number. */
export const positiveOnAll = (σ: Subject, options: TheoremOptions = {}): Ruling =>
  positiveByTheorem(readSubject('positiveOnAll', σ), options);

/** σ∘τ. */
export const composed = (σ: Subject, τ: Subject): Activation =>
  named(substitute(readSubject('composed', σ).expr, readSubject('composed', τ).expr));

/** σ′; null where it has no expression in the language. */
export function derived(σ: Subject): Activation | null {
  const slope = derivative(readSubject('derived', σ).expr);
  return slope && named(slope);
}
