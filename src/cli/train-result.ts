/**
 * # What a training has shown
 *
 * The object that `--json` prints, and its losses as CSV. Losses are pairs [step, loss], with
 * --infinite [time, loss]; of a long run evenly spaced ones and the last.
 */
import { approxNumber, toText } from '../arith/rational.ts';
import type { KernelMoment } from '../training/empirical-kernel.ts';
import { approxDescentLosses } from '../training/flow.ts';
import { approxDecayRate } from '../training/prediction.ts';
import type { Prediction } from '../training/prediction.ts';
import type { NetworkDescription } from './architecture-flags.ts';
import type { Problem } from './train-problem.ts';

export type Status = 'completed' | 'diverged' | 'not-a-number' | 'interrupted';
export type Pair = readonly [number, number];

export interface TrainResult {
  readonly architecture: NetworkDescription;
  readonly settings: Settings;
  readonly status: Status;
  /** Steps taken. */
  readonly steps: number;
  readonly losses: readonly Pair[];
  /** At the same steps, under the kernel of infinite width; null where there is none. */
  readonly predictedLosses: readonly Pair[] | null;
  /** Null if it is no number. */
  readonly finalLoss: number | null;
  /** 2ηλ_min/(1 − μ): the predicted loss falls in the end at least as e^{−rate·step}. */
  readonly predictedRate: number | null;
  /** The same off the null space of the kernel: the way to the plateau. */
  readonly rateToPlateau: number | null;
  /** Of the kernel of infinite width; 0 where a theorem says so, null where it is not told from 0. */
  readonly smallestEigenvalue: number | null;
  readonly plateau: number | null;
  readonly plateauProof: PlateauProof;
  readonly empiricalKernel?: readonly KernelMoment[];
  readonly notes: readonly string[];
  readonly milliseconds: number;
}

export type PlateauProof =
  | {
      readonly loss: string;
      readonly rank: number;
      readonly theorem: 'D' | 'E';
      readonly reason: string;
    }
  | { readonly unknown: string };

export interface Settings {
  readonly inputs: string;
  readonly labels: string;
  readonly n: number;
  readonly d: number;
  readonly infinite: boolean;
  /** Of each hidden layer. */
  readonly width: readonly number[] | null;
  readonly steps: number;
  readonly learningRate: number;
  readonly learningRateFrom: 'given' | 'half the largest stable rate';
  readonly momentum: number;
  readonly seed: number | null;
}

interface Run {
  readonly problem: Problem;
  readonly prediction: Prediction | null;
  readonly settings: Settings;
  readonly status: Status;
  /** After 0, 1, 2, … steps; of no use at infinite width. */
  readonly losses: ArrayLike<number>;
  readonly moments: readonly KernelMoment[];
  readonly began: number;
}

export function resultOf(run: Run): TrainResult {
  const { problem, prediction, settings, status, moments, began } = run;
  const { infinite, learningRate, momentum } = settings;
  const flow = prediction?.flow.kind === 'kernel-flow' ? prediction.flow : null;
  const taken = infinite ? settings.steps : Math.max(0, run.losses.length - 1);
  const kept = keptSteps(taken);
  const times = kept.map((step) => learningRate * step);
  const losses = infinite
    ? finitePairs(
        times,
        times.map((time) => flow!.loss(time)),
      )
    : finitePairs(
        kept,
        kept.map((step) => run.losses[step]!),
      );
  const last = losses.at(-1)?.[1];
  const reached = losses.length === kept.length && last !== undefined;
  const decay = flow && approxDecayRate(flow, learningRate, momentum);
  const end = prediction?.plateau ?? { kind: 'unknown', reason: 'there are too many inputs' };
  const exact = end.kind === 'exact';
  return {
    architecture: problem.network.description,
    settings,
    status,
    steps: taken,
    losses,
    predictedLosses:
      flow === null || infinite
        ? null
        : finitePairs(kept, approxDescentLosses(flow, learningRate, momentum, kept)),
    finalLoss: reached ? last : null,
    predictedRate: decay?.rate ?? null,
    rateToPlateau: (flow && approxDecayRate(flow, learningRate, momentum, 'range'))?.rate ?? null,
    smallestEigenvalue: decay?.eigenvalue ?? null,
    plateau: exact ? approxNumber(end.loss) : null,
    plateauProof: exact
      ? { loss: toText(end.loss), rank: end.rank, theorem: end.theorem, reason: end.reason }
      : { unknown: end.reason },
    ...(moments.length > 0 ? { empiricalKernel: moments } : {}),
    notes: notesOf(run),
    milliseconds: Math.round(performance.now() - began),
  };
}

function notesOf({ problem: { inputs, labels }, prediction }: Run): readonly string[] {
  const { flow = null, assumed = [] } = prediction ?? {};
  return [
    ...inputs.notes,
    ...labels.notes,
    ...assumed.map((sentence) => `assumed: ${sentence}`),
    ...(flow?.kind === 'no-kernel' ? [`no kernel of infinite width: ${flow.reason}`] : []),
  ];
}

/** Steps that are kept of a run, beside the last. */
export const mostPairs = 10_000;

/** 0, then a stride apart, and the last. */
export function keptSteps(last: number): readonly number[] {
  const stride = Math.max(1, Math.ceil(last / mostPairs));
  const kept = Array.from({ length: Math.floor(last / stride) + 1 }, (_, k) => k * stride);
  return kept.at(-1) === last ? kept : [...kept, last];
}

/** Up to the first loss that is no number. */
function finitePairs(places: readonly number[], losses: ArrayLike<number>): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let k = 0; k < losses.length && Number.isFinite(losses[k]); k += 1)
    pairs.push([places[k]!, losses[k]!]);
  return pairs;
}

export function trainCsv({ losses, predictedLosses, settings }: TrainResult): string {
  if (settings.infinite)
    return ['time,loss', ...losses.map(([time, loss]) => `${time},${loss}`), ''].join('\n');
  const rows = losses.map(
    ([step, loss], k) => `${step},${loss},${predictedLosses?.[k]?.[1] ?? ''}`,
  );
  return ['step,loss,predicted', ...rows, ''].join('\n');
}
