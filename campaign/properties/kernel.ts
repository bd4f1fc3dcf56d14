/** Kernels against Wick's theorem, and under what leaves them unchanged. */
import fc from 'fast-check';
import { approxNumber, fromText, sign, toText } from '../../src/arith/rational.ts';
import { dataSetOf } from '../../src/data/rows.ts';
import { exactRow } from '../../src/data/data-set.ts';
import { shortestDecimal } from '../../src/data/number-text.ts';
import { parse } from '../../src/expr/parse.ts';
import { approxGram } from '../../src/ntk/gram.ts';
import type { Architecture } from '../../src/ntk/architecture.ts';
import { certify } from '../../src/positivity/certify.ts';
import {
  architecture,
  degenerateInputs,
  libraryActivation,
  nonParallelInputs,
  polynomialActivation,
  withActivation,
} from '../../src/testing/index.ts';
import type { Rows } from '../../src/testing/index.ts';
import { coefficients } from '../../src/testing/polynomial-coefficients.ts';
import { determinant, exactKernels, inner } from '../exact-kernel.ts';
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

const rows = nonParallelInputs({ n: { min: 1, max: 4 }, dimension: { min: 2, max: 3 } }).map(
  (list) => list.map((row) => row.map((entry) => entry / 16)),
);

/** Admissible or not. */
const anyRows = fc.oneof(
  rows,
  degenerateInputs().map(({ rows: spoilt }) => spoilt),
);

const permuted = (list: Rows): Rows => [...list].reverse();

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
      const σ = parse(list.map((q, k) => `(${toText(q)})*x^${k}`).join(' + '));
      const whole = withActivation(structure, { expr: σ });
      const [nngp, ntk] = [gramOf(inputs, whole, 'nngp'), gramOf(inputs, whole, 'ntk')];
      if (nngp === null || ntk === null) return 'undecided';
      const exact = exactKernels(list, inputs, structure);
      const entry =
        (kernel: 'nngp' | 'ntk') =>
        (i: number, j: number): number =>
          approxNumber(exact[kernel][i]![j]!);
      const outcome = agree(nngp, entry('nngp'), 'Σ² by program and by moments');
      return outcome === 'holds'
        ? agree(ntk, entry('ntk'), 'Θ² by program and by moments')
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
      kernel: fc.constantFrom('nngp' as const, 'ntk' as const),
    }),
    ({ σ, inputs, structure, kernel }) => {
      const whole = withActivation(structure, σ);
      const original = gramOf(inputs, whole, kernel);
      if (original === null) return 'undecided';
      const { n, matrix } = original;
      const reordered = gramOf(permuted(inputs), whole, kernel);
      const turned = gramOf(
        inputs.map(([x, y, ...rest]) => [0.6 * x! - 0.8 * y!, 0.8 * x! + 0.6 * y!, ...rest]),
        whole,
        kernel,
      );
      const { depth, weightVariance: w } = structure;
      const scaled = gramOf(
        inputs.map((row) => row.map((entry) => entry / 2)),
        {
          ...whole,
          weightVariance: Array.from({ length: depth }, (_, l) => (l === 0 ? 4 * w : w)),
        },
        kernel,
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
    'what is certified singular or positive of a polynomial is so: the exact matrix has determinant 0 or not, and the null vector that is named',
    fc.record({
      σ: polynomialActivation({ minDegree: 1, maxDegree: 3, disguise: 0 }),
      inputs: anyRows,
      structure: architecture({ depth: 2 }),
      kernel: fc.constantFrom('nngp' as const, 'ntk' as const),
    }),
    ({ σ, inputs, structure, kernel }) => {
      const set = dataSetOf(inputs);
      const found = certify(
        Array.from({ length: set.n }, (_, i) => exactRow(set, i)),
        {
          activations: [σ.expr],
          depth: structure.depth,
          weightVariance: shortestDecimal(structure.weightVariance),
          biasVariance: shortestDecimal(structure.biasVariance),
        },
        { kernel, lambdaMin: false },
      );
      if (found.kind === 'no-kernel' || found.verdict === 'undecided') return 'undecided';
      const coefficientsOf = σ.truth.coefficients.map((text) => fromText(text)!);
      const matrix = exactKernels(coefficientsOf, inputs, structure)[kernel];
      const singular = sign(determinant(matrix)) === 0;
      if (singular !== (found.verdict === 'singular'))
        return {
          defect: `certified ${found.verdict}, the determinant is ${singular ? '' : 'not '}0`,
        };
      const u = (found.nullVector ?? []).map((text) => fromText(text)!);
      return u.length === 0 || matrix.every((row) => sign(inner(row, u)) === 0)
        ? 'holds'
        : { defect: `K·u is not 0 for the null vector ${u.map(toText).join()}` };
    },
  ),
];
