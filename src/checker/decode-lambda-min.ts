/**
 * # The strict decoder of claims by `lambda-min`
 */
import * as Q from './rational.ts';
import { divisorCost } from './cost.ts';
import { ensure } from './ensure.ts';
import type { Budget } from './ensure.ts';
import { array, integer, object, rational, string } from './field.ts';
import { kernelLimits } from './kernel-certificate.ts';
import type { LambdaMin, Quadrature } from './kernel-certificate.ts';
import type { Rational } from './rational.ts';

/** Characters of a rational here. */
const mostDigits = 400;

/** @throws Refused */
export function decodeLambdaMin(
  value: unknown,
  path: string,
  { n, activations, budget }: { n: number; activations: number; budget: Budget },
): LambdaMin {
  const fields = object(value, path, [
    'claim',
    'rule',
    'bound',
    'precision',
    'terms',
    'quadrature',
    'panels',
  ]);
  const { eigenvalueRows: rows, eigenvaluePrecision, terms, ends: mostEnds } = kernelLimits;
  ensure(n <= rows, 'too-large', 'inputs', `at most ${rows} rows for this rule`, String(n));
  const number = (v: unknown, at: string): Rational => {
    const text = string(v, at);
    const length = String(text.length);
    ensure(text.length <= mostDigits, 'too-large', at, `at most ${mostDigits} digits`, length);
    budget.spend(divisorCost(4 * text.length));
    return rational(text, at);
  };
  const numbers = (v: unknown, at: string, most: number): readonly Rational[] =>
    array(v, at, most).map((item, i) => number(item, `${at}.${i}`));

  const bound = number(fields.bound, `${path}.bound`);
  ensure(Q.sign(bound) > 0, 'out-of-range', `${path}.bound`, 'a bound > 0', Q.toText(bound));
  const at = `${path}.panels`;
  const lists = array(fields.panels, at, kernelLimits.activations);
  const one = lists.length === activations;
  ensure(one, 'wrong-length', at, `${activations} entries`, String(lists.length));
  const panels = lists.map((list, k) => {
    if (list === null) return null;
    const ends = numbers(list, `${at}.${k}`, mostEnds);
    const rising = ends.every((x, i) => i === 0 || Q.compare(ends[i - 1]!, x) < 0);
    ensure(rising, 'out-of-range', `${at}.${k}`, 'increasing ends');
    const reaching =
      ends.length > 1 &&
      Q.compare(ends[0]!, Q.neg(Q.one)) <= 0 &&
      Q.compare(ends.at(-1)!, Q.one) >= 0;
    ensure(reaching, 'out-of-range', `${at}.${k}`, 'ends from ≤ −1 to ≥ 1');
    return ends;
  });
  return {
    claim: 'strictly-positive-definite',
    rule: 'lambda-min',
    bound,
    precision: integer(fields.precision, `${path}.precision`, 64, eigenvaluePrecision),
    terms: integer(fields.terms, `${path}.terms`, 1, terms),
    quadrature:
      fields.quadrature === null ? null : quadrature(fields.quadrature, path, numbers, number),
    panels,
  };
}

function quadrature(
  value: unknown,
  path: string,
  numbers: (v: unknown, at: string, most: number) => readonly Rational[],
  number: (v: unknown, at: string) => Rational,
): Quadrature {
  const at = `${path}.quadrature`;
  const fields = object(value, at, ['nodes', 'weights', 'ellipse']);
  const nodes = numbers(fields.nodes, `${at}.nodes`, kernelLimits.nodes);
  const weights = numbers(fields.weights, `${at}.weights`, kernelLimits.nodes);
  const same = nodes.length > 0 && weights.length === nodes.length;
  ensure(same, 'wrong-length', at, 'as many weights as nodes, at least one');
  // At the ends of a panel σ may have another value than its branch.
  const inside = nodes.every(({ num, den }) => -den < num && num < den);
  ensure(inside, 'out-of-range', `${at}.nodes`, 'nodes in (−1, 1)');
  const ellipse = number(fields.ellipse, `${at}.ellipse`);
  const fits = Q.compare(ellipse, Q.one) > 0 && Q.compare(ellipse, Q.rational(1000n)) < 0;
  ensure(fits, 'out-of-range', `${at}.ellipse`, 'a number between 1 and 1000');
  return { nodes, weights, ellipse };
}
