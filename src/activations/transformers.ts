/**
 * # transformers: ACT2FN
 *
 * The names of Hugging Face's table of activations. Constants are the decimals of its source.
 */
import { rowsOf } from './row.ts';

const tanhForm = '0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))';

export const transformers = rowsOf(
  'transformers',
  () => 'https://github.com/huggingface/transformers/blob/main/src/transformers/activations.py',
  [
    ['gelu', 'gelu(x)'],
    ['gelu_10', 'clip(gelu(x), -10, 10)', 'min = -10, max = 10'],
    ['gelu_fast', '0.5*x*(1 + tanh(x*0.7978845608*(1 + 0.044715*x*x)))'],
    ['gelu_new', tanhForm],
    ['gelu_python', 'x*0.5*(1 + erf(x/sqrt(2)))'],
    ['gelu_pytorch_tanh', tanhForm],
    ['gelu_python_tanh', tanhForm],
    ['gelu_accurate', tanhForm],
    ['hardsigmoid', 'x <= -3 ? 0 : x >= 3 ? 1 : x/6 + 1/2'],
    ['hardswish', 'x <= -3 ? 0 : x >= 3 ? x : x*(x + 3)/6'],
    [
      'laplace',
      '0.5*(1 + erf((x - 0.707107)/(0.282095*sqrt(2))))',
      'mu = 0.707107, sigma = 0.282095',
    ],
    ['leaky_relu', 'x >= 0 ? x : 0.01*x', 'negative_slope = 0.01'],
    ['linear', 'x'],
    ['mish', 'x*tanh(softplus(x))'],
    ['prelu', 'x >= 0 ? x : 0.25*x', 'init = 0.25'],
    ['quick_gelu', 'x*sigmoid(1.702*x)'],
    ['relu', 'relu(x)'],
    ['relu2', 'relu(x)^2', '', ['relu_squared', 'squared_relu']],
    ['relu6', 'min(max(0, x), 6)'],
    ['sigmoid', 'sigmoid(x)'],
    ['silu', 'x*sigmoid(x)', '', ['swish']],
    ['swish', 'x*sigmoid(x)'],
    ['tanh', 'tanh(x)'],
    [
      'xielu',
      'x > 0 ? 0.8*x^2 + 0.5*x : (expm1(min(x, -1e-6)) - x)*0.8 + 0.5*x',
      'alpha_p_init = 0.8, alpha_n_init = 0.8, beta = 0.5, eps = -1e-6',
    ],
  ],
);
