/**
 * # Scales and ticks
 */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly scale?: 'linear' | 'log';
  /** Ticks at whole numbers only. */
  readonly whole?: boolean;
  readonly name?: string;
}

/** Where a value stands between 0 and 1. */
export function position({ from, to, scale }: Axis, value: number): number {
  if (scale === 'log') return (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from));
  return (value - from) / (to - from);
}

/** About `count` round values within the axis. */
export function ticks({ from, to, scale, whole }: Axis, count: number): readonly number[] {
  if (scale === 'log') {
    const [least, most] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
    const step = Math.max(1, Math.ceil((most - least + 1) / count));
    const first = Math.ceil(least / step) * step;
    const many = Math.max(0, Math.floor((most - first) / step) + 1);
    if (many < 2) return withinDecades(from, to);
    return Array.from({ length: many }, (_, i) => 10 ** (first + i * step));
  }
  const rough = (to - from) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const fine = power * ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10);
  const step = whole ? Math.max(1, fine) : fine;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  if (!(last - first < 100)) return [];
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Multiples of powers of ten by 1, 2 and 5: for an axis with hardly a power of ten of its own. */
function withinDecades(from: number, to: number): readonly number[] {
  const values: number[] = [];
  for (let k = Math.floor(Math.log10(from)); k <= Math.log10(to); k += 1)
    for (const m of [1, 2, 5]) values.push(Number(`${m}e${k}`));
  return values.filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9));
}

/** What stands at a tick of an axis: far powers of ten as powers. */
export function tickText(value: number, values: readonly number[], axis: Axis): string {
  const text = numberText(value, tickDigits(values, axis));
  const power = axis.scale === 'log' ? /^1e(−?\d+)$/.exec(text)?.[1] : undefined;
  return power === undefined
    ? text
    : `10${[...power].map((sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['−0123456789'.indexOf(sign)]).join('')}`;
}

/** A number for a person: four digits, a real minus sign. */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text =
    size >= 1e-3 && size < 1e5
      ? String(Number(value.toPrecision(digits)))
      : value.toExponential(digits > 3 ? digits - 2 : 0).replace('e+', 'e');
  return text.replaceAll('-', '−');
}

/** Digits with which neighbouring ticks of an axis read differently. */
export function tickDigits(values: readonly number[], { scale }: Axis): number {
  if (scale === 'log' || values.length < 2) return 3;
  const largest = Math.max(...values.map(Math.abs));
  return Math.min(15, Math.max(3, Math.ceil(Math.log10(largest / (values[1]! - values[0]!))) + 1));
}

/**
 * A range that shows these values: all of them, unless a few lie far beyond the bulk, as near a
 * pole. `must` is always within.
 */
export function rangeOf(values: ArrayLike<number>, must: readonly number[] = []): Axis {
  const finite = Array.from(values)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const at = (part: number): number => finite[Math.round(part * (finite.length - 1))]!;
  let [from, to] = [Math.min(...must, Infinity), Math.max(...must, -Infinity)];
  if (finite.length > 0) {
    const [low, high] = [at(0.04), at(0.96)];
    const spread = Math.max(high - low, 1e-12);
    from = Math.min(from, Math.max(at(0), low - 1.5 * spread));
    to = Math.max(to, Math.min(at(1), high + 1.5 * spread));
  }
  if (!(from <= to)) return { from: -1, to: 1 };
  const margin = from === to ? Math.max(1, Math.abs(from)) : 0.08 * (to - from);
  return { from: from - margin, to: to + margin };
}
