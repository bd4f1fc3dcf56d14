/**
 * # The kernel of a network on the data of a view
 *
 * First the estimates, then what the theorems settle exactly: rank and coincidences over Q.
 */
import { approxGram, approxKernelFlow, coincidences, exactRow, layerClass, plateau } from 'nonpoly';
import type { Coincidences, DataSet, Expr, LayerClass } from 'nonpoly';
import { architectureOf, dataSetOf } from './data.ts';
import type { NetworkAsk } from './data.ts';
import type { Desk } from './protocol.ts';
import { parseSource } from './source.ts';
import type { Source, SourceError } from './source.ts';

export interface KernelAsk extends Source, NetworkAsk {
  readonly kernel: 'ntk' | 'nngp';
}

/** Exact, by a theorem. */
export interface Settled {
  readonly rank: number;
  readonly theorem: string;
  readonly reason: string;
  /** The first N for which no data set at all is nonsingular; null: there is none, or unknown. */
  readonly threshold: number | null;
}

export type KernelView =
  | {
      readonly kind: 'kernel';
      readonly n: number;
      /** Row by row. */
      readonly matrix: Float64Array;
      readonly entryError: number;
      /** Ascending; below `resolution` they say nothing. */
      readonly eigenvalues: Float64Array;
      readonly resolution: number;
      /** Unit eigenvector of the smallest eigenvalue. */
      readonly weakest: Float64Array;
      readonly assumed: readonly string[];
      readonly coincidences: Coincidences;
      /** `pending` while it is being looked for. */
      readonly settled: Settled | { readonly kind: 'unknown'; readonly reason: string } | 'pending';
    }
  | { readonly kind: 'no-kernel'; readonly reason: string; readonly layer: number }
  | SourceError;

export async function kernel(ask: KernelAsk, desk: Desk<'kernel'>): Promise<KernelView> {
  const parsed = parseSource(ask);
  if (parsed.kind === 'error') return parsed;
  const { expr } = parsed;
  const set = dataSetOf(ask);
  const gram = approxGram(set, architectureOf(ask, expr), { kernel: ask.kernel });
  if (gram.kind === 'stopped') throw new Error('the computation was stopped');
  if (gram.kind === 'no-kernel')
    return { kind: 'no-kernel', reason: gram.reason, layer: gram.layer };
  const { n, matrix, entryError, assumed } = gram;
  const flow = approxKernelFlow(matrix, new Float64Array(n), { entryError });
  const view = {
    kind: 'kernel',
    n,
    matrix,
    entryError,
    eigenvalues: flow.eigen.values,
    resolution: flow.resolution,
    weakest: flow.eigen.vectors.slice(0, n),
    assumed,
    coincidences: coincidences(set),
    settled: 'pending',
  } as const;
  desk.partial(view);
  await desk.rest();
  return { ...view, settled: settle(expr, set, ask) };
}

function settle(
  expr: Expr,
  set: DataSet,
  { depth, biasVariance, dimension }: KernelAsk,
): Settled | { readonly kind: 'unknown'; readonly reason: string } {
  const layer = layerClass(expr);
  const inputs = Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  const biased = biasVariance > 0;
  const found = plateau(
    inputs,
    inputs.map((row) => ({ ...row[0]!, num: 0n, den: 1n })),
    Array.from({ length: depth - 1 }, () => layer),
    Array.from({ length: depth }, () => biased),
  );
  if (found.kind === 'unknown') return found;
  const { rank, theorem, reason } = found;
  return { rank, theorem, reason, threshold: thresholdOf(layer, depth, dimension, biased) };
}

/** 1 + C(d + D, d) with first-layer biases, D = r^(L−1) (theorem D). */
function thresholdOf(
  { exponents }: LayerClass,
  depth: number,
  d: number,
  biased: boolean,
): number | null {
  if (exponents === null || exponents.length === 0 || !biased) return null;
  const degree = exponents.at(-1)! ** (depth - 1);
  if (degree < 1) return null;
  return d === 1 ? degree + 2 : 1 + ((degree + 1) * (degree + 2)) / 2;
}
