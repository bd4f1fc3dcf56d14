// A new activation from a paper, start to finish.
//
// Serf, x·erf(softplus(x)) (Nag, Bhattacharyya 2021): is it covered by the theory? First what it
// is, then the hypotheses with their reasons, then what follows, then numbers.
import { answer, approxHermite, approxPrediction, parse, randomInputs } from 'nonpoly';

const text = 'x*erf(softplus(x))';
const { verdict, hypotheses, consequences } = answer(text);
console.log(`${text}: ${verdict}`);
for (const [name, { value, reason }] of Object.entries(hypotheses))
  console.log(`  ${name}: ${value} (${reason})`);
for (const { statement, theorem } of consequences) console.log(`  ${statement} [${theorem}]`);

const { coefficients, squareNorm } = approxHermite(parse(text), { variance: 1, terms: 6 });
