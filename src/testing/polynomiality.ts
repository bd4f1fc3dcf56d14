/**
 * # Rulings on polynomials
 */
import { certainlyNonzero } from '../arith/enclosure.ts';
import { toText, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { cellsOf } from '../cells/cells.ts';
import { addExpr } from '../cells/nodes.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { minus } from '../expr/build.ts';
import { evaluateAt } from '../expr/evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { parse } from '../expr/parse.ts';
import { postOrder } from '../expr/structure.ts';
import { decide } from '../polynomiality/decide.ts';
import type { Verdict } from '../polynomiality/verdict.ts';
import { definedness } from '../regularity/definedness.ts';
import { ruling } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import type { ReadSubject } from './subject.ts';

const verdicts = new WeakMap<Expr, Verdict>();

/** The verdict; kept, since a property asks several times for the same expression. */
export function verdictOf({ expr, text }: ReadSubject): Verdict {
  const known = verdicts.get(expr);
  if (known) return known;
  const verdict = decide(expr, { input: { text, parameters: {} } });
  verdicts.set(expr, verdict);
  return verdict;
}

const undefinedAt = new WeakMap<Expr, string | null>();

/** Why it is no activation: a point or an interval where it is not defined; null if none is known. */
export function whereUndefined(expr: Expr): string | null {
  const known = undefinedAt.get(expr);
  if (known !== undefined) return known;
  const dag = createDag(unlimited);
  const root = addExpr(dag, expr);
  const definedOnR = definedness(dag, root, cellsOf(dag, root));
  const where = definedOnR.value === false ? definedOnR.reason : null;
  undefinedAt.set(expr, where);
  return where;
}

/** What a verdict rests on, in one line. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'polynomial': {
      const degree = `degree ${verdict.exact ? '' : '≤ '}${verdict.degree}`;
      return `polynomial of ${degree}, coefficients (ascending) ${verdict.coefficients.join(', ')}`;
    }
    case 'non-polynomial': {
      const { ceiling, witness } = verdict;
      return `non-polynomial by ${ceiling.rule}: ${ceiling.text}${witness ? `; ${witness.text}` : ''}`;
    }
    case 'undecided': {
      const excluded = verdict.notPolynomialOfDegree;
      const shown = excluded === null ? '' : `; no polynomial of degree ≤ ${excluded}`;
      return `undecided: ${verdict.reasons.join('; ')}${shown}`;
    }
    default:
      return verdict satisfies never;
  }
}

/** Whether it is a polynomial. */
export function isPolynomial(subject: ReadSubject): Ruling {
  const verdict = verdictOf(subject);
  const because = `${subject.text} is ${verdictText(verdict)}`;
  if (verdict.kind === 'polynomial') return ruling('holds', because, [verdict.certificate]);
  const where = whereUndefined(subject.expr);
  if (where !== null)
    return ruling(
      'undecided',
      `${subject.text} is no activation, it is not defined on R: ${where}`,
    );
  return verdict.kind === 'non-polynomial'
    ? ruling('fails', because, [verdict.certificate])
    : ruling('undecided', because);
}

export type ExactNumber = number | string | Rational;

/** A number of a test as an exact text: 0.1 is 1/10. */
export const exactText = (value: ExactNumber): string =>
  typeof value === 'object' ? toText(value) : String(value);

/** @throws TypeError on a text with x, InputError on one that cannot be read */
export function readConstant(where: string, text: string): Expr {
  const expr = parse(text);
  if (postOrder(expr).some((node) => node.kind === 'variable'))
    throw new TypeError(`${where}: expected a number, got ${text}`);
  return expr;
}

/** Whether two constants in the language are equal. */
export function constantsAgree(a: string, b: string): boolean | null {
  if (a === b) return true;
  const [left, right] = [readConstant('coefficient', a), readConstant('coefficient', b)];
  const difference = minus(left, right);
  const value = evaluateAt(difference, zero, 512);
  if (value !== null && certainlyNonzero(value)) return false;
  const verdict = decide(difference);
  return verdict.kind === 'polynomial' && verdict.coefficients.join() === '0' ? true : null;
}
