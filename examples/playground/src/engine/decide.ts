/**
 * # The answer to an activation, and a drawing of its proof
 *
 * What the package answers, unchanged; the drawing is double precision and proves nothing.
 */
import { answer, approxFunction, parse } from 'nonpoly';
import type { Answer, Expr } from 'nonpoly';
import type { Formula } from '../formula/formula.ts';
import { polynomialText } from '../formula/polynomial.ts';
import { typeset } from '../formula/typeset.ts';
import { drawingOf } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import type { Desk } from './protocol.ts';
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
  /** Of a polynomial verdict, written out; null: none, or too long to be read. */
  readonly polynomial: { readonly text: string; readonly formula: Formula } | null;
}

/**
 * Where the decision is stuck at factors it is taken again with what is proposed for them, until it
 * asks nothing new: at most as often as one decision may ask.
 */
export async function decideText(
  { text, parameters, derivatives }: DecideAsk,
  desk: Desk<'decide'>,
): Promise<Decision> {
  const known = new Map<string, string | null>();
  const decideOnce = (): { readonly answered: Answer; readonly open: readonly string[] } => {
    const open: string[] = [];
    const answered = answer(text, {
      parameters,
      propose: (polynomial) => {
        if (!known.has(polynomial)) open.push(polynomial);
        return known.get(polynomial) ?? null;
      },
      ...(derivatives === undefined ? {} : { derivatives }),
    });
    return { answered, open };
  };
  const decisionOf = (answered: Answer): Decision => {
    const { certificate } = answered;
    const parsed = answered.verdict === 'error' ? null : parseSource({ text, parameters });
    return {
      kind: 'decision',
      answer: answered,
      certificate: certificate === undefined ? null : JSON.stringify(certificate, null, 1) + '\n',
      drawing: parsed?.kind === 'parsed' ? draw(parsed.expr, answered) : null,
      polynomial: writtenOut(answered),
    };
  };
  let { answered, open } = decideOnce();
  while (answered.verdict === 'undecided' && open.length > 0) {
    // What holds if the rest takes too long.
    desk.partial(decisionOf(answered));
    const products = await desk.propose(open);
    for (const [i, polynomial] of open.entries()) known.set(polynomial, products[i] ?? null);
    // Where nothing is proposed, the answer is what it was.
    if (products.every((product) => product === null)) break;
    ({ answered, open } = decideOnce());
  }
  return decisionOf(answered);
}

function draw(expr: Expr, { certificate, coefficients }: Answer): Drawing {
  return drawingOf(approxFunction(expr), certificate, coefficients ?? null);
}

function writtenOut({ verdict, coefficients }: Answer): Decision['polynomial'] {
  const text = verdict === 'polynomial' ? polynomialText(coefficients ?? []) : null;
  const formula = text === null ? null : typeset(parse(text));
  return text === null || formula === null ? null : { text, formula };
}
