/**
 * # What a plot shows
 *
 * Marks as data; their looks are classes of the style sheet.
 */
export type Look = 'first' | 'second' | 'third' | 'quiet' | 'gap' | 'goal';
export type Place = readonly [x: number, y: number];

export type Mark =
  | {
      readonly kind: 'curve';
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly look: Look;
      readonly dashed?: boolean;
    }
  | { readonly kind: 'dots'; readonly at: readonly Place[]; readonly look: Look }
  /** Around dots that may lie at the same places. */
  | { readonly kind: 'rings'; readonly at: readonly Place[]; readonly look: Look }
  | {
      readonly kind: 'segment';
      readonly from: Place;
      readonly to: Place;
      readonly look: Look;
      readonly dashed?: boolean;
    }
  | { readonly kind: 'bars'; readonly at: readonly Place[]; readonly look: Look }
  | { readonly kind: 'text'; readonly at: Place; readonly text: string; readonly look: Look };

export const equidistant = (from: number, to: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/**
 * Pieces of a curve, as index ranges: it breaks where a value is not finite, and where it jumps —
 * by much of the range, and by far more than on either side.
 */
export function pieces(
  y: ArrayLike<number>,
  range: number,
): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  const step = (i: number): number => Math.abs(y[i + 1]! - y[i]!);
  const finiteStep = (i: number): number => (Number.isFinite(step(i)) ? step(i) : 0);
  let start = -1;
  for (let i = 0; i < y.length; i += 1) {
    const finite = Number.isFinite(y[i]!);
    if (finite && start < 0) start = i;
    const jumps =
      finite &&
      step(i) > 0.04 * range &&
      step(i) > 8 * Math.max(i > 0 ? finiteStep(i - 1) : 0, finiteStep(i + 1));
    if (start >= 0 && (!finite || jumps || i === y.length - 1)) {
      found.push([start, finite ? i : i - 1]);
      start = -1;
    }
  }
  return found;
}
