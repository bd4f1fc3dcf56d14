/**
 * # Hermite series of many variances, side by side
 *
 * All of one length, in two arrays, so that a row of pairs walks through memory once.
 */
import { coefficientOf, placesOf, STRIDE } from './series.ts';
import type { Parity, Series } from './series.ts';

export interface SeriesTable {
  readonly terms: number;
  /** As of a series, for all of them. */
  readonly parity: Parity;
  /** a_k, b_k by powers of ρ, or of ρ² where there is a parity: `width` numbers a variance. */
  readonly packed: Float64Array;
  readonly width: number;
  /** Tails of a, b at multiples of the stride: 2·steps numbers a variance. */
  readonly tails: Float64Array;
  readonly steps: number;
}

export function seriesTable(series: readonly Series[]): SeriesTable {
  const terms = series.reduce((most, one) => Math.max(most, one.terms), 1);
  const parity = commonParity(series);
  const step = parity === null ? 1 : 2;
  const width = 2 * Math.ceil(terms / step);
  const packed = new Float64Array(series.length * width);
  const steps = Math.ceil(terms / STRIDE) + 1;
  const tails = new Float64Array(series.length * 2 * steps);
  const [first, second] = placesOf(parity);
  series.forEach((one, i) => {
    for (let m = 0; 2 * m < width; m += 1) {
      packed[i * width + 2 * m] = coefficientOf(one, 0, step * m + first);
      packed[i * width + 2 * m + 1] = coefficientOf(one, 1, step * m + second);
    }
    // A shorter series, that of a constant, has nothing beyond its end.
    for (let j = 0; j < steps; j += 1) {
      tails[(i * steps + j) * 2] = one.tails[j] ?? 0;
      tails[(i * steps + j) * 2 + 1] = one.slopeTails?.[j] ?? 0;
    }
  });
  return { terms, parity, packed, width, tails, steps };
}

/** That of every series, of which a constant may have either. */
function commonParity(series: readonly Series[]): Parity {
  for (const parity of ['odd', 'even'] as const) {
    // σ(0) = 0, or σ′(0) = 0.
    const vanishing = parity === 'odd' ? 0 : 1;
    const fits = (one: Series): boolean =>
      one.terms > 1 ? one.parity === parity : coefficientOf(one, vanishing, 0) === 0;
    if (series.every(fits)) return parity;
  }
  return null;
}

/**
 * Horner's rule for both sums of every pair of a row that the tails allow: what is left out is below
 * the tolerance, relative to the norms. Returns the places of the other pairs.
 */
export function sumRow(
  { parity, packed, width, tails, steps }: SeriesTable,
  i: number,
  index: Int32Array,
  correlation: Float64Array,
  tolerance: number,
  out: { readonly value: Float64Array; readonly slope: Float64Array },
): readonly number[] {
  const square = tolerance * tolerance;
  const per = parity === null ? 2 * STRIDE : STRIDE;
  const left: number[] = [];
  const [ownTails, own] = [2 * steps * i, width * i];
  for (let k = 0; k < index.length; k += 1) {
    const rho = correlation[k]!;
    const r2 = rho * rho;
    // Squares of the remainders: ρ^{2·8j} t₁ t₂.
    const r8 = r2 * r2 * r2 * r2;
    const base = r8 * r8;
    const otherTails = 2 * steps * index[k]!;
    let power = 1;
    let j = 0;
    for (; j < steps; j += 1) {
      const [s, t] = [ownTails + 2 * j, otherTails + 2 * j];
      if (
        power * tails[s]! * tails[t]! <= square &&
        power * tails[s + 1]! * tails[t + 1]! <= square
      )
        break;
      power *= base;
    }
    if (j === steps) {
      left.push(k);
      continue;
    }
    const other = width * index[k]!;
    const r = parity === null ? rho : r2;
    let [value, slope] = [0, 0];
    for (let m = Math.min(j * per, width) - 2; m >= 0; m -= 2) {
      value = value * r + packed[own + m]! * packed[other + m]!;
      slope = slope * r + packed[own + m + 1]! * packed[other + m + 1]!;
    }
    out.value[k] = parity === 'odd' ? value * rho : value;
    out.slope[k] = parity === 'even' ? slope * rho : slope;
  }
  return left;
}
