/**
 * # keras.activations (Keras 3)
 *
 * Not scalar, so not here: glu, log_softmax, softmax, sparsemax.
 */
import { rowsOf } from './row.ts';

export const keras = rowsOf('keras.activations', () => 'https://keras.io/api/layers/activations/', [
  ['celu', 'max(0, x) + min(0, exp(x) - 1)', 'alpha = 1'],
  ['elu', 'x > 0 ? x : exp(x) - 1', 'alpha = 1'],
  ['exponential', 'exp(x)'],
  ['gelu', 'gelu(x)', 'approximate = False'],
  ['hard_shrink', 'abs(x) > 0.5 ? x : 0', 'threshold = 0.5'],
  ['hard_sigmoid', 'x <= -3 ? 0 : x >= 3 ? 1 : x/6 + 0.5'],
  ['hard_silu', 'x < -3 ? 0 : x > 3 ? x : x*(x + 3)/6', '', ['hard_swish']],
  ['hard_tanh', 'clip(x, -1, 1)'],
  ['leaky_relu', 'x >= 0 ? x : 0.2*x', 'negative_slope = 0.2'],
  ['linear', 'x'],
  ['log_sigmoid', '-softplus(-x)'],
  ['mish', 'x*tanh(softplus(x))'],
  ['relu', 'max(x, 0)', 'negative_slope = 0, max_value = None, threshold = 0'],
  ['relu6', 'min(max(x, 0), 6)'],
  ['selu', '1.05070098*(x > 0 ? x : 1.67326324*(exp(x) - 1))'],
  ['sigmoid', '1/(1 + exp(-x))'],
  ['silu', 'x*sigmoid(x)', '', ['swish']],
  ['soft_shrink', 'x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0', 'threshold = 0.5'],
  ['softplus', 'log(exp(x) + 1)'],
  ['softsign', 'x/(abs(x) + 1)'],
  ['sparse_plus', 'x <= -1 ? 0 : x < 1 ? (x + 1)^2/4 : x'],
  ['sparse_sigmoid', 'x <= -1 ? 0 : x < 1 ? (x + 1)/2 : 1'],
  ['squareplus', '(x + sqrt(x^2 + 4))/2', 'b = 4'],
  ['tanh', 'tanh(x)'],
  ['tanh_shrink', 'x - tanh(x)'],
  ['threshold', 'x > threshold ? x : default_value', '', [], ['threshold', 'default_value']],
]);
