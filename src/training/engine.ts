/**
 * # Full-batch gradient descent of one network, by one or several threads
 *
 * Loss L = ½ Σ r_i², r_i = f(x_i) − o_i − y_i, where o_i is the output at the start if the run is
 * centred (then r(0) = −y), else 0. Every thread runs the same steps on its own neurons and meets
 * the others at a barrier wherever it needs what they computed; sums over neurons are taken slice
 * by slice in a fixed order, so that results do not depend on the number of threads.
 */
import { affine, descend, inner, pullBack } from './dense.ts';
import type { ManyFunction } from './many.ts';
import { SLICE } from './network.ts';
import type { Layout } from './network.ts';

export interface Descent {
  readonly learningRate: number;
  readonly momentum: number;
  readonly centred: boolean;
}

/** This thread's part of the work. */
export interface Share {
  readonly index: number;
  readonly count: number;
  /** Returns when every thread has called it. */
  readonly barrier: () => void;
}

export const alone: Share = { index: 0, count: 1, barrier: () => {} };

export interface Engine {
  /** The loss at the present parameters, then one step of descent; the same on every thread. */
  readonly step: () => number;
  /** The loss at the present parameters. */
  readonly measure: () => number;
  /** The empirical kernel at the present parameters, into the block. */
  readonly kernel: () => void;
}

export function createEngine(
  block: Float64Array,
  layout: Layout,
  functions: readonly ManyFunction[],
  { learningRate, momentum, centred }: Descent,
  { index, count, barrier }: Share,
): Engine {
  const { n, d, layers, places, slices } = layout;
  const part = (offset: number, length: number): Float64Array =>
    block.subarray(offset, offset + length);
  const optional = (offset: number, length: number): Float64Array | null =>
    offset < 0 ? null : part(offset, length);
  const inputs = part(layout.inputs, n * d);
  const labels = part(layout.labels, n);
  const outputs = part(layout.outputs, n);
  const kernel = part(layout.kernel, n * n);
  const hidden = functions.map((activate, l) => {
    const { rows, columns, weightScale, biasScale } = layers[l]!;
    const place = places[l]!;
    return {
      activate,
      rows,
      columns,
      weightScale,
      biasScale,
      weights: part(place.weights, rows * columns),
      biases: optional(place.biases, rows),
      weightVelocity: optional(place.weightVelocity, rows * columns),
      biasVelocity: optional(place.biasVelocity, rows),
      values: part(place.values, n * rows),
      slopes: part(place.slopes, n * rows),
      ...rangeOf(rows, index, count),
    };
  });
  const depth = hidden.length;
  const below = (l: number): Float64Array => (l === 0 ? inputs : hidden[l - 1]!.values);
  const last = hidden[depth - 1]!;
  const readout = layers[depth]!;
  const top = places[depth]!;
  const readoutWeights = part(top.weights, last.rows);
  const readoutVelocity = optional(top.weightVelocity, last.rows);

  // The one bias of the output belongs to all: each thread keeps the same copy.
  let bias = top.biases < 0 ? 0 : block[top.biases]!;
  let biasVelocity = 0;
  let start: Float64Array | null = null;
  let side = 0;
  const residual = new Float64Array(n);
  const ones = new Float64Array(n).fill(1);

  const forward = (): void => {
    for (let l = 0; l < depth; l += 1) {
      const { weights, biases, rows, columns, values, slopes, from, to } = hidden[l]!;
      const { weightScale, biasScale, activate } = hidden[l]!;
      affine(weights, biases, weightScale, biasScale, below(l), columns, values, rows, from, to);
      for (let i = 0; i < n; i += 1) activate(values, slopes, i * rows + from, i * rows + to);
      if (l + 1 < depth) barrier();
    }
    // One side of the sums is written while a slower thread may still read the other.
    side = 1 - side;
    const partial = part(layout.partial + side * slices * n, slices * n);
    const { rows, values, from, to } = last;
    for (let j = from; j < to; j += SLICE)
      for (let i = 0; i < n; i += 1) {
        let sum = 0;
        const end = Math.min(j + SLICE, rows);
        for (let k = j; k < end; k += 1) sum += readoutWeights[k]! * values[i * rows + k]!;
        partial[(j / SLICE) * n + i] = sum;
      }
    barrier();
    for (let i = 0; i < n; i += 1) {
      let sum = 0;
      for (let s = 0; s < slices; s += 1) sum += partial[s * n + i]!;
      residual[i] = readout.weightScale * sum + readout.biasScale * bias;
    }
    if (index === 0) outputs.set(residual);
  };

  const lossOf = (): number => {
    start ??= centred ? residual.slice() : new Float64Array(n);
    let loss = 0;
    for (let i = 0; i < n; i += 1) {
      residual[i]! -= start[i]! + labels[i]!;
      loss += residual[i]! ** 2;
    }
    return loss / 2;
  };

  /** Slopes become derivatives with respect to z, given those with respect to the outputs. */
  const backward = (deltas: Float64Array): void => {
    const { rows, slopes, from, to } = last;
    for (let i = 0; i < n; i += 1) {
      const factor = readout.weightScale * deltas[i]!;
      for (let k = from; k < to; k += 1) slopes[i * rows + k]! *= factor * readoutWeights[k]!;
    }
    for (let l = depth - 2; l >= 0; l -= 1) {
      barrier();
      const above = hidden[l + 1]!;
      const { slopes: under, rows: columns, from: low, to: high } = hidden[l]!;
      const { weights, weightScale, slopes: over, rows: size } = above;
      pullBack(weights, weightScale, over, size, under, columns, low, high);
    }
  };

  const update = (): void => {
    const rate = learningRate;
    for (let l = 0; l < depth; l += 1) {
      const layer = hidden[l]!;
      const { rows, columns, slopes, from, to, weightScale } = layer;
      descend(
        layer.weights,
        layer.weightVelocity,
        rate,
        momentum,
        weightScale,
        slopes,
        rows,
        below(l),
        columns,
        from,
        to,
      );
      // A bias is the weight of an input 1.
      const { biases, biasVelocity: velocity, biasScale } = layer;
      if (biases !== null)
        descend(biases, velocity, rate, momentum, biasScale, slopes, rows, ones, 1, from, to);
    }
    for (let k = last.from; k < last.to; k += 1) {
      let sum = 0;
      for (let i = 0; i < n; i += 1) sum += residual[i]! * last.values[i * last.rows + k]!;
      const change = -rate * readout.weightScale * sum;
      const v = readoutVelocity === null ? change : momentum * readoutVelocity[k]! + change;
      if (readoutVelocity !== null) readoutVelocity[k] = v;
      readoutWeights[k]! += v;
    }
    if (top.biases < 0) return;
    let sum = 0;
    for (let i = 0; i < n; i += 1) sum += residual[i]!;
    biasVelocity = momentum * biasVelocity - rate * readout.biasScale * sum;
    bias += biasVelocity;
    if (index === 0) block[top.biases] = bias;
  };

  return {
    step: () => {
      forward();
      const loss = lossOf();
      backward(residual);
      // Weights between hidden layers, and values below them, are still being read elsewhere.
      if (depth > 1) barrier();
      update();
      if (depth > 1) barrier();
      return loss;
    },
    measure: () => {
      forward();
      return lossOf();
    },
    // Θ_ij = Σ_l (σ_w²/n_l a_i·a_j + σ_b²)·(δ_i·δ_j), δ = ∂f/∂z
    kernel: () => {
      forward();
      backward(ones);
      barrier();
      for (let i = index; i < n; i += count)
        for (let j = i; j < n; j += 1) {
          let sum =
            readout.weightScale ** 2 * inner(last.values, last.rows, i, j) + readout.biasScale ** 2;
          for (const [l, { rows, columns, slopes, weightScale, biasScale }] of hidden.entries())
            sum +=
              (weightScale ** 2 * inner(below(l), columns, i, j) + biasScale ** 2) *
              inner(slopes, rows, i, j);
          kernel[i * n + j] = kernel[j * n + i] = sum;
        }
      barrier();
    },
  };
}

/** A thread's neurons: whole slices, as even as they go. */
function rangeOf(
  rows: number,
  index: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const slices = Math.ceil(rows / SLICE);
  const edge = (t: number): number => Math.min(rows, SLICE * Math.floor((slices * t) / count));
  return { from: edge(index), to: edge(index + 1) };
}
