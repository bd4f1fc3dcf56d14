/**
 * # What the theory says of a training before it starts
 *
 * From the kernel of infinite width: the losses of descent under it, the rate at which they fall,
 * the largest stable learning rate; from the theorems: where they end. Only the plateau is exact.
 */
import type { Rational } from '../arith/rational.ts';
import { exactRow } from '../data/data-set.ts';
import type { DataSet } from '../data/data-set.ts';
import type { Expr } from '../expr/expr.ts';
import { layersOf } from '../ntk/architecture.ts';
import type { Architecture } from '../ntk/architecture.ts';
import { approxGram } from '../ntk/gram.ts';
import type { NoKernel } from '../ntk/kernel.ts';
import { approxKernelFlow } from './flow.ts';
import type { KernelFlow } from './flow.ts';
import { layerClass } from './layer-class.ts';
import type { LayerClass } from './layer-class.ts';
import { plateau } from './plateau.ts';
import type { Plateau } from './plateau.ts';

export interface Prediction {
  readonly kind: 'prediction';
  /** Under Θ^L of infinite width; why there is none. */
  readonly flow: KernelFlow | NoKernel;
  /** The kernel itself, n·n entries, where there is a flow. */
  readonly kernel: Float64Array | null;
  readonly plateau: Plateau;
  /** Of each hidden layer. */
  readonly layers: readonly LayerClass[];
  /** What regularity could not show, as sentences: the flow assumes it. */
  readonly assumed: readonly string[];
}

/**
 * @param labels as many rows as inputs, of one number
 * @throws RangeError on shapes and an architecture that do not fit
 */
export function approxPrediction(
  inputs: DataSet,
  labels: DataSet,
  architecture: Architecture,
): Prediction {
  if (labels.d !== 1 || labels.n !== inputs.n)
    throw new RangeError(
      `approxPrediction: expected ${inputs.n} labels of one number, got ${labels.n} rows of ${labels.d}`,
    );
  const { activations, weights } = layersOf(architecture);
  const classes = new Map<Expr, LayerClass>();
  for (const expr of activations) if (!classes.has(expr)) classes.set(expr, layerClass(expr));
  const layers = activations.map((expr) => classes.get(expr)!);
  const rows = (set: DataSet): Rational[][] =>
    Array.from({ length: set.n }, (_, i) => exactRow(set, i));
  const end = plateau(
    rows(inputs),
    rows(labels).map(([y]) => y!),
    layers,
    weights.map(({ biasVariance }) => biasVariance > 0),
  );
  const gram = approxGram(inputs, architecture, { kernel: 'ntk' });
  if (gram.kind === 'stopped') throw new Error('approxPrediction: nothing stops it');
  if (gram.kind === 'no-kernel')
    return { kind: 'prediction', flow: gram, kernel: null, plateau: end, layers, assumed: [] };
  const { matrix, entryError, assumed } = gram;
  const nullity = end.kind === 'exact' ? inputs.n - end.rank : 0;
  const flow = approxKernelFlow(matrix, labels.data, { nullity, entryError });
  return { kind: 'prediction', flow, kernel: matrix, plateau: end, layers, assumed };
}

export interface DecayRate {
  /** The eigenvalue that rules it. */
  readonly eigenvalue: number;
  /** The loss falls as e^{−rate·step}. */
  readonly rate: number;
}

/**
 * The slowest mode: 2ηλ/(1 − μ) for the smallest eigenvalue λ of the whole kernel, or for the
 * smallest off its null space, which rules the way to the plateau.
 * @returns null where that eigenvalue is not told from 0
 */
export function approxDecayRate(
  { eigenvalues, nullity, resolution }: KernelFlow,
  learningRate: number,
  momentum = 0,
  of: 'kernel' | 'range' = 'kernel',
): DecayRate | null {
  const k = of === 'kernel' ? 0 : nullity;
  const eigenvalue = eigenvalues[k];
  if (eigenvalue === undefined || (k >= nullity && eigenvalue <= resolution)) return null;
  return { eigenvalue, rate: (2 * learningRate * eigenvalue) / (1 - momentum) };
}
