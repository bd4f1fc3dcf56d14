/**
 * # Lesson plans
 *
 * For a class hour each: steps that set the page, with a question. Answers are not given: the page
 * shows them.
 */
import type { State } from '../state/state.ts';

export interface Step {
  readonly text: string;
  readonly question: string;
  readonly view: Partial<State>;
}

export interface Lesson {
  readonly title: string;
  readonly audience: string;
  readonly minutes: number;
  readonly steps: readonly Step[];
}

const four = {
  space: 'line',
  points: [
    [-2000, 0],
    [-500, 0],
    [1000, 0],
    [2000, 0],
  ],
  labels: [1000, -1000, 1000, -1000],
  kernel: 'ntk',
  depth: 2,
  weightVariance: 1,
  biasVariance: 1,
} as const;

export const lessons: readonly Lesson[] = [
  {
    title: 'What is not a polynomial?',
    audience: 'School, with functions and their graphs',
    minutes: 45,
    steps: [
      {
        text: 'A polynomial is a sum of multiples of 1, x, x², … Here is one, written as a square.',
        question: 'What are its coefficients? Expand it by hand, then compare.',
        view: { activation: '(x + 1)^2', other: null, tab: 'proof' },
      },
      {
        text: 'Take differences: f(x + 1) − f(x), and again of the result. The order k says how often.',
        question: 'From which order on is the curve flat at 0? Try x^3 and x^4 too.',
        view: { activation: '(x + 1)^2', other: null, tab: 'shape', order: 3, step: 1 },
      },
      {
        text: 'The absolute value is made of two straight lines.',
        question: 'Which order of differences is not 0 although that of a line would be? Where?',
        view: { activation: 'abs(x)', other: null, tab: 'shape', order: 2, step: 0.5 },
      },
      {
        text: 'A proof in two steps: a ceiling (it grows no faster than a line) and a witness (three points that are on no line).',
        question: 'Say in your own words why the two together are a proof.',
        view: { activation: 'abs(x)', other: null, tab: 'proof' },
      },
      {
        text: 'Some functions wear a disguise.',
        question: 'Invent one: a long formula that the page calls a polynomial.',
        view: { activation: 'cosh(x)^2 - sinh(x)^2 + x', other: null, tab: 'proof' },
      },
    ],
  },
  {
    title: 'Why networks can memorise',
    audience: 'Students, with linear algebra and gradient descent',
    minutes: 60,
    steps: [
      {
        text: 'Very wide networks train like a fixed kernel, the Neural Tangent Kernel Θ. They fit any labels exactly if Θ is positive definite on the inputs.',
        question: 'Which eigenvalue decides how fast the slowest label is learned?',
        view: { ...four, activation: 'gelu', other: null, tab: 'kernel' },
      },
      {
        text: 'Four labels that alternate. GELU learns them: the loss falls without end.',
        question: 'Compare the slope at the end with the predicted rate.',
        view: { ...four, activation: 'gelu', other: null, tab: 'training', width: 0 },
      },
      {
        text: 'The same with x². The loss stops.',
        question:
          'Which combination of the four labels can a parabola not see? Find it in the kernel tab.',
        view: { ...four, activation: 'x^2', other: null, tab: 'training', width: 0 },
      },
      {
        text: 'Width does not help: the output is a polynomial of degree 2 whatever the parameters.',
        question: 'Try widths and rates. Does the loss ever pass the green line?',
        view: { ...four, activation: 'x^2', other: null, tab: 'training', width: 256 },
      },
      {
        text: 'Depth does: two layers of squares have degree 4.',
        question: 'How many points are safe at depth L? State theorem E for x².',
        view: { ...four, activation: 'x^2', other: null, tab: 'training', width: 0, depth: 3 },
      },
    ],
  },
  {
    title: 'Positivity, sharply',
    audience: 'Researchers',
    minutes: 60,
    steps: [
      {
        text: 'A non-polynomial activation: positive definite at every depth on all admissible data (theorems B, C).',
        question: 'Which hypotheses are used, and which certificate instantiates them?',
        view: { activation: 'mish', other: null, tab: 'proof' },
      },
      {
        text: 'E[σ(u)σ(v)] = Σ a_k² ρ^k. Polynomials have finitely many terms.',
        question: 'Relate the decay of a_k to the regularity of σ: compare ReLU with softplus.',
        view: { activation: 'relu', other: 'softplus', tab: 'shape' },
      },
      {
        text: 'x³ has degree 3, but its exponents matter: only x³ itself, and on data without biases the sumsets of theorem D.',
        question: 'Remove the biases on the plane: what is the rank now, and why?',
        view: {
          activation: 'x^3',
          other: null,
          tab: 'kernel',
          space: 'plane',
          biasVariance: 0,
          points: [
            [1000, 0],
            [0, 1000],
            [1000, 1000],
            [1000, -1000],
            [2000, 1000],
            [1000, 2000],
          ],
          labels: [1000, -1000, 1000, -1000, 1000, -1000],
        },
      },
      {
        text: 'Finite width: the empirical kernel fluctuates around Θ like 1/√width, and the loss follows the dashed line the better the wider.',
        question: 'Estimate the deviation at widths 64 and 1024 over a few seeds.',
        view: { ...four, activation: 'tanh', other: null, tab: 'training', width: 64 },
      },
    ],
  },
];
