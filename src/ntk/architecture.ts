/**
 * # Architectures of infinite width
 *
 * Depth L counts layers of weights; hidden layer l = 1..L−1 applies σ_l. Weight layer l has the
 * variances σ_w² (divided by the number of its inputs) and σ_b²:
 *
 *     Σ¹(x,y) = σ_w²/d x·y + σ_b²,   Σ^{l+1} = σ_w² E[σ_l(u)σ_l(v)] + σ_b²,   (u,v) ~ N(0, Σ^l)
 *     Θ¹ = Σ¹,                       Θ^{l+1} = Σ^{l+1} + σ_w² Θ^l E[σ_l′(u)σ_l′(v)]
 */
import { approxNumber, one, sign, zero } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';

export interface Architecture {
  /** One for all hidden layers, or one for each. */
  readonly activations: readonly Expr[];
  /** Layers of weights, ≥ 1. */
  readonly depth: number;
  /** σ_w² > 0, shared or one for each layer of weights. */
  readonly weightVariance: number | readonly number[];
  /** σ_b² ≥ 0, likewise. */
  readonly biasVariance: number | readonly number[];
  /** 'ntk' unless given; Σ does not depend on it. */
  readonly parameterisation?: Parameterisation;
}

/**
 * In the standard parameterisation W ~ N(0, σ_w²/n), b ~ N(0, σ_b²) are trained themselves, so that
 * Θ¹ = w_1·(x·y/d) + β, Θ^{l+1} = w_{l+1}·E[σσ] + β + σ_w² Θ^l E[σ′σ′], where β = 1 if σ_b² > 0, else 0,
 * and w_l is the number of inputs of weight layer l: relative widths, as the limit of Θ/width.
 */
export type Parameterisation =
  { readonly kind: 'ntk' } | { readonly kind: 'standard'; readonly widths: readonly number[] };

/** The same in exact numbers, for enclosures. */
export interface ExactArchitecture {
  readonly activations: readonly Expr[];
  readonly depth: number;
  readonly weightVariance: Rational | readonly Rational[];
  readonly biasVariance: Rational | readonly Rational[];
  readonly parameterisation?:
    { readonly kind: 'ntk' } | { readonly kind: 'standard'; readonly widths: readonly Rational[] };
}

/** The recursions, in one line. */
export const formulas: Readonly<Record<Parameterisation['kind'], string>> = {
  ntk: 'Σ¹(x,y) = σ_w²/d x·y + σ_b², Σ^{l+1} = σ_w² E[σ_l(u)σ_l(v)] + σ_b²; Θ¹ = Σ¹, Θ^{l+1} = Σ^{l+1} + σ_w² Θ^l E[σ_l′(u)σ_l′(v)]',
  standard:
    'Σ¹(x,y) = σ_w²/d x·y + σ_b², Σ^{l+1} = σ_w² E[σ_l(u)σ_l(v)] + σ_b²; Θ¹ = w_1 x·y/d + β, Θ^{l+1} = w_{l+1} E[σ_l(u)σ_l(v)] + β + σ_w² Θ^l E[σ_l′(u)σ_l′(v)], β = 1 where σ_b² > 0, else 0',
};

export type ConventionName = 'neural-tangents' | 'jacot' | 'arora';

export interface Convention {
  readonly name: ConventionName;
  readonly parameterisation: Parameterisation['kind'];
  readonly source: string;
  /** What the source writes. */
  readonly formula: string;
  /** The same kernel in the notation above. */
  readonly translation: string;
}

export const conventions: readonly Convention[] = [
  {
    name: 'neural-tangents',
    parameterisation: 'ntk',
    source: 'neural-tangents (Novak et al. 2020), parameterization = "ntk"',
    formula:
      'stax.Dense(W_std, b_std): f = W_std/√n W x + b_std b; H hidden layers and a readout layer',
    translation: 'σ_w² = W_std², σ_b² = b_std², L = H + 1: the same kernels',
  },
  {
    name: 'neural-tangents',
    parameterisation: 'standard',
    source: 'neural-tangents (Novak et al. 2020), parameterization = "standard"',
    formula: 'W ~ N(0, W_std²/n), b ~ N(0, b_std²), both trained; s scales the widths',
    translation: "parameterisation 'standard', widths = [d, s_1, …, s_H]: Θ¹ = x·y + 1 with biases",
  },
  {
    name: 'jacot',
    parameterisation: 'ntk',
    source: 'Jacot, Gabriel, Hongler 2018',
    formula: 'α^{l+1} = W α^l(x)/√n_l + β b: Σ¹ = x·y/n_0 + β², Θ^{L+1} = Θ^L Σ̇^{L+1} + Σ^{L+1}',
    translation: 'σ_w² = 1, σ_b² = β² at every layer; their L is the number of layers of weights',
  },
  {
    name: 'arora',
    parameterisation: 'ntk',
    source: 'Arora et al. 2019',
    formula:
      'f^h = W g^{h−1}, g^h = √(c_σ/d_h) σ(f^h), c_σ = 1/E[σ(Z)²], Σ⁰ = x·y, no biases, L hidden layers',
    translation: 'depth L + 1; σ_w² = d at the first layer, c_σ at the others; σ_b² = 0',
  },
];

export interface WeightLayer {
  readonly weightVariance: number;
  readonly biasVariance: number;
  /** Factor of E[σσ] (of x·y/d) in Θ, and what the biases add there. */
  readonly tangentWeight: number;
  readonly tangentBias: number;
}

export interface Layers {
  readonly weights: readonly WeightLayer[];
  /** One less than weights. */
  readonly activations: readonly Expr[];
}

/** @throws RangeError on variances, depth or numbers of layers that do not fit */
export function layersOf(architecture: Architecture): Layers {
  const { activations, depth, parameterisation = { kind: 'ntk' } } = architecture;
  if (!(Number.isInteger(depth) && depth >= 1))
    throw new RangeError(`layersOf: expected an integer depth ≥ 1, got ${depth}`);
  if (depth > 1 && activations.length !== 1 && activations.length !== depth - 1)
    throw new RangeError(
      `layersOf: expected 1 or ${depth - 1} activations, got ${activations.length}`,
    );
  const perLayer = (name: string, value: number | readonly number[], least: number): number[] => {
    const all = typeof value === 'number' ? Array.from({ length: depth }, () => value) : [...value];
    if (all.length !== depth)
      throw new RangeError(`layersOf: expected ${depth} values of ${name}, got ${all.length}`);
    for (const v of all)
      if (!(v >= least && v < Infinity))
        throw new RangeError(`layersOf: expected a finite ${name} ≥ ${least}, got ${v}`);
    return all;
  };
  const weightVariances = perLayer('weightVariance', architecture.weightVariance, 0);
  if (weightVariances.some((v) => v === 0))
    throw new RangeError('layersOf: expected a weightVariance > 0, got 0');
  const biasVariances = perLayer('biasVariance', architecture.biasVariance, 0);
  const widths =
    parameterisation.kind === 'standard' ? perLayer('widths', parameterisation.widths, 0) : null;
  return {
    weights: weightVariances.map((weightVariance, l) => ({
      weightVariance,
      biasVariance: biasVariances[l]!,
      tangentWeight: widths === null ? weightVariance : widths[l]!,
      tangentBias: widths === null ? biasVariances[l]! : biasVariances[l]! > 0 ? 1 : 0,
    })),
    activations: Array.from({ length: depth - 1 }, (_, l) => activations[l] ?? activations[0]!),
  };
}

export interface ExactWeightLayer {
  readonly weightVariance: Rational;
  readonly biasVariance: Rational;
  readonly tangentWeight: Rational;
  readonly tangentBias: Rational;
}

/** layersOf in exact numbers. @throws RangeError likewise */
export function exactLayersOf({
  activations,
  depth,
  weightVariance,
  biasVariance,
  parameterisation = { kind: 'ntk' },
}: ExactArchitecture): {
  readonly weights: readonly ExactWeightLayer[];
  readonly activations: readonly Expr[];
} {
  const numbers = (value: Rational | readonly Rational[]): number | number[] =>
    'num' in value ? approxNumber(value) : value.map(approxNumber);
  const standard = parameterisation.kind === 'standard' ? parameterisation.widths : null;
  // The checks are those of the double version.
  const layers = layersOf({
    activations,
    depth,
    weightVariance: numbers(weightVariance),
    biasVariance: numbers(biasVariance),
    ...(standard && {
      parameterisation: { kind: 'standard' as const, widths: standard.map(approxNumber) },
    }),
  });
  const at = (value: Rational | readonly Rational[], l: number): Rational =>
    'num' in value ? value : value[l]!;
  return {
    activations: layers.activations,
    weights: layers.weights.map((_, l) => {
      const [w, b] = [at(weightVariance, l), at(biasVariance, l)];
      const trained = sign(b) > 0 ? one : zero;
      return {
        weightVariance: w,
        biasVariance: b,
        tangentWeight: standard === null ? w : standard[l]!,
        tangentBias: standard === null ? b : trained,
      };
    }),
  };
}
