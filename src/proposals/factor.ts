/**
 * # Factors from nerdamer
 *
 * nerdamer factors products of polynomials in several variables that it can pull apart. It is
 * wrong at times: it has returned multiplicities that do not occur and rounded constants beyond
 * 2^53. Nothing that it says is used before it has been multiplied out.
 */
import nerdamer from 'nerdamer';

/** `polynomial` as a product, in nerdamer's own text; null if it finds none. */
export function factor(polynomial: string): string | null {
  try {
    const product = nerdamer(`factor(${polynomial})`).toString();
    return /\)(\*|\^)|\*\(/.test(product) ? product : null;
  } catch {
    // Whatever stops it, it has no proposal.
    return null;
  }
}
