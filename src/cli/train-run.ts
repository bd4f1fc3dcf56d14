/**
 * # A training, from files to a result
 *
 * Networks are trained in threads: this one waits, shows progress, and at Ctrl-C prints what is
 * known by then.
 */
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { approxKernelMoment } from '../training/empirical-kernel.ts';
import type { KernelMoment } from '../training/empirical-kernel.ts';
import { largestStableRate } from '../training/flow.ts';
import { approxPrediction } from '../training/prediction.ts';
import type { Prediction } from '../training/prediction.ts';
import { startTraining } from '../training/threads.ts';
import type { ThreadedTraining } from '../training/threads.ts';
import { exitCode, visible, wantsColour, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { createProgress } from './progress.ts';
import type { TrainOptions } from './train.ts';
import { trainPlot } from './train-plot.ts';
import { readProblem, wrong } from './train-problem.ts';
import type { Problem, Wrong } from './train-problem.ts';
import { resultOf, trainCsv } from './train-result.ts';
import type { Settings, Status, TrainResult } from './train-result.ts';
import { trainText } from './train-text.ts';

/** Rows up to which there is a prediction: eigenvectors take n³. */
const mostRows = 2000;
const defaultWidth = 512;
/** Multiplications of a step from which on another thread is worth its meetings. */
const threadWork = 2e6;

export async function train(
  activation: string | undefined,
  options: TrainOptions,
  io: Io,
  self: Command,
): Promise<ExitCode> {
  const began = performance.now();
  const problem = await readProblem(activation, options, io, self);
  if (problem.kind === 'wrong') return refuse(problem, options, io);
  const prediction = predict(problem);
  const settings = settingsOf(problem, prediction, options);
  if ('code' in settings) return refuse(settings, options, io);

  const finish = (
    status: Status,
    losses: ArrayLike<number>,
    moments: readonly KernelMoment[],
  ): TrainResult => resultOf({ problem, prediction, settings, status, losses, moments, began });
  const text = (result: TrainResult): string =>
    options.json
      ? JSON.stringify(result) + '\n'
      : options.csv
        ? trainCsv(result)
        : options.svg
          ? trainPlot(result)
          : trainText(result, wantsColour(io.stdout, io));

  if (settings.infinite) {
    await write(io.stdout, text(finish('completed', [], [])));
    return exitCode.answered;
  }
  const training = await start(problem, settings, options);
  if ('code' in training) return refuse(training, options, io);
  const moments: KernelMoment[] = [];
  const progress = createProgress(io.stderr, options.quiet === undefined, () => {
    const losses = training.losses();
    return `${losses.length} of ${settings.steps} steps, loss ${losses.at(-1)?.toPrecision(3) ?? ''}`;
  });
  // Written before the process ends: writing is synchronous.
  const restoreInterrupts = io.onInterrupt?.(() => {
    progress.stop();
    io.stdout.write(text(finish('interrupted', training.losses(), moments)));
  });
  progress.start();
  const status = await run(training, settings, prediction, options.empiricalKernel, moments);
  progress.stop();
  restoreInterrupts?.();
  const result = finish(status, training.losses(), moments);
  await training.close();
  await write(io.stdout, text(result));
  return status === 'completed' ? exitCode.answered : exitCode.notExpected;
}

/** All steps, with a look at the kernel at evenly spaced moments, the first and the last included. */
async function run(
  training: ThreadedTraining,
  { steps }: Settings,
  prediction: Prediction | null,
  looks: number | undefined,
  moments: KernelMoment[],
): Promise<Status> {
  let taken = 0;
  const advance = async (to: number): Promise<Status> => {
    const standing = await training.advance(to - taken);
    taken = to;
    return standing === 'going' ? 'completed' : standing;
  };
  for (let k = 0; looks !== undefined && k < looks; k += 1) {
    const at = looks === 1 ? 0 : Math.round((k * steps) / (looks - 1));
    const status = await advance(at);
    if (status !== 'completed') return status;
    moments.push(
      approxKernelMoment(at, await training.empiricalKernel(), prediction?.kernel ?? null),
    );
  }
  return advance(steps);
}

const predict = ({ inputs, labels, network: { architecture } }: Problem): Prediction | null =>
  inputs.n > mostRows ? null : approxPrediction(inputs, labels, architecture);

function settingsOf(
  { inputs, labels, network: { architecture } }: Problem,
  prediction: Prediction | null,
  options: TrainOptions,
): Settings | Wrong {
  const { infinite = false, steps, momentum, learningRate, seed } = options;
  const flow = prediction?.flow ?? null;
  if (options.kernel !== 'ntk')
    return wrong('kernel', 'all layers are trained: the kernel of a training is ntk');
  const why =
    flow === null
      ? `there are more than ${mostRows} inputs`
      : flow.kind === 'no-kernel'
        ? `hidden layer ${flow.layer} at variance ${flow.variance}: ${flow.reason}`
        : null;
  if (infinite && why !== null) return wrong('no-kernel', `no training at infinite width: ${why}`);
  if (infinite && momentum !== 0)
    return wrong('momentum', 'the flow at infinite width has no momentum');
  if (infinite && options.empiricalKernel !== undefined)
    return wrong('empirical-kernel', 'at infinite width the kernel does not move');
  let rate = learningRate;
  if (rate === undefined) {
    if (flow?.kind !== 'kernel-flow')
      return wrong('learning-rate', `give --learning-rate: none can be derived, ${why}`);
    rate = largestStableRate(flow, momentum) / 2;
    if (rate === Infinity)
      return wrong('learning-rate', 'give --learning-rate: none can be derived, the kernel is 0');
  }
  const { depth } = architecture;
  const width = options.width ?? [defaultWidth];
  return {
    inputs: inputs.source,
    labels: labels.source,
    n: inputs.n,
    d: inputs.d,
    infinite,
    width: infinite
      ? null
      : width.length === 1
        ? Array.from({ length: depth - 1 }, () => width[0]!)
        : width,
    steps,
    learningRate: rate,
    learningRateFrom: learningRate === undefined ? 'half the largest stable rate' : 'given',
    momentum,
    seed: infinite ? null : seed,
  };
}

async function start(
  { inputs, labels, network: { architecture } }: Problem,
  { n, d, width, steps, learningRate, momentum, seed }: Settings,
  options: TrainOptions,
): Promise<ThreadedTraining | Wrong> {
  const sizes = [d, ...width!, 1];
  const work = n * sizes.slice(1).reduce((sum, rows, l) => sum + rows * sizes[l]!, 0);
  const most = Math.max(1, Math.min(8, availableParallelism()));
  const threads = options.threads ?? Math.min(most, 1 + Math.floor(work / threadWork));
  try {
    const training = await startTraining(inputs, labels.data, architecture, {
      width: width!,
      steps,
      learningRate,
      momentum,
      seed: seed!,
      threads,
    });
    return training.kind === 'no-training' ? wrong(training.code, training.reason) : training;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return wrong('network', error.message.replace(/^\w+: /, ''));
  }
}

async function refuse(
  { code, message, position }: Wrong,
  { json }: TrainOptions,
  io: Io,
): Promise<ExitCode> {
  if (json) await write(io.stdout, JSON.stringify({ error: { code, message, position } }) + '\n');
  else await write(io.stderr, `error: ${visible(message)}\n`);
  return exitCode.wrongInput;
}
