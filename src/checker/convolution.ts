/**
 * # Products of integer sequences
 *
 * c_k = Σ_{i+j=k} a_i b_j. Short ones term by term; long ones as one product of two large integers
 * (Kronecker substitution): with |c_k| < 2^(s−1), Σ c_k 2^{sk} = (Σ a_i 2^{si})·(Σ b_j 2^{sj}), and
 * adding 2^(s−1) to every c_k leaves digits in [0, 2^s) that can be read off.
 *
 * Reference: J. von zur Gathen, J. Gerhard, Modern Computer Algebra, 3rd ed., §8.4.
 */

/** Products of coefficients below which the schoolbook is quicker. */
const few = 2000;

export const isShort = (m: number, n: number): boolean => Math.min(m, n) < 4 || m * n < few;

/** @param a, b of at least one term each */
export function convolution(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  return isShort(a.length, b.length) ? schoolbook(a, b) : kronecker(a, b);
}

function schoolbook(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const product: bigint[] = Array.from({ length: a.length + b.length - 1 }, () => 0n);
  a.forEach((factor, i) => {
    if (factor === 0n) return;
    for (let j = 0; j < b.length; j++) product[i + j]! += factor * b[j]!;
  });
  return product;
}

function kronecker(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const length = a.length + b.length - 1;
  // |c_k| ≤ min(m, n)·max|a_i|·max|b_j| < 2^(4(digits − 1)), with one digit for the sign.
  const terms = BigInt(Math.min(a.length, b.length));
  const digits = (terms * largest(a) * largest(b)).toString(16).length + 1;
  const half = 8n << BigInt(4 * (digits - 1));
  const offset = BigInt('0x' + ('8' + '0'.repeat(digits - 1)).repeat(length));
  const text = (packed(a, digits) * packed(b, digits) + offset)
    .toString(16)
    .padStart(length * digits, '0');
  return Array.from({ length }, (_, k) => {
    const end = text.length - k * digits;
    return BigInt('0x' + text.slice(end - digits, end)) - half;
  });
}

function largest(a: readonly bigint[]): bigint {
  return a.reduce((most, c) => (c > most ? c : -c > most ? -c : most), 0n);
}

/** Σ a_i 16^{digits·i}: positive and negative coefficients apart. */
function packed(a: readonly bigint[], digits: number): bigint {
  const part = (sign: bigint): bigint => {
    const texts = a.map((c) => (sign * c > 0n ? (sign * c).toString(16) : '0'));
    return BigInt(
      '0x' +
        texts
          .reverse()
          .map((t) => t.padStart(digits, '0'))
          .join(''),
    );
  };
  return part(1n) - part(-1n);
}
