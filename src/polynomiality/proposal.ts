/**
 * # Factorisations proposed from outside
 *
 * Where logarithms or roots of polynomials in the generators stay apart, a computer algebra
 * system may know factors. It is asked in text and answers in text; an answer counts only if its
 * product, multiplied out here, is the polynomial. What follows from it goes through the checker
 * as everything else does.
 */
import * as Q from '../arith/rational.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import type { Expr } from '../expr/expr.ts';
import { InputError } from '../expr/input-error.ts';
import { parse } from '../expr/parse.ts';
import { NoForm, Rescale } from './atom.ts';
import type { Tower } from './atom.ts';
import * as M from './multivariate.ts';
import type { Multi } from './multivariate.ts';

/**
 * Writes a polynomial with rational coefficients in x, y1, y2, … as a product, in the language of
 * activations; null if it knows none. It need not be right.
 */
export type ProposeFactors = (polynomial: string) => string | null;

export interface Proposals {
  /** Absent: questions are only noted. */
  readonly propose: ProposeFactors | null;
  /** Answers by question; null where none was given or it was refused. */
  readonly answers: Map<string, string | null>;
  readonly refused: { readonly polynomial: string; readonly product: string }[];
}

export const createProposals = (propose: ProposeFactors | null): Proposals => ({
  propose,
  answers: new Map(),
  refused: [],
});

/** Larger polynomials are not asked for. */
const maxTerms = 60;
const maxQuestions = 12;
const maxAnswer = 10_000;

/**
 * Asks for factors of a polynomial that a logarithm or a root is taken of.
 * @throws Rescale if new ones were learned
 */
export function askForFactors(tower: Tower, a: Multi): void {
  const { proposals } = tower;
  if (!proposals || a.size < 3 || a.size > maxTerms) return;
  const { polynomial, names } = questionOf(tower, a);
  const { answers, propose, refused } = proposals;
  if (propose === null || answers.has(polynomial) || answers.size >= maxQuestions) {
    if (propose === null) answers.set(polynomial, null);
    return;
  }
  const product = propose(polynomial);
  answers.set(polynomial, null);
  const expr = product === null ? null : read(product, names);
  if (product === null || expr === null) return;
  const nodes = verifiedFactors(tower, expr, a);
  if (nodes === null) {
    refused.push({ polynomial, product });
    return;
  }
  answers.set(polynomial, product);
  const fresh = nodes.filter((node) => !tower.learned.factors.includes(node));
  if (nodes.length < 2 || fresh.length === 0) return;
  tower.learned.factors.push(...fresh);
  throw new Rescale();
}

/** The polynomial as text, its generators but x named y1, y2, … in ascending order. */
function questionOf(
  tower: Tower,
  a: Multi,
): { readonly polynomial: string; readonly names: ReadonlyMap<string, Expr> } {
  const { dag, nodeOf } = tower;
  const generators = [...M.generatorsOf(a)].filter((g) => g !== 0).sort((g, h) => g - h);
  const nameOf = new Map([[0, 'x'], ...generators.map((g, i) => [g, `y${i + 1}`] as const)]);
  const terms = [...a].map(([key, c]) =>
    [`(${Q.toText(c)})`, ...M.parseMonomial(key).map(([g, k]) => `${nameOf.get(g)!}^${k}`)].join(
      '*',
    ),
  );
  return {
    polynomial: terms.join(' + '),
    names: new Map(
      generators.map((g) => [nameOf.get(g)!, exprOf(dag, nodeOf(M.generator(g)))] as const),
    ),
  };
}

function read(product: string, names: ReadonlyMap<string, Expr>): Expr | null {
  if (product.length > maxAnswer) return null;
  try {
    return parse(product, { definitions: (name) => names.get(name) ?? null });
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Nodes of the factors that are not constant; null if the product is not the polynomial. */
function verifiedFactors(tower: Tower, product: Expr, a: Multi): readonly number[] | null {
  const { dag, fractions, form } = tower;
  try {
    if (!fractions.equal(form(addExpr(dag, product)), fractions.whole(a))) return null;
    const nodes = factorsOf(product).map((factor) => addExpr(dag, factor));
    return [...new Set(nodes)].filter((node) => {
      const { num, den } = form(node);
      return M.equals(den, M.one) && M.generatorsOf(num).size > 0;
    });
  } catch (error) {
    if (error instanceof NoForm) return null;
    throw error;
  }
}

function factorsOf(e: Expr): readonly Expr[] {
  if (e.kind !== 'call') return [e];
  const [first] = e.args;
  if (e.name === 'mul') return e.args.flatMap(factorsOf);
  if ((e.name === 'pow' || e.name === 'div' || e.name === 'neg') && first) return factorsOf(first);
  return [e];
}
