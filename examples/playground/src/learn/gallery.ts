/**
 * # The gallery
 *
 * Views worth a look: what each shows is computed when it is opened.
 */
import type { State } from '../state/state.ts';

export interface Exhibit {
  readonly title: string;
  readonly text: string;
  readonly view: Partial<State>;
}

export const exhibits: readonly Exhibit[] = [
  {
    title: 'A polynomial in disguise',
    text: 'softplus(x) − softplus(−x) looks like machine learning, and is x.',
    view: { activation: 'softplus(x) - softplus(-x)', tab: 'proof' },
  },
  {
    title: 'A kink at 1000',
    text: 'x³ for every x that a plot would show you. The proof finds the place where it is not.',
    view: { activation: 'x^3 + relu(x - 1000)', tab: 'proof' },
  },
  {
    title: 'Chebyshev',
    text: 'cos(5 arccos x) is a polynomial where it is defined, which is not everywhere.',
    view: { activation: 'cos(5*acos(x))', tab: 'proof' },
  },
  {
    title: 'Off one point',
    text: 'sign(x)² + x is no polynomial, but x + 1 almost everywhere: kernels see only that.',
    view: { activation: 'sign(x)^2 + x', tab: 'proof' },
  },
  {
    title: 'An identity of hyperbolic functions',
    text: 'cosh² − sinh² is the constant 1.',
    view: { activation: 'cosh(x)^2 - sinh(x)^2', tab: 'proof' },
  },
  {
    title: 'An exponential with a logarithm inside',
    text: 'exp(3 log(1 + x²)) is (1 + x²)³: degree 6.',
    view: { activation: 'exp(3*log(1 + x^2))', tab: 'proof' },
  },
  {
    title: 'Two spectra',
    text: 'The Hermite coefficients of tanh go on for ever; those of x³ − 3x stop at 3.',
    view: { activation: 'tanh', other: 'x^3 - 3*x', tab: 'shape' },
  },
  {
    title: 'The threshold of x²',
    text: 'On a line x² carries 3 points. The fourth makes every kernel singular.',
    view: {
      activation: 'x^2',
      tab: 'kernel',
      space: 'line',
      points: [
        [-2000, 0],
        [-500, 0],
        [1000, 0],
        [2000, 0],
      ],
      labels: [1000, -1000, 1000, -1000],
    },
  },
  {
    title: 'Memory and plateau',
    text: 'GELU fits any labels; x² stops where its null vector meets them.',
    view: {
      activation: 'gelu',
      other: 'x^2',
      tab: 'training',
      space: 'line',
      points: [
        [-2000, 0],
        [-500, 0],
        [1000, 0],
        [2000, 0],
      ],
      labels: [1000, -1000, 1000, -1000],
    },
  },
  {
    title: 'No tangent kernel',
    text: 'cbrt(x) has an NNGP kernel, but E[σ′²] is infinite.',
    view: { activation: 'cbrt(x)', tab: 'kernel' },
  },
];
