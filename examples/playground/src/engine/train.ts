/**
 * # Training, step by step
 *
 * Full-batch gradient descent of L = ½ Σ (f(x_i) − y_i)² on a finite network, or under the kernel
 * of infinite width; with the prediction of the kernel and the exact plateau. One report a frame.
 */
import {
  approxDescentLosses,
  approxGram,
  approxKernelFlow,
  approxNumber,
  createTraining,
  exactRow,
  largestStableRate,
  layerClass,
  plateau,
} from 'nonpoly';
import type { DataSet, Expr, KernelFlow, Plateau } from 'nonpoly';
import { architectureOf, dataSetOf } from './data.ts';
import type { NetworkAsk } from './data.ts';
import type { Desk } from './protocol.ts';
import { parseSource } from './source.ts';
import type { Source, SourceError } from './source.ts';

export interface TrainAsk extends Source, NetworkAsk {
  /** In thousandths. */
  readonly labels: readonly number[];
  /** 0: infinite. */
  readonly width: number;
  /** Of the largest rate that is stable under the kernel. */
  readonly rate: number;
  readonly momentum: number;
  readonly seed: number;
  readonly steps: number;
}

export interface Prediction {
  readonly learningRate: number;
  /** Smallest eigenvalue of Θ that is resolved as different from 0; null: none. */
  readonly smallest: number | null;
  /** 2ηλ of that eigenvalue. */
  readonly decay: number | null;
  readonly plateau: {
    readonly loss: number;
    readonly theorem: string;
    readonly reason: string;
  } | null;
}

export type TrainView =
  | {
      readonly kind: 'run';
      /** Steps that are shown, ever farther apart, with the loss after each. */
      readonly steps: readonly number[];
      readonly losses: readonly number[];
      /** Under the kernel, at the same steps. */
      readonly predicted: Float64Array;
      readonly prediction: Prediction;
      /** f(x_i); null before there are any. */
      readonly outputs: Float64Array | null;
      readonly standing: 'going' | 'done' | 'diverged' | 'not-a-number';
    }
  | { readonly kind: 'no-training'; readonly reason: string }
  | SourceError;

/** A loss of rounding errors only. */
const negligible = 1e-26;
/** Milliseconds of work between two reports. */
const slice = 14;

export async function train(ask: TrainAsk, desk: Desk<'train'>): Promise<TrainView> {
  const parsed = parseSource(ask);
  if (parsed.kind === 'error') return parsed;
  const { expr } = parsed;
  const set = dataSetOf(ask);
  const labels = Float64Array.from(ask.labels, (y) => y / 1000);
  const gram = approxGram(set, architectureOf(ask, expr), { kernel: 'ntk' });
  if (gram.kind !== 'gram')
    return { kind: 'no-training', reason: gram.kind === 'stopped' ? 'stopped' : gram.reason };
  const ending = endOf(expr, set, ask);
  const flow = approxKernelFlow(gram.matrix, labels, {
    entryError: gram.entryError,
    nullity: ending.kind === 'exact' ? set.n - ending.rank : 0,
  });
  const learningRate = ask.rate * largestStableRate(flow, ask.momentum);
  const prediction = predict(flow, learningRate, ending);
  const descent =
    ask.width === 0
      ? underKernel(flow, labels, learningRate, ask)
      : await inNetwork(set, labels, expr, learningRate, ask);
  if ('reason' in descent) return { kind: 'no-training', reason: descent.reason };

  const steps: number[] = [0];
  const losses: number[] = [descent.loss(0)];
  const view = (standing: 'going' | 'done' | 'diverged' | 'not-a-number'): TrainView => ({
    kind: 'run',
    steps,
    losses,
    predicted: approxDescentLosses(flow, learningRate, ask.momentum, steps),
    prediction,
    outputs: descent.outputs(),
    standing,
  });
  desk.partial(view('going'));
  for (let step = 0; step < ask.steps;) {
    const began = performance.now();
    let standing: Standing = 'going';
    while (
      step < ask.steps &&
      standing === 'going' &&
      !(losses.at(-1)! < negligible) &&
      performance.now() - began < slice
    ) {
      const next = Math.min(ask.steps, Math.max(step + 1, Math.floor(step * 1.02)));
      standing = descent.advance(next - step);
      step = next;
      steps.push(step);
      losses.push(descent.loss(step));
    }
    if (standing !== 'going') return view(standing);
    if (losses.at(-1)! < negligible) return view('done');
    desk.partial(view('going'));
    await desk.rest();
  }
  return view('done');
}

type Standing = 'going' | 'diverged' | 'not-a-number';

interface Descent {
  readonly advance: (count: number) => Standing;
  /** After as many steps as have been taken. */
  readonly loss: (step: number) => number;
  readonly outputs: () => Float64Array | null;
}

function endOf(expr: Expr, set: DataSet, { depth, biasVariance, labels }: TrainAsk): Plateau {
  const layer = layerClass(expr);
  const exact = { ...set, d: 1, data: Float64Array.from(labels, (y) => y / 1000) };
  return plateau(
    Array.from({ length: set.n }, (_, i) => exactRow(set, i)),
    Array.from({ length: set.n }, (_, i) => exactRow(exact, i)[0]!),
    Array.from({ length: depth - 1 }, () => layer),
    Array.from({ length: depth }, () => biasVariance > 0),
  );
}

function predict(flow: KernelFlow, learningRate: number, ending: Plateau): Prediction {
  const smallest = flow.eigenvalues.find((value) => value > flow.resolution) ?? null;
  return {
    learningRate,
    smallest,
    decay: smallest === null ? null : 2 * learningRate * smallest,
    plateau:
      ending.kind === 'unknown'
        ? null
        : {
            loss: approxNumber(ending.loss),
            theorem: ending.theorem,
            reason: ending.reason,
          },
  };
}

function underKernel(
  flow: KernelFlow,
  labels: Float64Array,
  learningRate: number,
  { momentum }: TrainAsk,
): Descent {
  let taken = 0;
  const lossAt = (step: number): number =>
    approxDescentLosses(flow, learningRate, momentum, [step])[0]!;
  return {
    advance: (count) => {
      taken += count;
      const loss = lossAt(taken);
      return Number.isNaN(loss)
        ? 'not-a-number'
        : loss > 1e8 * (1 + lossAt(0))
          ? 'diverged'
          : 'going';
    },
    loss: lossAt,
    // The flow at the same time: η·steps, and 1/(1 − μ) times as far with momentum.
    outputs: () =>
      flow.residual((learningRate * taken) / (1 - momentum)).map((r, i) => labels[i]! + r),
  };
}

async function inNetwork(
  set: DataSet,
  labels: Float64Array,
  expr: Expr,
  learningRate: number,
  ask: TrainAsk,
): Promise<Descent | { readonly reason: string }> {
  const { width, momentum, seed, steps } = ask;
  const training = createTraining(set, labels, architectureOf(ask, expr), {
    width,
    steps,
    learningRate,
    momentum,
    seed,
  });
  if (training.kind === 'no-training') return { reason: training.reason };
  training.advance(0);
  const start = training.outputs();
  return {
    advance: training.advance,
    loss: (step) => training.losses()[step] ?? NaN,
    // The output at the start is subtracted in the loss, so it is here.
    outputs: () => training.outputs().map((value, i) => value - start[i]!),
  };
}
