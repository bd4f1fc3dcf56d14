/**
 * # A polynomial as a paper writes it
 *
 * Exact coefficients, ascending → text in the language of activations: highest power first, without
 * what is 0, 1 or + −.
 */

/** Terms, and characters of coefficients, beyond which it is a list and no formula. */
const [mostTerms, mostCharacters] = [16, 300];

/** Null: too long to be read. */
export function polynomialText(coefficients: readonly string[]): string | null {
  const terms = coefficients
    .map((c, k) => ({ c, power: k === 0 ? '' : k === 1 ? 'x' : `x^${k}` }))
    .filter(({ c }) => c !== '0')
    .reverse();
  if (terms.length > mostTerms || coefficients.join('').length > mostCharacters) return null;
  if (terms.length === 0) return '0';
  return terms
    .map(({ c, power }, i) => {
      const rational = /^-?[\d./]+$/.test(c);
      const minus = rational && c.startsWith('-');
      const size = rational ? c.replace('-', '') : `(${c})`;
      const term = power === '' ? size : size === '1' ? power : `${size}*${power}`;
      return i === 0 ? `${minus ? '-' : ''}${term}` : `${minus ? ' - ' : ' + '}${term}`;
    })
    .join('');
}
