/**
 * # Polynomials in disguise, and scripts that must be refused
 */

/** Each is equal to a polynomial on R; the scripts prove it. */
export const disguises = [
  '(x + 1)^2 - (x - 1)^2',
  '(x^2 - 1)/(x^2 + 1)*(x^2 + 1)',
  '(x^3 + x)/(x^2 + 1)',
  'abs(x)^2',
  'sqrt(x^2)^2',
  'sqrt((x^2 + 1)^2)',
  'sqrt(x^2 + 1)^2 - 1',
  'relu(x) - relu(-x)',
  'relu(x)^2 + relu(-x)^2',
  'max(x, -x)*abs(x)',
  'max(x, 0) + min(x, 0)',
  'clip(x, -1, 1) + relu(x - 1) - relu(-x - 1)',
  'x > 0 ? x : -abs(x)',
  'sign(x)*abs(x)',
  'leaky_relu(x) + leaky_relu(-x) - 0.99*abs(x)',
  'sin(x)^2 + cos(x)^2',
  'sin(2*x) - 2*sin(x)*cos(x) + x',
  'cos(2*x) - 2*cos(x)^2',
  'sin(x + pi) + sin(x)',
  'exp(x)*exp(-x)*x',
  'exp(2*x)/exp(x)^2',
  'cosh(x)^2 - sinh(x)^2',
  '(1 - tanh(x)^2)*cosh(x)^2',
  'log(exp(x))',
  'log(exp(x)*exp(x^2))',
  'softplus(x) - softplus(-x)',
  'sigmoid(x) + sigmoid(-x)',
  'silu(x) - silu(-x)',
  'tanh(x) + tanh(-x)',
  'gelu(x) - gelu(-x)',
  'erf(x) + erf(-x)',
  'log(exp(x)*exp(-x)) + x^2',
  'x*sqrt(cos(x)^2 + sin(x)^2 + 3)',
  'sqrt(exp(x)*exp(-x) + 3)*x',
  'sqrt(sqrt((x^2 + 1)^4))',
  'sqrt(x^2 + 1)*sqrt(1 + x^2)',
  'log((x^2 + 1)^2) - 2*log(x^2 + 1) + x',
  'log(sigmoid(x)) + softplus(-x)',
  'asinh(sinh(x))',
  'sinh(asinh(x))',
  'sin(x + 1)*cos(1) - cos(x + 1)*sin(1) - sin(x)',
  'cos(x - pi/3) - cos(x)/2 - sqrt(3)/2*sin(x)',
  'max(x^2, 2*x - 1)',
  'abs(sqrt(x^2 + 1) - x) - sqrt(x^2 + 1)',
  'sqrt((exp(x) - x)^2) - exp(x)',
  'floor(sigmoid(x)) + x^2',
  '(relu(x) - relu(-x))^2 + x',
  'x^2 + erf(erfc(x)) + erf(-erfc(x))',
  'sqrt(2)*x*sqrt(2)',
  'pi*x^2 - pi',
];

/** Of rules that the catalogue does not need. */
export const others = [
  'x*exp(x)',
  'exp(x^2 + 1)',
  'log(x^2 + 1)',
  'x/(1 + x^2)',
  'x*log(2 + x^2)',
  'x - floor(x)',
  'round(x)',
  'sign(x)^2 + x',
  'x*heaviside(x)',
  'max(exp(x), x)',
  'max(x, sigmoid(x))',
  'log(1 + exp(clip(x, -40, 40)))',
];

/** A script with one thing changed that makes it claim what is false, or prove it by what is not. */
export const controls = [
  {
    reason: 'a polynomial passed off as no polynomial',
    of: 'abs(x)',
    change: (s) => s.replace(/:= Rabs x\./, ':= x.'),
  },
  {
    reason: 'a polynomial of higher degree, under the ceiling of relu',
    of: 'relu(x)',
    change: (s) => s.replace(/:= relu x\./, ':= x ^ 2.'),
  },
  {
    reason: 'a witness whose difference is 0',
    of: 'abs(x)',
    change: (s) =>
      s.replaceAll('(- (4 / 7))', '1').replaceAll('(3 / 7)', '2').replaceAll('(10 / 7)', '3'),
  },
  {
    reason: 'a witness with a changed value',
    of: 'tanh(x)',
    change: (s) =>
      s
        .replace('1 * sigma 1)', '1 * sigma 2)')
        .replace('1 * sigma 1\n', '1 * sigma 2\n')
        .replace('1 * sigma 1 ', '1 * sigma 2 '),
  },
  {
    reason: 'growth that does not hold',
    of: 'tanh(x)',
    change: (s) => s.replace(/:= tanh x\./, ':= sinh x.'),
  },
  {
    reason: 'another degree',
    of: 'x^3 + x',
    change: (s) => s.replace('degree_is 3', 'degree_is 2'),
  },
  {
    reason: 'another coefficient',
    of: 'sin(x)^2 + cos(x)^2',
    change: (s) => s.replaceAll('[1]', '[2]'),
  },
  {
    reason: 'features of one input too many',
    of: 'x^3 + x',
    change: (s) => s.replace('(N <= 4)', '(N <= 5)'),
  },
  {
    reason: 'continuity of a step',
    of: 'x > 0 ? x : expm1(x)',
    change: (s) => s.replace('then x else', 'then (x + 1) else'),
  },
  {
    reason: 'growth on one side that does not hold on the other',
    of: 'relu(x)',
    change: (s) => s.replace('tempered_by_orders 1 0', 'tempered_by_orders 0 0'),
  },
  {
    reason: 'kernels of a higher degree',
    of: 'x^3 + x',
    change: (s) => s.replace('kernels_up_to_degree sigma 3', 'kernels_up_to_degree sigma 4'),
  },
  {
    reason: 'another derivative',
    of: 'tanh(x)',
    change: (s) => s.replace('sigma_prime (x : R) : R := ', 'sigma_prime (x : R) : R := 1 + '),
  },
];
