// Polynomials in disguise.
//
// None of these looks like a polynomial, each of them is one: a wide network with such an activation
// has a singular kernel as soon as there are enough data. The coefficients are exact.
import { answer } from 'nonpoly';

for (const text of [
  'softplus(x) - softplus(-x)',
  'x*erf(x) + x*erfc(x)',
  'cos(2*x) + 2*sin(x)^2 + x',
  'max(x, x^3) + min(x, x^3)',
  'asin(tanh(x)) - 2*atan(tanh(x/2))',
]) {
  const { verdict, coefficients } = answer(text);
  console.log(`${text}: ${verdict}, coefficients of 1, x, x², …: ${coefficients.join(', ')}`);
}

/* It prints:
softplus(x) - softplus(-x): polynomial, coefficients of 1, x, x², …: 0, 1
x*erf(x) + x*erfc(x): polynomial, coefficients of 1, x, x², …: 0, 1
cos(2*x) + 2*sin(x)^2 + x: polynomial, coefficients of 1, x, x², …: 1, 1
max(x, x^3) + min(x, x^3): polynomial, coefficients of 1, x, x², …: 0, 1, 0, 1
asin(tanh(x)) - 2*atan(tanh(x/2)): polynomial, coefficients of 1, x, x², …: 0
*/
