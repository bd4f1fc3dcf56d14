/**
 * # Cholesky's factorisation in double precision
 *
 * A = L·Lᵀ, row by row, in tiles of 4 × 4 inner products. Every entry is one sum in some order, one
 * division or root: the classical bounds (N. Higham, Accuracy and Stability, 2002, §10.1) apply.
 */

/** Σ over k < length of rows i and j; tiles of four rows by four. */
function tile(
  l: Float64Array,
  n: number,
  i: number,
  j: number,
  from: number,
  length: number,
  out: Float64Array,
): void {
  let [a0, a1, a2, a3] = [0, 0, 0, 0];
  let [b0, b1, b2, b3] = [0, 0, 0, 0];
  let [c0, c1, c2, c3] = [0, 0, 0, 0];
  let [d0, d1, d2, d3] = [0, 0, 0, 0];
  let [p, q] = [i * n + from, j * n + from];
  const [p1, p2, p3] = [n, 2 * n, 3 * n];
  for (let k = from; k < length; k += 1, p += 1, q += 1) {
    const [x0, x1, x2, x3] = [l[p]!, l[p + p1]!, l[p + p2]!, l[p + p3]!];
    const y0 = l[q]!;
    a0 += x0 * y0;
    b0 += x1 * y0;
    c0 += x2 * y0;
    d0 += x3 * y0;
    const y1 = l[q + p1]!;
    a1 += x0 * y1;
    b1 += x1 * y1;
    c1 += x2 * y1;
    d1 += x3 * y1;
    const y2 = l[q + p2]!;
    a2 += x0 * y2;
    b2 += x1 * y2;
    c2 += x2 * y2;
    d2 += x3 * y2;
    const y3 = l[q + p3]!;
    a3 += x0 * y3;
    b3 += x1 * y3;
    c3 += x2 * y3;
    d3 += x3 * y3;
  }
  out[0] = a0;
  out[1] = a1;
  out[2] = a2;
  out[3] = a3;
  out[4] = b0;
  out[5] = b1;
  out[6] = b2;
  out[7] = b3;
  out[8] = c0;
  out[9] = c1;
  out[10] = c2;
  out[11] = c3;
  out[12] = d0;
  out[13] = d1;
  out[14] = d2;
  out[15] = d3;
}

/**
 * The lower factor, entry (i, j) at i·n + j, zeros above; null if a pivot is not a positive number.
 * Reads the lower triangle only.
 */
export function cholesky(a: Float64Array, n: number): Float64Array | null {
  // Rows are padded to whole tiles.
  const m = (n + 3) & ~3;
  const l = new Float64Array(m * m);
  for (let i = 0; i < n; i += 1) for (let j = 0; j <= i; j += 1) l[i * m + j] = a[i * n + j]!;
  for (let i = n; i < m; i += 1) l[i * m + i] = 1;
  const sums = new Float64Array(16);
  for (let i = 0; i < m; i += 4) {
    for (let j = 0; j <= i; j += 4) {
      tile(l, m, i, j, 0, j, sums);
      for (let r = 0; r < 4; r += 1) {
        const row = (i + r) * m;
        const last = j === i ? r : 3;
        for (let c = 0; c <= last; c += 1) {
          const other = (j + c) * m;
          let sum = sums[4 * r + c]!;
          for (let k = j; k < j + c; k += 1) sum += l[row + k]! * l[other + k]!;
          const rest = l[row + j + c]! - sum;
          if (j === i && c === r) {
            if (!(rest > 0)) return null;
            l[row + j + c] = Math.sqrt(rest);
          } else l[row + j + c] = rest / l[other + j + c]!;
        }
      }
    }
  }
  if (m === n) return l;
  const packed = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) packed.set(l.subarray(i * m, i * m + i + 1), i * n);
  return packed;
}

/** x with L·Lᵀ·x = b. */
export function solveCholesky(
  l: Float64Array,
  n: number,
  b: Float64Array,
): Float64Array<ArrayBuffer> {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i += 1) {
    let sum = x[i]!;
    for (let k = 0; k < i; k += 1) sum -= l[i * n + k]! * x[k]!;
    x[i] = sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    x[i] = x[i]! / l[i * n + i]!;
    for (let k = 0; k < i; k += 1) x[k] = x[k]! - l[i * n + k]! * x[i]!;
  }
  return x;
}
