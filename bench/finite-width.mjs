/**
 * How near is a network of finite width to its kernel? Distance of the empirical kernel from Θ by
 * width, with the fitted slope (−1/2 is expected); rate of training against 2ηλ_min; loss at the
 * end against the plateau. Prints JSON lines and a table: `node bench/finite-width.mjs [seeds]`.
 */
import {
  approxDecayRate,
  approxGram,
  approxKernelDistance,
  approxKernelFlow,
  createTraining,
  largestStableRate,
  parse,
  randomInputs,
} from 'nonpoly';

const seeds = Array.from({ length: Number(process.argv[2] ?? 10) }, (_, k) => k + 1);
const widths = [64, 128, 256, 512, 1024, 2048, 4096];
const inputs = randomInputs('sphere', 8, 4, 1);
const networkOf = (text, depth) => ({
  activations: [parse(text)],
  depth,
  weightVariance: 2,
  biasVariance: 0.1,
});

const mean = (values) => values.reduce((sum, v) => sum + v, 0) / values.length;
function standardError(values) {
  const m = mean(values);
  const square = values.reduce((sum, v) => sum + (v - m) ** 2, 0);
  return Math.sqrt(square / (values.length - 1) / values.length);
}

/** Least squares of log y against log x, with the standard error of the slope. */
function slope(x, y) {
  const [u, v] = [x.map(Math.log), y.map(Math.log)];
  const [mu, mv] = [mean(u), mean(v)];
  const spread = u.reduce((sum, a) => sum + (a - mu) ** 2, 0);
  const value = u.reduce((sum, a, k) => sum + (a - mu) * (v[k] - mv), 0) / spread;
  const rest = u.reduce((sum, a, k) => sum + (v[k] - mv - value * (a - mu)) ** 2, 0);
  return { value, error: Math.sqrt(rest / (u.length - 2) / spread) };
}

for (const [text, depth] of [
  ['relu(x)', 2],
  ['tanh(x)', 2],
  ['gelu(x)', 2],
  ['relu(x)', 3],
  ['tanh(x)', 3],
]) {
  const began = performance.now();
  const network = networkOf(text, depth);
  const { matrix } = approxGram(inputs, network, { kernel: 'ntk' });
  const rows = widths.map((width) => {
    const distances = seeds.map((seed) => {
      const options = { width, seed, steps: 0, learningRate: 1 };
      const training = createTraining(inputs, new Float64Array(8), network, options);
      return approxKernelDistance(training.empiricalKernel(), matrix);
    });
    return { width, distance: mean(distances), error: standardError(distances) };
  });
  const fit = slope(
    rows.map(({ width }) => width),
    rows.map(({ distance }) => distance),
  );
  const seconds = (performance.now() - began) / 1000;
  console.log(`\n${text}, depth ${depth}: ‖Θ̂ − Θ‖/‖Θ‖ over ${seeds.length} seeds`);
  for (const { width, distance, error } of rows)
    console.log(`  width ${width}: ${distance.toFixed(4)} ± ${error.toFixed(4)}`);
  console.log(
    `  slope ${fit.value.toFixed(3)} ± ${fit.error.toFixed(3)} in ${seconds.toFixed(0)} s`,
  );
}

// Labels along the slowest eigenvector, small, so that the kernel hardly moves.
console.log('\nrate of training over 2ηλ_min, labels along the slowest eigenvector');
for (const text of ['relu(x)', 'tanh(x)', 'gelu(x)'])
  for (const width of [256, 1024, 4096]) {
    const network = networkOf(text, 2);
    const { matrix } = approxGram(inputs, network, { kernel: 'ntk' });
    const { eigen } = approxKernelFlow(matrix, new Float64Array(8));
    const labels = eigen.vectors.slice(0, 8).map((v) => v / 10);
    const flow = approxKernelFlow(matrix, labels);
    const learningRate = largestStableRate(flow) / 20;
    const { rate } = approxDecayRate(flow, learningRate);
    const steps = Math.round(1 / rate);
    const ratios = seeds.map((seed) => {
      const training = createTraining(inputs, labels, network, {
        width,
        seed,
        steps,
        learningRate,
      });
      training.advance(steps);
      const losses = training.losses();
      return Math.log(losses[0] / losses[steps]) / (rate * steps);
    });
    console.log(
      `  ${text}, width ${width}: ${mean(ratios).toFixed(3)} ± ${standardError(ratios).toFixed(3)} (${steps} steps)`,
    );
  }
