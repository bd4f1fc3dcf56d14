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
import type { ClosedForm } from './closed-forms.ts';
import { approxHermite, approxRule, prepareActivation } from './hermite.ts';
import type { PreparedActivation } from './hermite.ts';
import { interpolatedSeries } from './interpolated-series.ts';
import { approxPairExpectation } from './pair-quadrature.ts';
import type { PanelRule, RuleFailure } from './panel.ts';
import { complementBySeries, constantSeries, seriesOf, sumSeries, termsFor } from './series.ts';
import type { Series } from './series.ts';

export interface Activation {
  readonly prepared: PreparedActivation;
  readonly closed: ClosedForm | null;
}

export function dualOf(expr: Expr): Activation {
  const prepared = prepareActivation(expr);
  return { prepared, closed: closedForm(expr, prepared.pieces) };
}

export interface DualOptions {
  /** Whether E[σ′σ′] is wanted. */
  readonly derivative: boolean;
  /** The largest |ρ| for which the series should serve. */
  readonly correlation: number;
}

/** E[σσ], E[σ′σ′] (NaN if not wanted) and 1 − |κ| of one pair. */
export interface DualValue {
  value: number;
  slope: number;
  complement: number;
}

export type Method = 'closed form' | 'series' | 'quadrature';

export interface DualTable {
  readonly kind: 'table';
  /** E[σ²] and E[σ′²] at variance i. */
  readonly squareNorm: Float64Array;
  readonly derivativeSquareNorm: Float64Array | null;
  /** Largest estimated error of the 1-D rules, relative to √E[σ²] and √E[σ′²]. */
  readonly errorEstimate: number;
  readonly methods: Readonly<Record<Method, number>>;
  /** @param complement 1 − |ρ|, to full relative accuracy */
  pair(i: number, j: number, correlation: number, complement: number, out: DualValue): void;
}

export interface DualFailure {
  readonly kind: 'failure';
  readonly variance: number;
  readonly reason: RuleFailure['reason'] | 'no-derivative';
}

/** Remainders of series below this, relative to √(E[σ²]E[σ²]), count as rounding. */
const TOLERANCE = 1e-16;
/** Near |κ| = 1 rounding of κ would be seen by kinks of the next layer. */
const CLOSE = 0.1;

/** @param variances distinct, ≥ 0 */
export function approxDual(
  { prepared, closed: candidate }: Activation,
  variances: Float64Array,
  { derivative, correlation }: DualOptions,
): DualTable | DualFailure {
  const roots = variances.map(Math.sqrt);
  // A closed form loses digits, where it does, from some variance on: looked at on a sample.
  const few = { derivative, correlation: 0.5 };
  const sample = candidate === null ? null : createSeries(prepared, spread(variances), few);
  const trusted =
    Array.isArray(sample) &&
    sample.every((point) => agrees(candidate!, Math.sqrt(point.variance), point, derivative));
  const closed = trusted ? candidate : null;
  const made = trusted ? sample : createSeries(prepared, variances, { derivative, correlation });
  if (!Array.isArray(made)) return made;
  const seriesAt = trusted
    ? lazySeries(prepared, variances, { derivative, correlation })
    : (i: number): Series | null => made[i]!.series;
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
    if (closed === null) {
      const { squareNorm, derivativeSquareNorm } = made[i]!.series;
      return [squareNorm, derivativeSquareNorm ?? NaN] as const;
    }
    const same = { root1: roots[i]!, root2: roots[i]!, correlation: 1, complement: 0 };
    // At variance 0 every pair is one of constants.
    const at = variances[i] === 0 ? { ...same, correlation: 0, complement: 1 } : same;
    return [closed.value(at), derivative ? closed.slope(at) : NaN] as const;
  });
  const squareNorm = Float64Array.from(norms, ([value]) => value);
  const huge = squareNorm.findIndex((norm) => !Number.isFinite(norm));
  if (huge >= 0) return { kind: 'failure', variance: variances[huge]!, reason: 'overflow' };

  const parity = parityOf(prepared);

  const evaluate = (
    i: number,
    j: number,
    rho: number,
    complement: number,
    out: DualValue,
  ): void => {
    const pair = { root1: roots[i]!, root2: roots[j]!, correlation: rho, complement };
    const [norm1, norm2] = [Math.sqrt(squareNorm[i]!), Math.sqrt(squareNorm[j]!)];
    let oneMinusKappa: number | null = null;
    if (closed !== null) {
      methods['closed form'] += 1;
      out.value = closed.value(pair);
      out.slope = derivative ? closed.slope(pair) : NaN;
      if (closed.complement !== null) oneMinusKappa = closed.complement(pair, norm1, norm2);
    } else {
      const [a, b] = [made[i]!.series, made[j]!.series];
      const terms = termsFor(a, b, Math.abs(rho), TOLERANCE);
      if (terms !== null) {
        methods.series += 1;
        sumSeries(a, b, rho, terms, out);
      } else {
        methods.quadrature += 1;
        const [first, second] = [
          { rule: ruleOf(i), root: roots[i]!, norm: norm1 },
          { rule: ruleOf(j), root: roots[j]!, norm: norm2 },
        ];
        const found = approxPairExpectation(first, second, rho, complement);
        out.value = found.value;
        out.slope = found.slope ?? NaN;
        oneMinusKappa = found.oneMinusKappa;
      }
    }
    const size = norm1 * norm2;
    out.complement = size === 0 ? 1 : 1 - Math.min(1, Math.abs(out.value) / size);
    if (size === 0 || out.complement > CLOSE || out.value < 0) return;
    if (oneMinusKappa !== null) out.complement = oneMinusKappa;
    else {
      const [a, b] = [seriesAt(i), seriesAt(j)];
      if (a === null || b === null) return;
      if (closed !== null && termsFor(a, b, Math.abs(rho), TOLERANCE) === null) return;
      const oneMinus = rho > 0 ? complement : 2 - complement;
      out.complement = complementBySeries(a, b, rho, oneMinus);
    }
  };

  return {
    kind: 'table',
    squareNorm,
    derivativeSquareNorm: derivative ? Float64Array.from(norms, ([, slope]) => slope) : null,
    errorEstimate: made.reduce((most, { error }) => Math.max(most, error), 0),
    methods,
    pair(i, j, rho, complement, out) {
      if (i === j && complement === 0 && rho > 0) {
        out.value = squareNorm[i]!;
        out.slope = norms[i]![1];
        out.complement = 0;
        return;
      }
      // E[σ(u)σ(−v)] = ±E[σ(u)σ(v)]: near ρ = −1 as near 1.
      const flips = rho < 0 && parity !== null;
      evaluate(i, j, flips ? -rho : rho, complement, out);
      if (!flips) return;
      if (parity === 'odd') out.value = -out.value;
      else out.slope = -out.slope;
    },
  };
}

/** Whether a closed form keeps its digits at a variance: exp(x) − 1 does not at a small one. */
function agrees(
  closed: ClosedForm,
  root: number,
  { series, error }: Point,
  derivative: boolean,
): boolean {
  if (root === 0) return true;
  const same = { root1: root, root2: root, correlation: 1, complement: 0 };
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= (4e-14 + 4 * error) * b;
  if (!near(closed.value(same), series.squareNorm)) return false;
  return !derivative || near(closed.slope(same), series.derivativeSquareNorm!);
}

/** Whether σ(−x) = ±σ(x) on a grid over many scales, up to rounding. */
function parityOf({ value }: PreparedActivation): 'even' | 'odd' | null {
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

interface Point {
  readonly variance: number;
  readonly series: Series;
  readonly error: number;
}

/** Both ends and what lies between: at most 17 of the variances. */
function spread(variances: Float64Array): Float64Array {
  const sorted = variances.slice().sort();
  const step = Math.max(1, (sorted.length - 1) / 16);
  const count = Math.min(sorted.length, 17);
  return Float64Array.from({ length: count }, (_, k) => sorted[Math.round(k * step)]!);
}

const most = (count: number): number => (count <= 4 ? 4096 : count <= 64 ? 1024 : 512);

/** Beside a closed form, series are made where a pair asks for one: all of the same length. */
function lazySeries(
  prepared: PreparedActivation,
  variances: Float64Array,
  options: DualOptions,
): (i: number) => Series | null {
  let make: ReturnType<typeof seriesMaker> | null = null;
  const known = new Map<number, Series | null>();
  return (i) => {
    const before = known.get(i);
    if (before !== undefined) return before;
    make ??= seriesMaker(prepared, variances, { ...options, most: most(variances.length) });
    const point = typeof make === 'function' ? make(variances[i]!) : make;
    const series = 'kind' in point ? null : point.series;
    known.set(i, series);
    return series;
  };
}

interface SeriesOptions extends DualOptions {
  /** Fewer variances may have more terms. */
  readonly most: number;
}

/** How the coefficients at a variance are computed: as many everywhere as the worst one asks for. */
function seriesMaker(
  prepared: PreparedActivation,
  variances: Float64Array,
  { derivative, correlation, most }: SeriesOptions,
): ((variance: number) => Point | DualFailure) | DualFailure {
  const at = (variance: number, terms: number): Point | DualFailure => {
    if (variance === 0) return constantPoint(prepared, derivative);
    const hermite = approxHermite(prepared, variance, terms, { derivative });
    if (hermite.kind === 'failure') return { kind: 'failure', variance, reason: hermite.reason };
    if (derivative && hermite.derivativeSquareNorm === null)
      return { kind: 'failure', variance, reason: 'no-derivative' };
    const value = hermite.errorEstimate / Math.sqrt(hermite.squareNorm || 1);
    const slope = derivative
      ? hermite.derivativeErrorEstimate! / Math.sqrt(hermite.derivativeSquareNorm! || 1)
      : 0;
    return { variance, series: seriesOf(hermite), error: Math.max(value, slope) };
  };
  // The largest variance has the longest series, as a rule; a pair that needs more is integrated.
  const worst = variances.reduce((a, b) => Math.max(a, b), 0);
  let terms = 32;
  for (; terms < most; terms *= 2) {
    const point = at(worst, terms);
    if ('kind' in point) return point;
    if (termsFor(point.series, point.series, correlation, TOLERANCE) !== null) break;
  }
  return (variance) => at(variance, terms);
}

/** The coefficients at every variance. */
function createSeries(
  prepared: PreparedActivation,
  variances: Float64Array,
  options: DualOptions,
): Point[] | DualFailure {
  const at = seriesMaker(prepared, variances, { ...options, most: most(variances.length) });
  if (typeof at !== 'function') return at;
  const shared = interpolatedSeries(variances, (variance) => {
    const point = at(variance);
    return 'kind' in point ? null : point.series;
  });
  if (shared !== null) {
    const known = at(variances.reduce((a, b) => Math.max(a, b), 0));
    const error = shared.error + ('kind' in known ? 0 : known.error);
    return shared.series.map((series, i) => ({ variance: variances[i]!, series, error }));
  }
  const points: Point[] = [];
  for (const variance of variances) {
    const point = at(variance);
    if ('kind' in point) return point;
    points.push(point);
  }
  return points;
}

/**
 * At variance 0, E[σσ] takes σ(0). Θ vanishes there (no biases), so that σ′(0) is met with factor 0
 * only: a kink counts as the mean of its one-sided slopes.
 */
function constantPoint(prepared: PreparedActivation, derivative: boolean): Point | DualFailure {
  const pieces = prepared.pieces.within(1);
  const here = pieces.filter(({ lower, upper }) => lower <= 0 && 0 <= upper);
  const value = prepared.value(0);
  const slopes = here.map(({ slope }) => (slope === null ? NaN : slope(0)));
  const slope = slopes.reduce((sum, x) => sum + x, 0) / slopes.length;
  if (!Number.isFinite(value)) return { kind: 'failure', variance: 0, reason: 'undefined' };
  if (!derivative) return { variance: 0, series: constantSeries(value, null), error: 0 };
  if (!Number.isFinite(slope)) return { kind: 'failure', variance: 0, reason: 'no-derivative' };
  return { variance: 0, series: constantSeries(value, slope), error: 0 };
}
