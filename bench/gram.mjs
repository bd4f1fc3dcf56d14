/**
 * How fast, how large, how exact are Gram matrices? N inputs of dimension 16, depth 3, NNGP and NTK,
 * against 2-D Gauss–Hermite quadrature in numpy and against neural-tangents, one after the other.
 *
 *     npm run build && node bench/gram.mjs [--n 500,1000,2000] [--python python3] [--jax PYTHON]
 *
 * --jax names a Python that has neural-tangents (0.6.2 with jax 0.4.13 runs). Errors are those of 24
 * entries against quadrature by panels (reference/gram.py), relative to the diagonal.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { randomInputs } from '../dist/index.js';
import { encodeNpy } from '../dist/data/npy.js';

const { values: options } = parseArgs({
  options: {
    n: { type: 'string', default: '500,1000,2000' },
    python: { type: 'string', default: 'python3' },
    jax: { type: 'string' },
    repeat: { type: 'string', default: '10' },
  },
});
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-gram-'));
const [dimension, depth, weight, bias] = [16, 3, 1.5, 0.1];

/** Runs a contender; null where it does not run. */
function run(command, args, input) {
  const found = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (found.status !== 0) {
    console.log(
      `  ${args[0].split('/').at(-1)} does not run: ${(found.stderr ?? '').trim().split('\n').at(-1)}`,
    );
    return null;
  }
  return JSON.parse(found.stdout);
}

const pieces = {
  'tanh(x)': [{ lower: null, value: ['t = np.tanh(x)'], slope: ['t = 1/np.cosh(x)**2'] }],
  'relu(x)': [
    { lower: null, value: ['t = 0.0*x'], slope: ['t = 0.0*x'] },
    { lower: 0, value: ['t = x'], slope: ['t = 0.0*x + 1'] },
  ],
  'gelu(x)': [
    {
      lower: null,
      value: ['t = x*special.ndtr(x)'],
      slope: ['t = special.ndtr(x) + x*density(x)'],
    },
  ],
};

/** [Σ³, Θ³] of pairs, by panels. */
function reference(activation, inputs, pairs) {
  const row = (i) => [...inputs.data.subarray(i * dimension, (i + 1) * dimension)];
  const settings = pairs.map(([i, j]) => ({
    dimension,
    weight,
    bias,
    pair: [i, j],
    inputs: [row(i), row(j)],
  }));
  const rows = [{ activation, pieces: pieces[activation], settings }];
  const found = run(
    options.python,
    [here('reference/gram.py')],
    JSON.stringify({ n: inputs.n, seed: 1, rows }),
  );
  const by = (kernel) =>
    found.rows.filter((r) => r.kernel === kernel).map((r) => r.depths[depth - 2]);
  const [sigma, theta] = [by('nngp'), by('ntk')];
  return pairs.map((_, p) => [sigma[p], theta[p]]);
}

const error = (samples, exact) =>
  Math.max(
    ...samples.flatMap((kernels, p) =>
      kernels.map((value, k) => {
        const [a, b, c] = exact[p][k];
        return Math.abs(value - c) / Math.sqrt(a * b);
      }),
    ),
  );

for (const n of options.n.split(',').map(Number)) {
  const inputs = randomInputs('gaussian', n, dimension, 1);
  const file = join(folder, `X${n}.npy`);
  writeFileSync(file, Buffer.concat([...encodeNpy(inputs.data, n, dimension)]));
  const pairs = Array.from({ length: 12 }, (_, p) => [(37 * p) % n, (101 * p + 1) % n]);
  for (const activation of Object.keys(pieces)) {
    console.log(`N = ${n}, ${activation}`);
    const exact = reference(activation, inputs, pairs);
    const args = (repeat) => [
      file,
      activation,
      String(depth),
      String(repeat),
      JSON.stringify(pairs),
    ];
    const contenders = [
      ['nonpoly', process.execPath, 'peers/gram-nonpoly.mjs', options.repeat],
      ['numpy, 2-D Gauss–Hermite, degree 25', options.python, 'peers/gram_numpy.py', '1'],
      ...(options.jax
        ? [['neural-tangents', options.jax, 'peers/gram_neural_tangents.py', options.repeat]]
        : []),
    ];
    let own = null;
    for (const [name, command, script, repeat] of contenders) {
      const found = run(command, [here(script), ...args(repeat)]);
      if (found === null) continue;
      own ??= found.seconds;
      console.log(
        `  ${name.padEnd(36)} ${found.seconds.toFixed(3).padStart(8)} s ${`${(found.seconds / own).toFixed(1)}×`.padStart(8)}` +
          ` ${found.megabytes.toFixed(0).padStart(6)} MB   error ${error(found.samples, exact).toExponential(1)}`,
      );
    }
  }
}
rmSync(folder, { recursive: true });
