// One network memorises, the other hits a plateau.
//
// Six points with labels that alternate. With polynomial layers the output is a polynomial in x for
// all weights, so no width, seed or patience brings the loss below that of the best polynomial of
// that degree, which is known exactly beforehand. Where the kernel is strictly positive definite a
// wide network brings the loss to 0; a narrow one may still get stuck.
import {
  approxKernelFlow,
  approxGram,
  createTraining,
  layerClass,
  largestStableRate,
} from 'nonpoly';
import { approxNumber, parse, plateau, rational, toText } from 'nonpoly';

const points = [-5, -3, -1, 1, 3, 5];
const signs = points.map((_, i) => (-1) ** i);
const inputs = { n: 6, d: 1, data: Float64Array.from(points, (x) => x / 3) };
const labels = Float64Array.from(signs);

for (const [text, depth] of [
  ['x^2', 2],
  ['x^2', 3],
  ['x^3 - x', 2],
  ['relu(x)', 2],
  ['tanh(x)', 2],
  ['gelu(x)', 2],
]) {
  const activations = [parse(text)];
  const network = { activations, depth, weightVariance: 1, biasVariance: 1 };
  const end = plateau(
    points.map((x) => [rational(x, 3n)]),
    signs.map((y) => rational(y)),
    Array.from({ length: depth - 1 }, () => layerClass(activations[0])),
    Array.from({ length: depth }, () => true),
  );
  const { matrix } = approxGram(inputs, network, { kernel: 'ntk' });
  const rate = largestStableRate(approxKernelFlow(matrix, labels), 0.9) / 4;
  const options = { steps: 10000, learningRate: rate, momentum: 0.9 };
  const reached = [8, 64].map((width) => {
    const training = createTraining(inputs, labels, network, { width, ...options });
    training.advance(options.steps);
    const loss = training.losses().at(-1);
    // A local minimum; which one hangs on the last digits of the first weights.
    if (loss > approxNumber(end.loss) + 0.01) return `width ${width} still above it`;
    return `width ${width} ${loss < 1e-6 ? '< 1e-6' : loss.toFixed(6)}`;
  });
  console.log(
    `${text} at depth ${depth}: plateau ${toText(end.loss)} ≈ ${approxNumber(end.loss).toFixed(6)}, trained to ${reached.join(', ')}`,
  );
}

/* It prints:
x^2 at depth 2: plateau 96/35 ≈ 2.742857, trained to width 8 2.742857, width 64 2.742857
x^2 at depth 3: plateau 128/63 ≈ 2.031746, trained to width 8 2.031746, width 64 2.031746
x^3 - x at depth 2: plateau 128/63 ≈ 2.031746, trained to width 8 2.031746, width 64 2.031746
relu(x) at depth 2: plateau 0 ≈ 0.000000, trained to width 8 still above it, width 64 < 1e-6
tanh(x) at depth 2: plateau 0 ≈ 0.000000, trained to width 8 < 1e-6, width 64 < 1e-6
gelu(x) at depth 2: plateau 0 ≈ 0.000000, trained to width 8 still above it, width 64 < 1e-6
*/
