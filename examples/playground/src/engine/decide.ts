/**
 * # The answer to an activation, and a drawing of its proof
 *
 * What the package answers, unchanged; the drawing is double precision and proves nothing.
 */
import { answer, approxFunction } from 'nonpoly';
import type { Answer, Expr } from 'nonpoly';
import { drawingOf } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import { parseSource } from './source.ts';
import type { Source } from './source.ts';

export interface DecideAsk extends Source {
  /** Adds derivatives, differences and what is certified of them up to this order. */
  readonly derivatives?: number;
}

export interface Decision {
  readonly kind: 'decision';
  readonly answer: Answer;
  /** The certificate as the file that is downloaded and checked; null if there is none. */
  readonly certificate: string | null;
  readonly drawing: Drawing | null;
}

export function decideText({ text, parameters, derivatives }: DecideAsk): Decision {
  const answered = answer(text, {
    parameters,
    ...(derivatives === undefined ? {} : { derivatives }),
  });
  const { certificate } = answered;
  const parsed = answered.verdict === 'error' ? null : parseSource({ text, parameters });
  return {
    kind: 'decision',
    answer: answered,
    certificate: certificate === undefined ? null : JSON.stringify(certificate, null, 1) + '\n',
    drawing: parsed?.kind === 'parsed' ? draw(parsed.expr, answered) : null,
  };
}

function draw(expr: Expr, { certificate, coefficients }: Answer): Drawing {
  return drawingOf(approxFunction(expr), certificate, coefficients ?? null);
}
