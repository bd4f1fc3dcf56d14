// Biases, parallel inputs and ReLU.
//
// Without biases a network of ReLUs cannot tell x from 2x: ReLU(2t) = 2·ReLU(t). Nor can an odd
// activation tell x from −x. The theorem asks for inputs of which no two are parallel, or for biases in
// the first layer; GELU needs neither here, which only a certificate for these data shows.
import { certify, parse, rational } from 'nonpoly';

const pairs = {
  'x and 2x': [
    [1, 1],
    [2, 2],
  ],
  'x and −x': [
    [1, 1],
    [-1, -1],
  ],
};
for (const text of ['relu(x)', 'tanh(x)', 'gelu(x)'])
  for (const [name, rows] of Object.entries(pairs))
    for (const bias of [0, 1]) {
      const network = {
        activations: [parse(text)],
        depth: 2,
        weightVariance: rational(1),
        biasVariance: rational(bias),
      };
      const inputs = rows.map((row) => row.map((x) => rational(x)));
      const result = certify(inputs, network, { kernel: 'ntk', lambdaMin: false });
      const { verdict, by, nullVector } = result;
      const vector = nullVector ? `, null vector ${nullVector.join(', ')}` : '';
      console.log(
        `${text} ${bias ? 'with' : 'without'} biases, ${name}: ${verdict} by ${by}${vector}`,
      );
    }

/* It prints:
relu(x) without biases, x and 2x: singular by exact, null vector -2, 1
relu(x) with biases, x and 2x: strictly-positive-definite by theorem
relu(x) without biases, x and −x: strictly-positive-definite by features
relu(x) with biases, x and −x: strictly-positive-definite by theorem
tanh(x) without biases, x and 2x: strictly-positive-definite by features
tanh(x) with biases, x and 2x: strictly-positive-definite by theorem
tanh(x) without biases, x and −x: singular by exact, null vector 1, 1
tanh(x) with biases, x and −x: strictly-positive-definite by theorem
gelu(x) without biases, x and 2x: strictly-positive-definite by features
gelu(x) with biases, x and 2x: strictly-positive-definite by theorem
gelu(x) without biases, x and −x: strictly-positive-definite by features
gelu(x) with biases, x and −x: strictly-positive-definite by theorem
*/
