/**
 * # The answer to one activation
 *
 * text → expression → verdict with an accepted certificate → hypotheses → what the theorems give,
 * as one plain object: what `nonpoly check --json` prints.
 */
import { InputError } from '../expr/input-error.ts';
import { print } from '../expr/print.ts';
import { parseActivation } from '../activations/parse-activation.ts';
import { decide } from '../polynomiality/decide.ts';
import type { DecideOptions } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { consequences } from '../positivity/consequences.ts';
import { hypothesesOfPolynomial, inquiry } from '../regularity/hypotheses.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';
import { characterise } from './characterisation.ts';
import type { Characterisation } from './characterisation.ts';
import { tooLarge } from './size.ts';
import { undefinedEverywhere } from './undefined.ts';

export interface AnswerError {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  /** 0-based offset in the input; null where no one place is to blame. */
  readonly position: number | null;
}

export interface PolynomialClass {
  readonly degree: number;
  /** Exact, in ascending order, in the language of activations. */
  readonly coefficients: readonly string[];
}

export interface Answer {
  readonly id?: unknown;
  readonly input: string;
  /** Canonical text; null where the input is no expression. */
  readonly expression: string | null;
  readonly verdict: 'polynomial' | 'non-polynomial' | 'undecided' | 'error';
  readonly degree?: number;
  /** False: `degree` is an upper bound, the leading coefficient may be 0. */
  readonly degreeIsExact?: boolean;
  readonly coefficients?: readonly string[];
  readonly almostEverywhere?: PolynomialClass;
  /** The largest D for which "not a polynomial of degree ≤ D" is proved; null: for every D. */
  readonly notPolynomialOfDegree?: number | null;
  readonly ceiling?: {
    readonly rule: string;
    readonly degree: number | null;
    readonly text: string;
  };
  readonly witness?: { readonly text: string };
  readonly source?: {
    readonly name: string;
    readonly library: string;
    readonly url?: string;
    readonly alternatives: readonly string[];
  };
  readonly certificate?: unknown;
  readonly hypotheses?: Hypotheses;
  readonly consequences?: readonly { readonly statement: string; readonly theorem: string }[];
  /** With `derivatives`. */
  readonly characterisation?: Characterisation;
  readonly undecided?: { readonly reasons: readonly string[] };
  readonly error?: AnswerError;
  readonly milliseconds: number;
}

export interface AnswerOptions {
  /** Values of named parameters, as constant expressions: {a: "0.01"}. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Adds derivatives, finite differences and Hermite coefficients up to this order (0 … 24). */
  readonly derivatives?: number;
  /** An untrusted proposer of factorisations, asked where the decision is stuck without. */
  readonly propose?: DecideOptions['propose'];
}

/**
 * Answers for one activation: a library's name or an expression in x.
 * Never throws for bad input: the verdict is then `error`, with a code and a position.
 * @throws TypeError if `text` is not a string
 * @throws RangeError if `derivatives` is not an integer from 0 to 24
 */
export function answer(text: string, options: AnswerOptions = {}): Answer {
  if (typeof text !== 'string')
    throw new TypeError(`answer: expected a string, got ${typeof text}`);
  const start = performance.now();
  const milliseconds = (): number => Math.round((performance.now() - start) * 1000) / 1000;
  const parameters = options.parameters ?? {};
  const failed = (error: AnswerError, expression: string | null): Answer => ({
    input: text,
    expression,
    verdict: 'error',
    error,
    milliseconds: milliseconds(),
  });

  let parsed: ReturnType<typeof parseActivation>;
  try {
    parsed = parseActivation(text, { parameters });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return failed({ code: error.code, message: error.message, position: error.position }, null);
  }
  const { expr, source } = parsed;
  const expression = print(expr);
  const size = tooLarge(expr);
  if (size !== null)
    return failed(
      { code: 'too-large', message: `the expression is too large: ${size}`, position: null },
      expression,
    );
  const { definedOnR, rest } = inquiry(expr);
  if (definedOnR.value === false) {
    const { reason } = definedOnR;
    return failed(notDefined(reason), expression);
  }
  const { propose } = options;
  const verdict = decide(expr, { input: { text, parameters }, ...(propose ? { propose } : {}) });
  if (definedOnR.value === null && verdict.kind === 'undecided') {
    const where = undefinedEverywhere(expr);
    if (where !== null) return failed(notDefined(where), expression);
  }
  const { derivatives } = options;
  const shown = verdict.kind === 'polynomial' ? hypothesesOfPolynomial : rest();
  return {
    input: text,
    expression,
    ...verdictFields(verdict),
    ...(source ? { source } : {}),
    hypotheses: shown,
    consequences: consequences(verdict, shown),
    ...(derivatives === undefined
      ? {}
      : {
          characterisation: characterise(expr, verdict, shown, derivatives, { text, parameters }),
        }),
    milliseconds: milliseconds(),
  };
}

const notDefined = (reason: string): AnswerError => ({
  code: 'not-defined-on-R',
  message: `an activation must be defined at every real x: ${reason}`,
  position: null,
});

function verdictFields(verdict: Verdict): Pick<Answer, 'verdict'> & Partial<Answer> {
  const classOf = (
    c: Extract<Verdict, { kind: 'undecided' }>['almostEverywhere'],
  ): Partial<Answer> =>
    c ? { almostEverywhere: { degree: c.degree, coefficients: c.coefficients } } : {};
  switch (verdict.kind) {
    case 'polynomial': {
      const { degree, exact, coefficients, certificate } = verdict;
      return { verdict: verdict.kind, degree, degreeIsExact: exact, coefficients, certificate };
    }
    case 'non-polynomial':
      return {
        verdict: verdict.kind,
        ...classOf(verdict.almostEverywhere),
        notPolynomialOfDegree: null,
        ceiling: verdict.ceiling,
        ...(verdict.witness ? { witness: verdict.witness } : {}),
        certificate: verdict.certificate,
      };
    case 'undecided':
      return {
        verdict: verdict.kind,
        ...classOf(verdict.almostEverywhere),
        ...(verdict.notPolynomialOfDegree === null
          ? {}
          : { notPolynomialOfDegree: verdict.notPolynomialOfDegree }),
        ...(verdict.certificate ? { certificate: verdict.certificate } : {}),
        undecided: { reasons: verdict.reasons },
      };
  }
}
