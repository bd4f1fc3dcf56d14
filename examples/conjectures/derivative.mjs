// A continuous activation with a polynomial derivative is a polynomial.
import {
  activation,
  all,
  conjecture,
  continuous,
  derived,
  implies,
  polynomial,
  ruling,
} from 'nonpoly/testing';

export default conjecture({
  name: 'derivative',
  statement: 'A continuous activation whose derivative is a polynomial is a polynomial.',
  activations: activation({ maxDepth: 1 }),
  claim: (σ) => {
    const slope = derived(σ);
    if (slope === null) return ruling('undecided', `${σ.text} has no derivative in the language`);
    return implies(all([continuous(σ), polynomial(slope)]), polynomial(σ));
  },
});
