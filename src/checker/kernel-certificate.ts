/**
 * # Certificates of kernels: their parts and their limits
 *
 * Σ^L and Θ^L of one data set. FORMAT.md is the specification.
 */
import type { Certificate } from './certificate.ts';
import type { Rational } from './rational.ts';

export const kernelFormat = 'nonpoly-kernel-certificate';
export const kernelVersion = 1;

/** Every limit has a test on both sides. */
export const kernelLimits = {
  activations: 64,
  depth: 128,
  inputs: 4000,
  entries: 400_000,
  /** Order of a matrix that is eliminated or multiplied. */
  order: 600,
  precision: 8192,
  /** Bits of a modulus. */
  modulus: 64,
  /** Of `lambda-min`: rows, bits, terms of expansions, nodes of a rule, ends of panels. */
  eigenvalueRows: 64,
  eigenvaluePrecision: 1536,
  terms: 1024,
  nodes: 64,
  ends: 1000,
  work: 400_000_000,
} as const;

export type KernelName = 'nngp' | 'ntk';
/** An interval of positive length. */
export type Range = readonly [Rational, Rational];

/** (w, b): the row σ₁(w·x_i + b) of the feature matrix. */
export interface Parameter {
  readonly weights: readonly Rational[];
  readonly bias: Rational;
}

export interface Features {
  readonly claim: 'strictly-positive-definite';
  readonly rule: 'features';
  /** As many as inputs; null: the constant feature 1 that σ_b² > 0 adds in the second layer. */
  readonly parameters: readonly (Parameter | null)[];
  /** Half the side of the boxes around them, > 0. */
  readonly radius: Rational;
  readonly precision: number;
  /** An approximate inverse: inverse·2^−scale, a row for each input. */
  readonly scale: number;
  readonly inverse: readonly (readonly bigint[])[];
  /** For each hidden layer after the first: two intervals with disjoint values (N = 1: one without 0). */
  readonly separations: readonly (readonly Range[])[];
}

export interface FullRank {
  readonly claim: 'strictly-positive-definite';
  readonly rule: 'full-rank';
  /** At which coefficients are shown to be nonzero. */
  readonly precision: number;
  readonly modulus: bigint;
}

/** Σ w_j f(ξ_j) for ∫_{−1}^1 f, and the r of the ellipse on which f is bounded. */
export interface Quadrature {
  readonly nodes: readonly Rational[];
  readonly weights: readonly Rational[];
  readonly ellipse: Rational;
}

export interface LambdaMin {
  readonly claim: 'strictly-positive-definite';
  readonly rule: 'lambda-min';
  /** c > 0 with uᵀKu ≥ c·|u|². */
  readonly bound: Rational;
  /** Bits after the point of everything that is computed. */
  readonly precision: number;
  /** K: the expansions have the terms 0 … K. */
  readonly terms: number;
  /** null where no activation has panels. */
  readonly quadrature: Quadrature | null;
  /** For each activation the ends of its panels; null: it is α·x + β·|x|, and needs none. */
  readonly panels: readonly (readonly Rational[] | null)[];
}

export interface NullVector {
  readonly claim: 'singular';
  readonly rule: 'null-vector';
  readonly vector: readonly bigint[];
}

export interface Collinear {
  readonly claim: 'singular';
  readonly rule: 'collinear';
  readonly rows: readonly [number, number];
  /** c_1 … c_L: before layer l of weights, the first is c_l times the second. */
  readonly factors: readonly Rational[];
  /** For each hidden layer, a certificate of σ(c_l x) − c_{l+1}σ(x) = 0; null where c_l = c_{l+1} = 1. */
  readonly identities: readonly (Certificate | null)[];
}

export type KernelClaim =
  | { readonly claim: 'strictly-positive-definite'; readonly rule: 'theorem' }
  | Features
  | FullRank
  | LambdaMin
  | NullVector
  | Collinear
  | {
      readonly claim: 'singular';
      readonly rule: 'equal-inputs';
      readonly rows: readonly [number, number];
    };

export interface KernelCertificate {
  /** Distinct activations, each with what is proved of it. */
  readonly activations: readonly Certificate[];
  /** For each hidden layer, an index into `activations`. */
  readonly layers: readonly number[];
  readonly kernel: KernelName;
  /** σ_w² > 0 and σ_b² ≥ 0 of each layer of weights: one more than hidden layers. */
  readonly weightVariance: readonly Rational[];
  readonly biasVariance: readonly Rational[];
  /** N rows of d numbers. */
  readonly inputs: readonly (readonly Rational[])[];
  readonly sha256: string;
  readonly claim: KernelClaim;
}
