// Every odd activation is positive without biases, where no two inputs are parallel. Not quite.
import {
  architecture,
  conjecture,
  implies,
  libraryActivation,
  nonParallelInputs,
  odd,
  polynomialActivation,
  positive,
} from 'nonpoly/testing';
import fc from 'fast-check';

export default conjecture({
  name: 'odd',
  statement: 'Every odd activation is positive without biases on pairwise non-parallel inputs.',
  activations: fc.oneof(libraryActivation(), polynomialActivation({ minDegree: 1, disguise: 0 })),
  inputs: nonParallelInputs({ n: { min: 2, max: 4 }, dimension: 2 }),
  architectures: architecture({ depth: { min: 2, max: 3 }, biases: false }),
  claim: (σ, { inputs, architecture }) => implies(odd(σ), positive(σ, { inputs, architecture })),
});
