/**
 * # What is no polynomial, and why
 *
 * Each row stays none when it is multiplied by a number c ≠ 0 and a polynomial is added: if
 * p + c·g = q then g = (q − p)/c would be one, against the reason. In the holes: `affine` a·x + b
 * with a ≠ 0, `polynomial` any that is not constant, `pair` two different polynomials as v and w.
 */
export type Growth = 'bounded' | 'linear' | 'polynomial' | 'any';

export interface NonPolynomial {
  readonly text: string;
  readonly reason: string;
  readonly inner: 'affine' | 'polynomial' | 'pair';
  readonly regularity: 'smooth' | 'kink' | 'jump';
  /** How fast it grows at most, with these in its holes. */
  readonly growth: Growth;
}

const rows = (
  reason: string,
  inner: NonPolynomial['inner'],
  regularity: NonPolynomial['regularity'],
  growth: Growth,
  texts: readonly string[],
): readonly NonPolynomial[] => texts.map((text) => ({ text, reason, inner, regularity, growth }));

export const nonPolynomials: readonly NonPolynomial[] = [
  ...rows('a kink', 'affine', 'kink', 'linear', ['relu(u)', 'abs(u)', 'max(u, -u/3)']),
  // A polynomial of odd degree takes every value, one of even degree a half-line of them.
  ...rows('bounded, not constant', 'polynomial', 'smooth', 'bounded', [
    ...['sin(u)', 'tanh(u)', 'atan(u)', 'sigmoid(u)', 'erf(u)', 'cos(u)'],
    ...['exp(-u^2)', '1/(1 + u^2)', 'sech(u)', '1/(1 + exp(u))', 'sin(u)*exp(-u^2)'],
  ]),
  ...rows('bounded, not constant', 'polynomial', 'kink', 'bounded', [
    'exp(-abs(u))',
    'abs(sin(u))',
  ]),
  // Of 5 + x² these would be constant.
  ...rows('bounded, not constant', 'affine', 'kink', 'bounded', ['clip(u, -1, 2)', 'min(u^2, 1)']),
  ...rows('a jump', 'affine', 'jump', 'linear', [
    ...['sign(u)', 'heaviside(u)', 'floor(u)', 'u - floor(u)', 'round(u)', 'u >= 0 ? 1 : -1'],
  ]),
  ...rows('exp of a non-constant polynomial', 'polynomial', 'smooth', 'any', ['exp(u)', '2^u']),
  ...rows('outgrows every power', 'polynomial', 'smooth', 'any', [
    'sinh(u)',
    'cosh(u)',
    'exp(u^2)',
  ]),
  ...rows('a kink in a higher derivative', 'affine', 'kink', 'polynomial', [
    ...['relu(u)^2', 'relu(u)^3', 'abs(u)*u', 'relu(u)^5'],
  ]),
  ...rows('like u at one end, 0 at the other', 'affine', 'smooth', 'linear', [
    ...['softplus(u)', 'gelu(u)', 'u*sigmoid(u)', 'u*Phi(u)', 'u*tanh(softplus(u))'],
  ]),
  ...rows('grows like |u|, has no corner', 'affine', 'smooth', 'linear', [
    ...['sqrt(1 + u^2)', 'sqrt(1/4 + u^2)', 'log(cosh(u))'],
  ]),
  ...rows('grows like a fractional power', 'affine', 'kink', 'linear', [
    ...['cbrt(u)', 'sqrt(abs(u))', 'cbrt(u)^2'],
  ]),
  ...rows('grows like a fractional power', 'affine', 'smooth', 'linear', [
    ...['(1 + u^2)^(1/3)', '(2 + u^4)^(1/5)'],
  ]),
  ...rows('grows like a logarithm', 'polynomial', 'smooth', 'linear', [
    ...['log(1 + u^2)', 'asinh(u)', 'log1p(u^2)'],
  ]),
  ...rows(
    'a power times a bounded function that is not rational',
    'affine',
    'smooth',
    'polynomial',
    [...['u*sin(u)', 'u^2*tanh(u)', 'u*erf(u)', 'u^3*cos(u/3)', 'u*tanh(u)']],
  ),
  ...rows('flat at one point, not 0', 'affine', 'smooth', 'bounded', [
    'u > 0 ? exp(-1/u) : 0',
    'u < 0 or u > 0 ? exp(-1/u^2) : 0',
    'abs(u) < 1 ? exp(-1/(1 - u^2)) : 0',
  ]),
  ...rows('two different polynomials glued', 'pair', 'jump', 'polynomial', [
    'u > 0 ? v : w',
    'u >= 1 and u <= 2 ? v : w',
  ]),
];
