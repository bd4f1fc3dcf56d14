/**
 * # Dense layers, a range of neurons at a time
 *
 * The four products that training needs. Each entry of a result is one sum, taken in an order that
 * does not depend on the range: threads that share the neurons agree to the last bit with one.
 * Matrices are row by row; a range [from, to) counts neurons.
 */

/** z_ij = scale·Σ_k w_jk a_ik + bias_j for inputs i and neurons j of the range. */
export function affine(
  weights: Float64Array,
  biases: Float64Array | null,
  scale: number,
  biasScale: number,
  values: Float64Array,
  columns: number,
  out: Float64Array,
  rows: number,
  from: number,
  to: number,
): void {
  const n = values.length / columns;
  // Four inputs share each weight that is read.
  const whole = n - (n % 4);
  for (let j = from; j < to; j += 1) {
    const w = j * columns;
    const bias = biases === null ? 0 : biasScale * biases[j]!;
    for (let i = 0; i < whole; i += 4) {
      const [a, b, c, d] = [i * columns, (i + 1) * columns, (i + 2) * columns, (i + 3) * columns];
      let s = 0;
      let t = 0;
      let u = 0;
      let v = 0;
      for (let k = 0; k < columns; k += 1) {
        const weight = weights[w + k]!;
        s += weight * values[a + k]!;
        t += weight * values[b + k]!;
        u += weight * values[c + k]!;
        v += weight * values[d + k]!;
      }
      out[i * rows + j] = scale * s + bias;
      out[(i + 1) * rows + j] = scale * t + bias;
      out[(i + 2) * rows + j] = scale * u + bias;
      out[(i + 3) * rows + j] = scale * v + bias;
    }
    for (let i = whole; i < n; i += 1) {
      let s = 0;
      for (let k = 0; k < columns; k += 1) s += weights[w + k]! * values[i * columns + k]!;
      out[i * rows + j] = scale * s + bias;
    }
  }
}

/** Columns of a tile: its sums stay in the nearest cache. */
const TILE = 256;

/** slopes_ik ← slopes_ik·scale·Σ_j w_jk δ_ij for inputs i and neurons k of the range. */
export function pullBack(
  weights: Float64Array,
  scale: number,
  deltas: Float64Array,
  rows: number,
  slopes: Float64Array,
  columns: number,
  from: number,
  to: number,
): void {
  const n = deltas.length / rows;
  const whole = rows - (rows % 4);
  const sums = new Float64Array(n * TILE);
  for (let low = from; low < to; low += TILE) {
    const size = Math.min(TILE, to - low);
    sums.fill(0);
    for (let j = 0; j < whole; j += 4) {
      const [p, q] = [j * columns + low, (j + 1) * columns + low];
      const [r, t] = [(j + 2) * columns + low, (j + 3) * columns + low];
      for (let i = 0; i < n; i += 1) {
        const delta = i * rows + j;
        const a = deltas[delta]!;
        const b = deltas[delta + 1]!;
        const c = deltas[delta + 2]!;
        const d = deltas[delta + 3]!;
        const s = i * TILE;
        for (let k = 0; k < size; k += 1)
          sums[s + k]! +=
            a * weights[p + k]! + b * weights[q + k]! + c * weights[r + k]! + d * weights[t + k]!;
      }
    }
    for (let j = whole; j < rows; j += 1)
      for (let i = 0; i < n; i += 1) {
        const delta = deltas[i * rows + j]!;
        for (let k = 0; k < size; k += 1)
          sums[i * TILE + k]! += delta * weights[j * columns + low + k]!;
      }
    for (let i = 0; i < n; i += 1)
      for (let k = 0; k < size; k += 1)
        slopes[i * columns + low + k]! *= scale * sums[i * TILE + k]!;
  }
}

/**
 * Heavy-ball descent of the rows of the range, g_jk = scale·Σ_i δ_ij a_ik:
 * v ← μv − ηg, w ← w + v; without velocity w ← w − ηg.
 */
export function descend(
  weights: Float64Array,
  velocity: Float64Array | null,
  rate: number,
  momentum: number,
  scale: number,
  deltas: Float64Array,
  rows: number,
  values: Float64Array,
  columns: number,
  from: number,
  to: number,
): void {
  const n = deltas.length / rows;
  const factor = -rate * scale;
  const target = velocity ?? weights;
  for (let j = from; j < to; j += 1) {
    const w = j * columns;
    if (velocity !== null) for (let k = 0; k < columns; k += 1) velocity[w + k]! *= momentum;
    let i = 0;
    for (; i + 4 <= n; i += 4) {
      const a = factor * deltas[i * rows + j]!;
      const b = factor * deltas[(i + 1) * rows + j]!;
      const c = factor * deltas[(i + 2) * rows + j]!;
      const d = factor * deltas[(i + 3) * rows + j]!;
      const p = i * columns;
      for (let k = 0; k < columns; k += 1)
        target[w + k]! +=
          a * values[p + k]! +
          b * values[p + columns + k]! +
          c * values[p + 2 * columns + k]! +
          d * values[p + 3 * columns + k]!;
    }
    for (; i < n; i += 1) {
      const a = factor * deltas[i * rows + j]!;
      for (let k = 0; k < columns; k += 1) target[w + k]! += a * values[i * columns + k]!;
    }
    if (velocity !== null) for (let k = 0; k < columns; k += 1) weights[w + k]! += velocity[w + k]!;
  }
}

/** Σ_k x_ik x_jk. */
export function inner(x: Float64Array, columns: number, i: number, j: number): number {
  const [a, b] = [i * columns, j * columns];
  let sum = 0;
  for (let k = 0; k < columns; k += 1) sum += x[a + k]! * x[b + k]!;
  return sum;
}
