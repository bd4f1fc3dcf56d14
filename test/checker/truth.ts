/**
 * # Is a proved claim true? An independent look
 *
 * Judges what the checker accepted by the producer's enclosures alone, at points that no
 * certificate chose: a false acceptance shows as a certified contradiction.
 */
import * as Q from '../../src/arith/rational.ts';
import { certainlyNonzero, sub } from '../../src/arith/enclosure.ts';
import type { Outcome } from '../../src/checker/check.ts';
import { evaluateAt } from '../../src/expr/evaluate.ts';
import type { Expr } from '../../src/expr/expr.ts';
import { parse } from '../../src/expr/parse.ts';
import { difference } from '../../src/polynomiality/witness.ts';

type Proved = Extract<Outcome, { accepted: true }>['proved'][number];

/** Off every special point of the test expressions, over several scales and both signs. */
const probes = [
  [1, 97],
  [-1, 97],
  [31, 17],
  [-31, 17],
  [211, 19],
  [-211, 19],
  [7001, 3],
  [-7001, 3],
  [3, 1009],
  [5, 7],
].map(([n, d]) => Q.rational(n!, d!));

/** "holds", or a sentence on how the claim was contradicted. */
export function judge(expression: string, proved: Proved): string {
  const expr = parse(expression);
  switch (proved.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere':
      return agreesWith(expr, proved.coefficients);
    case 'non-polynomial':
      return differs(expr, 48) || differs(expr, 12)
        ? 'holds'
        : 'no high difference is certainly nonzero';
    case 'not-polynomial-of-degree':
      return differs(expr, proved.degree! + 1) ? 'holds' : 'its difference was not found nonzero';
  }
}

function agreesWith(expr: Expr, coefficients: readonly string[]): string {
  const terms = coefficients.map((c, k) => `(${c})*x^${k}`).join(' + ');
  const polynomial = parse(terms);
  for (const x of probes) {
    const [value, expected] = [evaluateAt(expr, x, 256), evaluateAt(polynomial, x, 256)];
    if (value && expected && certainlyNonzero(sub(value, expected, 256)))
      return `differs from its polynomial at ${Q.toText(x)}`;
  }
  return 'holds';
}

function differs(expr: Expr, order: number): boolean {
  // Single points that differ are met by integer stencils only.
  const integers = difference((x, p) => evaluateAt(expr, x, p), order, Q.rational(-3), Q.one, 1024);
  if (integers && certainlyNonzero(integers)) return true;
  for (const scale of [1, 4, 40, 4000]) {
    for (const start of probes) {
      const step = Q.rational(scale, 7);
      const value = difference((x, p) => evaluateAt(expr, x, p), order, start, step, 1024);
      if (value && certainlyNonzero(value)) return true;
    }
  }
  return false;
}
