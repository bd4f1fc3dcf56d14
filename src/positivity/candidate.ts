/**
 * # Parameters to try
 *
 * Random θ = (w, b) at several scales, aimed at the data: w·x + b is of moderate size at one of the
 * inputs and changes over the distance to its neighbours, or over the whole of the data. Exact
 * numbers: arguments w·x_i + b keep their digits however close inputs are.
 */
import { binaryValue } from '../arith/double.ts';
import { approxNumber, lcm, rational } from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { normalDeviates } from '../data/random.ts';
import type { Inputs } from './problem.ts';

export interface Candidate {
  readonly weights: readonly Rational[];
  readonly bias: Rational;
  /** w·x_i + b, exactly, for every input. */
  readonly arguments: readonly Rational[];
}

const scales = [1, 3, 0.3, 10, 30, 0.1, 100];

/** Inputs over one denominator. */
interface Scaled {
  readonly rows: readonly (readonly bigint[])[];
  readonly den: bigint;
}

/** Endless candidates; the same for a seed. */
export function* candidatesOf(inputs: Inputs, biased: boolean, seed: number): Generator<Candidate> {
  const scaled = overOneDenominator(inputs);
  const next = normalDeviates(seed, 3);
  const [n, d] = [inputs.length, inputs[0]!.length];
  const rows = inputs.map((row) => row.map(approxNumber));
  const local = neighbourDistances(scaled, biased);
  const spread = Math.max(...local, biased ? spreadOf(rows) : Math.max(...rows.map(norm)));
  for (let a = 0; ; a += 1) {
    const tau = scales[Math.floor(a / 2) % scales.length]!;
    // Aim at every input in turn.
    const j = a % n;
    const unit = a % 4 < 2 ? spread : local[j]!;
    const aim = next() * Math.min(tau, 3);
    let direction = Array.from({ length: d }, next);
    const size = norm(direction) / Math.sqrt(d);
    direction = direction.map((g) => (g / size) * (tau / unit));
    if (!biased && a % 3 !== 0) direction = towards(direction, rows[j]!, aim);
    const weights = direction.map(biased ? short : binaryOr0);
    const at = dotOf(weights, scaled, j);
    const bias = biased ? short12(aim - approxNumber(at)) : rational(0);
    if (weights.every(({ num }) => num === 0n)) continue;
    yield {
      weights,
      bias,
      arguments: scaled.rows.map((_, i) => plus(dotOf(weights, scaled, i), bias)),
    };
  }
}

const norm = (row: readonly number[]): number => Math.hypot(...row);

function spreadOf(rows: readonly (readonly number[])[]): number {
  const from = rows[0]!;
  const far = rows.map((row) => norm(row.map((x, k) => x - from[k]!)));
  return Math.max(...far) || norm(from) || 1;
}

/** w with w·x = aim, along the direction otherwise. */
function towards(w: readonly number[], x: readonly number[], aim: number): number[] {
  const square = x.reduce((sum, v) => sum + v * v, 0);
  if (square === 0) return [...w];
  const inner = w.reduce((sum, v, k) => sum + v * x[k]!, 0);
  return w.map((v, k) => v - ((inner - aim) / square) * x[k]!);
}

/** Ten significant bits: certificates stay short. */
function short(value: number): Rational {
  if (value === 0 || !Number.isFinite(value)) return rational(0);
  const exponent = Math.floor(Math.log2(Math.abs(value))) - 9;
  const mantissa = BigInt(Math.round(value / 2 ** exponent));
  return exponent >= 0
    ? rational(mantissa << BigInt(exponent))
    : rational(mantissa, 1n << BigInt(-exponent));
}
const short12 = (value: number): Rational =>
  Number.isFinite(value) ? rational(BigInt(Math.round(value * 4096)), 4096n) : rational(0);
const binaryOr0 = (value: number): Rational =>
  Number.isFinite(value) ? binaryValue(value) : rational(0);

function overOneDenominator(inputs: Inputs): Scaled {
  let den = 1n;
  for (const row of inputs) for (const q of row) den = lcm(den, q.den);
  return { rows: inputs.map((row) => row.map((q) => q.num * (den / q.den))), den };
}

/** Unreduced: only its value counts. */
function dotOf(weights: readonly Rational[], { rows, den }: Scaled, i: number): Rational {
  const common = weights.reduce((most, w) => (w.den > most ? w.den : most), 1n);
  // Denominators of weights are powers of two.
  const num = weights.reduce((sum, w, k) => sum + w.num * (common / w.den) * rows[i]![k]!, 0n);
  return { num, den: common * den };
}

const plus = (a: Rational, b: Rational): Rational => ({
  num: a.num * b.den + b.num * a.den,
  den: a.den * b.den,
});

/**
 * The distance from each input to the nearest other one; without biases, to the line of the nearest.
 * The size of the input itself where there is no other.
 */
function neighbourDistances({ rows, den }: Scaled, biased: boolean): number[] {
  const dot = (x: readonly bigint[], y: readonly bigint[]): bigint =>
    x.reduce((sum, v, k) => sum + v * y[k]!, 0n);
  const squares = rows.map((row) => dot(row, row));
  return rows.map((x, i) => {
    let least = Infinity;
    for (const [j, y] of rows.entries()) {
      if (i === j) continue;
      const inner = dot(x, y);
      const square = biased
        ? approxNumber({ num: squares[i]! - 2n * inner + squares[j]!, den: den * den })
        : squares[j] === 0n
          ? Infinity
          : approxNumber({
              num: squares[i]! * squares[j]! - inner * inner,
              den: squares[j]! * den * den,
            });
      if (square > 0) least = Math.min(least, Math.sqrt(square));
    }
    const size = Math.sqrt(approxNumber({ num: squares[i]!, den: den * den }));
    return least < Infinity ? least : size || 1;
  });
}
