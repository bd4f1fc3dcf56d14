/**
 * # Cosine and sine of k·π/12
 *
 *     k          0    1              2      3      4      5
 *     cos kπ/12  1    (√6 + √2)/4    √3/2   √2/2   1/2    (√6 − √2)/4
 *
 * sin kπ/12 = cos (6 − k)π/12, and a quarter turn takes (c, s) to (−s, c).
 */
import * as Q from './rational.ts';
import type { Form, Forms } from './form.ts';

/** @param squareRoot the form of the square root of an integer, from a step */
export function turn(
  forms: Forms,
  squareRoot: (n: bigint) => Form,
  k: number,
): readonly [cosine: Form, sine: Form] {
  const constant = (num: bigint, den: bigint = 1n): Form => forms.constant(Q.rational(num, den));
  const cosine = (j: number): Form => {
    switch (j) {
      case 0:
        return constant(1n);
      case 1:
      case 5: {
        const [two, three] = [squareRoot(2n), squareRoot(3n)];
        const six = forms.mul(two, three);
        return forms.mul(constant(1n, 4n), forms.add(six, j === 1 ? two : forms.neg(two)));
      }
      case 2:
        return forms.mul(constant(1n, 2n), squareRoot(3n));
      case 3:
        return forms.mul(constant(1n, 2n), squareRoot(2n));
      case 4:
        return constant(1n, 2n);
      default:
        return forms.zero;
    }
  };
  const within = ((k % 24) + 24) % 24;
  let [c, s] = [cosine(within % 6), cosine(6 - (within % 6))];
  for (let quarter = 0; quarter < Math.floor(within / 6); quarter++) [c, s] = [forms.neg(s), c];
  return [c, s];
}
