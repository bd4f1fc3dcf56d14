/**
 * # The shape of an activation
 *
 * σ, σ′, a finite difference, Hermite coefficients and the kernels of two inputs at an angle: all
 * approximate, for the eye.
 */
import { approxFunction, approxGram, approxHermite, derivative } from 'nonpoly';
import type { Expr } from 'nonpoly';
import { parseSource } from './source.ts';
import type { Source, SourceError } from './source.ts';

export interface ShapeAsk extends Source {
  readonly from: number;
  readonly to: number;
  readonly order: number;
  readonly step: number;
  /** q of E[σ(√q Z)²]. */
  readonly variance: number;
}

export interface Spectrum {
  readonly kind: 'spectrum';
  /** a_k(q), k = 0, 1, … */
  readonly coefficients: Float64Array;
  readonly squareNorm: number;
  /** E[σ²] − Σ a_k². */
  readonly tail: number;
  readonly errorEstimate: number;
}

export interface Dual {
  readonly kind: 'dual';
  readonly correlations: Float64Array;
  /** E[σ(u)σ(v)], variances q and correlation ρ. */
  readonly nngp: Float64Array;
  /** Θ² of the same pair; null where there is none. */
  readonly ntk: Float64Array | null;
}

export interface Missing {
  readonly kind: 'missing';
  readonly reason: string;
}

export type Shape =
  | {
      readonly kind: 'shape';
      readonly x: Float64Array;
      readonly sigma: Float64Array;
      /** Null: the language has no expression for it. */
      readonly slope: Float64Array | null;
      readonly difference: Float64Array;
      readonly spectrum: Spectrum | Missing;
      readonly dual: Dual | Missing;
    }
  | SourceError;

const samples = 401;
const terms = 33;
const angles = 41;

export function shape(ask: ShapeAsk): Shape {
  const parsed = parseSource(ask);
  if (parsed.kind === 'error') return parsed;
  const { expr } = parsed;
  const sigma = approxFunction(expr);
  const prime = derivative(expr);
  const slope = prime && approxFunction(prime);
  const x = Float64Array.from(
    { length: samples },
    (_, i) => ask.from + ((ask.to - ask.from) * i) / (samples - 1),
  );
  return {
    kind: 'shape',
    x,
    sigma: x.map((at) => sigma(at)),
    slope: slope && x.map((at) => slope(at)),
    difference: x.map((at) => difference(sigma, at, ask.order, ask.step)),
    spectrum: spectrumOf(expr, ask.variance),
    dual: dualOf(expr, ask.variance),
  };
}

/** Δ_h^k σ(x) = Σ_j (−1)^{k−j} C(k, j) σ(x + jh). */
function difference(sigma: (x: number) => number, x: number, k: number, h: number): number {
  let [sum, binomial] = [0, 1];
  for (let j = 0; j <= k; j += 1) {
    sum += ((k - j) % 2 === 0 ? 1 : -1) * binomial * sigma(x + j * h);
    binomial = (binomial * (k - j)) / (j + 1);
  }
  return sum;
}

const reasons: Readonly<Record<string, string>> = {
  undefined: 'σ is not defined near 0 on this scale',
  overflow: 'E[σ²] is beyond double precision',
  'not-resolved': 'the mass of E[σ²] lies too far out: it may be infinite',
};

function spectrumOf(expr: Expr, variance: number): Spectrum | Missing {
  const found = approxHermite(expr, variance, terms, { derivative: false });
  if (found.kind !== 'hermite')
    return { kind: 'missing', reason: reasons[found.reason] ?? found.reason };
  const { coefficients, squareNorm, tail, errorEstimate } = found;
  return { kind: 'spectrum', coefficients, squareNorm, tail, errorEstimate };
}

/** Inputs on the circle: with σ_w² = 2q in front, Σ¹ = qρ; then σ_w² = 1 and no biases. */
function dualOf(expr: Expr, variance: number): Dual | Missing {
  const correlations = Float64Array.from({ length: angles }, (_, i) =>
    Math.cos((Math.PI * i) / (angles - 1)),
  );
  const data = Float64Array.from(
    Array.from({ length: angles }, (_, i) => (Math.PI * i) / (angles - 1)).flatMap((angle) => [
      Math.cos(angle),
      Math.sin(angle),
    ]),
  );
  const gram = (kernel: 'nngp' | 'ntk'): ReturnType<typeof approxGram> =>
    approxGram(
      { n: angles, d: 2, data },
      { activations: [expr], depth: 2, weightVariance: [2 * variance, 1], biasVariance: 0 },
      { kernel },
    );
  const nngp = gram('nngp');
  if (nngp.kind === 'stopped') return { kind: 'missing', reason: 'stopped' };
  if (nngp.kind === 'no-kernel') return { kind: 'missing', reason: nngp.reason };
  const ntk = gram('ntk');
  return {
    kind: 'dual',
    correlations,
    nngp: nngp.matrix.slice(0, angles),
    ntk: ntk.kind === 'gram' ? ntk.matrix.slice(0, angles) : null,
  };
}
