/**
 * # How Hermite coefficients decay, read off
 *
 * Kinks give |a_k| ~ k^−p; a strip of analyticity e^{−r√k}; entire functions of order 2 e^{−rk}; of
 * lower order less still (E. Hille, Trans. Amer. Math. Soc. 47, 1940). Each law is fitted to the
 * largest coefficients; the best fit is an observation on finitely many numbers, no bound.
 */
export type Decay =
  | {
      /** Beyond `last`, coefficients are below the error: those of a polynomial are 0. */
      readonly kind: 'finite';
      readonly last: number;
      readonly law: string;
    }
  | { readonly kind: 'algebraic'; readonly power: number; readonly law: string }
  | {
      readonly kind: 'exponential';
      /** |a_k| ≈ C k^power e^{−rate·scale(k)}. */
      readonly scale: 'sqrt(k)' | 'k' | 'k log k';
      readonly rate: number;
      readonly law: string;
    }
  | { readonly kind: 'unclear'; readonly law: null };

/** Fewest coefficients from which a law is read. */
const fewest = 8;
/** Largest residual of a fit, in natural logarithms. */
const tolerance = 0.25;

/** @param noise error of each coefficient */
export function approxDecay(coefficients: Float64Array, noise: number): Decay {
  const level = 30 * noise;
  let last = coefficients.length - 1;
  while (last >= 0 && Math.abs(coefficients[last]!) <= level) last -= 1;
  // Even and odd functions have every other coefficient.
  const cut = last >= coefficients.length - 8;
  const sizeOfLast = Math.abs(coefficients[last] ?? 0);
  // A law reaches the error by steps; a polynomial's coefficients end at once.
  if (!cut && (last < 0 || sizeOfLast > 1e6 * level))
    return {
      kind: 'finite',
      last,
      law: last < 0 ? 'every |a_k| is below the error' : `|a_k| is below the error for k > ${last}`,
    };
  const points = envelope(coefficients, level, cut ? Math.floor(0.8 * last) : last);
  if (points.length < fewest) return { kind: 'unclear', law: null };

  const y = points.map((k) => Math.log(Math.abs(coefficients[k]!)));
  const column = (f: (k: number) => number): number[] => points.map(f);
  const ones = column(() => 1);
  const logs = column(Math.log);
  const algebraic = fit([ones, column((k) => 1 / k), logs], y);
  const laws = (['sqrt(k)', 'k', 'k log k'] as const).map((scale) => ({
    scale,
    ...fit([ones, logs, column(scales[scale])], y),
  }));
  const best = laws.reduce((a, b) => (b.residual < a.residual ? b : a));
  const rate = -best.last;
  // An exponential that changes by less than e over all the points is none.
  const range = rate * (scales[best.scale](points.at(-1)!) - scales[best.scale](points[0]!));
  const power = -algebraic.last;
  const fits = algebraic.residual <= 2 * best.residual || range < 1;
  if (algebraic.residual < tolerance && fits && power > 0)
    return { kind: 'algebraic', power, law: `|a_k| ≈ C·k^−${power.toPrecision(3)}` };
  if (!(best.residual < tolerance && rate > 0)) return { kind: 'unclear', law: null };
  const { scale } = best;
  const exponent = { 'sqrt(k)': '√k', k: 'k', 'k log k': 'k·log k' }[scale];
  return {
    kind: 'exponential',
    scale,
    rate,
    law: `|a_k| ≈ C·e^(−${rate.toPrecision(3)}·${exponent})`,
  };
}

const scales = {
  'sqrt(k)': Math.sqrt,
  k: (k: number): number => k,
  'k log k': (k: number): number => k * Math.log(k),
};

/** Those k ≥ 2 whose coefficient exceeds all later ones. */
function envelope(coefficients: Float64Array, level: number, to: number): number[] {
  const points: number[] = [];
  let largest = level;
  for (let k = coefficients.length - 1; k >= 2; k -= 1) {
    const size = Math.abs(coefficients[k]!);
    if (size <= largest) continue;
    largest = size;
    if (k <= to) points.push(k);
  }
  return points.reverse();
}

/** Least squares by orthogonal columns: the coefficient of the last column, and the residual's root mean square. */
function fit(
  columns: readonly (readonly number[])[],
  y: readonly number[],
): { readonly last: number; readonly residual: number } {
  const orthogonal: number[][] = [];
  let rest = [...y];
  let last = 0;
  for (const column of columns) {
    const q = [...column];
    for (const before of orthogonal) subtract(q, before, dot(q, before) / dot(before, before));
    last = dot(rest, q) / dot(q, q);
    rest = [...rest];
    subtract(rest, q, last);
    orthogonal.push(q);
  }
  return { last, residual: Math.sqrt(dot(rest, rest) / y.length) };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function subtract(a: number[], b: readonly number[], factor: number): void {
  for (let i = 0; i < a.length; i += 1) a[i]! -= factor * b[i]!;
}
