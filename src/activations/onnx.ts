/**
 * # ONNX operators
 *
 * The unary operators that serve as activations, at their default attributes. Left out: operators
 * that are not defined on all of R (Log, Sqrt, Reciprocal, Tan, Acos, …), Round (halves to even,
 * which the language does not have) and those over an axis (Softmax, Hardmax, …).
 */
import { rowsOf } from './row.ts';

export const onnx = rowsOf(
  'onnx',
  (short) => `https://onnx.ai/onnx/operators/onnx__${short}.html`,
  [
    ['Abs', 'abs(x)'],
    ['Asinh', 'asinh(x)'],
    ['Atan', 'atan(x)'],
    ['Ceil', 'ceil(x)'],
    ['Celu', 'max(0, x) + min(0, exp(x) - 1)', 'alpha = 1'],
    ['Clip', 'min(max(x, low), high)', '', [], ['low', 'high']],
    ['Cos', 'cos(x)'],
    ['Cosh', 'cosh(x)'],
    ['Elu', 'x < 0 ? exp(x) - 1 : x', 'alpha = 1'],
    ['Erf', 'erf(x)'],
    ['Exp', 'exp(x)'],
    ['Floor', 'floor(x)'],
    ['Gelu', '0.5*x*(1 + erf(x/sqrt(2)))', "approximate = 'none'"],
    ['HardSigmoid', 'max(0, min(1, 0.2*x + 0.5))', 'alpha = 0.2, beta = 0.5'],
    ['HardSwish', 'x*max(0, min(1, 1/6*x + 0.5))'],
    ['Identity', 'x'],
    ['LeakyRelu', 'x < 0 ? 0.01*x : x', 'alpha = 0.01'],
    ['Mish', 'x*tanh(log(1 + exp(x)))'],
    ['Neg', '-x'],
    ['PRelu', 'x < 0 ? slope*x : x', '', [], ['slope']],
    ['Relu', 'max(0, x)'],
    [
      'Selu',
      'x < 0 ? 1.05070102214813232421875*(1.67326319217681884765625*exp(x) - 1.67326319217681884765625) : 1.05070102214813232421875*x',
      'alpha = 1.67326319217681884765625, gamma = 1.05070102214813232421875',
    ],
    ['Shrink', 'x < -0.5 ? x : x > 0.5 ? x : 0', 'lambd = 0.5, bias = 0'],
    ['Sigmoid', '1/(1 + exp(-x))'],
    ['Sign', 'sign(x)'],
    ['Sin', 'sin(x)'],
    ['Sinh', 'sinh(x)'],
    ['Softplus', 'log(exp(x) + 1)'],
    ['Softsign', 'x/(1 + abs(x))'],
    ['Swish', 'x*sigmoid(x)', 'alpha = 1'],
    ['Tanh', 'tanh(x)'],
    ['ThresholdedRelu', 'x > 1 ? x : 0', 'alpha = 1'],
  ],
);
