import { parse } from '../../src/expr/parse.ts';
import type { Architecture } from '../../src/ntk/architecture.ts';
import { approxGram } from '../../src/ntk/gram.ts';
import type { Gram } from '../../src/ntk/gram.ts';
import type { Inputs } from '../../src/ntk/input-angle.ts';
import type { KernelName } from '../../src/ntk/kernel.ts';

export function inputsOf(rows: readonly (readonly number[])[]): Inputs {
  return { n: rows.length, d: rows[0]!.length, data: Float64Array.from(rows.flat()) };
}

export function architecture(
  text: string | readonly string[],
  depth: number,
  weightVariance = 1,
  biasVariance = 0,
): Architecture {
  const activations = (typeof text === 'string' ? [text] : text).map((t) => parse(t));
  return { activations, depth, weightVariance, biasVariance };
}

export function gramOf(inputs: Inputs, network: Architecture, kernel: KernelName): Gram {
  const gram = approxGram(inputs, network, { kernel });
  if (gram.kind !== 'gram') throw new Error(JSON.stringify(gram));
  return gram;
}

/** Eigenvalues of a symmetric matrix, ascending, by Jacobi rotations. */
export function eigenvalues(matrix: Float64Array, n: number): number[] {
  const a = Float64Array.from(matrix);
  const at = (i: number, j: number): number => a[i * n + j]!;
  for (let sweep = 0; sweep < 30; sweep += 1)
    for (let p = 0; p < n; p += 1)
      for (let q = p + 1; q < n; q += 1) {
        if (at(p, q) === 0) continue;
        const t0 = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const t = Math.sign(t0 || 1) / (Math.abs(t0) + Math.hypot(1, t0));
        const c = 1 / Math.hypot(1, t);
        for (let k = 0; k < n; k += 1) {
          const [x, y] = [at(k, p), at(k, q)];
          a[k * n + p] = c * (x - t * y);
          a[k * n + q] = c * (t * x + y);
        }
        for (let k = 0; k < n; k += 1) {
          const [x, y] = [at(p, k), at(q, k)];
          a[p * n + k] = c * (x - t * y);
          a[q * n + k] = c * (t * x + y);
        }
      }
  return Array.from({ length: n }, (_, i) => at(i, i)).sort((x, y) => x - y);
}

/** Uniform on [−1, 1) from a fixed seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
