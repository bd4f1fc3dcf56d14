// Mixed layers, and the sharp number.
//
// With layers of degrees r₁, r₂, … the kernel is strictly positive definite on all sets of N
// admissible inputs exactly if N ≤ 1 + Π r_l. One layer that is no polynomial makes that ∞, wherever
// it stands. Both sides of the number are certified: below on these points, above with a null vector.
import { certify, layerClass, parse, rational } from 'nonpoly';

for (const texts of [
  ['x^2', 'x^3'],
  ['x', 'x'],
  ['x^2', 'gelu(x)'],
]) {
  const activations = texts.map((text) => parse(text));
  const product = activations.reduce((r, expr) => r * layerClass(expr).degreeAtLeast, 1);
  console.log(
    `${texts.join(', then ')}: ${product === Infinity ? 'every N' : `N ≤ ${1 + product}`}`,
  );
  const network = {
    activations,
    depth: 3,
    weightVariance: rational(1),
    biasVariance: [1, 0, 0].map((b) => rational(b)),
  };
  for (const n of product === Infinity ? [20] : [1 + product, 2 + product]) {
    const inputs = Array.from({ length: n }, (_, i) => [rational(i)]);
    const result = certify(inputs, network, { kernel: 'ntk', lambdaMin: false });
    console.log(`  N = ${n}: ${result.verdict} [theorem ${result.theorem}]`);
  }
}

/* It prints:
x^2, then x^3: N ≤ 7
  N = 7: strictly-positive-definite [theorem A, C, E]
  N = 8: singular [theorem D]
x, then x: N ≤ 2
  N = 2: strictly-positive-definite [theorem A, C, E]
  N = 3: singular [theorem D]
x^2, then gelu(x): every N
  N = 20: strictly-positive-definite [theorem A, C, E]
*/
