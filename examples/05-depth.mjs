// Depth.
//
// Every layer of x² doubles the degree of what comes out, so the threshold of points of the line is
// 2 + 2^(depth − 1): depth delays the end and never prevents it. One layer that is no polynomial
// does: then there is no threshold at any depth.
import { certify, parse, rational } from 'nonpoly';

for (const text of ['x^2', 'abs(x)'])
  for (const depth of [2, 3, 4]) {
    const network = {
      activations: [parse(text)],
      depth,
      weightVariance: rational(1),
      biasVariance: rational(1),
    };
    const verdicts = [3, 5, 9, 10].map((n) => {
      const inputs = Array.from({ length: n }, (_, i) => [rational(i)]);
      const { verdict } = certify(inputs, network, { kernel: 'ntk', lambdaMin: false });
      return `${n}: ${verdict === 'singular' ? 'singular' : 'positive'}`;
    });
    console.log(`${text} at depth ${depth}, N = ${verdicts.join(', ')}`);
  }

/* It prints:
x^2 at depth 2, N = 3: positive, 5: singular, 9: singular, 10: singular
x^2 at depth 3, N = 3: positive, 5: positive, 9: singular, 10: singular
x^2 at depth 4, N = 3: positive, 5: positive, 9: positive, 10: singular
abs(x) at depth 2, N = 3: positive, 5: positive, 9: positive, 10: positive
abs(x) at depth 3, N = 3: positive, 5: positive, 9: positive, 10: positive
abs(x) at depth 4, N = 3: positive, 5: positive, 9: positive, 10: positive
*/
