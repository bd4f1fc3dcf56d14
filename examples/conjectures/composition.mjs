// Are the kernels of σ and σ∘σ positive together? No: see what it shrinks to.
import { composed, conjecture, iff, nonPolynomialActivation, positiveOnAll } from 'nonpoly/testing';

export default conjecture({
  name: 'composition',
  statement: 'The NTK of σ is positive on all admissible inputs exactly if that of σ∘σ is.',
  activations: nonPolynomialActivation({ continuous: true, disguise: 0, growth: 'linear' }),
  claim: (σ) => iff(positiveOnAll(σ), positiveOnAll(composed(σ, σ))),
});
