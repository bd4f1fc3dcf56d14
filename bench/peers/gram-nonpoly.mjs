/** One Gram matrix by nonpoly, both kernels: prints seconds, peak memory, sampled entries. */
import { readFileSync } from 'node:fs';
import { parse, readDataSet } from '../../dist/index.js';
import { fullMatrix } from '../../dist/ntk/gram.js';
import { approxKernels } from '../../dist/ntk/kernel.js';

const [, , inputs, activation, depth, repeat, pairs] = process.argv;
const set = await readDataSet(readFileSync(inputs));
const network = {
  activations: [parse(activation)],
  depth: Number(depth),
  weightVariance: 1.5,
  biasVariance: 0.1,
};
let seconds = Infinity;
let matrices = null;
for (let run = 0; run < Number(repeat); run += 1) {
  const began = performance.now();
  const kernels = approxKernels(set, network, { kernel: 'ntk' });
  if (kernels.kind !== 'packed') throw new Error(JSON.stringify(kernels));
  matrices = [kernels.sigma, kernels.theta].map(fullMatrix);
  seconds = Math.min(seconds, (performance.now() - began) / 1000);
}
const samples = JSON.parse(pairs).map(([i, j]) => matrices.map((m) => m[i * set.n + j]));
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, megabytes, samples }));
