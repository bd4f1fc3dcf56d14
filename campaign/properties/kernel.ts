/** Kernels against Wick's theorem, and under what leaves them unchanged. */
import fc from 'fast-check';
import { approxNumber, toText } from '../../src/arith/rational.ts';
import { dataSetOf } from '../../src/data/rows.ts';
import { exactRow } from '../../src/data/data-set.ts';
import { shortestDecimal } from '../../src/data/number-text.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxGram } from '../../src/ntk/gram.ts';
import type { Architecture } from '../../src/ntk/architecture.ts';
import { certify } from '../../src/positivity/certify.ts';
import {
  architecture,
  libraryActivation,
  nonParallelInputs,
  polynomialActivation,
  withActivation,
} from '../../src/testing/index.ts';
import type { Rows } from '../../src/testing/index.ts';
import { coefficients } from '../../src/testing/polynomial-coefficients.ts';
import { property } from '../property.ts';
import type { Outcome, Property } from '../property.ts';

type Matrix = { readonly n: number; readonly matrix: Float64Array };

function gramOf(rows: Rows, structure: Architecture, kernel: 'nngp' | 'ntk'): Matrix | null {
  const gram = approxGram(dataSetOf(rows), structure, { kernel });
  return gram.kind === 'gram' ? gram : null;
}

/** Entries agree to 1e-6 of the largest. */
function agree(a: Matrix, entry: (i: number, j: number) => number, what: string): Outcome {
  const { n, matrix } = a;
  const scale = Math.max(...matrix.map(Math.abs));
  if (!Number.isFinite(scale)) return 'undecided';
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const [x, y] = [matrix[i * n + j]!, entry(i, j)];
      if (!(Math.abs(x - y) <= 1e-6 * scale))
        return { defect: `${what}: entry (${i}, ${j}) is ${x} and ${y}` };
    }
  return 'holds';
}

/** E[u^a v^b] of Gaussians with E[u²] = p, E[v²] = q, E[uv] = r: E[u^a v^b] = (a−1)p·E[u^{a−2}v^b] + b·r·E[u^{a−1}v^{b−1}]. */
function moment(a: number, b: number, p: number, q: number, r: number): number {
  if (a < 0 || b < 0) return 0;
  if (a === 0) return b === 0 ? 1 : (b - 1) * q * moment(0, b - 2, p, q, r);
  const first = a > 1 ? (a - 1) * p * moment(a - 2, b, p, q, r) : 0;
  return first + (b > 0 ? b * r * moment(a - 1, b - 1, p, q, r) : 0);
}

const rows = nonParallelInputs({ n: { min: 1, max: 4 }, dimension: { min: 2, max: 3 } }).map(
  (list) => list.map((row) => row.map((entry) => entry / 16)),
);

const permuted = (list: Rows): Rows => [...list].reverse();
const exactly = (value: number | readonly number[]) => shortestDecimal(value as number);

export const kernelProperties: readonly Property[] = [
  property(
    'Wick',
    'the kernels of polynomials with one hidden layer are those of the moments of Gaussians',
    fc.record({
      list: coefficients(1, 3),
      inputs: rows,
      structure: architecture({ depth: 2 }),
    }),
    ({ list, inputs, structure }) => {
      const c = list.map(approxNumber);
      const σ = parse(list.map((q, k) => `(${toText(q)})*x^${k}`).join(' + '));
      const whole = withActivation(structure, { expr: σ });
      const [nngp, ntk] = [gramOf(inputs, whole, 'nngp'), gramOf(inputs, whole, 'ntk')];
      if (nngp === null || ntk === null) return 'undecided';
      const { weightVariance: w, biasVariance: beta } = structure;
      const d = inputs[0]!.length;
      const first = (i: number, j: number): number =>
        (w / d) * inputs[i]!.reduce((sum, entry, k) => sum + entry * inputs[j]![k]!, 0) + beta;
      const expected = (i: number, j: number): readonly [Σ: number, Θ: number] => {
        const [p, q, r] = [first(i, i), first(j, j), first(i, j)];
        let [value, slope] = [0, 0];
        for (const [a, x] of c.entries())
          for (const [b, y] of c.entries()) {
            value += x * y * moment(a, b, p, q, r);
            if (a > 0 && b > 0) slope += a * b * x * y * moment(a - 1, b - 1, p, q, r);
          }
        return [w * value + beta, w * value + beta + w * r * slope];
      };
      const outcome = agree(nngp, (i, j) => expected(i, j)[0], 'Σ² by program and by moments');
      return outcome === 'holds'
        ? agree(ntk, (i, j) => expected(i, j)[1], 'Θ² by program and by moments')
        : outcome;
    },
  ),
  property(
    'permutation, rotation and scale',
    'reordered inputs reorder the kernel, a rotation leaves it, and a scale of the inputs is a scale of the first weights',
    fc.record({
      σ: libraryActivation(),
      inputs: rows,
      structure: architecture({ depth: { min: 2, max: 3 } }),
    }),
    ({ σ, inputs, structure }) => {
      const whole = withActivation(structure, σ);
      const original = gramOf(inputs, whole, 'nngp');
      if (original === null) return 'undecided';
      const { n, matrix } = original;
      const reordered = gramOf(permuted(inputs), whole, 'nngp');
      const turned = gramOf(
        inputs.map(([x, y, ...rest]) => [0.6 * x! - 0.8 * y!, 0.8 * x! + 0.6 * y!, ...rest]),
        whole,
        'nngp',
      );
      const { depth, weightVariance: w } = structure;
      const scaled = gramOf(
        inputs.map((row) => row.map((entry) => entry / 2)),
        {
          ...whole,
          weightVariance: Array.from({ length: depth }, (_, l) => (l === 0 ? 4 * w : w)),
        },
        'nngp',
      );
      if (reordered === null || turned === null || scaled === null)
        return { defect: 'the kernel exists only in one of two equal settings' };
      const entry = (i: number, j: number): number => matrix[i * n + j]!;
      for (const outcome of [
        agree(reordered, (i, j) => entry(n - 1 - i, n - 1 - j), 'reordered'),
        agree(turned, entry, 'rotated'),
        agree(scaled, entry, 'scaled'),
      ])
        if (outcome !== 'holds') return outcome;
      return 'holds';
    },
  ),
  property(
    'certified kernels',
    'what is certified singular has the null vector it names; what is certified positive has no negative quadratic form on it',
    fc.record({
      σ: polynomialActivation({ minDegree: 1, maxDegree: 2, disguise: 0 }),
      inputs: rows,
      structure: architecture({ depth: 2 }),
    }),
    ({ σ, inputs, structure }) => {
      const set = dataSetOf(inputs);
      const exact = Array.from({ length: set.n }, (_, i) => exactRow(set, i));
      const whole = withActivation(structure, σ);
      const found = certify(
        exact,
        {
          activations: whole.activations,
          depth: whole.depth,
          weightVariance: exactly(whole.weightVariance),
          biasVariance: exactly(whole.biasVariance),
        },
        { kernel: 'nngp', lambdaMin: false },
      );
      if (found.kind === 'no-kernel' || found.verdict === 'undecided') return 'undecided';
      if (found.verdict !== 'singular') return 'holds';
      const gram = gramOf(inputs, whole, 'nngp');
      if (gram === null || found.nullVector === null) return 'undecided';
      const u = found.nullVector.map((text) => approxNumber(shortestOrFraction(text)));
      const largest = Math.max(...u.map(Math.abs));
      const scale = Math.max(...gram.matrix.map(Math.abs));
      for (let i = 0; i < gram.n; i += 1) {
        let sum = 0;
        for (let j = 0; j < gram.n; j += 1) sum += gram.matrix[i * gram.n + j]! * (u[j]! / largest);
        if (Math.abs(sum) > 1e-6 * scale)
          return {
            defect: `K·u is ${sum} in row ${i} for the null vector ${found.nullVector.join()}`,
          };
      }
      return 'holds';
    },
  ),
];

const shortestOrFraction = (text: string) => {
  const [num, den = '1'] = text.split('/');
  return { num: BigInt(num!), den: BigInt(den) };
};
