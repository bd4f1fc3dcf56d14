/**
 * # Signs of rational functions of one term
 *
 * 4cos⁴x − 4cos²x + 2 = p(g) with g = cos x in [−1, 1]: Sturm's theorem on the enclosure of g gives
 * a sign that enclosures of its powers do not.
 */
import { signOnCell } from './cell.ts';
import type { Point } from './cell.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import type { Dyadic, Interval } from './interval.ts';
import * as Q from './rational.ts';
import type { Rational } from './rational.ts';
import { createRationalFunctions } from './rational-function.ts';

/** ≥ 0 (sign 1) or ≤ 0 (sign −1) on the whole cell; strictly so, or 0 at places. */
export interface TermSign {
  readonly sign: 1 | -1;
  readonly strict: boolean;
}

/** Ends of enclosures beyond 2^±this are left out. */
const maxExponent = 300;

/** @param range the enclosure of a node on the cell */
export function createSignByTerm(
  dag: Dag,
  branch: (n: number) => number | null,
  range: (n: number) => Interval | null,
): (n: number) => TermSign | null {
  return (n) => {
    const g = onlyTerm(dag, n, branch);
    const enclosure = g === null ? null : range(g);
    if (g === null || enclosure === null) return null;
    const f = createRationalFunctions(dag, branch, g)(n);
    const [lower, upper] = [rationalOf(enclosure.lower), rationalOf(enclosure.upper)];
    if (f === null || (lower && upper && Q.compare(lower, upper) >= 0)) return null;
    const point = (value: Rational | null): Point | null => value && { kind: 'rational', value };
    const open = { kind: 'open' as const, lower: point(lower), upper: point(upper) };
    const below = signOnCell(f.denominator, open, dag.budget);
    const above = below ? signOnCell(f.numerator, open, dag.budget) : null;
    if (!above || !below) return null;
    // At an end that may be taken the function is defined, and by continuity has no other sign.
    const atEnd = (value: Rational | null, isOpen: boolean): boolean =>
      value === null ||
      isOpen ||
      signOnCell(f.numerator, { kind: 'point', at: point(value)! }, dag.budget) !== 0;
    const strict =
      atEnd(lower, enclosure.lowerOpen && enclosure.lower !== null) &&
      atEnd(upper, enclosure.upperOpen && enclosure.upper !== null);
    return { sign: (above * below) as 1 | -1, strict };
  };
}

/** The one node, other than x, that n is made of by arithmetic; null if there is none, or several. */
function onlyTerm(dag: Dag, n: number, branch: (n: number) => number | null): number | null {
  let found: number | null = null;
  let several = false;
  const seen = new Set<number>();
  const visit = (k: number): void => {
    if (several || seen.has(k) || rationalConstant(dag, k) !== null) return;
    seen.add(k);
    const { op, args } = dag.nodes[k]!;
    const exponent = op === 'pow' ? rationalConstant(dag, args[1]!) : null;
    if (['neg', 'add', 'mul', 'div'].includes(op)) args.forEach(visit);
    else if (exponent !== null && Q.isInteger(exponent)) visit(args[0]!);
    else {
      const chosen = branch(k);
      if (chosen !== null) visit(chosen);
      else if (found === null || found === k) found = k;
      else several = true;
    }
  };
  visit(n);
  return several || found === null || dag.nodes[found]!.op === 'x' ? null : found;
}

/** Null: infinite, or too large or small to be of use (then left out: a wider interval). */
export function rationalOf(d: Dyadic | null): Rational | null {
  if (d === null || Math.abs(d.e) > maxExponent) return null;
  return d.e >= 0 ? Q.rational(d.m << BigInt(d.e)) : Q.rational(d.m, 1n << BigInt(-d.e));
}
