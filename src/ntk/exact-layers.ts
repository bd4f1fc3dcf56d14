/**
 * # The layers of an architecture, exactly
 */
import type { Rational } from '../arith/rational.ts';
import { sign, toText } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import type { ExactArchitecture } from './architecture.ts';

export interface ExactLayers {
  /** σ_w² > 0 and σ_b² ≥ 0 of each layer of weights. */
  readonly weightVariance: readonly Rational[];
  readonly biasVariance: readonly Rational[];
  /** Of each hidden layer: one less than layers of weights. */
  readonly activations: readonly Expr[];
}

/** @throws RangeError on variances, depth or numbers of layers that do not fit */
export function exactLayersOf(architecture: ExactArchitecture): ExactLayers {
  const { activations, depth } = architecture;
  if (!(Number.isInteger(depth) && depth >= 1))
    throw new RangeError(`exactLayersOf: expected an integer depth ≥ 1, got ${depth}`);
  if (depth > 1 && activations.length !== 1 && activations.length !== depth - 1)
    throw new RangeError(
      `exactLayersOf: expected 1 or ${depth - 1} activations, got ${activations.length}`,
    );
  const perLayer = (name: string, value: Rational | readonly Rational[]): readonly Rational[] => {
    const all = 'den' in value ? Array.from({ length: depth }, () => value) : value;
    if (all.length !== depth)
      throw new RangeError(`exactLayersOf: expected ${depth} values of ${name}, got ${all.length}`);
    for (const v of all)
      if (sign(v) < 0 || (name === 'weightVariance' && sign(v) === 0))
        throw new RangeError(
          `exactLayersOf: expected a ${name} ${name === 'weightVariance' ? '>' : '≥'} 0, got ${toText(v)}`,
        );
    return all;
  };
  return {
    weightVariance: perLayer('weightVariance', architecture.weightVariance),
    biasVariance: perLayer('biasVariance', architecture.biasVariance),
    activations: Array.from({ length: depth - 1 }, (_, l) => activations[l] ?? activations[0]!),
  };
}
