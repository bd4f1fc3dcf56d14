/** Verdicts, certificates and the checker. */
import fc from 'fast-check';
import { certainlyNonzero, sub } from '../../src/arith/enclosure.ts';
import * as Q from '../../src/arith/rational.ts';
import { verifyCertificate } from '../../src/answer/verify.ts';
import { check } from '../../src/checker/check.ts';
import { call, minus, number, plus, times } from '../../src/expr/build.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import { parse } from '../../src/expr/parse.ts';
import { print } from '../../src/expr/print.ts';
import { decide } from '../../src/polynomiality/decide.ts';
import type { Verdict } from '../../src/polynomiality/verdict.ts';
import type { Activation } from '../../src/testing/activation.ts';
import { disguised, vanishingTerms } from '../../src/testing/disguise.ts';
import { activation, mutatedCertificate } from '../../src/testing/index.ts';
import { constantsAgree, verdictOf } from '../../src/testing/polynomiality.ts';
import { difference } from '../../src/polynomiality/witness.ts';
import { distribution } from '../distribution.ts';
import { property } from '../property.ts';
import type { Outcome, Property } from '../property.ts';

const points = [-40, -3, -1, 0, 1, 5, 70].map((n) => Q.rational(3 * n + 1, 7));

/** Does σ certainly differ from these coefficients somewhere? Enclosures alone decide. */
export function differs(σ: Activation['expr'], coefficients: readonly string[]): string | null {
  const p = parse(coefficients.map((c, k) => `(${c})*x^${k}`).join(' + '));
  for (const at of points) {
    const [value, expected] = [evaluateAt(σ, at, 256), evaluateAt(p, at, 256)];
    if (value && expected && certainlyNonzero(sub(value, expected, 256)))
      return `at ${Q.toText(at)} it is not the polynomial ${coefficients.join(', ')}`;
  }
  return null;
}

/** Texts of constants may differ and still be equal; null: not known. */
function sameCoefficients(a: readonly string[], b: readonly string[]): boolean | null {
  const length = Math.max(a.length, b.length);
  const parts = Array.from({ length }, (_, k) => constantsAgree(a[k] ?? '0', b[k] ?? '0'));
  return parts.includes(false) ? false : parts.includes(null) ? null : true;
}

function agrees({ expr, truth }: Activation, verdict: Verdict): Outcome {
  if (verdict.kind === 'undecided')
    return verdict.refusals.length > 0
      ? { defect: `the checker refused a proposal: ${JSON.stringify(verdict.refusals[0])}` }
      : 'undecided';
  const said = verdict.kind === 'polynomial' ? verdict.coefficients : null;
  if (truth.kind !== 'unknown' && truth.kind !== verdict.kind)
    return { defect: `it is ${truth.kind} by construction, the verdict is ${verdict.kind}` };
  const same = truth.kind === 'polynomial' ? sameCoefficients(truth.coefficients, said!) : true;
  if (same === false) return { defect: `its coefficients are not ${said!.join()}` };
  if (same === null) return 'undecided';
  const wrong = said && differs(expr, said);
  if (wrong !== null) return { defect: wrong };
  const verified = verifyCertificate(verdict.certificate);
  if (!verified.accepted) return { defect: `its certificate is refused: ${verified.message}` };
  return verified.expression === print(expr)
    ? 'holds'
    : { defect: `the certificate is about ${verified.expression}` };
}

/** Ways of writing the same function. */
const rewritings = fc.record({
  σ: activation({ maxDepth: 2 }),
  terms: vanishingTerms(1),
  how: fc.nat(3),
});

function rewritten({ σ, terms, how }: { σ: Activation; terms: readonly never[]; how: number }) {
  const { expr } = σ;
  const c = number(7);
  const forms = [
    () => expr,
    () => minus(plus(expr, c), c),
    () => call('div', times(number(3), expr), number(3)),
    () => call('neg', call('neg', expr)),
  ];
  return disguised(forms[how]!(), terms);
}

export const verdictProperties: readonly Property[] = [
  property(
    'verdict',
    'the verdict is the truth of the construction, and its certificate is accepted',
    activation(),
    (σ) => agrees(σ, verdictOf(σ)),
    (σ) => [...distribution(σ), `verdict ${verdictOf(σ).kind}`],
  ),
  property(
    'rewriting',
    'two ways of writing one function never get opposite verdicts',
    rewritings,
    (value) => {
      const other = rewritten(value as never);
      const [a, b] = [decide(value.σ.expr), decide(other)];
      if (a.kind === 'undecided' || b.kind === 'undecided') return 'undecided';
      const same =
        a.kind === 'polynomial' && b.kind === 'polynomial'
          ? sameCoefficients(a.coefficients, b.coefficients)
          : a.kind === b.kind;
      if (same === null) return 'undecided';
      return same ? 'holds' : { defect: `${a.kind}, but ${print(other)} is ${b.kind}` };
    },
  ),
  property(
    'mutated certificate',
    'what the checker accepts of a certificate changed in one place is true',
    mutatedCertificate({ activations: activation({ maxDepth: 1 }) }),
    ({ mutated }) => {
      const outcome = check(mutated);
      if (!outcome.accepted) return 'holds';
      const expr = parse(outcome.expression, { limits: { length: 1_000_000 } });
      for (const proved of outcome.proved) {
        const { claim, coefficients, degree } = proved;
        if (claim === 'polynomial' || claim === 'polynomial-almost-everywhere') {
          const wrong = differs(expr, coefficients);
          if (wrong !== null) return { defect: `accepted: ${outcome.expression} ${wrong}` };
        } else if (claim !== 'polynomial-on') {
          const found = decide(expr);
          const refuted =
            found.kind === 'polynomial' &&
            (claim === 'non-polynomial' || (found.exact && found.degree <= degree!));
          if (refuted)
            return { defect: `accepted ${claim} of the polynomial ${outcome.expression}` };
          if (claim === 'not-polynomial-of-degree' && degree === -1 && isZeroAtAll(expr))
            return 'undecided';
        }
      }
      return 'holds';
    },
  ),
];

const isZeroAtAll = (expr: Activation['expr']): boolean =>
  points.every((at) => {
    const value = difference((x, p) => evaluateAt(expr, x, p), 0, at, Q.one, 256);
    return value === null || !certainlyNonzero(value);
  });
