/**
 * # Gauss–Legendre rules with a proven defect
 *
 * Nodes and weights are integers over 2^bits. They need not be the exact ones: for f analytic and
 * bounded by M in the ellipse with foci ±1 and half-axes (ρ ± 1/ρ)/2, f = Σ a_k T_k with
 * |a_k| ≤ 2Mρ^−k, and for every rule Q on nodes in [−1, 1]
 *
 *     |∫f − Q(f)| ≤ Σ_k 2Mρ^−k |∫T_k − Q(T_k)|,
 *
 * where |∫T_k − Q(T_k)| ≤ defect is computed for k < 2m, and is at most 2/3 + Σ|w| from there on.
 * Reference: L. N. Trefethen, Approximation Theory and Approximation Practice, ch. 8, 19.
 */
export interface QuadratureRule {
  readonly count: number;
  readonly bits: number;
  /** In (−1, 1), ascending, symmetric. */
  readonly nodes: readonly bigint[];
  readonly weights: readonly bigint[];
  /** ≥ |∫T_k − Q(T_k)|·2^bits for k < 2·count. */
  readonly defect: bigint;
}

const abs = (a: bigint): bigint => (a < 0n ? -a : a);
const rules = new Map<string, QuadratureRule>();

/** @throws RangeError unless count ≥ 2 and bits ≥ 64 are integers */
export function quadratureRule(count: number, bits: number): QuadratureRule {
  if (!(Number.isInteger(count) && count >= 2 && Number.isInteger(bits) && bits >= 64))
    throw new RangeError(`quadratureRule: expected count ≥ 2, bits ≥ 64, got ${count}, ${bits}`);
  const key = `${count} ${bits}`;
  let rule = rules.get(key);
  if (rule === undefined) {
    rule = compute(count, bits);
    rules.set(key, rule);
  }
  return rule;
}

function compute(count: number, bits: number): QuadratureRule {
  const guard = 32;
  const p = BigInt(bits + guard);
  const one = 1n << p;
  const m = BigInt(count);
  const [nodes, weights] = [new Array<bigint>(count), new Array<bigint>(count)];
  for (let i = 0; i < count; i += 1) {
    // Newton's method from Tricomi's approximation; each step doubles the digits.
    const start = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let x = BigInt(Math.round(start * 2 ** 52)) << (p - 52n);
    let slope = one;
    for (let step = 0; step < 3 + Math.log2(bits / 16); step += 1) {
      let [low, high] = [one, x];
      for (let j = 1n; j < m; j += 1n)
        [low, high] = [high, (((2n * j + 1n) * x * high) / one - j * low) / (j + 1n)];
      // P' = m(xP_m − P_{m−1})/(x² − 1)
      slope = (m * ((x * high) / one - low) * one) / ((x * x) / one - one);
      x -= (high * one) / slope;
    }
    // w = 2/((1 − x²)P'²)
    const below = ((one - (x * x) / one) * ((slope * slope) / one)) / one;
    nodes[count - 1 - i] = x >> BigInt(guard);
    weights[count - 1 - i] = (2n * one * one) / below / (1n << BigInt(guard));
  }
  return { count, bits, nodes, weights, defect: defectOf(count, bits, nodes, weights) };
}

/** Chebyshev's recurrence at the nodes in integers: errors grow no faster than k² units. */
function defectOf(
  count: number,
  bits: number,
  nodes: readonly bigint[],
  weights: readonly bigint[],
): bigint {
  const p = BigInt(bits);
  const one = 1n << p;
  let [low, high] = [nodes.map(() => one), [...nodes]];
  const total = weights.reduce((s, w) => s + w, 0n);
  let worst = 0n;
  for (let k = 0; k < 2 * count; k += 1) {
    const values = k === 0 ? low : high;
    const sum = weights.reduce((s, w, i) => s + w * values[i]!, 0n);
    // ∫T_k = 2/(1 − k²) for even k, 0 for odd k.
    const target = k % 2 === 1 ? 0n : (2n * one) / BigInt(1 - k * k);
    const gap = abs((sum >> p) - target) + 3n;
    // T_k(x) = 2x T_{k−1} − T_{k−2}: an error of one unit grows with |U_j| ≤ j + 1.
    const rounding = ((total * BigInt((k + 1) * (k + 1))) >> p) + 1n;
    if (gap + rounding > worst) worst = gap + rounding;
    if (k > 0) [low, high] = [high, nodes.map((x, i) => ((2n * x * high[i]!) >> p) - low[i]!)];
  }
  return worst;
}
