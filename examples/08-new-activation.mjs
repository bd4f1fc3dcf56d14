// A new activation from a paper, start to finish.
//
// Serf, x·erf(softplus(x)) (Nag, Bhattacharyya 2021): is it covered by the theory? First what it
// is, then the hypotheses with their reasons, then what follows, then numbers.
import { answer, approxGram, approxHermite, approxKernelFlow } from 'nonpoly';
import { parse, randomInputs } from 'nonpoly';

const text = 'x*erf(softplus(x))';
const { verdict, hypotheses, consequences } = answer(text);
console.log(`${text}: ${verdict}`);
for (const [name, { value, reason }] of Object.entries(hypotheses))
  console.log(`  ${name}: ${value} (${reason})`);
for (const { statement, theorem } of consequences) console.log(`  ${statement} [${theorem}]`);

// How much of it sees each degree (E[σ(Z)h_k(Z)]), and how fast a wide network learns with it.
const { coefficients } = approxHermite(parse(text), 1, 8);
console.log(`Hermite coefficients: ${[...coefficients].map((a) => a.toFixed(4)).join(', ')}`);
const inputs = randomInputs('sphere', 20, 5, 1);
const network = { activations: [parse(text)], depth: 3, weightVariance: 2, biasVariance: 0.1 };
const { matrix, entryError } = approxGram(inputs, network, { kernel: 'ntk' });
const { eigenvalues } = approxKernelFlow(matrix, new Float64Array(20), { entryError });
console.log(
  `NTK at depth 3 of 20 inputs: eigenvalues ${eigenvalues[0].toFixed(3)} … ${eigenvalues[19].toFixed(1)}`,
);

/* It prints:
x*erf(softplus(x)): non-polynomial
  definedOnR: true (every part is enclosed on all of R)
  continuous: true (a composition of continuous functions, defined on all of R)
  locallyAbsolutelyContinuous: true (continuous, with a locally square-integrable derivative off a countable set)
  differentiableAlmostEverywhere: true (analytic off a closed countable set)
  gaussianIntegrable: true (at most polynomial growth, |x|^1)
  derivativeGaussianIntegrable: true (bounded up to logarithms)
  Σ and Θ are strictly positive definite on every admissible set of N inputs, for every N and every depth L ≥ 2 (N ≤ 1 + r^(L−1) with r = ∞). Admissible: distinct inputs with first-layer biases, or pairwise non-parallel nonzero inputs without (d ≥ 2). [B, C, E]
Hermite coefficients: 0.2493, 0.5998, 0.2722, -0.0370, -0.0567, 0.0138, 0.0213, -0.0051
NTK at depth 3 of 20 inputs: eigenvalues 0.187 … 46.1
*/
