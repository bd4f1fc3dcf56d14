/**
 * # Seeded normal numbers
 *
 * xoshiro128** (D. Blackman, S. Vigna, 2018), its state filled by splitmix32 from the seed, and
 * Marsaglia's polar method: the same numbers for a seed on every machine and number of threads.
 */

/** Independent N(0, 1) numbers. @throws RangeError unless the seed is an integer in [0, 2⁵³) */
export function seededNormal(seed: number): () => number {
  const uniform = seededUniform(seed);
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const number = kept;
      kept = null;
      return number;
    }
    for (;;) {
      const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      kept = v * factor;
      return u * factor;
    }
  };
}

/** Uniform on [0, 1), multiples of 2⁻⁵³. */
function seededUniform(seed: number): () => number {
  if (!(Number.isSafeInteger(seed) && seed >= 0))
    throw new RangeError(`seededNormal: expected an integer seed ≥ 0, got ${seed}`);
  const mix = splitmix(seed >>> 0, Math.floor(seed / 2 ** 32));
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const next = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  return () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
}

function splitmix(low: number, high: number): () => number {
  let state = (low ^ Math.imul(high, 0x85ebca6b)) | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}
