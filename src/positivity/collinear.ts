/**
 * # Inputs on a line through 0
 *
 * Proposes factors c_l with σ_l(c_l t) = c_{l+1} σ_l(t) for pairs x_i = c_1 x_j: rescaled inputs of a
 * positively homogeneous σ, opposite ones of an odd or even σ, an input 0 where σ(0) = 0.
 */
import {
  approxNumber,
  div,
  equals,
  mul,
  neg,
  one,
  rational,
  sign,
  toText,
  zero,
} from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { addExpr, exprOf } from '../cells/nodes.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { relationNode } from '../checker/rules/collinear.ts';
import { approxFunction } from '../expr/approx-evaluate.ts';
import type { Expr } from '../expr/expr.ts';
import { decide } from '../polynomiality/decide.ts';
import type { CertificateJson } from '../polynomiality/write.ts';
import { attempt, bareCertificate, biasesOf, failed } from './problem.ts';
import type { Attempt, Inputs, Problem } from './problem.ts';

/** x_i = factor·x_j. */
interface Pair {
  readonly rows: readonly [number, number];
  readonly factor: Rational;
}

/** Pairs tried: of different factors. */
const mostPairs = 12;

export function byCollinear(problem: Problem): Attempt {
  const biases = biasesOf(problem);
  if (biases[0]) return failed('first-layer biases: parallel inputs are told apart');
  const pairs = parallelPairs(problem.inputs);
  if (pairs.length === 0) return failed('no input is 0 or parallel to another');
  for (const { rows, factor } of pairs) {
    const found = passedOn(problem, factor);
    if (found === null) continue;
    const claim = {
      claim: 'singular',
      rule: 'collinear',
      rows,
      factors: found.factors.map(toText),
      identities: found.identities,
    };
    return attempt(problem, problem.activations.map(bareCertificate), claim);
  }
  const [i, j] = pairs[0]!.rows;
  return failed(
    i === j
      ? `row ${i + 1} is 0, and σ(0) = 0 is not shown for every layer`
      : `rows ${j + 1} and ${i + 1} are parallel, and no σ(c·t) = c′·σ(t) is shown for every layer`,
  );
}

function parallelPairs(inputs: Inputs): readonly Pair[] {
  const firstOf = new Map<string, number>();
  const pairs = new Map<string, Pair>();
  const note = (pair: Pair): void => {
    const key = toText(pair.factor);
    if (pairs.size < mostPairs && !pairs.has(key)) pairs.set(key, pair);
  };
  for (const [i, row] of inputs.entries()) {
    const lead = row.find((value) => sign(value) !== 0);
    if (lead === undefined) {
      note({ rows: [i, i], factor: zero });
      continue;
    }
    const line = row.map((value) => toText(div(value, lead))).join(' ');
    const j = firstOf.get(line);
    if (j === undefined) firstOf.set(line, i);
    else {
      const other = inputs[j]!.find((value) => sign(value) !== 0)!;
      note({ rows: [i, j], factor: div(lead, other) });
    }
  }
  return [...pairs.values()];
}

/** The factors after each layer, with the identities that show them; null where one is missing. */
function passedOn(
  { activations, indices, layers }: Problem,
  first: Rational,
): {
  readonly factors: readonly Rational[];
  readonly identities: readonly (CertificateJson | null)[];
} | null {
  const factors = [first];
  const identities: (CertificateJson | null)[] = [];
  for (const [l, k] of indices.entries()) {
    const c = factors[l]!;
    const biased = sign(layers.biasVariance[l + 1]!) > 0;
    const found = relation(activations[k]!.expr, c, biased);
    if (found === null) return null;
    factors.push(found.factor);
    identities.push(found.identity);
  }
  const last = factors.at(-1)!;
  return equals(last, one) && sign(first) === 0 ? null : { factors, identities };
}

function relation(
  expr: Expr,
  c: Rational,
  biased: boolean,
): { readonly factor: Rational; readonly identity: CertificateJson | null } | null {
  if (equals(c, one)) return { factor: one, identity: null };
  const size = sign(c) < 0 ? neg(c) : c;
  const candidates = biased
    ? [one]
    : [zero, one, neg(one), c, neg(c), size, mul(c, c), mul(c, mul(c, c)), neg(mul(c, c))];
  const f = approxFunction(expr);
  const scale = approxNumber(c);
  for (const factor of candidates) {
    const d = approxNumber(factor);
    const near = [-2.3, -0.71, 0.37, 1.9].every((t) => {
      const [left, right] = [f(scale * t), d * f(t)];
      return Math.abs(left - right) <= 1e-9 * (Math.abs(left) + Math.abs(right));
    });
    if (!near) continue;
    const dag = createDag(unlimited);
    const to = createDag(unlimited);
    const node = relationNode({ dag, root: addExpr(dag, expr) }, c, factor, to);
    const verdict = decide(exprOf(to, node));
    const vanishes =
      verdict.kind === 'polynomial' &&
      verdict.coefficients.length === 1 &&
      verdict.coefficients[0] === toText(rational(0));
    if (vanishes) return { factor, identity: verdict.certificate };
  }
  return null;
}
