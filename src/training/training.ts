/**
 * # Training a finite network
 *
 * Full-batch gradient descent of L = ½ Σ (f(x_i) − o_i − y_i)² with momentum, step by step in the
 * calling thread (threads.ts spreads the same steps over several). Reproducible: the same seed
 * gives the same losses to the last bit. Double precision; nothing here is proved.
 */
import type { Architecture } from '../ntk/architecture.ts';
import { layersOf } from '../ntk/architecture.ts';
import type { Inputs } from '../ntk/input-angle.ts';
import { alone, createEngine } from './engine.ts';
import type { Descent } from './engine.ts';
import type { ManyFunction } from './many.ts';
import { hiddenFunctions, initialise, layoutOf } from './network.ts';
import type { Layout, Widths } from './network.ts';
import { createRun } from './run.ts';
import type { Standing } from './run.ts';

export interface TrainingOptions extends Widths {
  /** Most steps that will be taken. */
  readonly steps: number;
  /** η, for the sum over the data (not the mean). */
  readonly learningRate: number;
  /** μ of the heavy ball v ← μv − η∇L, w ← w + v; 0 unless given. */
  readonly momentum?: number;
  /** 1 unless given. */
  readonly seed?: number;
  /** Whether the output at the start is subtracted, so that r(0) = −y; true unless false. */
  readonly centred?: boolean;
}

export interface Training {
  readonly kind: 'training';
  /** Takes up to `count` further steps, fewer at the end or at divergence. */
  readonly advance: (count: number) => Standing;
  /** Losses after 0, 1, 2, … steps, as far as they are known. */
  readonly losses: () => Float64Array;
  /** f(x_i) at the present parameters, without the output at the start subtracted. */
  readonly outputs: () => Float64Array;
  /** The empirical NTK Σ ∂f(x_i)/∂w·∂f(x_j)/∂w at the present parameters: n·n entries. */
  readonly empiricalKernel: () => Float64Array;
}

export interface NoTraining {
  readonly kind: 'no-training';
  readonly code: 'no-derivative';
  readonly reason: string;
}

/** What one thread, or several, start from. */
export interface Prepared {
  readonly layout: Layout;
  readonly descent: Descent;
  readonly seed: number;
  readonly functions: readonly ManyFunction[];
}

/**
 * @param inputs n rows of d numbers
 * @param labels n numbers
 * @throws RangeError on shapes and options that do not fit
 */
export function createTraining(
  inputs: Inputs,
  labels: Float64Array,
  architecture: Architecture,
  options: TrainingOptions,
): Training | NoTraining {
  const prepared = prepareTraining(inputs, labels, architecture, options);
  if ('kind' in prepared) return prepared;
  const { layout, descent, functions, seed } = prepared;
  const block = new Float64Array(layout.length);
  initialise(block, layout, inputs, labels, seed);
  const engine = createEngine(block, layout, functions, descent, alone);
  const losses = new Float64Array(options.steps + 1);
  let known = 0;
  const run = createRun(engine, losses, (count) => (known = count));
  return {
    kind: 'training',
    advance: run.advance,
    losses: () => losses.slice(0, known),
    outputs: () => {
      engine.measure();
      return block.slice(layout.outputs, layout.outputs + layout.n);
    },
    empiricalKernel: () => {
      engine.kernel();
      return block.slice(layout.kernel, layout.kernel + layout.n ** 2);
    },
  };
}

/** @throws RangeError on shapes and options that do not fit */
export function prepareTraining(
  inputs: Inputs,
  labels: Float64Array,
  architecture: Architecture,
  options: TrainingOptions,
): Prepared | NoTraining {
  const { steps, learningRate, momentum = 0, seed = 1, centred = true } = options;
  if (!(Number.isInteger(steps) && steps >= 0 && steps < 2 ** 31))
    throw new RangeError(`createTraining: expected a number of steps ≥ 0, got ${steps}`);
  if (!(learningRate > 0 && learningRate < Infinity))
    throw new RangeError(`createTraining: expected a learningRate > 0, got ${learningRate}`);
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`createTraining: expected a momentum in [0, 1), got ${momentum}`);
  if (labels.length !== inputs.n || !labels.every(Number.isFinite))
    throw new RangeError(
      `createTraining: expected ${inputs.n} finite labels, got ${labels.length}`,
    );
  const functions = hiddenFunctions(layersOf(architecture).activations);
  if (functions === null)
    return {
      kind: 'no-training',
      code: 'no-derivative',
      reason: 'σ′ has no expression in the language',
    };
  const layout = layoutOf(inputs, architecture, options, momentum > 0);
  return { layout, descent: { learningRate, momentum, centred }, seed, functions };
}
