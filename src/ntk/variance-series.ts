/**
 * # Hermite coefficients at nearby variances
 *
 * With t = (q − q₀)/(2q₀) and a_j = a_j(q₀), for |t| < ½ and every σ in L²(N(0, q₀)):
 *
 *     a_k(q) = (q/q₀)^{k/2} Σ_m t^m √((k+2m)!/k!)/m! · a_{k+2m},
 *
 * Parseval's equation in L²(N(0, q₀)) of σ and h_k(x/√q)·φ_q/φ_{q₀} (whose coefficients the
 * multiplication theorem gives: ∫ h_{k+2m}(x/√q₀) h_k(x/√q) φ_q is a coefficient of a polynomial).
 * What M terms leave is at most √T_{k+2M}·(Σ_{m≥M} t^{2m} (k+2m)!/(k! m!²))^{1/2}, T_j = Σ_{i≥j} a_i²,
 * and there neighbouring terms have ratios ≤ t²·max(4, (k+2M+1)(k+2M+2)/(M+1)²).
 */
import * as E from '../arith/enclosure.ts';
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import { integerRoot } from '../linalg/fixed-point.ts';
import type { FixedVector } from './hermite-sum.ts';

/** |q − q₀| ≤ REACH·q₀: t within 2^−SHIFT. */
export const REACH = Q.rational(1, 16);
const SHIFT = 5;
/** Room for the roundings of bounds that are doubles. */
const UP = 1 + 2 ** -30;
/** Terms of the series at most. */
export const MAX_ORDER = 32;

export interface VarianceSeries {
  /** a_k(q), k < terms. @throws RangeError if q is out of reach */
  at(q: Rational): FixedVector;
}

interface Row {
  /** 2^−SHIFT·m √((k+2m)!/k!)/m! · a_{k+2m} over 2^bits. */
  readonly scaled: readonly bigint[];
  /** ≥ Σ m·|scaled|: how fast the sum moves with the argument. */
  readonly slope: number;
  /** ≥ the errors of the sum and its remainder, in units. */
  readonly doubt: number;
}

/**
 * @param sums a_j at q₀, j < J; J > terms
 * @param energy ≥ E[σ²] at q₀
 */
export function varianceSeries(
  { bits, values, radius }: FixedVector,
  centre: Rational,
  energy: Rational,
  terms: number,
): VarianceSeries {
  const p = BigInt(bits);
  const unit = 2 ** -bits;
  const rest = remainders({ bits, values, radius }, energy);
  const rows: Row[] = [];
  for (let k = 0; k < terms; k += 1) {
    const weights = weightsOf(
      k,
      Math.min(MAX_ORDER, Math.floor((values.length - 1 - k) / 2)),
      bits,
    );
    const scaled: bigint[] = [];
    let [slope, doubt, m] = [0, 0, 0];
    for (; ; m += 1) {
      const left = m < weights.length ? remainder(rest[k + 2 * m]!, weights[m]!, k, m) : 0;
      // Two units are lost anyhow.
      if (m + 1 >= weights.length || left <= 2) {
        doubt += left;
        break;
      }
      const a = values[k + 2 * m]!;
      const product = (weights[m]! * a) >> p;
      scaled.push(product);
      slope += m * (Math.abs(Number(product)) * unit) * UP;
      doubt +=
        ((Number(weights[m]!) + 2) * unit * Number(radius[k + 2 * m]!) +
          3 * Math.abs(Number(a)) * unit +
          2) *
        UP;
    }
    rows.push({ scaled, slope: slope * UP, doubt: (doubt + slope + m + 2) * UP });
  }
  const inverse = Q.div(Q.one, Q.mul(centre, REACH));
  return {
    at(q) {
      const offset = Q.mul(Q.sub(q, centre), inverse);
      if (Q.compare(offset, Q.one) > 0 || Q.compare(offset, Q.rational(-1)) < 0)
        throw new RangeError('varianceSeries: expected a variance within 1/16 of the centre');
      const x = Q.floor(Q.mul(offset, Q.rational(1n << p)));
      const ratio = E.apply('sqrt', [E.fromRational(Q.div(q, centre), bits + 32)], bits + 32)!;
      const [step, stepDoubt] = E.toFixed(ratio, bits);
      const size = Number(step) * unit;
      let [power, powerDoubt] = [1n << p, 0];
      const result = { bits, values: [] as bigint[], radius: [] as bigint[] };
      for (const { scaled, doubt } of rows) {
        let sum = 0n;
        for (let m = scaled.length - 1; m >= 0; m -= 1) sum = ((sum * x) >> p) + scaled[m]!;
        const e =
          (Math.abs(Number(sum)) * unit * powerDoubt +
            Number(power) * unit * doubt +
            doubt * powerDoubt * unit +
            1) *
          UP;
        result.values.push((sum * power) >> p);
        result.radius.push(BigInt(Math.ceil(e)));
        powerDoubt =
          (powerDoubt * size + (Number(power) * unit + powerDoubt * unit) * Number(stepDoubt) + 1) *
          UP;
        power = (power * step) >> p;
      }
      return result;
    },
  };
}

/** ≥ √T_j for j ≤ J. */
function remainders({ bits, values, radius }: FixedVector, energy: Rational): Float64Array {
  const rest = new Float64Array(values.length + 1);
  let left = Q.floor(Q.mul(energy, Q.rational(1n << BigInt(2 * bits)))) + 1n;
  const excess = Math.max(0, 2 * bits - 900);
  const size = (): number =>
    left <= 0n
      ? 0
      : Math.sqrt((Number(left >> BigInt(excess)) + 1) * 2 ** (excess - 2 * bits)) * UP;
  rest[0] = size();
  values.forEach((a, j) => {
    const least = (a < 0n ? -a : a) - radius[j]!;
    if (least > 0n) left -= least * least;
    rest[j + 1] = size();
  });
  return rest;
}

/** In units, as `weight` of term m is. */
function remainder(rest: number, weight: bigint, k: number, m: number): number {
  const ratio = Math.max(4, ((k + 2 * m + 1) * (k + 2 * m + 2)) / (m + 1) ** 2) * 4 ** -SHIFT * UP;
  return ratio < 0.9 ? ((rest * (Number(weight) + 2)) / Math.sqrt(1 - ratio)) * UP : Infinity;
}

const tables = new Map<string, readonly bigint[]>();

/** 2^−SHIFT·m √((k+2m)!/k!)/m! over 2^bits, m ≤ order, each to within two units. */
function weightsOf(k: number, order: number, bits: number): readonly bigint[] {
  const key = `${k} ${order} ${bits}`;
  let table = tables.get(key);
  if (table === undefined) {
    const weights: bigint[] = [];
    let [top, below] = [1n, 1n];
    for (let m = 0; m <= order; m += 1) {
      weights.push(integerRoot((top << BigInt(2 * bits)) / below));
      top *= BigInt((k + 2 * m + 1) * (k + 2 * m + 2));
      below *= BigInt((m + 1) ** 2) << BigInt(2 * SHIFT);
    }
    table = weights;
    tables.set(key, table);
  }
  return table;
}

/** q₀ of few digits whose reach begins at `least` or a little below. */
export function centreAbove(least: Rational): Rational {
  const exact = Q.approxNumber(Q.div(least, Q.sub(Q.one, REACH)));
  const exponent = Math.floor(Math.log2(exact)) - 12;
  const m = BigInt(Math.floor(exact / 2 ** exponent));
  return exponent >= 0 ? Q.rational(m << BigInt(exponent)) : Q.rational(m, 1n << BigInt(-exponent));
}
