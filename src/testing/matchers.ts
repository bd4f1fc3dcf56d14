/**
 * # Matchers
 *
 * For `expect.extend` of vitest or jest; `nonpoly/testing/vitest` does that. Synchronous. The
 * subject is whatever `Subject` admits, of the last two what is said there.
 */
import { verifyCertificate, verifyText } from '../answer/verify.ts';
import { readInterval } from './interval-subject.ts';
import type { Rows } from './inputs.ts';
import { positiveOn } from './kernel.ts';
import type { KernelConstraints } from './kernel.ts';
import { resultOf } from './matcher-result.ts';
import type { MatcherContext, MatcherResult } from './matcher-result.ts';
import { constantsAgree, exactText, isPolynomial, verdictOf } from './polynomiality.ts';
import type { ExactNumber } from './polynomiality.ts';
import { positiveByTheorem } from './positivity.ts';
import { all, not, ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { ReadSubject } from './subject.ts';

export interface PolynomialExpectation {
  /** Its exact degree; the zero polynomial has degree 0. */
  readonly degree?: number;
  /** Ascending; texts may be constants in the language: "1/sqrt(2*pi)". 0.1 is 1/10. */
  readonly coefficients?: readonly ExactNumber[];
}

export interface PositivityExpectation extends Omit<KernelConstraints, 'inputs'> {
  /** The rows of a data set; all admissible data sets unless given. */
  readonly inputs?: Rows;
  /** Without `inputs`: all admissible sets of n inputs; of every number of them unless given. */
  readonly n?: number;
}

export function toBePolynomial(
  this: MatcherContext | void,
  received: unknown,
  expected: PolynomialExpectation = {},
): MatcherResult {
  const subject = readSubject('toBePolynomial', received);
  const { degree, coefficients } = expected;
  const claim = [
    'to be a polynomial',
    ...(degree === undefined ? [] : [`of degree ${degree}`]),
    ...(coefficients ? [`with coefficients ${coefficients.map(exactText).join(', ')}`] : []),
  ].join(' ');
  const shown = isPolynomial(subject);
  const parts = [
    shown,
    ...(degree === undefined ? [] : [degreeIs(subject, degree)]),
    ...(coefficients ? [coefficientsAre(subject, coefficients)] : []),
  ];
  return resultOf(this ?? {}, subject.text, claim, all(shown.kind === 'holds' ? parts : [shown]));
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
  const subject = readSubject('toBeNonPolynomial', received);
  return resultOf(this ?? {}, subject.text, 'to be no polynomial', not(isPolynomial(subject)));
}

export function toBeStrictlyPositiveDefinite(
  this: MatcherContext | void,
  received: unknown,
  expected: PositivityExpectation = {},
): MatcherResult {
  const subject = readSubject('toBeStrictlyPositiveDefinite', received);
  const { claim, shown } = positivity(subject, expected);
  return resultOf(this ?? {}, subject.text, `to have a strictly positive definite ${claim}`, shown);
}

export function toBeSingular(
  this: MatcherContext | void,
  received: unknown,
  expected: PositivityExpectation = {},
): MatcherResult {
  const subject = readSubject('toBeSingular', received);
  const { claim, shown } = positivity(subject, expected);
  const where = expected.inputs ? claim : claim.replace('all', 'some').replace('sets', 'set');
  return resultOf(this ?? {}, subject.text, `to have a singular ${where}`, not(shown));
}

function positivity(
  subject: ReadSubject,
  expected: PositivityExpectation,
): { readonly claim: string; readonly shown: Ruling } {
  const { inputs, n, depth = 2, kernel = 'ntk' } = expected;
  const what = `${kernel.toUpperCase()} of depth ${depth}`;
  if (inputs === undefined) {
    const size = n === undefined ? '' : ` of ${n}`;
    return {
      claim: `${what} on all admissible sets${size} of inputs`.replace(/( of \d+) of/, '$1'),
      shown: positiveByTheorem(subject, { n, depth, kernel }),
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
  const { text, encloses } = readInterval('toEnclose', received);
  const shown = ruling(encloses(exactText(value)), []);
  return resultOf(this ?? {}, text, `to enclose ${exactText(value)}`, shown);
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
