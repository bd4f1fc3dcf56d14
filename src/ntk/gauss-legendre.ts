/**
 * # Gauss–Legendre rules
 *
 * n nodes on [−1, 1], exact for degree 2n − 1, and the rows that give the last Legendre
 * coefficients of the interpolant at the nodes, by which its resolution is judged.
 */

export interface GaussLegendre {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  /** legendre[j][i] = (2j + 1)/2 · w_i P_j(x_i): coefficient j of the interpolant. */
  readonly legendre: readonly Float64Array[];
}

/** P_j(x), j < count, by the three-term recurrence. */
export function legendreValues(x: number, count: number): Float64Array {
  const p = new Float64Array(count);
  p[0] = 1;
  if (count > 1) p[1] = x;
  for (let j = 1; j + 1 < count; j += 1)
    p[j + 1] = ((2 * j + 1) * x * p[j]! - j * p[j - 1]!) / (j + 1);
  return p;
}

const rules = new Map<number, GaussLegendre>();

/** @throws RangeError unless n ≥ 2 is an integer */
export function gaussLegendre(n: number): GaussLegendre {
  if (!(Number.isInteger(n) && n >= 2))
    throw new RangeError(`gaussLegendre: expected an integer ≥ 2, got ${n}`);
  let rule = rules.get(n);
  if (rule === undefined) {
    rule = compute(n);
    rules.set(n, rule);
  }
  return rule;
}

function compute(n: number): GaussLegendre {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    // Newton's method from Tricomi's approximation.
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step += 1) {
      const p = legendreValues(x, n + 1);
      slope = (n * (x * p[n]! - p[n - 1]!)) / (x * x - 1);
      x -= p[n]! / slope;
    }
    nodes[n - 1 - i] = x;
    weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  const legendre = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i += 1) {
    const p = legendreValues(nodes[i]!, n);
    for (let j = 0; j < n; j += 1) legendre[j]![i] = (j + 0.5) * weights[i]! * p[j]!;
  }
  return { nodes, weights, legendre };
}
