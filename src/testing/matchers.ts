/**
 * # Matchers
 *
 * For `expect.extend` of vitest or jest; `nonpoly/testing/vitest` does that. Synchronous. The
 * subject is whatever `Subject` admits, of the last two what is said there.
 */
import { verifyCertificate, verifyText } from '../answer/verify.ts';
import { readPolynomialExpectation, readPositivityExpectation } from './expectation.ts';
import type { PolynomialExpectation, PositivityExpectation } from './expectation.ts';
import { readInterval } from './interval-subject.ts';
import type { IntervalSubject } from './interval-subject.ts';
import { positiveOn } from './kernel.ts';
import { resultOf, unreadable } from './matcher-result.ts';
import type { MatcherContext, MatcherResult } from './matcher-result.ts';
import { constantsAgree, exactText, isPolynomial, verdictOf } from './polynomiality.ts';
import type { ExactNumber } from './polynomiality.ts';
import { positiveByTheorem } from './positivity.ts';
import { all, not, ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { ReadSubject } from './subject.ts';

export type { PolynomialExpectation, PositivityExpectation } from './expectation.ts';

/** The result for an activation; what stands for none passes neither way. */
function ofActivation(
  context: MatcherContext | void,
  where: string,
  received: unknown,
  judge: (subject: ReadSubject) => readonly [claim: string, shown: Ruling],
): MatcherResult {
  let subject: ReadSubject;
  try {
    subject = readSubject(where, received);
  } catch (error) {
    return unreadable(context ?? {}, (error as Error).message);
  }
  const [claim, shown] = judge(subject);
  return resultOf(context ?? {}, subject.text, claim, shown);
}

export function toBePolynomial(
  this: MatcherContext | void,
  received: unknown,
  expected: PolynomialExpectation = {},
): MatcherResult {
  const { degree, coefficients } = readPolynomialExpectation('toBePolynomial', expected);
  const claim = [
    'to be a polynomial',
    ...(degree === undefined ? [] : [`of degree ${degree}`]),
    ...(coefficients ? [`with coefficients ${coefficients.map(exactText).join(', ')}`] : []),
  ].join(' ');
  return ofActivation(this, 'toBePolynomial', received, (subject) => {
    const shown = isPolynomial(subject);
    const parts = [
      shown,
      ...(degree === undefined ? [] : [degreeIs(subject, degree)]),
      ...(coefficients ? [coefficientsAre(subject, coefficients)] : []),
    ];
    return [claim, all(shown.kind === 'holds' ? parts : [shown])];
  });
}

function degreeIs(subject: ReadSubject, degree: number): Ruling {
  const verdict = verdictOf(subject);
  if (verdict.kind !== 'polynomial') return ruling('undecided', 'its degree is not known');
  const because = `its degree is ${verdict.exact ? '' : 'at most '}${verdict.degree}`;
  if (verdict.degree < degree) return ruling('fails', because);
  return ruling(
    verdict.exact ? (verdict.degree === degree ? 'holds' : 'fails') : 'undecided',
    because,
  );
}

function coefficientsAre(subject: ReadSubject, expected: readonly ExactNumber[]): Ruling {
  const verdict = verdictOf(subject);
  if (verdict.kind !== 'polynomial') return ruling('undecided', 'its coefficients are not known');
  const length = Math.max(expected.length, verdict.coefficients.length);
  return all(
    Array.from({ length }, (_, k) => {
      const [found, wanted] = [verdict.coefficients[k] ?? '0', exactText(expected[k] ?? 0)];
      const agree = constantsAgree(found, wanted);
      const because = `the coefficient of x^${k} is ${found}${agree ? '' : `, not shown to be ${wanted}`}`;
      return ruling(agree === null ? 'undecided' : agree ? 'holds' : 'fails', because);
    }),
  );
}

export function toBeNonPolynomial(this: MatcherContext | void, received: unknown): MatcherResult {
  return ofActivation(this, 'toBeNonPolynomial', received, (subject) => [
    'to be no polynomial',
    not(isPolynomial(subject)),
  ]);
}

export function toBeStrictlyPositiveDefinite(
  this: MatcherContext | void,
  received: unknown,
  expected: PositivityExpectation = {},
): MatcherResult {
  const where = 'toBeStrictlyPositiveDefinite';
  readPositivityExpectation(where, expected);
  return ofActivation(this, where, received, (subject) => {
    const { claim, shown } = positivity(subject, expected);
    return [`to have a strictly positive definite ${claim}`, shown];
  });
}

export function toBeSingular(
  this: MatcherContext | void,
  received: unknown,
  expected: PositivityExpectation = {},
): MatcherResult {
  readPositivityExpectation('toBeSingular', expected);
  return ofActivation(this, 'toBeSingular', received, (subject) => {
    const { claim, shown } = positivity(subject, expected);
    const where = expected.inputs ? claim : claim.replace('all', 'some').replace('sets', 'set');
    return [`to have a singular ${where}`, not(shown)];
  });
}

function positivity(
  subject: ReadSubject,
  expected: PositivityExpectation,
): { readonly claim: string; readonly shown: Ruling } {
  const { inputs, n, depth = 2, kernel = 'ntk', biasVariance } = expected;
  const what = `${kernel.toUpperCase()} of depth ${depth}`;
  if (inputs === undefined) {
    const size = n === undefined ? '' : ` of ${n}`;
    return {
      claim: `${what} on all admissible sets${size} of inputs`.replace(/( of \d+) of/, '$1'),
      shown: positiveByTheorem(subject, { n, depth, kernel, biases: biasVariance !== 0 }),
    };
  }
  return {
    claim: `${what} on ${inputs.length} inputs`,
    shown: positiveOn(subject, { ...expected, inputs }),
  };
}

/** Of intervals: enclosures, or { lower, upper } as exact numbers or decimal texts. */
export function toEnclose(
  this: MatcherContext | void,
  received: unknown,
  value: ExactNumber,
): MatcherResult {
  let interval: IntervalSubject;
  try {
    interval = readInterval('toEnclose', received);
  } catch (error) {
    return unreadable(this ?? {}, (error as Error).message);
  }
  const { text, encloses } = interval;
  return resultOf(this ?? {}, text, `to enclose ${exactText(value)}`, encloses(exactText(value)));
}

/** Of certificates, as objects or JSON text, and of what carries one in `certificate`. */
export function toBeAcceptedByChecker(
  this: MatcherContext | void,
  received: unknown,
): MatcherResult {
  const inside =
    typeof received === 'object' && received !== null && 'certificate' in received
      ? received.certificate
      : received;
  const outcome = typeof inside === 'string' ? verifyText(inside) : verifyCertificate(inside);
  const because = outcome.accepted
    ? outcome.claims.map(({ statement, rules }) => `${statement} [${rules.join(', ')}]`)
    : [`${outcome.code}: ${outcome.message}`];
  const subject = outcome.accepted ? `the certificate of ${outcome.expression}` : 'the certificate';
  return resultOf(
    this ?? {},
    subject,
    'to be accepted by the checker',
    ruling(outcome.accepted ? 'holds' : 'fails', because),
  );
}
