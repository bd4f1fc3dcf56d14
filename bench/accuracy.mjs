/**
 * How exact are Gram matrices over the catalogue? N = 50 Gaussian inputs in dimension 1, 2, 8, depth
 * 2 to 4, weight and bias variances 0.1, 1, 10: a few entries of Σ and Θ against iterated quadrature by
 * panels cut at kinks, relative to the diagonal; and the smallest eigenvalue over the largest.
 *
 *     npm run build && node bench/accuracy.mjs [--only gelu,elu] [--after NAME] [--n 50] [--depths 2,3,4] [--pairs 3] [--seed 1]
 *
 * Kinks take minutes an activation at depth 4, and the whole catalogue an hour or two; `--after` goes on
 * behind the last activation of a run that was stopped.
 */
import { parseArgs } from 'node:util';
import { listActivations, randomInputs } from '../dist/index.js';
import { parseActivation } from '../dist/activations/parse-activation.js';
import { approxFunction } from '../dist/expr/approx-evaluate.js';
import { derivative } from '../dist/expr/derivative.js';
import { print } from '../dist/expr/print.js';
import { approxEigen } from '../dist/linalg/approx-eigen.js';
import { fullMatrix } from '../dist/ntk/gram.js';
import { approxKernels } from '../dist/ntk/kernel.js';
import { smoothPieces } from '../dist/ntk/smooth-piece.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    after: { type: 'string' },
    n: { type: 'string', default: '50' },
    depths: { type: 'string', default: '2,3,4' },
    pairs: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const [pairs, n] = [Number(options.pairs), Number(options.n)];
const depths = options.depths.split(',').map(Number);

/** Nodes and weights of Gauss–Legendre on [−1, 1]. */
function legendre(count) {
  return Array.from({ length: count }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step += 1) {
      let [low, high] = [1, x];
      for (let k = 2; k <= count; k += 1)
        [low, high] = [high, ((2 * k - 1) * x * high - (k - 1) * low) / k];
      slope = (count * (x * high - low)) / (x * x - 1);
      x -= high / slope;
    }
    return [x, 2 / ((1 - x * x) * slope * slope)];
  });
}
const rule = legendre(12);
const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
/** Beyond so many standard deviations f(sz)² times the density is below 1e−20 of its largest. */
function reachOf(f, s) {
  const size = (z) => Math.max(f(s * z) ** 2, f(-s * z) ** 2) * density(z);
  const grid = Array.from({ length: 149 }, (_, k) => k / 4).map(size);
  const most = Math.max(...grid.filter(Number.isFinite));
  const last = grid.findLastIndex((value) => value > 1e-20 * most);
  return Math.max(9.5, (last + 1) / 4);
}

/** ∫ f φ over [−reach, reach], panels of at most `width` cut at the points. */
function integral(f, cuts, width, reach) {
  const ends = [-reach, ...cuts.filter((c) => Math.abs(c) < reach).sort((a, b) => a - b), reach];
  let sum = 0;
  for (let k = 0; k + 1 < ends.length; k += 1) {
    const [from, to] = [ends[k], ends[k + 1]];
    const parts = Math.ceil((to - from) / width);
    for (let part = 0; part < parts; part += 1) {
      const half = (to - from) / parts / 2;
      const middle = from + (2 * part + 1) * half;
      for (const [x, w] of rule)
        sum += w * half * density(middle + half * x) * f(middle + half * x);
    }
  }
  return sum;
}

/** Where activations change, in units of their argument: panels get finer there. */
const grading = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64].flatMap((u) => [
  u,
  -u,
]);

/** E[f(u)f(v)] for variances p, q and covariance c. */
function dual(f, kinksWithin, p, q, c) {
  const [s, t] = [Math.sqrt(p), Math.sqrt(q)];
  const kinks = kinksWithin(10 * Math.max(s, t));
  const rho = Math.max(-1, Math.min(1, c / (s * t)));
  const marks = [...kinks, ...grading];
  const own = marks.map((k) => k / s);
  const reach = Math.max(reachOf(f, s), reachOf(f, t));
  if (1 - Math.abs(rho) < 1e-15) {
    const other = marks.map((k) => (Math.sign(rho) * k) / t);
    return integral((x) => f(s * x) * f(t * Math.sign(rho) * x), [...own, ...other], 1, reach);
  }
  const rest = Math.sqrt((1 - rho) * (1 + rho));
  // Where kinks of v pass, the inner integral changes over a distance near rest: to be met by cuts
  // unless kinks lie closer together than that.
  const spacing = (20 * Math.max(s, t)) / kinks.length;
  const layers = kinks.flatMap((k) =>
    rho === 0 || spacing < t * rest
      ? []
      : [0, 1, -1, 3, -3, 7, -7, 15, -15].map((m) => k / (t * rho) + (m * rest) / Math.abs(rho)),
  );
  return integral(
    (x) =>
      f(s * x) *
      integral(
        (y) => f(t * (rho * x + rest * y)),
        marks.map((k) => (k / t - rho * x) / rest),
        1,
        reach,
      ),
    [...own, ...layers],
    1,
    reach,
  );
}

/** [Σ, Θ] of a pair at depths 1, 2, …; null for Θ where σ′ is not in the language. */
function reference(f, slope, kinks, x, y, { depth, w, b }) {
  const d = x.length;
  const inner = (u, v) => u.reduce((sum, value, k) => sum + value * v[k], 0);
  let sigma = [inner(x, x), inner(y, y), inner(x, y)].map((v) => (w * v) / d + b);
  let theta = [...sigma];
  const all = [{ sigma, theta }];
  for (let layer = 1; layer < depth; layer += 1) {
    const [p, q, c] = sigma;
    const args = [
      [p, p, p],
      [q, q, q],
      [p, q, c],
    ];
    sigma = args.map((of) => w * dual(f, kinks, ...of) + b);
    theta = slope && args.map((of, k) => sigma[k] + w * theta[k] * dual(slope, kinks, ...of));
    all.push({ sigma, theta });
  }
  return all;
}

const texts = new Map();
for (const { name, parameters } of listActivations())
  if (!options.only || options.only.split(',').some((o) => name.toLowerCase().includes(o))) {
    // Parameters without a default: 1/4.
    const set = Object.fromEntries(parameters.map((key) => [key, '1/4']));
    const { expr } = parseActivation(name, { parameters: set });
    texts.set(print(expr), { name, expr });
  }

if (options.after !== undefined) {
  const last = [...texts.values()].findIndex(({ name }) => name === options.after);
  if (last < 0) throw new Error(`no activation is printed as ${options.after}`);
  for (const text of [...texts.keys()].slice(0, last + 1)) texts.delete(text);
}

let [worst, rounding, count, refused] = [0, 0, 0, 0];
for (const [text, { name, expr }] of texts) {
  const started = Date.now();
  const f = approxFunction(expr);
  const slopeExpr = derivative(expr);
  const slope = slopeExpr && approxFunction(slopeExpr);
  // One that is missing here would show: neither rule converges across it.
  const pieces = smoothPieces(expr);
  const kinks = (reach) =>
    pieces
      .within(reach)
      .map(({ upper }) => upper)
      .filter((upper) => Math.abs(upper) < reach);
  let [most, least] = [0, 0];
  const none = new Set();
  let own = 0;
  for (const d of [1, 2, 8])
    for (const v of [0.1, 1, 10]) {
      const inputs = randomInputs('gaussian', n, d, Number(options.seed));
      const row = (i) => [...inputs.data.subarray(i * d, (i + 1) * d)];
      const places = Array.from({ length: pairs }, (_, p) => [
        (7 * p + 2) % n,
        (11 * p + 20 + d) % n,
      ]);
      let truths = null;
      for (const depth of depths) {
        const structure = { activations: [expr], depth, weightVariance: v, biasVariance: v };
        const matrices = [];
        const began = performance.now();
        // Θ comes with Σ; Σ may exist alone.
        for (const kernel of ['ntk', 'nngp']) {
          const packed = approxKernels(inputs, structure, { kernel });
          if (packed.kind !== 'packed') {
            none.add(`${kernel}: ${packed.reason}`);
            refused += 1;
            continue;
          }
          matrices.push(['sigma', packed.sigma]);
          if (kernel === 'ntk') matrices.push(['theta', packed.theta]);
          break;
        }
        own += performance.now() - began;
        if (matrices.length === 0) continue;
        truths ??= places.map(([i, j]) => {
          const setting = { depth: Math.max(...depths), w: v, b: v };
          return reference(f, slope, kinks, row(i), row(j), setting);
        });
        for (const [of, half] of matrices) {
          const matrix = fullMatrix(half);
          const { values } = approxEigen(matrix, n);
          least = Math.min(least, values[0] / values[n - 1]);
          for (const [p, [i, j]] of places.entries()) {
            const exact = truths[p][depth - 1][of];
            if (exact === null) continue;
            const error = Math.abs(matrix[i * n + j] - exact[2]) / Math.sqrt(exact[0] * exact[1]);
            if (!(error <= most)) most = error;
            count += 1;
          }
        }
      }
    }
  worst = Math.max(worst, most);
  rounding = Math.min(rounding, least);
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s, ${(own / 1000).toFixed(1)} s of it matrices`;
  console.log(
    `${most.toExponential(1)}  λ_min/λ_max ≥ ${least.toExponential(1)}  ${seconds}  ${name} = ${text}` +
      [...none].map((reason) => `\n    ${reason}`).join(''),
  );
}
console.log(
  `${texts.size} activations, ${count} entries: largest error ${worst.toExponential(1)} of the diagonal; least eigenvalue ${rounding.toExponential(1)} of the largest; ${refused} kernels refused`,
);
