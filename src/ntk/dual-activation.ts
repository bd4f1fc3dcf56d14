/**
 * # The dual activation on a set of variances
 *
 * For (u, v) normal with variances q_i, q_j and correlation ρ: E[σ(u)σ(v)], E[σ′(u)σ′(v)], and
 * 1 − |κ| for κ = E[σ(u)σ(v)]/√(E[σ(u)²]E[σ(v)²]), which carries what κ ≈ ±1 cannot. By closed form
 * where one is known, by Hermite series where their tails allow it, else by two-dimensional
 * quadrature. Double precision throughout: estimates, no bounds.
 */
import type { Expr } from '../expr/expr.ts';
import { closedForm } from './closed-forms.ts';
import { dualRow, pairRow } from './dual-row.ts';
import type { ClosedForm, DualRow } from './dual-row.ts';
import { approxRule, prepareActivation } from './hermite.ts';
import type { PreparedActivation } from './hermite.ts';
import { createSeries, lazySeries, TOLERANCE } from './layer-series.ts';
import type { DualFailure, DualOptions, Point } from './layer-series.ts';
import { approxPairExpectation } from './pair-quadrature.ts';
import type { Side } from './pair-quadrature.ts';
import type { PanelRule } from './panel.ts';
import { closenessAt } from './series-length.ts';
import { seriesTable, sumRow } from './series-table.ts';
import { complementBySeries, termsFor } from './series.ts';
import type { Parity, Series } from './series.ts';

export interface Activation {
  readonly prepared: PreparedActivation;
  readonly closed: ClosedForm | null;
}

export function dualOf(expr: Expr): Activation {
  const prepared = prepareActivation(expr);
  return { prepared, closed: closedForm(expr, prepared.pieces) };
}

export type Method = 'closed form' | 'series' | 'quadrature';

/** Places in the table, ρ, and 1 − |ρ| to full relative accuracy: arrays of one length. */
export interface RowOfPairs {
  readonly index: Int32Array;
  readonly correlation: Float64Array;
  readonly complement: Float64Array;
}

export interface DualTable {
  readonly kind: 'table';
  /** E[σ²] and E[σ′²] at variance i. */
  readonly squareNorm: Float64Array;
  readonly derivativeSquareNorm: Float64Array | null;
  /** Largest estimated error of the 1-D rules, relative to √E[σ²] and √E[σ′²]. */
  readonly errorEstimate: number;
  readonly methods: Readonly<Record<Method, number>>;
  /** Variable i with those of `others`. */
  row(i: number, others: RowOfPairs, out: DualRow): void;
}

/** Near |κ| = 1 rounding of κ would be seen by kinks of the next layer. */
const CLOSE = 0.1;

/** @param variances distinct, ≥ 0 */
export function approxDual(
  { prepared, closed: candidate }: Activation,
  variances: Float64Array,
  options: DualOptions,
): DualTable | DualFailure {
  const roots = variances.map(Math.sqrt);
  // A closed form loses digits, where it does, from some variance on: looked at on a sample.
  const { derivative } = options;
  const few = { derivative, closeness: closenessAt(0.5) };
  const sample = candidate === null ? null : createSeries(prepared, spread(variances), few);
  const trusted =
    Array.isArray(sample) &&
    sample.every((point) => agrees(candidate!, Math.sqrt(point.variance), point, derivative));
  const closed = trusted ? candidate : null;
  const made = trusted ? sample : createSeries(prepared, variances, options);
  if (!Array.isArray(made)) return made;
  const series = made.map((point) => point.series);
  const table = seriesTable(closed === null ? series : []);
  const seriesAt = trusted
    ? lazySeries(prepared, variances, options)
    : (i: number): Series | null => series[i]!;
  const rules = new Map<number, PanelRule>();
  const methods = { 'closed form': 0, series: 0, quadrature: 0 };
  const ruleOf = (i: number): PanelRule => {
    let rule = rules.get(i);
    if (rule === undefined) {
      const made = approxRule(prepared, variances[i]!, 1, derivative);
      if ('kind' in made) throw new TypeError('approxDual: expected the rule to exist twice');
      rule = made;
      rules.set(i, rule);
    }
    return rule;
  };
  const norms = Array.from(variances, (_, i) => {
    if (closed !== null) return normsOf(closed, roots[i]!);
    const { squareNorm, derivativeSquareNorm } = series[i]!;
    return [squareNorm, derivativeSquareNorm ?? NaN] as const;
  });
  const squareNorm = Float64Array.from(norms, ([value]) => value);
  const huge = squareNorm.findIndex((norm) => !Number.isFinite(norm));
  if (huge >= 0) return { kind: 'failure', variance: variances[huge]!, reason: 'overflow' };

  const parity = parityOf(prepared);
  const sizes = squareNorm.map(Math.sqrt);
  let pairs = pairRow(0);

  /** By series, and by quadrature where that would be too long. */
  const integrate = (i: number, index: Int32Array, out: DualRow): void => {
    const left = sumRow(table, i, index, pairs.correlation, TOLERANCE, out);
    methods.series += index.length - left.length;
    methods.quadrature += left.length;
    out.complement.fill(NaN);
    const side = (at: number): Side => ({ rule: ruleOf(at), root: roots[at]!, norm: sizes[at]! });
    for (const k of left) {
      const [rho, complement] = [pairs.correlation[k]!, pairs.complement[k]!];
      const found = approxPairExpectation(side(i), side(index[k]!), rho, complement);
      out.value[k] = found.value;
      out.slope[k] = found.slope ?? NaN;
      out.complement[k] = found.oneMinusKappa;
    }
  };

  /** 1 − |κ| where κ is close to 1 and no closed form carries it. */
  const nearOne = (i: number, j: number, rho: number, m: number): number | null => {
    const [a, b] = [seriesAt(i), seriesAt(j)];
    if (a === null || b === null) return null;
    const terms = termsFor(a, b, Math.abs(rho), TOLERANCE);
    if (closed !== null && terms === null) return null;
    const all = Math.min(a.terms, b.terms);
    return complementBySeries(a, b, rho, rho > 0 ? m : 2 - m, terms ?? all);
  };

  return {
    kind: 'table',
    squareNorm,
    derivativeSquareNorm: derivative ? Float64Array.from(norms, ([, slope]) => slope) : null,
    errorEstimate: made.reduce((most, { error }) => Math.max(most, error), 0),
    methods,
    row(i, { index, correlation, complement }, out) {
      const count = index.length;
      if (pairs.roots.length < count) pairs = pairRow(count);
      const { norms: others, absolute } = pairs;
      pairs.count = count;
      pairs.root = roots[i]!;
      pairs.norm = sizes[i]!;
      // E[σ(u)σ(−v)] = ±E[σ(u)σ(v)]: near ρ = −1 as near 1.
      pairs.correlation = parity === null ? correlation : absolute;
      pairs.complement = complement;
      for (let k = 0; k < count; k += 1) {
        pairs.roots[k] = roots[index[k]!]!;
        others[k] = sizes[index[k]!]!;
        if (parity !== null) absolute[k] = Math.abs(correlation[k]!);
      }
      if (closed === null) integrate(i, index, out);
      else {
        methods['closed form'] += count;
        closed(pairs, out);
      }
      const { norm } = pairs;
      for (let k = 0; k < count; k += 1) {
        const value = out.value[k]!;
        const scale = norm * others[k]!;
        // 1 − |κ| from κ itself, unless that is close to 1.
        const rounded = scale === 0 ? 1 : 1 - Math.min(1, Math.abs(value) / scale);
        if (scale === 0 || rounded > CLOSE || value < 0) out.complement[k] = rounded;
        else if (i === index[k] && complement[k] === 0 && correlation[k]! > 0) {
          out.value[k] = squareNorm[i]!;
          out.slope[k] = norms[i]![1];
          out.complement[k] = 0;
        } else if (Number.isNaN(out.complement[k]!))
          out.complement[k] =
            nearOne(i, index[k]!, pairs.correlation[k]!, complement[k]!) ?? rounded;
        if (parity === null || correlation[k]! >= 0) continue;
        if (parity === 'odd') out.value[k] = -value;
        else out.slope[k] = -out.slope[k]!;
      }
    },
  };
}

/** E[σ²] and E[σ′²] by closed form. */
function normsOf(closed: ClosedForm, root: number): readonly [number, number] {
  // At variance 0 every pair is one of constants.
  const [rho, complement] = root === 0 ? [0, 1] : [1, 0];
  const same = pairRow(1);
  Object.assign(same, { count: 1, root, norm: 1 });
  same.roots[0] = root;
  same.norms[0] = 1;
  same.correlation[0] = rho;
  same.complement[0] = complement;
  const out = dualRow(1);
  closed(same, out);
  return [out.value[0]!, out.slope[0]!];
}

/** Whether a closed form keeps its digits at a variance: exp(x) − 1 does not at a small one. */
function agrees(
  closed: ClosedForm,
  root: number,
  { series, error }: Point,
  derivative: boolean,
): boolean {
  if (root === 0) return true;
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= (4e-14 + 4 * error) * b;
  const [value, slope] = normsOf(closed, root);
  if (!near(value, series.squareNorm)) return false;
  return !derivative || near(slope, series.derivativeSquareNorm!);
}

/** Whether σ(−x) = ±σ(x) on a grid over many scales, up to rounding. */
function parityOf({ value }: PreparedActivation): Parity {
  let [even, odd] = [true, true];
  for (let k = -200; k <= 200; k += 1) {
    const x = 1.0837 ** k;
    const [right, left] = [value(x), value(-x)];
    if (!(Number.isFinite(right) && Number.isFinite(left))) continue;
    const rounding = 4 * Number.EPSILON * Math.abs(right);
    even &&= Math.abs(right - left) <= rounding;
    odd &&= Math.abs(right + left) <= rounding;
  }
  return even ? 'even' : odd ? 'odd' : null;
}

/** Both ends and what lies between: at most 9 of the variances. */
function spread(variances: Float64Array): Float64Array {
  const sorted = variances.slice().sort();
  const step = Math.max(1, (sorted.length - 1) / 8);
  const count = Math.min(sorted.length, 9);
  return Float64Array.from({ length: count }, (_, k) => sorted[Math.round(k * step)]!);
}
