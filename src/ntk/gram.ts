/**
 * # Gram matrices
 *
 * The matrix of Σ^L or Θ^L on N inputs, symmetric by construction. O(N·K·M + N²·K) for K terms of
 * Hermite series on M nodes.
 */
import type { Architecture } from './architecture.ts';
import type { Method } from './dual-activation.ts';
import type { Inputs } from './input-angle.ts';
import { approxKernels } from './kernel.ts';
import type { KernelName, KernelOptions, NoKernel, PackedMatrix } from './kernel.ts';

export interface Gram {
  readonly kind: 'gram';
  readonly kernel: KernelName;
  readonly depth: number;
  readonly n: number;
  /** Entry (i, j) at i·n + j. */
  readonly matrix: Float64Array;
  /** Estimated largest error of an entry, absolute. */
  readonly entryError: number;
  /** What regularity could not show; the numbers assume it. */
  readonly assumed: readonly string[];
  /** Pairs and layers by the way they were computed. */
  readonly methods: Readonly<Record<Method, number>>;
}

/**
 * @param inputs N rows of d numbers
 * @throws RangeError on an architecture or inputs that do not fit
 */
export function approxGram(
  inputs: Inputs,
  architecture: Architecture,
  options: KernelOptions,
): Gram | NoKernel | { readonly kind: 'stopped' } {
  const packed = approxKernels(inputs, architecture, options);
  if (packed.kind !== 'packed') return packed;
  const { n, assumed, methods } = packed;
  const { kernel } = options;
  const half = kernel === 'ntk' ? packed.theta! : packed.sigma;
  const matrix = fullMatrix(half);
  const largest = half.diagonal.reduce((a, b) => Math.max(a, b), 0);
  const entryError = (kernel === 'ntk' ? packed.thetaError : packed.sigmaError) * largest;
  return {
    kind: 'gram',
    kernel,
    depth: architecture.depth,
    n,
    matrix,
    entryError,
    assumed,
    methods,
  };
}

/** The upper triangle row by row; its mirror image tile by tile, for its columns are far apart. */
export function fullMatrix({ diagonal, pairs }: PackedMatrix): Float64Array {
  const n = diagonal.length;
  const matrix = new Float64Array(n * n);
  let p = 0;
  for (let i = 0; i < n; i += 1) {
    matrix[i * n + i] = diagonal[i]!;
    matrix.set(pairs.subarray(p, p + n - 1 - i), i * n + i + 1);
    p += n - 1 - i;
  }
  for (let top = 0; top < n; top += TILE)
    for (let left = top; left < n; left += TILE)
      for (let i = top; i < Math.min(top + TILE, n); i += 1)
        for (let j = Math.max(left, i + 1); j < Math.min(left + TILE, n); j += 1)
          matrix[j * n + i] = matrix[i * n + j]!;
  return matrix;
}

const TILE = 64;
