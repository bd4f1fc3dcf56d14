// A verdict, and why nobody has to trust it.
//
// GELU is no polynomial: on the left it stays below every line, so a polynomial would be constant
// there; and it is not constant. Both halves stand in a certificate, which a checker of its own
// accepts, and refuses when somebody has tampered with it.
import { answer } from 'nonpoly';
import { check } from 'nonpoly/checker';

const { verdict, ceiling, witness, consequences, certificate } = answer('gelu');
console.log(`gelu: ${verdict}`);
console.log(`  ceiling: ${ceiling.text}`);
console.log(`  witness: ${witness.text}`);
console.log(
  `  so: ${consequences[0].statement.split('.')[0]} [theorem ${consequences[0].theorem}]`,
);

const tampered = structuredClone(certificate);
tampered.claims[0].ceiling.degree = -1;
for (const proof of [certificate, tampered]) {
  const outcome = check(proof);
  const { code, expected, found } = outcome.refusal ?? {};
  console.log(
    outcome.accepted ? 'accepted' : `refused, ${code}: expected ${expected}, found ${found}`,
  );
}

/* It prints:
gelu: non-polynomial
  ceiling: it is smaller than every multiple of |x|^1 as x → −∞, so a polynomial would have degree ≤ 0
  witness: its finite difference of order 1 at x = 0 with step 1 is certainly not 0
  so: Σ and Θ are strictly positive definite on every admissible set of N inputs, for every N and every depth L ≥ 2 (N ≤ 1 + r^(L−1) with r = ∞) [theorem B, C, E]
accepted
refused, not-shown: expected a degree bound of -1, found 0
*/
