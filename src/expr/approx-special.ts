/**
 * # Special functions in double precision
 *
 * erf, erfc and gamma with a relative error of a few 1e-15; no bounds. The Chebyshev coefficients
 * are computed on import from a series and a continued fraction.
 *
 * References: M. Shepherd, J. Laframboise, Math. Comp. 36 (1981), for erfc;
 * C. Lanczos, SIAM J. Numer. Anal. 1 (1964), for gamma, with g = 7.
 */

// 2/√π Σ 2^n x^{2n+1}/(2n+1)!! · e^{−x²}: all terms have one sign.
function seriesErf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-20 * Math.abs(sum); n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

// e^{x²} erfc(x) = (1/√π)·1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), for x ≥ 1.
function fractionErfcx(x: number): number {
  let tail = x;
  for (let n = 1000; n >= 1; n -= 1) tail = x + n / 2 / tail;
  return 1 / (tail * Math.sqrt(Math.PI));
}

function scaledErfc(x: number): number {
  return x < 1 ? Math.exp(x * x) * (1 - seriesErf(x)) : fractionErfcx(x);
}

/** Coefficients of the Chebyshev interpolant of f on [−1, 1] at n nodes. */
function chebyshev(f: (t: number) => number, n: number): Float64Array {
  const values = Array.from({ length: n }, (_, j) => f(Math.cos((Math.PI * (j + 0.5)) / n)));
  return Float64Array.from({ length: n }, (_, k) => {
    const sum = values.reduce((s, v, j) => s + v * Math.cos((Math.PI * k * (j + 0.5)) / n), 0);
    return ((k === 0 ? 1 : 2) / n) * sum;
  });
}

// Clenshaw's recurrence.
function evaluate(coefficients: Float64Array, t: number): number {
  let [b1, b2] = [0, 0];
  for (let k = coefficients.length - 1; k >= 1; k -= 1) {
    const b0 = 2 * t * b1 - b2 + coefficients[k]!;
    b2 = b1;
    b1 = b0;
  }
  return t * b1 - b2 + coefficients[0]!;
}

const turn = 3.75;
// (1 + 2x)·e^{x²}·erfc(x) as a function of t = (x − 3.75)/(x + 3.75), x ≥ 0.
const farErfc = chebyshev((t) => {
  const x = (turn * (1 + t)) / (1 - t);
  return (1 + 2 * x) * scaledErfc(x);
}, 32);
// erf(x)/x as a function of t = 2x² − 1, 0 ≤ x ≤ 1.
const nearErf = chebyshev((t) => {
  const x = Math.sqrt((1 + t) / 2);
  return seriesErf(x) / x;
}, 16);

/** e^{−x²} with the rounding error of x² compensated. */
function gauss(x: number): number {
  const high = Math.fround(x);
  return Math.exp(-high * high) * Math.exp(-(x - high) * (x + high));
}

export function approxErf(x: number): number {
  if (Math.abs(x) < 1) return x * evaluate(nearErf, 2 * x * x - 1);
  return x > 0 ? 1 - approxErfc(x) : approxErfc(-x) - 1;
}

export function approxErfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < 0.5) return x < -1 ? 2 - approxErfc(-x) : 1 - approxErf(x);
  if (x > 27) return 0;
  return (evaluate(farErfc, (x - turn) / (x + turn)) / (1 + 2 * x)) * gauss(x);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const factorials: readonly number[] = Array.from({ length: 171 }).reduce<number[]>(
  (list, _, n) => [...list, n === 0 ? 1 : Number(BigInt(n) * exactFactorial(n - 1))],
  [],
);

function exactFactorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= n; k += 1n) product *= k;
  return product;
}

/** NaN at the poles 0, −1, −2, … */
export function approxGamma(x: number): number {
  if (Number.isInteger(x)) return x <= 0 ? NaN : (factorials[x - 1] ?? Infinity);
  if (x === -Infinity) return NaN;
  if (x < 0.5) return Math.PI / (sinPi(x) * approxGamma(1 - x));
  const z = x - 1;
  const sum = lanczos.reduce((s, c, k) => s + c / (z + k + 1), 0.99999999999980993);
  const t = z + 7.5;
  // t^{z+1/2} overflows before the product does: split it in two.
  const root = Math.pow(t, (z + 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * root * Math.exp(-t) * root * sum;
}

// sin(πx) with the argument reduced before the multiplication by π.
function sinPi(x: number): number {
  const rest = x - 2 * Math.floor(x / 2);
  return rest <= 1 ? Math.sin(Math.PI * rest) : -Math.sin(Math.PI * (rest - 1));
}
