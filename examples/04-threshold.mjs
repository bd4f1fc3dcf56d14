// x²: the exact threshold, and the null vector.
//
// With biases in the first layer a network of x² sees, of a point x of the line, only 1, x and x².
// Three distinct points are told apart, four never are: their third difference is a null vector of
// the kernel, whatever the variances, and wherever the points are.
import { certify, parse, rational } from 'nonpoly';

const network = {
  activations: [parse('x^2')],
  depth: 2,
  weightVariance: rational(1),
  biasVariance: rational(1),
};
for (const points of [
  [0, 1, 2],
  [0, 1, 2, 3],
  [0, 1, 3, 10],
]) {
  const inputs = points.map((x) => [rational(x)]);
  const { verdict, by, rank, threshold, nullVector } = certify(inputs, network, { kernel: 'ntk' });
  console.log(`${points.join(', ')}: ${verdict}, by ${by}; rank ${rank}, threshold ${threshold}`);
  if (nullVector) console.log(`  null vector ${nullVector.join(', ')}`);
}

/* It prints:
0, 1, 2: strictly-positive-definite, by theorem; rank 3, threshold 4
0, 1, 2, 3: singular, by exact; rank 3, threshold 4
  null vector -1, 3, -3, 1
0, 1, 3, 10: singular, by exact; rank 3, threshold 4
  null vector -21, 35, -15, 1
*/
