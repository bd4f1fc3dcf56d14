/**
 * # jax.nn
 *
 * Not scalar, so not here: glu, log_softmax, logsumexp, softmax, standardize, one_hot,
 * dot_product_attention, scaled_matmul.
 */
import { rowsOf } from './row.ts';

export const jax = rowsOf(
  'jax.nn',
  (short) => `https://docs.jax.dev/en/latest/_autosummary/jax.nn.${short}.html`,
  [
    ['relu', 'max(x, 0)'],
    ['relu6', 'min(max(x, 0), 6)'],
    ['sigmoid', '1/(1 + exp(-x))'],
    ['softplus', 'log(1 + exp(x))'],
    ['sparse_plus', 'x <= -1 ? 0 : x < 1 ? (x + 1)^2/4 : x'],
    ['sparse_sigmoid', 'x <= -1 ? 0 : x < 1 ? (x + 1)/2 : 1'],
    ['soft_sign', 'x/(abs(x) + 1)'],
    ['silu', 'x/(1 + exp(-x))', '', ['swish']],
    ['log_sigmoid', '-softplus(-x)'],
    ['leaky_relu', 'x >= 0 ? x : 0.01*x', 'negative_slope = 0.01'],
    ['hard_sigmoid', 'min(max(x + 3, 0), 6)/6'],
    ['hard_silu', 'x*min(max(x + 3, 0), 6)/6', '', ['hard_swish']],
    ['hard_tanh', 'x > 1 ? 1 : x < -1 ? -1 : x'],
    ['elu', 'x > 0 ? x : exp(x) - 1', 'alpha = 1'],
    ['celu', 'x > 0 ? x : exp(x) - 1', 'alpha = 1'],
    [
      'selu',
      '1.0507009873554804934193349852946*(x > 0 ? x : 1.6732632423543772848170429916717*exp(x) - 1.6732632423543772848170429916717)',
    ],
    ['gelu', 'x/2*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))', 'approximate = True'],
    ['squareplus', '(x + sqrt(x^2 + 4))/2', 'b = 4'],
    ['mish', 'x*tanh(softplus(x))'],
    ['tanh', 'tanh(x)'],
    ['identity', 'x'],
  ],
);
