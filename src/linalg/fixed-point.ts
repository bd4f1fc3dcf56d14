/**
 * # Smallest eigenvalues in fixed point
 *
 * Integers stand for multiples of 2^−bits, as many bits as wanted. A factor R need not be exact:
 *
 *     λ_min(K) ≥ s − ‖K − sI − RRᵀ‖_∞,   since RRᵀ is positive semidefinite,
 *
 * and the residual is an exact product of integers, so intervals never enter the factorisation and
 * nothing grows with n but n·2^−bits.
 */

/** Symmetric K with |K_ij·2^bits − middle_ij| ≤ radius_ij; rows of the lower triangle. */
export interface FixedBall {
  readonly n: number;
  readonly bits: number;
  readonly middle: readonly (readonly bigint[])[];
  readonly radius: readonly (readonly bigint[])[];
}

/** m·2^−bits. */
export interface Fixed {
  readonly mantissa: bigint;
  readonly bits: number;
}

export type Factor = readonly (readonly bigint[])[];

const bitLength = (a: bigint): number => (a < 0n ? -a : a).toString(16).length * 4;
const abs = (a: bigint): bigint => (a < 0n ? -a : a);

/** ⌊√a⌋, a ≥ 0. */
export function integerRoot(a: bigint): bigint {
  if (a < 2n) return a;
  let x = 1n << BigInt((bitLength(a) + 1) >> 1);
  // Newton's iteration falls until it reaches the floor.
  for (;;) {
    const y = (x + a / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** An approximate R with RRᵀ ≈ K − sI, s = shift·2^−bits; null if a pivot is not positive. */
export function fixedCholesky({ n, bits, middle }: FixedBall, shift: bigint): Factor | null {
  const p = BigInt(bits);
  const r: bigint[][] = [];
  for (let i = 0; i < n; i += 1) {
    const row: bigint[] = [];
    r.push(row);
    for (let j = 0; j <= i; j += 1) {
      const other = r[j]!;
      let rest = (middle[i]![j]! - (i === j ? shift : 0n)) << p;
      for (let k = 0; k < j; k += 1) rest -= row[k]! * other[k]!;
      if (i === j && rest <= 0n) return null;
      row.push(i === j ? integerRoot(rest) : rest / other[j]!);
      if (row[j] === 0n && i === j) return null;
    }
  }
  return r;
}

/** s − ‖K − sI − RRᵀ‖_∞ over the ball, exactly. */
export function lowerBoundByFactor(ball: FixedBall, shift: bigint, r: Factor): Fixed {
  const { n, bits, middle, radius } = ball;
  const p = BigInt(bits);
  const sums = new Array<bigint>(n).fill(0n);
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j <= i; j += 1) {
      let rest = (middle[i]![j]! - (i === j ? shift : 0n)) << p;
      for (let k = 0; k <= j; k += 1) rest -= r[i]![k]! * r[j]![k]!;
      const size = abs(rest) + (radius[i]![j]! << p);
      sums[i]! += size;
      if (j !== i) sums[j]! += size;
    }
  const norm = sums.reduce((a, b) => (a > b ? a : b), 0n);
  return { mantissa: (shift << p) - norm, bits: 2 * bits };
}

/** Bits of vectors at least: matrices with large entries have few behind the point. */
const VECTOR_BITS = 64;

/** K⁻¹b by the factor, scaled to integers of about `bits` bits, or VECTOR_BITS. */
function solveScaled(r: Factor, bits: number, b: readonly bigint[]): bigint[] {
  const p = BigInt(bits);
  const n = b.length;
  const own = Math.max(bits, VECTOR_BITS);
  // Entries of K beyond 1 take digits away.
  const size = Math.max(0, ...r.map((row, i) => bitLength(row[i]!) - bits));
  const lift = BigInt(Math.max(0, 2 * (own + size) - Math.max(...b.map(bitLength))));
  const x = b.map((v) => v << lift);
  for (let i = 0; i < n; i += 1) {
    let rest = x[i]! << p;
    for (let k = 0; k < i; k += 1) rest -= r[i]![k]! * x[k]!;
    x[i] = rest / r[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let rest = x[i]! << p;
    for (let k = i + 1; k < n; k += 1) rest -= r[k]![i]! * x[k]!;
    x[i] = rest / r[i]![i]!;
  }
  const excess = Math.max(...x.map(bitLength)) - own;
  return excess > 0 ? x.map((v) => v >> BigInt(excess)) : x;
}

/** Inverse iteration from a vector without pattern. */
export function inverseIterate(
  r: Factor,
  bits: number,
  steps: number,
  from: readonly bigint[] | null,
): readonly bigint[] {
  let v =
    from ??
    r.map((_, i) => BigInt(1 + ((i * 7919) % 104_729)) << BigInt(Math.max(0, (bits >> 1) - 16)));
  for (let step = 0; step < steps; step += 1) v = solveScaled(r, bits, v);
  return v;
}

/** vᵀKv and vᵀv over the ball: λ_min ≤ upper/(square·2^bits), and what the radius adds. */
export function rayleighQuotient(
  { n, middle, radius }: FixedBall,
  v: readonly bigint[],
): { readonly middle: bigint; readonly doubt: bigint; readonly square: bigint } {
  let [sum, doubt, square] = [0n, 0n, 0n];
  for (let i = 0; i < n; i += 1) {
    let [row, error] = [middle[i]![i]! * v[i]!, radius[i]![i]! * abs(v[i]!)];
    for (let j = 0; j < i; j += 1) {
      row += 2n * middle[i]![j]! * v[j]!;
      error += 2n * radius[i]![j]! * abs(v[j]!);
    }
    sum += v[i]! * row;
    doubt += abs(v[i]!) * error;
    square += v[i]! * v[i]!;
  }
  return { middle: sum, doubt, square };
}
