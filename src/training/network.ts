/**
 * # Finite networks in the NTK parameterisation
 *
 *     z¹ = σ_w/√d W¹x + σ_b b¹,   z^{l+1} = σ_w/√n_l W^{l+1} σ_l(z^l) + σ_b b^{l+1},   f = z^L
 *
 * with one output, every entry of W and b drawn from N(0, 1) and trained; b^l only where σ_b > 0.
 * σ_w, σ_b are per layer (ntk/architecture.ts). All numbers live in one block of doubles, which
 * threads can share.
 */
import { derivative } from '../expr/derivative.ts';
import type { Expr } from '../expr/expr.ts';
import { layersOf } from '../ntk/architecture.ts';
import type { Architecture } from '../ntk/architecture.ts';
import type { Inputs } from '../ntk/input-angle.ts';
import { normalDeviates } from '../data/random.ts';
import { approxMany } from './many.ts';
import type { ManyFunction } from './many.ts';

export interface Layer {
  /** Numbers of outputs and inputs. */
  readonly rows: number;
  readonly columns: number;
  /** σ_w/√columns and σ_b. */
  readonly weightScale: number;
  readonly biasScale: number;
}

/** Offsets into the block, in doubles; −1 where there is nothing. */
export interface LayerPlace {
  readonly weights: number;
  readonly biases: number;
  readonly weightVelocity: number;
  readonly biasVelocity: number;
  /** σ(z) and σ′(z), later ∂f/∂z or ∂L/∂z: a row for each input. −1 for the output layer. */
  readonly values: number;
  readonly slopes: number;
}

export interface Layout {
  readonly n: number;
  readonly d: number;
  readonly layers: readonly Layer[];
  readonly places: readonly LayerPlace[];
  readonly inputs: number;
  readonly labels: number;
  /** Two sets of sums over slices of the last hidden layer, a row for each slice. */
  readonly partial: number;
  readonly slices: number;
  /** Outputs and, for the empirical kernel, n² entries. */
  readonly outputs: number;
  readonly kernel: number;
  /** Of the whole block. */
  readonly length: number;
}

/** Neurons are dealt out in slices of this size, whatever the number of threads. */
export const SLICE = 32;
/** Bytes of one network: more would rather be a mistake than a wish. */
export const MAX_BYTES = 6 * 2 ** 30;

export interface Widths {
  /** Of the hidden layers: one for all, or one for each. */
  readonly width: number | readonly number[];
}

/**
 * @throws RangeError on shapes that do not fit, or a network of more than MAX_BYTES
 */
export function layoutOf(
  { n, d, data }: Inputs,
  architecture: Architecture,
  { width }: Widths,
  momentum: boolean,
): Layout {
  if (architecture.parameterisation?.kind === 'standard')
    throw new RangeError("layoutOf: expected the parameterisation 'ntk', got 'standard'");
  if (!(n >= 1 && d >= 1 && data.length === n * d && data.every(Number.isFinite)))
    throw new RangeError(`layoutOf: expected n·d finite inputs for n = ${n}, d = ${d}`);
  const { weights } = layersOf(architecture);
  const hidden = weights.length - 1;
  if (hidden < 1) throw new RangeError(`layoutOf: expected a depth ≥ 2, got ${architecture.depth}`);
  const widths = typeof width === 'number' ? weights.slice(1).map(() => width) : [...width];
  if (widths.length !== hidden || !widths.every((w) => Number.isInteger(w) && w >= 1))
    throw new RangeError(`layoutOf: expected ${hidden} widths ≥ 1, got ${widths.join(', ')}`);
  const sizes = [d, ...widths, 1];
  const layers = weights.map(({ weightVariance, biasVariance }, l) => ({
    rows: sizes[l + 1]!,
    columns: sizes[l]!,
    weightScale: Math.sqrt(weightVariance / sizes[l]!),
    biasScale: Math.sqrt(biasVariance),
  }));
  let length = 0;
  const take = (count: number): number => {
    length += count;
    return length - count;
  };
  const places = layers.map(({ rows, columns, biasScale }, l) => {
    const biases = biasScale > 0 ? rows : 0;
    return {
      weights: take(rows * columns),
      biases: biases > 0 ? take(biases) : -1,
      weightVelocity: momentum ? take(rows * columns) : -1,
      biasVelocity: momentum && biases > 0 ? take(biases) : -1,
      values: l < hidden ? take(n * rows) : -1,
      slopes: l < hidden ? take(n * rows) : -1,
    };
  });
  const slices = Math.ceil(widths.at(-1)! / SLICE);
  const layout = {
    n,
    d,
    layers,
    places,
    slices,
    inputs: take(n * d),
    labels: take(n),
    partial: take(2 * slices * n),
    outputs: take(n),
    kernel: take(n * n),
    length,
  };
  if (length * 8 > MAX_BYTES)
    throw new RangeError(
      `layoutOf: expected a network of at most ${MAX_BYTES / 2 ** 30} GiB, got ${(length / 2 ** 27).toFixed(1)} GiB`,
    );
  return { ...layout, length };
}

/** Apart from the stream of random inputs: the same seed would give inputs and weights the same numbers. */
export const parameterDeviates = (seed: number): (() => number) => normalDeviates(seed, 0x77656967);

/** Fills weights and biases in a fixed order: layer by layer, weights row by row, then biases. */
export function initialise(
  block: Float64Array,
  layout: Layout,
  inputs: Inputs,
  labels: Float64Array,
  seed: number,
): void {
  const normal = parameterDeviates(seed);
  for (const [l, { rows, columns }] of layout.layers.entries()) {
    const { weights, biases } = layout.places[l]!;
    for (let i = 0; i < rows * columns; i += 1) block[weights + i] = normal();
    if (biases >= 0) for (let i = 0; i < rows; i += 1) block[biases + i] = normal();
  }
  block.set(inputs.data, layout.inputs);
  block.set(labels, layout.labels);
}

/** σ_l and σ_l′ of each hidden layer; null where the language has no σ′. */
export function hiddenFunctions(activations: readonly Expr[]): readonly ManyFunction[] | null {
  const made: ManyFunction[] = [];
  for (const expr of activations) {
    const slope = derivative(expr);
    if (slope === null) return null;
    made.push(approxMany(expr, slope));
  }
  return made;
}
