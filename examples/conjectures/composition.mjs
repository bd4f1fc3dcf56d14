// Is σ∘σ no polynomial if σ is none? No: see what it shrinks to.
import { composed, conjecture, nonPolynomial, nonPolynomialActivation } from 'nonpoly/testing';

export default conjecture({
  name: 'composition',
  statement: 'If σ is no polynomial, then σ∘σ is none: their kernels are positive together.',
  activations: nonPolynomialActivation({ disguise: 0, growth: 'linear' }),
  claim: (σ) => nonPolynomial(composed(σ, σ)),
});
