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
import { rationalConstant } from '../../src/expr/constant.ts';
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
  const expr = parse(expression, { limits: { length: 1_000_000 } });
  switch (proved.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere':
      return agreesWith(expr, proved.coefficients);
    case 'polynomial-on':
      return agreesWith(expr, proved.coefficients, (x) => liesIn(x, proved.on!));
    case 'non-polynomial':
      return differs(expression, 48) || differs(expression, 12)
        ? 'holds'
        : 'no high difference is certainly nonzero';
    case 'not-polynomial-of-degree':
      return differs(expression, proved.degree! + 1)
        ? 'holds'
        : 'its difference was not found nonzero';
  }
}

/** Strictly inside, whatever the point in an end's isolating interval. */
const liesIn = (x: Q.Rational, { lower, upper }: NonNullable<Proved['on']>): boolean =>
  (lower === null || Q.compare(lower.kind === 'rational' ? lower.value : lower.upper, x) < 0) &&
  (upper === null || Q.compare(x, upper.kind === 'rational' ? upper.value : upper.lower) < 0);

function agreesWith(
  expr: Expr,
  coefficients: readonly string[],
  on: (x: Q.Rational) => boolean = () => true,
): string {
  const terms = coefficients.map((c, k) => `(${c})*x^${k}`).join(' + ');
  const polynomial = parse(terms);
  for (const x of probes.filter(on)) {
    const [value, expected] = [evaluateAt(expr, x, 256), evaluateAt(polynomial, x, 256)];
    if (value && expected && certainlyNonzero(sub(value, expected, 256)))
      return `differs from its polynomial at ${Q.toText(x)}`;
  }
  return 'holds';
}

/** The numbers that the expression itself is made of: features sit at them and have their size. */
function ownNumbers(expression: string): readonly Q.Rational[] {
  const texts = [...new Set(expression.match(/\d+(\.\d+)?(e[+-]?\d+)?/g) ?? [])];
  return texts
    .filter((text) => text.length < 100)
    .slice(0, 8)
    .map((text) => rationalConstant(parse(text)))
    .filter((q) => q !== null);
}

function differs(expression: string, order: number): boolean {
  const expr = parse(expression, { limits: { length: 1_000_000 } });
  const precision = 1024 + 4 * Math.min(expression.length, 10_000);
  // Single points that differ are met by integer stencils only.
  const integers = difference(
    (x, p) => evaluateAt(expr, x, p),
    order,
    Q.rational(-3),
    Q.one,
    precision,
  );
  if (integers && certainlyNonzero(integers)) return true;
  const own = ownNumbers(expression);
  const steps = [
    ...[1, 4, 40, 4000].map((scale) => Q.rational(scale, 7)),
    Q.rational(1, 1_000_003),
    ...own.filter((q) => Q.sign(q) !== 0).map((q) => Q.div(q, Q.rational(7))),
  ];
  for (const step of steps) {
    for (const start of [...own, ...probes]) {
      const value = difference((x, p) => evaluateAt(expr, x, p), order, start, step, precision);
      if (value && certainlyNonzero(value)) return true;
    }
  }
  return false;
}
