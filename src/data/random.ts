/**
 * # Generated inputs
 *
 * Gaussian rows, rows uniform on the sphere of radius √d (so that x·x/d = 1), and equispaced points
 * of an interval. The same seed gives the same doubles, and these are then the exact inputs; the
 * equispaced points are exact rationals.
 *
 * The generator is xoshiro128** (D. Blackman, S. Vigna, ACM Trans. Math. Softw. 47(4), 2021), seeded
 * by splitmix32; normal deviates by the polar method of Marsaglia.
 */
import type { Rational } from '../arith/rational.ts';
import { add, approxNumber, div, mul, rational, sub, toText } from '../arith/rational.ts';
import type { DataSet } from './data-set.ts';
import { normalizedRows } from './normalize.ts';

export type Distribution = 'gaussian' | 'sphere';

/**
 * N independent rows: `gaussian` has standard normal entries, `sphere` has norm √d.
 * @throws RangeError unless n, d ≥ 1 and 0 ≤ seed < 2^53 are integers
 */
export function randomInputs(
  distribution: Distribution,
  n: number,
  d: number,
  seed: number,
): DataSet {
  for (const [name, value, least] of [
    ['n', n, 1],
    ['d', d, 1],
    ['seed', seed, 0],
  ] as const)
    if (!(Number.isSafeInteger(value) && value >= least))
      throw new RangeError(`randomInputs: expected an integer ${name} ≥ ${least}, got ${value}`);
  const next = normalDeviates(seed);
  const data = Float64Array.from({ length: n * d }, next);
  const set: DataSet = {
    n,
    d,
    data,
    exactness: 'binary',
    literals: new Map(),
    names: null,
    source: `${n} ${distribution} rows of dimension ${d}, seed ${seed}`,
    notes: [],
  };
  return distribution === 'sphere' ? { ...normalizedRows(set), notes: [] } : set;
}

/**
 * N points of [from, to], both ends among them, exactly: d = 1.
 * @throws RangeError unless n ≥ 2 is an integer and from < to
 */
export function equispacedInputs(n: number, from: Rational, to: Rational): DataSet {
  if (!(Number.isSafeInteger(n) && n >= 2))
    throw new RangeError(`equispacedInputs: expected an integer n ≥ 2, got ${n}`);
  const length = sub(to, from);
  if (length.num <= 0n)
    throw new RangeError(
      `equispacedInputs: expected from < to, got ${toText(from)} and ${toText(to)}`,
    );
  const step = div(length, rational(n - 1));
  const points = Array.from({ length: n }, (_, i) => add(from, mul(rational(i), step)));
  return {
    n,
    d: 1,
    data: Float64Array.from(points, approxNumber),
    exactness: 'decimal',
    literals: new Map(points.map((point, i) => [i, toText(point)] as const)),
    names: null,
    source: `${n} equispaced points of [${toText(from)}, ${toText(to)}]`,
    notes: [],
  };
}

/** 32 random bits a call. */
function bits(seed: number, stream: number): () => number {
  let mix = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1) ^ stream) | 0;
  const split = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [split(), split(), split(), split()];
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
}

/**
 * Independent N(0, 1) numbers, the same for a seed everywhere. Inputs come from stream 0, so that
 * what uses another stream is independent of them for the same seed.
 * @throws RangeError unless 0 ≤ seed < 2^53 is an integer
 */
export function normalDeviates(seed: number, stream = 0): () => number {
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    throw new RangeError(`normalDeviates: expected an integer seed ≥ 0, got ${seed}`);
  const next = bits(seed, stream);
  const uniform = (): number => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) * 2 ** -53;
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
}
