/**
 * # Architectures
 *
 * Depth, variances and biases, with exact numbers; the activation comes from elsewhere unless
 * `layers` says where.
 */
import fc from 'fast-check';
import type { Architecture } from '../ntk/architecture.ts';
import type { Activation } from './activation.ts';
import { printedAs } from './printed.ts';

export interface GeneratedArchitecture {
  /** Layers of weights, ≥ 2. */
  readonly depth: number;
  readonly weightVariance: number;
  readonly biasVariance: number;
  /** One for each hidden layer; null: the activation in question, everywhere. */
  readonly layers: readonly Activation[] | null;
}

export interface ArchitectureConstraints {
  /** Layers of weights; 2 to 4 unless given. */
  readonly depth?: number | { readonly min: number; readonly max: number };
  /** Draws an activation of its own for every hidden layer. */
  readonly layers?: fc.Arbitrary<Activation>;
  /** With biases, without, or either, the default. */
  readonly biases?: boolean;
}

/** Architectures; shrinks to depth 2 (or the least), σ_w² = 1, without biases where allowed. */
export function architecture({
  depth = { min: 2, max: 4 },
  layers,
  biases,
}: ArchitectureConstraints = {}): fc.Arbitrary<GeneratedArchitecture> {
  const { min, max } = typeof depth === 'number' ? { min: depth, max: depth } : depth;
  if (!(Number.isInteger(min) && Number.isInteger(max) && 2 <= min && min <= max && max <= 100))
    throw new RangeError(`architecture: expected 2 ≤ depth ≤ 100, got ${min} to ${max}`);
  const positive = fc.constantFrom(1, 2, 0.5, 1.5, 0.1);
  const bias =
    biases === undefined ? fc.constantFrom(0, 1, 0.25, 0.1) : biases ? positive : fc.constant(0);
  return fc
    .integer({ min, max })
    .chain((L) =>
      fc.record({
        depth: fc.constant(L),
        weightVariance: positive,
        biasVariance: bias,
        layers: layers
          ? fc.array(layers, { minLength: L - 1, maxLength: L - 1, size: 'max' })
          : fc.constant(null),
      }),
    )
    .map((value) => printedAs(value, textOf(value)));
}

function textOf({ depth, weightVariance, biasVariance, layers }: GeneratedArchitecture): string {
  const shown = layers === null ? '' : `, layers: [${layers.map(String).join(', ')}]`;
  return `{ depth: ${depth}, weightVariance: ${weightVariance}, biasVariance: ${biasVariance}${shown} }`;
}

/** The architecture with this activation in every hidden layer that has none of its own. */
export const withActivation = (
  { layers, ...rest }: GeneratedArchitecture,
  activation: Pick<Activation, 'expr'>,
): Architecture => ({
  ...rest,
  activations: layers === null ? [activation.expr] : layers.map((layer) => layer.expr),
});
