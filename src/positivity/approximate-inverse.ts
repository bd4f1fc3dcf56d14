/**
 * # Approximate inverses
 *
 * B ≈ F⁻¹ as integers·2^−scale: a proposal, which the checker multiplies out. In doubles, or in fixed
 * point of any number of bits.
 */

export interface ApproximateInverse {
  readonly inverse: readonly (readonly bigint[])[];
  readonly scale: number;
}

/** In doubles; null where they are not good for ‖1 − BF‖ < 1/4. */
export function approxInverse(f: readonly Float64Array[]): ApproximateInverse | null {
  const n = f.length;
  // F = R·G·C with G of entries near 1: F⁻¹ = C⁻¹G⁻¹R⁻¹.
  const rows = f.map((row) => 2 ** -exponentOf(row));
  const columns = Array.from(
    { length: n },
    (_, i) => 2 ** -exponentOf(f.map((row, a) => row[i]! * rows[a]!)),
  );
  const g = f.map((row, a) => row.map((v, i) => v * rows[a]! * columns[i]!));
  const inverse = gaussJordan(g);
  if (inverse === null) return null;
  const b = inverse.map((row, i) => row.map((v, a) => v * columns[i]! * rows[a]!));
  const total = f.reduce((sum, row) => row.reduce((s, v) => s + Math.abs(v), sum), 0);
  // Rounding B to 2^−scale moves BF by less than 2^−scale·Σ|F|.
  const scale = Math.max(0, Math.ceil(Math.log2(total)) + 4);
  const largest = Math.max(...b.map((row) => row.reduce((m, v) => Math.max(m, Math.abs(v)), 0)));
  if (!(largest * 2 ** scale < 2 ** 1000) || residual(b, f) > 0.25) return null;
  return {
    inverse: b.map((row) => Array.from(row, (v) => BigInt(Math.round(v * 2 ** scale)))),
    scale,
  };
}

/** 2^e is about the largest size in the row; 0 for a row of zeros. */
function exponentOf(row: Iterable<number>): number {
  let most = 0;
  for (const v of row) most = Math.max(most, Math.abs(v));
  return most === 0 ? 0 : Math.floor(Math.log2(most));
}

function residual(b: readonly Float64Array[], f: readonly Float64Array[]): number {
  const n = f.length;
  let norm = 0;
  const row = new Float64Array(n);
  for (let k = 0; k < n; k += 1) {
    row.fill(0);
    row[k] = 1;
    for (let a = 0; a < n; a += 1)
      for (let i = 0; i < n; i += 1) row[i] = row[i]! - b[k]![a]! * f[a]![i]!;
    norm = Math.max(
      norm,
      row.reduce((sum, v) => sum + Math.abs(v), 0),
    );
  }
  return Number.isNaN(norm) ? Infinity : norm;
}

function gaussJordan(matrix: readonly Float64Array[]): Float64Array[] | null {
  const n = matrix.length;
  const work = matrix.map((row, i) => {
    const wide = new Float64Array(2 * n);
    wide.set(row);
    wide[n + i] = 1;
    return wide;
  });
  for (let c = 0; c < n; c += 1) {
    let at = c;
    for (let r = c + 1; r < n; r += 1) if (Math.abs(work[r]![c]!) > Math.abs(work[at]![c]!)) at = r;
    if (!(Math.abs(work[at]![c]!) > 0)) return null;
    [work[c], work[at]] = [work[at]!, work[c]!];
    const pivot = work[c]!;
    const scale = 1 / pivot[c]!;
    for (let k = c; k < 2 * n; k += 1) pivot[k] = pivot[k]! * scale;
    for (let r = 0; r < n; r += 1) {
      const row = work[r]!;
      const factor = row[c]!;
      if (r === c || factor === 0) continue;
      for (let k = c; k < 2 * n; k += 1) row[k] = row[k]! - factor * pivot[k]!;
    }
  }
  return work.map((row) => row.slice(n));
}

/**
 * In fixed point: F = integers·2^−bits.
 * null where a pivot vanishes: F is singular to that many bits.
 */
export function fixedInverse(
  f: readonly (readonly bigint[])[],
  bits: number,
): ApproximateInverse | null {
  const n = f.length;
  const p = BigInt(bits);
  const abs = (a: bigint): bigint => (a < 0n ? -a : a);
  const work = f.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1n << p : 0n))]);
  for (let c = 0; c < n; c += 1) {
    let at = c;
    for (let r = c + 1; r < n; r += 1) if (abs(work[r]![c]!) > abs(work[at]![c]!)) at = r;
    if (work[at]![c] === 0n) return null;
    [work[c], work[at]] = [work[at]!, work[c]!];
    const pivot = work[c]!;
    const lead = pivot[c]!;
    for (let k = c; k < 2 * n; k += 1) pivot[k] = (pivot[k]! << p) / lead;
    for (let r = 0; r < n; r += 1) {
      const row = work[r]!;
      const factor = row[c]!;
      if (r === c || factor === 0n) continue;
      for (let k = c; k < 2 * n; k += 1) row[k] = row[k]! - ((factor * pivot[k]!) >> p);
    }
  }
  return { inverse: work.map((row) => row.slice(n)), scale: bits };
}
