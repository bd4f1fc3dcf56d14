/**
 * # torch.nn
 *
 * The scalar activations of PyTorch's documentation, in evaluation mode. Not scalar, so not here:
 * GLU, MultiheadAttention, Softmin, Softmax, Softmax2d, LogSoftmax, AdaptiveLogSoftmaxWithLoss.
 * Softplus is the mathematical function; the module turns linear above its threshold 20.
 */
import { rowsOf } from './row.ts';

export const torch = rowsOf(
  'torch.nn',
  (short) => `https://docs.pytorch.org/docs/stable/generated/torch.nn.${short}.html`,
  [
    ['ELU', 'x > 0 ? x : expm1(x)', 'alpha = 1'],
    ['Hardshrink', 'abs(x) > 0.5 ? x : 0', 'lambd = 0.5'],
    ['Hardsigmoid', 'x <= -3 ? 0 : x >= 3 ? 1 : x/6 + 1/2'],
    ['Hardtanh', 'clip(x, -1, 1)', 'min_val = -1, max_val = 1'],
    ['Hardswish', 'x <= -3 ? 0 : x >= 3 ? x : x*(x + 3)/6'],
    ['LeakyReLU', 'max(0, x) + 0.01*min(0, x)', 'negative_slope = 0.01'],
    ['LogSigmoid', 'log(1/(1 + exp(-x)))'],
    ['PReLU', 'max(0, x) + 0.25*min(0, x)', 'init = 0.25, one parameter'],
    ['ReLU', 'relu(x)'],
    ['ReLU6', 'min(max(0, x), 6)'],
    ['RReLU', 'x >= 0 ? x : 11/48*x', 'lower = 1/8, upper = 1/3; evaluation mode: their mean'],
    [
      'SELU',
      '1.0507009873554804934193349852946*(max(0, x) + min(0, 1.6732632423543772848170429916717*expm1(x)))',
    ],
    ['CELU', 'max(0, x) + min(0, expm1(x))', 'alpha = 1'],
    ['GELU', 'gelu(x)', "approximate = 'none'"],
    ['Sigmoid', 'sigmoid(x)'],
    ['SiLU', 'x*sigmoid(x)', '', ['swish']],
    ['Mish', 'x*tanh(softplus(x))'],
    ['Softplus', 'softplus(x)', 'beta = 1'],
    ['Softshrink', 'x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0', 'lambd = 0.5'],
    ['Softsign', 'x/(1 + abs(x))'],
    ['Tanh', 'tanh(x)'],
    ['Tanhshrink', 'x - tanh(x)'],
    ['Threshold', 'x > threshold ? x : value', '', [], ['threshold', 'value']],
    ['Identity', 'x', '', ['linear']],
  ],
);
