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
import { dualRow } from './dual-row.ts';
import type { ClosedForm, DualRow, PairRow } from './dual-row.ts';
import { approxRule, prepareActivation } from './hermite.ts';
import type { PreparedActivation } from './hermite.ts';
import { createNorms, createSeries, lazySeries, TOLERANCE } from './layer-series.ts';
import type { DualFailure, DualOptions, Point } from './layer-series.ts';
import { approxPairExpectation } from './pair-quadrature.ts';
import type { Side } from './pair-quadrature.ts';
import type { PanelRule } from './panel.ts';
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

export interface DualTable {
  readonly kind: 'table';
  /** E[σ²] and E[σ′²] at every variance given. */
  readonly squareNorm: Float64Array;
  readonly derivativeSquareNorm: Float64Array | null;
  /** Largest estimated error of the 1-D rules, relative to √E[σ²] and √E[σ′²]. */
  readonly errorEstimate: number;
  readonly methods: Readonly<Record<Method, number>>;
  /** Variable i with every later one: ρ, and 1 − |ρ| to full relative accuracy. */
  row(i: number, correlation: Float64Array, complement: Float64Array, out: DualRow): void;
}

/** Where 1 − |κ| is below, rounding of κ would be seen by kinks of the next layer. */
const CLOSE = 0.1;

/** @param variances ≥ 0; those that occur more than once share what is computed at them */
export function approxDual(
  { prepared, closed: candidate }: Activation,
  variances: Float64Array,
  options: DualOptions,
): DualTable | DualFailure {
  const { values, index } = distinctValues(variances);
  // A closed form loses digits, where it does, from some variance on: looked at on a sample.
  const { derivative } = options;
  const tried = candidate !== null && (candidate.atZero || values.every((q) => q > 0));
  const sample = tried ? createNorms(prepared, spread(values), derivative) : null;
  const trusted =
    Array.isArray(sample) &&
    sample.every((point) => agrees(candidate!, Math.sqrt(point.variance), point, derivative));
  const closed = trusted ? candidate : null;
  const made = trusted ? sample : createSeries(prepared, values, options);
  if (!Array.isArray(made)) return made;
  const series = made.map((point) => point.series);
  const table = seriesTable(closed === null ? series : []);
  const seriesAt = trusted
    ? lazySeries(prepared, values, options)
    : (place: number): Series | null => series[place]!;
  const ruleAt = lazyRules(prepared, values, derivative);
  const methods = { 'closed form': 0, series: 0, quadrature: 0 };
  const normsAt = Array.from(values, (variance, place) => {
    if (closed !== null) return normsOf(closed, Math.sqrt(variance));
    const { squareNorm, derivativeSquareNorm } = series[place]!;
    return [squareNorm, derivativeSquareNorm ?? NaN] as const;
  });
  const huge = normsAt.findIndex(([norm]) => !Number.isFinite(norm));
  if (huge >= 0) return { kind: 'failure', variance: values[huge]!, reason: 'overflow' };

  const squareNorm = Float64Array.from(index, (place) => normsAt[place]![0]);
  const slopeNorm = Float64Array.from(index, (place) => normsAt[place]![1]);
  const [roots, sizes] = [variances.map(Math.sqrt), squareNorm.map(Math.sqrt)];
  const parity = parityOf(prepared);
  /** E[σ(u)σ(−v)] = ±E[σ(u)σ(v)]: near ρ = −1 as near 1. */
  const folded = (signed: number): number => (parity === null ? signed : Math.abs(signed));

  /** By series, and by quadrature where that would be too long. */
  const bySeries = (i: number, pairs: PairRow, out: DualRow): void => {
    const { count, correlation, complement } = pairs;
    const others = index.subarray(i + 1);
    const left = sumRow(table, index[i]!, others, correlation, TOLERANCE, out);
    methods.series += count - left.length;
    methods.quadrature += left.length;
    out.complement.fill(NaN);
    const side = (at: number): Side => ({
      rule: ruleAt(index[at]!),
      root: roots[at]!,
      norm: sizes[at]!,
    });
    for (const k of left) {
      const rho = folded(correlation[k]!);
      const found = approxPairExpectation(side(i), side(i + 1 + k), rho, complement[k]!);
      const flipped = rho !== correlation[k];
      out.value[k] = flipped && parity === 'odd' ? -found.value : found.value;
      const slope = found.slope ?? NaN;
      out.slope[k] = flipped && parity === 'even' ? -slope : slope;
      out.complement[k] = found.oneMinusKappa;
    }
  };

  const byClosedForm = (form: ClosedForm, pairs: PairRow, out: DualRow): void => {
    methods['closed form'] += pairs.count;
    if (parity === null) return form.evaluate(pairs, out);
    const { correlation } = pairs;
    form.evaluate({ ...pairs, correlation: correlation.map(Math.abs) }, out);
    for (let k = 0; k < correlation.length; k += 1) {
      if (correlation[k]! >= 0) continue;
      if (parity === 'odd') out.value[k] = -out.value[k]!;
      else out.slope[k] = -out.slope[k]!;
    }
  };

  /** 1 − |κ| where κ is close to 1 and no closed form carries it. */
  const nearOne = (i: number, j: number, rho: number, m: number): number | null => {
    const [a, b] = [seriesAt(index[i]!), seriesAt(index[j]!)];
    if (a === null || b === null) return null;
    const terms = termsFor(a, b, Math.abs(rho), TOLERANCE);
    if (closed !== null && terms === null) return null;
    const all = Math.min(a.terms, b.terms);
    return complementBySeries(a, b, rho, rho > 0 ? m : 2 - m, terms ?? all);
  };

  /** Leaves 1 − |κ| to κ itself, unless that is close to 1. */
  const complete = (i: number, pairs: PairRow, out: DualRow): void => {
    const { count, norm, norms, correlation, complement } = pairs;
    const close = (1 - CLOSE) * norm;
    for (let k = 0; k < count; k += 1) {
      const value = folded(out.value[k]!);
      if (!(value >= close * norms[k]! && value > 0)) out.complement[k] = NaN;
      else if (Number.isNaN(out.complement[k]!))
        out.complement[k] = nearOne(i, i + 1 + k, folded(correlation[k]!), complement[k]!) ?? NaN;
    }
  };

  return {
    kind: 'table',
    squareNorm,
    derivativeSquareNorm: derivative ? slopeNorm : null,
    errorEstimate: made.reduce((most, { error }) => Math.max(most, error), 0),
    methods,
    row(i, correlation, complement, out) {
      const count = correlation.length;
      const pairs = {
        count,
        root: roots[i]!,
        roots: roots.subarray(i + 1),
        norm: sizes[i]!,
        norms: sizes.subarray(i + 1),
        correlation,
        complement,
      };
      if (closed === null) bySeries(i, pairs, out);
      else byClosedForm(closed, pairs, out);
      const carried = closed?.carries === true;
      if (!carried) complete(i, pairs, out);
      for (let k = 0; k < count; k += 1) {
        if (carried && out.complement[k]! > 1) out.complement[k] = 2 - out.complement[k]!;
        if (complement[k] !== 0 || index[i] !== index[i + 1 + k] || !(correlation[k]! > 0))
          continue;
        out.value[k] = squareNorm[i]!;
        out.slope[k] = slopeNorm[i]!;
        out.complement[k] = 0;
      }
    },
  };
}

function distinctValues(values: Float64Array): {
  readonly values: Float64Array;
  readonly index: Int32Array;
} {
  const known = new Map<number, number>();
  const index = Int32Array.from(values, (v) => {
    if (!known.has(v)) known.set(v, known.size);
    return known.get(v)!;
  });
  return { values: Float64Array.from(known.keys()), index };
}

/** Rules for pairs by quadrature, made where a pair asks for one. */
function lazyRules(
  prepared: PreparedActivation,
  variances: Float64Array,
  derivative: boolean,
): (place: number) => PanelRule {
  const rules = new Map<number, PanelRule>();
  return (place) => {
    let rule = rules.get(place);
    if (rule === undefined) {
      const made = approxRule(prepared, variances[place]!, 1, derivative);
      if ('kind' in made) throw new TypeError('approxDual: expected the rule to exist twice');
      rule = made;
      rules.set(place, rule);
    }
    return rule;
  };
}

/** E[σ²] and E[σ′²] by closed form. */
function normsOf(closed: ClosedForm, root: number): readonly [number, number] {
  // At variance 0 every pair is one of constants.
  const [rho, complement] = root === 0 ? [0, 1] : [1, 0];
  const out = dualRow(1);
  const same = {
    count: 1,
    root,
    roots: Float64Array.of(root),
    norm: 1,
    norms: Float64Array.of(1),
    correlation: Float64Array.of(rho),
    complement: Float64Array.of(complement),
  };
  closed.evaluate(same, out);
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
