/**
 * # Hermite series at the variances of a layer
 *
 * All of one length, as the largest variance and the largest |ρ| ask for; interpolated where there
 * are many variances.
 */
import { approxHermite } from './hermite.ts';
import type { PreparedActivation } from './hermite.ts';
import { interpolatedSeries } from './interpolated-series.ts';
import type { RuleFailure } from './panel.ts';
import { constantSeries, seriesOf, termsFor } from './series.ts';
import type { Series } from './series.ts';

export interface DualOptions {
  /** Whether E[σ′σ′] is wanted. */
  readonly derivative: boolean;
  /** The largest |ρ| for which the series should serve; asked for where series are made. */
  readonly correlation: () => number;
}

export interface DualFailure {
  readonly kind: 'failure';
  readonly variance: number;
  readonly reason: RuleFailure['reason'] | 'no-derivative';
}

/** Remainders of series below this, relative to √(E[σ²]E[σ²]), count as rounding. */
export const TOLERANCE = 1e-16;
export interface Point {
  readonly variance: number;
  readonly series: Series;
  readonly error: number;
}

const most = (count: number): number => (count <= 4 ? 4096 : count <= 64 ? 1024 : 512);

/** Beside a closed form, series are made where a pair asks for one: all of the same length. */
export function lazySeries(
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
  const largest = correlation();
  let terms = 32;
  for (; terms < most; terms *= 2) {
    const point = at(worst, terms);
    if ('kind' in point) return point;
    const needed = termsFor(point.series, point.series, largest, TOLERANCE);
    if (needed === null) continue;
    terms = Math.min(terms, Math.ceil(1.1 * needed) + 8);
    break;
  }
  return (variance) => at(variance, terms);
}

/** The coefficients at every variance. */
export function createSeries(
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
