/**
 * # Rounded real numbers
 *
 * A `Bound` is an extended real number with a binary significand of whole 64-bit words; every
 * operation returns its result rounded downward or upward (MPFR, correctly rounded) and says
 * whether it is exact. Bounds are plain immutable values: the WebAssembly side keeps three
 * registers and nothing else, so memory does not grow with the number of operations.
 *
 * Reference: L. Fousse et al., MPFR, ACM Trans. Math. Softw. 33(2), 2007. The library's high-level
 * `Float` is not used: it rounds to nearest.
 */
import { init } from 'gmp-wasm';

/**
 * sign · 0.b₁b₂… · 2^exponent, the top bit set, limbs little-endian. Zero: sign 0. ±∞: exponent
 * Infinity.
 */
export interface Bound {
  readonly sign: -1 | 0 | 1;
  readonly exponent: number;
  readonly limbs: Uint32Array;
}

export interface Rounded {
  readonly value: Bound;
  /** False: the true value lies strictly beyond `value`, on the side away from the rounding. */
  readonly exact: boolean;
}

/** MPFR's codes for rounding toward +∞ and toward −∞. */
export type Rounding = 2 | 3;
export const UP = 2;
export const DOWN = 3;

export type UnaryPrimitive =
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sqrt'
  | 'cbrt'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'cot'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'sech'
  | 'csch'
  | 'coth'
  | 'asinh'
  | 'acosh'
  | 'atanh'
  | 'erf'
  | 'erfc'
  | 'gamma'
  | 'rint_floor'
  | 'rint_ceil'
  | 'rint_round';
type BinaryPrimitive = 'add' | 'mul' | 'div' | 'pow';

/** A function of one number, rounded. */
export type PointFunction = (x: Bound, precision: number, rounding: Rounding) => Rounded;
type BinaryFunction = (x: Bound, y: Bound, precision: number, rounding: Rounding) => Rounded;

/** Largest precision that a caller may ask for; with guard bits it is at most MAX_BITS. */
export const MAX_PRECISION = 1 << 14;
const MAX_BITS = 4 * MAX_PRECISION;
/** Finite nonzero bounds have |exponent| below this (MPFR's default range). */
export const MAX_EXPONENT = 2 ** 30 - 1;

// The exponent field of an mpfr_t that is zero, NaN, infinite (32-bit builds).
const EXPONENT_ZERO = -(2 ** 31) + 1;
const EXPONENT_NAN = EXPONENT_ZERO + 1;
const EXPONENT_INFINITE = EXPONENT_ZERO + 2;

const { binding } = await init();
const registers = [binding.mpfr_t(), binding.mpfr_t(), binding.mpfr_t()] as const;
for (const register of registers) binding.mpfr_init2(register, 64);
let capacity = 64;
let heap = new Int32Array(binding.mem.buffer);
let unsignedHeap = new Uint32Array(heap.buffer);
let failure: string | null = null;

const noLimbs = new Uint32Array(0);
export const zeroBound: Bound = { sign: 0, exponent: 0, limbs: noLimbs };
export const plusInfinity: Bound = { sign: 1, exponent: Infinity, limbs: noLimbs };
export const minusInfinity: Bound = { sign: -1, exponent: Infinity, limbs: noLimbs };

export function isInfinite(x: Bound): boolean {
  return x.exponent === Infinity;
}

function refreshHeap(): void {
  if (heap.buffer === binding.mem.buffer) return;
  heap = new Int32Array(binding.mem.buffer);
  unsignedHeap = new Uint32Array(heap.buffer);
}

/** Room for `bits` in every register; contents are lost. */
function reserve(bits: number): void {
  if (bits <= capacity) return;
  for (const register of registers) binding.mpfr_set_prec(register, bits);
  capacity = bits;
}

/** A whole number of 64-bit words with at least `precision` bits. */
function wordBits(precision: number): number {
  if (!(Number.isInteger(precision) && precision >= 2 && precision <= MAX_BITS)) {
    throw new RangeError(`mpfr: expected a precision from 2 to ${MAX_BITS}, got ${precision}`);
  }
  return (precision + 63) & ~63;
}

function load(register: number, x: Bound): void {
  const at = register >> 2;
  heap[at + 1] = x.sign < 0 ? -1 : 1;
  if (x.sign === 0 || x.exponent === Infinity) {
    heap[at] = 64;
    heap[at + 2] = x.sign === 0 ? EXPONENT_ZERO : EXPONENT_INFINITE;
    return;
  }
  heap[at] = x.limbs.length * 32;
  heap[at + 2] = x.exponent;
  const from = heap[at + 3]! >> 2;
  for (let i = 0; i < x.limbs.length; i += 1) heap[from + i] = x.limbs[i]!;
}

function store(register: number, operation: string): Bound {
  const at = register >> 2;
  const exponent = heap[at + 2]!;
  if (exponent === EXPONENT_NAN) throw new Error(`mpfr: ${operation} is undefined there`);
  if (exponent === EXPONENT_ZERO) return zeroBound;
  const sign = heap[at + 1]! < 0 ? -1 : 1;
  if (exponent === EXPONENT_INFINITE) return sign < 0 ? minusInfinity : plusInfinity;
  const from = heap[at + 3]! >> 2;
  return { sign, exponent, limbs: unsignedHeap.slice(from, from + heap[at]! / 32) };
}

type Operation = (result: number, a: number, b: number, rounding: Rounding) => number;

/** Runs one operation from loaded registers; a trap is an error now and ever after. */
function run(
  name: string,
  operation: Operation,
  x: Bound,
  y: Bound,
  precision: number,
  rounding: Rounding,
): Rounded {
  if (failure !== null) throw new Error(failure);
  const bits = wordBits(precision);
  const [result, a, b] = registers;
  let ternary: number;
  try {
    reserve(Math.max(bits, x.limbs.length * 32, y.limbs.length * 32));
    refreshHeap();
    load(a, x);
    load(b, y);
    heap[result >> 2] = bits;
    ternary = operation(result, a, b, rounding);
    refreshHeap();
  } catch (error) {
    // After a trap the registers and MPFR's caches may be half written: nothing may use them.
    failure = `mpfr: the WebAssembly instance failed in ${name} at ${bits} bits (${String(error)})`;
    throw new Error(failure, { cause: error });
  }
  return { value: store(result, name), exact: ternary === 0 };
}

/** The function that rounds `name` of one number. */
export function unary(name: UnaryPrimitive): PointFunction {
  const f = binding[`mpfr_${name}`];
  const operation: Operation = (result, a, _, rounding) => f(result, a, rounding);
  return (x, precision, rounding) => run(name, operation, x, zeroBound, precision, rounding);
}

function binary(name: BinaryPrimitive): BinaryFunction {
  const operation: Operation = binding[`mpfr_${name}`];
  return (x, y, precision, rounding) => run(name, operation, x, y, precision, rounding);
}

export const roundedSum = binary('add');
export const roundedProduct = binary('mul');
export const roundedQuotient = binary('div');
/** x^y; x ≥ 0 or y an integer. */
export const roundedPower = binary('pow');

/** x^(1/k) for an integer k ≥ 1, x ≥ 0. */
export function roundedRoot(x: Bound, k: number, precision: number, rounding: Rounding): Rounded {
  const operation: Operation = (result, a) => binding.mpfr_rootn_ui(result, a, k, rounding);
  return run('rootn', operation, x, zeroBound, precision, rounding);
}

export function roundedPi(precision: number, rounding: Rounding): Rounded {
  const operation: Operation = (result) => binding.mpfr_const_pi(result, rounding);
  return run('const_pi', operation, zeroBound, zeroBound, precision, rounding);
}

/** Bytes that the WebAssembly side holds, for tests of memory growth. */
export function memoryBytes(): number {
  return binding.mem.length;
}

// The layout of mpfr_t that load and store rely on, checked once at import.
{
  const [r] = registers;
  const field = (i: number): number => (refreshHeap(), heap[(r >> 2) + i]!);
  const ensure = (holds: boolean): void => {
    if (!holds) throw new Error('mpfr: unexpected memory layout of mpfr_t');
  };
  binding.mpfr_set_si(r, -3, DOWN);
  ensure(field(0) === 64 && field(1) === -1 && field(2) === 2);
  ensure(heap[(field(3) >> 2) + 1] === 0xc0000000 - 2 ** 32 && heap[field(3) >> 2] === 0);
  binding.mpfr_set_zero(r, 1);
  ensure(field(2) === EXPONENT_ZERO);
  binding.mpfr_set_nan(r);
  ensure(field(2) === EXPONENT_NAN);
  binding.mpfr_set_inf(r, 1);
  ensure(field(2) === EXPONENT_INFINITE && binding.mpfr_get_emax() === MAX_EXPONENT);
}
