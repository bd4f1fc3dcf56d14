/**
 * # The kernel of a network on the data of a view
 *
 * First the estimates; then what is proved of this very matrix, with its certificate; then bounds
 * of its smallest eigenvalue.
 */
import { approxGram, approxKernelFlow, certify, coincidences, exactRow } from 'nonpoly';
import type { Certification, Coincidences, DataSet, Expr, Rational } from 'nonpoly';
import { architectureOf, dataSetOf, thousandths } from './data.ts';
import type { NetworkAsk } from './data.ts';
import type { Desk } from './protocol.ts';
import { parseSource } from './source.ts';
import type { Source, SourceError } from './source.ts';

export interface KernelAsk extends Source, NetworkAsk {
  readonly kernel: 'ntk' | 'nngp';
  /** After which the page gives up what is not there yet. */
  readonly seconds: number;
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
      readonly coincidences: Coincidences;
      /** Null while it is being looked for. */
      readonly certification: Certification | null;
      /** Its certificate, as the file that is downloaded and checked. */
      readonly certificate: string | null;
      /** Whether bounds of the smallest eigenvalue are still being looked for. */
      readonly bounding: boolean;
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
  const { n, matrix, entryError } = gram;
  const flow = approxKernelFlow(matrix, new Float64Array(n), { entryError });
  const estimates = {
    kind: 'kernel',
    n,
    matrix,
    entryError,
    eigenvalues: flow.eigen.values,
    resolution: flow.resolution,
    weakest: flow.eigen.vectors.slice(0, n),
    coincidences: coincidences(set),
  } as const;
  desk.partial({ ...estimates, certification: null, certificate: null, bounding: true });
  await desk.rest();

  const first = certified(expr, set, ask, false);
  if (first.kind === 'no-kernel') return first;
  const certificate =
    first.certificate === null ? null : JSON.stringify(first.certificate, null, 1) + '\n';
  const view = { ...estimates, certification: first, certificate, bounding: false };
  if (first.verdict === 'singular') return view;
  desk.partial({ ...view, bounding: true });
  await desk.rest();
  const second = certified(expr, set, ask, true);
  if (second.kind === 'no-kernel') return second;
  // Where only the bounds settle it there was no certificate before, and there is none now.
  return {
    ...view,
    certification:
      first.verdict === 'undecided'
        ? second
        : { ...first, lambdaMin: second.lambdaMin, lambdaMinNote: second.lambdaMinNote },
  };
}

function certified(
  expr: Expr,
  set: DataSet,
  ask: KernelAsk,
  lambdaMin: boolean,
): Certification | Extract<KernelView, { kind: 'no-kernel' }> {
  const { text, parameters, kernel, depth, weightVariance, biasVariance } = ask;
  const exact = (value: number): Rational => thousandths(Math.round(value * 1000));
  const found = certify(
    Array.from({ length: set.n }, (_, i) => exactRow(set, i)),
    {
      activations: [expr],
      depth,
      weightVariance: exact(weightVariance),
      biasVariance: exact(biasVariance),
    },
    {
      kernel,
      // A page does not wait for many digits.
      lambdaMin: lambdaMin && { maxPrecision: 64 },
      typed: [{ text, parameters }],
    },
  );
  return found.kind === 'certification'
    ? found
    : { kind: 'no-kernel', reason: found.reason, layer: found.layer };
}
