// One kink, far away.
//
// Below 1000 this is x², and inputs of ordinary size hardly see anything else. Yet it is no
// polynomial, and that alone decides: its kernel is strictly positive definite on every data set.
// In double precision nobody could tell: the nearer kinks show where that eigenvalue goes.
import { answer, approxGram, approxKernelFlow, parse } from 'nonpoly';

const { verdict, ceiling, witness } = answer('x^2 + relu(x - 1000)');
console.log(`x^2 + relu(x - 1000): ${verdict}`);
console.log(`  ${ceiling.text}`);
console.log(`  ${witness.text}`);

const inputs = { n: 5, d: 1, data: Float64Array.of(-2, -1, 0, 1, 2) };
for (const kink of [1, 3, 5, 7, 1000]) {
  const activations = [parse(`x^2 + relu(x - ${kink})`)];
  const network = { activations, depth: 2, weightVariance: 1, biasVariance: 1 };
  const { matrix, entryError } = approxGram(inputs, network, { kernel: 'ntk' });
  const flow = approxKernelFlow(matrix, new Float64Array(5), { entryError });
  const smallest = flow.eigenvalues[0];
  const shown = smallest > flow.resolution ? smallest.toExponential(1) : 'lost in rounding';
  console.log(`kink at ${kink}: smallest eigenvalue ${shown}`);
}

/* It prints:
x^2 + relu(x - 1000): non-polynomial
  it is smaller than every multiple of |x|^3 as x → +∞, so a polynomial would have degree ≤ 2
  its finite difference of order 3 at x = 13985/14 with step 1 is certainly not 0
kink at 1: smallest eigenvalue 9.1e-2
kink at 3: smallest eigenvalue 1.6e-2
kink at 5: smallest eigenvalue 1.9e-3
kink at 7: smallest eigenvalue 1.4e-4
kink at 1000: smallest eigenvalue lost in rounding
*/
