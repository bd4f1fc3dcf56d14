/** The theorems that claims of this page name. */
export const theorems: readonly (readonly [string, string])[] = [
  [
    'A',
    'If Σ u_i f(θ·z_i) = 0 for all θ, z_i pairwise non-parallel and f continuous, f is a polynomial of degree ≤ (number of nonzero u_i) − 2.',
  ],
  [
    'B',
    'One hidden layer: σ continuous and not a polynomial of degree ≤ N − 2 makes both kernels strictly positive definite on every admissible set of N inputs.',
  ],
  ['C', 'Depth: a continuous layer that is not constant keeps a positive definite kernel so.'],
  [
    'D',
    'Polynomial layers: the null space is exactly that of the monomials of the degrees that occur, whatever the coefficients.',
  ],
  [
    'E',
    'With layers of degrees r_l (∞ for a non-polynomial): positive definite on all admissible sets of N ≥ 2 inputs exactly if N ≤ 1 + Π r_l.',
  ],
  ['F', 'What lies outside: jumps, null sets, parallel inputs without biases, repeated inputs.'],
  [
    'G',
    'Deciding: a ceiling says what degree a polynomial could have, a witness excludes that degree.',
  ],
  [
    'H',
    'Numbers: Hermite expansions, training, and the plateau of polynomial networks at every width.',
  ],
];
