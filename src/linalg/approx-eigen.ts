/**
 * # Eigenvalues and eigenvectors of a symmetric matrix, in double precision
 *
 * A = Q diag(λ) Qᵀ, λ ascending, by Householder's reduction to tridiagonal form and the QL
 * iteration with implicit shifts. Errors are a small multiple of ε‖A‖: eigenvalues below that say
 * nothing. O(n³); estimates, no bounds.
 *
 * Reference: G. Golub, C. Van Loan, Matrix Computations, 4th ed., § 8.3; J. Wilkinson, C. Reinsch,
 * Handbook for Automatic Computation II, contributions II/2 and II/4.
 */
export interface Eigen {
  readonly n: number;
  /** Ascending. */
  readonly values: Float64Array;
  /** Row k is the unit eigenvector of values[k]. */
  readonly vectors: Float64Array;
}

/**
 * @param matrix n·n entries, row by row; the part above the diagonal is not read
 * @throws RangeError on a shape that does not fit or an entry that is not finite
 */
export function approxEigen(matrix: Float64Array, n: number): Eigen {
  if (!(Number.isInteger(n) && n >= 1 && matrix.length === n * n))
    throw new RangeError(`approxEigen: expected n² entries for n = ${n}, got ${matrix.length}`);
  if (!matrix.every(Number.isFinite))
    throw new RangeError('approxEigen: expected finite entries, got another');
  // Scaled by a power of two, numbers near the ends of the range of doubles lose nothing.
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const scale = 2 ** Math.max(-1000, Math.floor(Math.log2(largest)));
  const scaled = matrix.map((entry) => entry / scale);
  const { diagonal, beside, basis } = tridiagonal(scaled, n);
  diagonalise(diagonal, beside, basis, n);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i]! - diagonal[j]!);
  const vectors = new Float64Array(n * n);
  for (const [k, i] of order.entries()) vectors.set(basis.subarray(i * n, i * n + n), k * n);
  return { n, values: Float64Array.from(order, (i) => scale * diagonal[i]!), vectors };
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Entry k couples k and k + 1; the last is 0. */
  readonly beside: Float64Array;
  /** Rows b_k with A = Σ t_kl b_k b_lᵀ. */
  readonly basis: Float64Array;
}

/** Reflections I − β v vᵀ that clear column k below the subdiagonal, for k = 0 … n − 3. */
function tridiagonal(matrix: Float64Array, n: number): Tridiagonal {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) a[i * n + j] = a[j * n + i] = matrix[i * n + j]!;
  const beside = new Float64Array(n);
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) basis[i * n + i] = 1;
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k + 1 < n; k += 1) {
    let size = 0;
    for (let i = k + 1; i < n; i += 1) size = Math.max(size, Math.abs(a[i * n + k]!));
    for (let i = k + 1; i < n; i += 1) v[i] = size === 0 ? 0 : a[i * n + k]! / size;
    const head = v[k + 1]!;
    let tail = 0;
    for (let i = k + 2; i < n; i += 1) tail += v[i]! * v[i]!;
    // Nothing to clear: the reflection would be the identity.
    if (tail === 0) {
      beside[k] = a[(k + 1) * n + k]!;
      continue;
    }
    const square = head * head + tail;
    const norm = Math.sqrt(square);
    const image = head > 0 ? -norm : norm;
    beside[k] = image * size;
    v[k + 1] = head - image;
    const beta = 1 / (square - head * image);
    // A ← A − v wᵀ − w vᵀ, w = βAv − (β²/2)(vᵀAv) v
    let along = 0;
    for (let i = k + 1; i < n; i += 1) {
      let sum = 0;
      for (let j = k + 1; j < n; j += 1) sum += a[i * n + j]! * v[j]!;
      w[i] = beta * sum;
      along += w[i]! * v[i]!;
    }
    for (let i = k + 1; i < n; i += 1) w[i]! -= 0.5 * beta * along * v[i]!;
    for (let i = k + 1; i < n; i += 1) {
      const [vi, wi] = [v[i]!, w[i]!];
      for (let j = k + 1; j < n; j += 1) a[i * n + j]! -= vi * w[j]! + wi * v[j]!;
    }
    reflectRows(basis, n, v, beta, k + 1);
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]!);
  return { diagonal, beside, basis };
}

/** Rows of the basis ← (I − β v vᵀ)·rows, in rows from `from` on. */
function reflectRows(
  basis: Float64Array,
  n: number,
  v: Float64Array,
  beta: number,
  from: number,
): void {
  const sum = new Float64Array(n);
  for (let i = from; i < n; i += 1)
    for (let j = 0; j < n; j += 1) sum[j]! += v[i]! * basis[i * n + j]!;
  for (let i = from; i < n; i += 1) {
    const factor = beta * v[i]!;
    for (let j = 0; j < n; j += 1) basis[i * n + j]! -= factor * sum[j]!;
  }
}

/** QL with Wilkinson's shift; 60 sweeps for one eigenvalue are never needed in practice. */
function diagonalise(d: Float64Array, e: Float64Array, basis: Float64Array, n: number): void {
  // Rounding moves the matrix by this much: of a kernel of low rank nothing smaller converges.
  const largest = d.reduce((most, v, k) => Math.max(most, Math.abs(v) + Math.abs(e[k]!)), 0);
  const negligible = Number.EPSILON * largest;
  for (let l = 0; l < n; l += 1) {
    for (let sweep = 0; ; sweep += 1) {
      let m = l;
      while (m + 1 < n && Math.abs(e[m]!) > negligible) m += 1;
      if (m === l) break;
      if (sweep === 60) throw new RangeError('approxEigen: expected the QL iteration to converge');
      const half = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      const root = Math.hypot(half, 1);
      let g = d[m]! - d[l]! + e[l]! / (half + (half >= 0 ? root : -root));
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i -= 1) {
        const [f, b] = [s * e[i]!, c * e[i]!];
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        const t = (d[i]! - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        for (let k = 0; k < n; k += 1) {
          const [x, y] = [basis[i * n + k]!, basis[(i + 1) * n + k]!];
          basis[(i + 1) * n + k] = s * x + c * y;
          basis[i * n + k] = c * x - s * y;
        }
      }
      if (i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}
