/**
 * # Kernels over depth
 *
 * Σ^L and Θ^L on a set of inputs (architecture.ts), layer by layer. Each pair carries ρ and 1 − |ρ|,
 * so that near-duplicates keep their angle through every layer. Double precision: estimates.
 */
import { approxNumber, fromText } from '../arith/rational.ts';
import type { Expr } from '../expr/expr.ts';
import { hypotheses } from '../regularity/hypotheses.ts';
import type { Hypotheses } from '../regularity/hypotheses.ts';
import { layersOf } from './architecture.ts';
import type { Architecture, WeightLayer } from './architecture.ts';
import { approxDual, dualOf } from './dual-activation.ts';
import type { Activation, DualTable, Method } from './dual-activation.ts';
import { dualRow } from './dual-row.ts';
import { inputCorrelations } from './input-angle.ts';
import type { Correlations, Inputs } from './input-angle.ts';
import { closenessOf } from './series-length.ts';

export type KernelName = 'nngp' | 'ntk';

export interface KernelOptions {
  readonly kernel: KernelName;
  /** Called with the fraction done, at least once a row of each layer; false stops the computation. */
  readonly progress?: (fraction: number) => boolean | void;
}

/** Why a kernel has no value, at the first layer where that shows. */
export interface NoKernel {
  readonly kind: 'no-kernel';
  readonly kernel: KernelName;
  /** Hidden layer, from 1. */
  readonly layer: number;
  /** The variance at which an expectation fails. */
  readonly variance: number;
  /** 'infinite' and 'undefined' are shown; 'not-computed': beyond double precision or the rule. */
  readonly code: 'infinite' | 'undefined' | 'discontinuous' | 'no-derivative' | 'not-computed';
  readonly reason: string;
}

/** A symmetric matrix: its diagonal, and the pairs i < j row by row. */
export interface PackedMatrix {
  readonly diagonal: Float64Array;
  readonly pairs: Float64Array;
}

export interface PackedKernel {
  readonly kind: 'packed';
  readonly n: number;
  readonly sigma: PackedMatrix;
  /** null unless asked for. */
  readonly theta: PackedMatrix | null;
  /** Estimated error of the entries of Σ and Θ, relative to the geometric mean of the diagonal's. */
  readonly sigmaError: number;
  readonly thetaError: number;
  /** What regularity could not show, as sentences: the numbers then assume it. */
  readonly assumed: readonly string[];
  readonly methods: Readonly<Record<Method, number>>;
}

interface Layer {
  readonly activation: Activation;
  readonly hypotheses: Hypotheses;
}

/** @throws RangeError on an architecture or inputs that do not fit */
export function approxKernels(
  inputs: Inputs,
  architecture: Architecture,
  { kernel, progress }: KernelOptions,
): PackedKernel | NoKernel | { readonly kind: 'stopped' } {
  const { weights, activations } = layersOf(architecture);
  const prepared = new Map<Expr, Layer>();
  for (const expr of activations)
    if (!prepared.has(expr))
      prepared.set(expr, { activation: dualOf(expr), hypotheses: hypotheses(expr) });
  const wanted = kernel === 'ntk';
  const { n } = inputs;
  const first = inputCorrelations(inputs, weights[0]!);
  const { variances, correlation, complement } = first;
  const { sigma, theta } = firstKernels(first, weights[0]!, wanted);
  const assumed = new Set<string>();
  const methods = { 'closed form': 0, series: 0, quadrature: 0 };
  let [sigmaError, thetaError] = [4e-16, 4e-16];

  for (const [l, expr] of activations.entries()) {
    const layer = prepared.get(expr)!;
    const failure = existence(layer.hypotheses, variances, kernel, l + 1, assumed);
    if (failure !== null) return failure;
    const table = approxDual(layer.activation, variances, {
      derivative: wanted,
      closeness: closenessOf(complement),
    });
    if (table.kind === 'failure') {
      const code = table.reason === 'no-derivative' ? 'no-derivative' : 'not-computed';
      const reason = reasons[table.reason];
      return { kind: 'no-kernel', kernel, layer: l + 1, variance: table.variance, code, reason };
    }
    const report = (row: number): boolean =>
      progress?.((l + row / n) / activations.length) !== false;
    const next = weights[l + 1]!;
    const growth = advance(
      { variances, correlation, complement, sigma, theta },
      table,
      next,
      report,
    );
    if (growth === null) return { kind: 'stopped' };
    for (const method of Object.keys(methods) as Method[]) methods[method] += table.methods[method];
    const local = 8e-16 + 2 * table.errorEstimate;
    sigmaError = growth * sigmaError + local;
    thetaError = Math.max(thetaError, sigmaError) + local;
  }
  return {
    kind: 'packed',
    n,
    sigma,
    theta,
    sigmaError,
    thetaError,
    assumed: [...assumed],
    methods,
  };
}

const reasons = {
  undefined: 'σ is not defined, or not a number in double precision, near 0 on the scale of √q',
  overflow: 'E[σ²] exceeds the range of double precision',
  'not-resolved': 'the mass of E[σ²] lies beyond 50 standard deviations',
  'no-derivative': 'σ′ has no expression in the language, or is not finite',
} as const;

function firstKernels(
  { variances, covariance }: Correlations,
  { weightVariance, biasVariance, tangentWeight, tangentBias }: WeightLayer,
  wanted: boolean,
): { readonly sigma: PackedMatrix; readonly theta: PackedMatrix | null } {
  const sigma = { diagonal: variances.slice(), pairs: covariance };
  const same = tangentWeight === weightVariance && tangentBias === biasVariance;
  const tangent = (s: number): number =>
    (tangentWeight * (s - biasVariance)) / weightVariance + tangentBias;
  const image = (values: Float64Array): Float64Array =>
    same ? values.slice() : values.map(tangent);
  return {
    sigma,
    theta: wanted ? { diagonal: image(sigma.diagonal), pairs: image(covariance) } : null,
  };
}

interface State {
  readonly variances: Float64Array;
  readonly correlation: Float64Array;
  readonly complement: Float64Array;
  readonly sigma: PackedMatrix;
  readonly theta: PackedMatrix | null;
}

/** Where 1 − ρ² is above 1/2, ρ itself tells 1 − |ρ| to full accuracy. */
const HALF = Math.SQRT1_2;

/**
 * One layer, in place: Σ′ = w·E + b. With κ = E₁₂/√(E₁₁E₂₂),
 * 1 − ρ′² = (w²E₁₁E₂₂(1 − κ²) + wb·E[(σ(u) − σ(v))²])/(Σ′₁₁Σ′₂₂), both terms ≥ 0.
 * Returns the factor by which relative errors of Σ may grow; null if stopped.
 */
function advance(
  state: State,
  table: DualTable,
  { weightVariance: w, biasVariance: b, tangentWeight, tangentBias }: WeightLayer,
  report: (row: number) => boolean,
): number | null {
  const { variances, correlation, complement, sigma, theta } = state;
  const n = variances.length;
  const old = variances.slice();
  const { squareNorm: norms, derivativeSquareNorm: slopes } = table;
  let growth = 0;
  for (let i = 0; i < n; i += 1) {
    variances[i] = w * norms[i]! + b;
    sigma.diagonal[i] = variances[i]!;
    if (slopes === null || theta === null) continue;
    const slope = slopes[i]!;
    const before = theta.diagonal[i]!;
    theta.diagonal[i] = tangentWeight * norms[i]! + tangentBias + w * before * slope;
    if (variances[i]! > 0) growth = Math.max(growth, (w * slope * old[i]!) / variances[i]!);
  }
  const roots = variances.map(Math.sqrt);
  const sizes = norms.map(Math.sqrt);
  // w·E[σ²]/Σ′, b/Σ′ and w/Σ′ on the diagonal.
  const signal = norms.map((norm, i) => (w * norm) / variances[i]!);
  const bias = variances.map((q) => b / q);
  const gain = variances.map((q) => w / q);
  const dual = dualRow(n);
  let p = 0;
  for (let i = 0; i < n; i += 1) {
    if (!report(i)) return null;
    const end = p + n - 1 - i;
    table.row(i, correlation.subarray(p, end), complement.subarray(p, end), dual);
    for (let j = i + 1; j < n; j += 1, p += 1) {
      const k = j - i - 1;
      const value = dual.value[k]!;
      const s = w * value + b;
      sigma.pairs[p] = s;
      if (theta !== null)
        theta.pairs[p] = tangentWeight * value + tangentBias + w * theta.pairs[p]! * dual.slope[k]!;
      const size = roots[i]! * roots[j]!;
      if (size === 0) {
        correlation[p] = 0;
        complement[p] = 1;
        continue;
      }
      const rho = s / size;
      if (Math.abs(rho) < HALF) {
        correlation[p] = rho;
        complement[p] = 1 - Math.abs(rho);
        continue;
      }
      // Where a norm is 0 there is no κ, and no part of Σ′ that would ask for it.
      const scale = sizes[i]! * sizes[j]!;
      let m = scale === 0 ? 1 : dual.complement[k]!;
      if (Number.isNaN(m)) m = 1 - Math.min(1, Math.abs(value) / scale);
      let square = signal[i]! * signal[j]! * m * (2 - m);
      if (b > 0) {
        const oneMinus = value > 0 ? m : 2 - m;
        const difference = sizes[i]! - sizes[j]!;
        const gap = difference * difference + 2 * scale * oneMinus;
        square += bias[i]! * gap * gain[j]!;
      }
      // ≤ 1/2 up to rounding.
      const oneMinusRho = square / (1 + Math.sqrt(Math.max(0, 1 - square)));
      complement[p] = oneMinusRho;
      correlation[p] = rho >= 0 ? 1 - oneMinusRho : oneMinusRho - 1;
    }
  }
  return Math.max(1, growth);
}

/** Whether a layer has its kernel at every variance, with nothing left open. */
export function existsAtEveryVariance(found: Hypotheses, kernel: KernelName): boolean {
  const assumed = new Set<string>();
  return (
    existence(found, Float64Array.of(Infinity), kernel, 1, assumed) === null && assumed.size === 0
  );
}

/** By the hypotheses shown in src/regularity; what they leave open is noted in `assumed`. */
function existence(
  found: Hypotheses,
  variances: Float64Array,
  kernel: KernelName,
  layer: number,
  assumed: Set<string>,
): NoKernel | null {
  const largest = variances.reduce((a, b) => Math.max(a, b), 0);
  const no = (code: NoKernel['code'], reason: string): NoKernel => ({
    kind: 'no-kernel',
    kernel,
    layer,
    variance: largest,
    code,
    reason,
  });
  if (found.definedOnR.value === false) return no('undefined', found.definedOnR.reason);
  if (found.definedOnR.value === null)
    assumed.add(`layer ${layer}: σ is defined on R (${found.definedOnR.reason})`);
  const finite = (
    name: string,
    { value, reason }: Hypotheses['gaussianIntegrable'],
  ): NoKernel | null => {
    if (value === false) return largest > 0 ? no('infinite', `E[${name}²] = ∞: ${reason}`) : null;
    if (value === null) assumed.add(`layer ${layer}: E[${name}²] < ∞ (${reason})`);
    if (value === null || value === true) return null;
    const bound = fromText(value.varianceBelow);
    const below = bound !== null && largest < approxNumber(bound);
    return below ? null : no('infinite', `E[${name}²] = ∞ from q = ${value.varianceBelow} on`);
  };
  const ofValue = finite('σ', found.gaussianIntegrable);
  if (ofValue !== null || kernel === 'nngp') return ofValue;
  if (found.continuous.value === false)
    return no('discontinuous', `Θ is not defined: ${found.continuous.reason}`);
  if (found.locallyAbsolutelyContinuous.value !== true)
    assumed.add(
      `layer ${layer}: σ is locally absolutely continuous (${found.locallyAbsolutelyContinuous.reason})`,
    );
  return finite('σ′', found.derivativeGaussianIntegrable);
}

/** Why the kernel of a layer with this activation has no value at these variances; null: no reason shown. */
export function existenceOf(
  expr: Expr,
  variances: readonly number[],
  kernel: KernelName,
  layer: number,
): NoKernel | null {
  return existence(hypotheses(expr), Float64Array.from(variances), kernel, layer, new Set());
}
