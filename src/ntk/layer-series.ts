/**
 * # Hermite series at the variances of a layer
 *
 * All of one length, as the largest variance and the largest |ρ| ask for; interpolated where there
 * are many variances.
 */
import { approxHermite } from './hermite.ts';
import type { PreparedActivation } from './hermite.ts';
import { hasKinks } from './kink-coefficients.ts';
import { interpolatedSeries } from './interpolated-series.ts';
import type { RuleFailure } from './panel.ts';
import { servedFrom, shouldGrow } from './series-length.ts';
import type { Closeness } from './series-length.ts';
import { constantSeries, seriesOf, STRIDE, termsFor } from './series.ts';
import type { Series } from './series.ts';

export interface DualOptions {
  /** Whether E[σ′σ′] is wanted. */
  readonly derivative: boolean;
  /** Of the pairs that the series should serve. */
  readonly closeness: Closeness;
}

export interface DualFailure {
  readonly kind: 'failure';
  readonly variance: number;
  readonly reason: RuleFailure['reason'] | 'no-derivative';
}

/** Remainders of series below this, relative to √(E[σ²]E[σ²]), count as rounding. */
export const TOLERANCE = 1e-16;
/** Shares of E[σ²] and E[σ′²] in what 1 − κ leaves out, for κ → 1. */
const NEGLIGIBLE = 1e-15;
/** So many terms are always worth their while. */
const FEW = 256;

export interface Point {
  readonly variance: number;
  readonly series: Series;
  readonly error: number;
}

interface Made extends Point {
  /** Number of coefficients by quadrature; the others come from kinks. */
  readonly integrated: number;
  /** Of the quadrature rule. */
  readonly nodes: number;
}

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
    make ??= seriesMaker(prepared, variances, options);
    const point = typeof make === 'function' ? make(variances[i]!) : make;
    const series = 'kind' in point ? null : point.series;
    known.set(i, series);
    return series;
  };
}

/** How the coefficients at a variance are computed: as many everywhere as the worst one asks for. */
function seriesMaker(
  prepared: PreparedActivation,
  variances: Float64Array,
  { derivative, closeness }: DualOptions,
): ((variance: number) => Made | DualFailure) | DualFailure {
  const at = (variance: number, terms: number): Made | DualFailure =>
    pointAt(prepared, variance, terms, derivative);
  // The largest variance has the longest series, as a rule; a pair that needs more is integrated.
  const worst = variances.reduce((a, b) => Math.max(a, b), 0);
  let kinked = worst > 0 && hasKinks(prepared.pieces, worst);
  let [terms, nodes] = [32, Infinity];
  for (; ; terms *= 2) {
    const point = at(worst, terms);
    if ('kind' in point) return point;
    const { series } = point;
    // Where the variance is large, kinks may not be all that is left.
    if (terms >= 512) kinked = point.integrated < terms;
    const tailAt = (j: number): number =>
      Math.max(series.tails.at(j) ?? 0, series.slopeTails?.at(j) ?? 0);
    const [tail, tailOfHalf] = [tailAt(-1), tailAt(terms / 2 / STRIDE)];
    const count = variances.length;
    nodes = Math.min(nodes, point.nodes);
    const growth = {
      terms,
      tail,
      tailOfHalf,
      tolerance: TOLERANCE,
      count,
      nodes,
      kinked,
      closeness,
    };
    const short = terms < FEW && tail > NEGLIGIBLE;
    if (worst > 0 && (short || shouldGrow(growth))) continue;
    // The closest pairs that are served may do with fewer; 1 − κ of closer ones wants all that counts.
    const least = closeness.least(servedFrom(terms, tail, TOLERANCE));
    const [served, closer] = [1 - least, closeness.below(least) > 0];
    const needed = Math.max(
      termsFor(series, series, served, TOLERANCE) ?? terms,
      closer ? (termsFor(series, series, 1, NEGLIGIBLE) ?? terms) : 0,
    );
    terms = Math.min(terms, Math.ceil(1.1 * needed) + 8);
    break;
  }
  return (variance) => at(variance, terms);
}

function pointAt(
  prepared: PreparedActivation,
  variance: number,
  terms: number,
  derivative: boolean,
): Made | DualFailure {
  if (variance === 0) return constantPoint(prepared, derivative);
  const hermite = approxHermite(prepared, variance, terms, { derivative });
  if (hermite.kind === 'failure') return { kind: 'failure', variance, reason: hermite.reason };
  if (derivative && hermite.derivativeSquareNorm === null)
    return { kind: 'failure', variance, reason: 'no-derivative' };
  const value = hermite.errorEstimate / Math.sqrt(hermite.squareNorm || 1);
  const slope = derivative
    ? hermite.derivativeErrorEstimate! / Math.sqrt(hermite.derivativeSquareNorm! || 1)
    : 0;
  const error = Math.max(value, slope);
  const { integrated, nodes } = hermite;
  return { variance, series: seriesOf(hermite), error, integrated, nodes };
}

/** Series of one term, for their norms. */
export function createNorms(
  prepared: PreparedActivation,
  variances: Float64Array,
  derivative: boolean,
): Point[] | DualFailure {
  const points: Point[] = [];
  for (const variance of variances) {
    const point = pointAt(prepared, variance, 1, derivative);
    if ('kind' in point) return point;
    points.push(point);
  }
  return points;
}

/** The coefficients at every variance. */
export function createSeries(
  prepared: PreparedActivation,
  variances: Float64Array,
  options: DualOptions,
): Point[] | DualFailure {
  const at = seriesMaker(prepared, variances, options);
  if (typeof at !== 'function') return at;
  const positive = variances.filter((variance) => variance > 0);
  const shared = interpolatedSeries(positive, (variance) => {
    const point = at(variance);
    return 'kind' in point ? null : point.series;
  });
  const known = new Map<number, Point>();
  if (shared !== null) {
    const worst = at(positive.reduce((a, b) => Math.max(a, b), 0));
    const error = shared.error + ('kind' in worst ? 0 : worst.error);
    shared.series.forEach((series, i) =>
      known.set(positive[i]!, { variance: positive[i]!, series, error }),
    );
  }
  const points: Point[] = [];
  for (const variance of variances) {
    const point = known.get(variance) ?? at(variance);
    if ('kind' in point) return point;
    points.push(point);
  }
  return points;
}

/**
 * At variance 0, E[σσ] takes σ(0). Θ vanishes there (no biases), so that σ′(0) is met with factor 0
 * only: a kink counts as the mean of its one-sided slopes.
 */
function constantPoint(prepared: PreparedActivation, derivative: boolean): Made | DualFailure {
  const pieces = prepared.pieces.within(1);
  const here = pieces.filter(({ lower, upper }) => lower <= 0 && 0 <= upper);
  const value = prepared.value(0);
  const slopes = here.map(({ slope }) => (slope === null ? NaN : slope(0)));
  const slope = slopes.reduce((sum, x) => sum + x, 0) / slopes.length;
  if (!Number.isFinite(value)) return { kind: 'failure', variance: 0, reason: 'undefined' };
  const exact = { variance: 0, error: 0, integrated: 1, nodes: 1 };
  if (!derivative) return { ...exact, series: constantSeries(value, null) };
  if (!Number.isFinite(slope)) return { kind: 'failure', variance: 0, reason: 'no-derivative' };
  return { ...exact, series: constantSeries(value, slope) };
}
