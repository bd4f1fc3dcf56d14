/**
 * # Break positivity
 *
 * Tasks on the kernel, with a judge: what is proved about the data on the board.
 */
import type { KernelView } from '../engine/kernel.ts';
import type { State } from '../state/state.ts';

export interface Challenge {
  readonly title: string;
  readonly task: string;
  /** Shown when it is solved. */
  readonly moral: string;
  readonly view: Partial<State>;
  /** Whether the kernel of this view, its certificate accepted, solves it. */
  readonly solved: (view: KernelView, state: State) => boolean;
}

const verdictOf = (view: KernelView): string | null =>
  view.kind === 'kernel' ? (view.certification?.verdict ?? null) : null;
const distinct = (view: KernelView): boolean =>
  view.kind === 'kernel' && view.coincidences.equal.length === 0;
const singular = (view: KernelView): boolean => verdictOf(view) === 'singular';
const definite = (view: KernelView): boolean => verdictOf(view) === 'strictly-positive-definite';

const fresh = {
  tab: 'kernel',
  other: null,
  parameters: '',
  kernel: 'ntk',
  depth: 2,
  weightVariance: 1,
  biasVariance: 1,
} as const;
const three = {
  points: [
    [-1000, 0],
    [0, 0],
    [1500, 0],
  ],
  labels: [1000, -1000, 1000],
} as const;

export const challenges: readonly Challenge[] = [
  {
    title: 'Break ReLU',
    task: 'The theorem says that ReLU is positive on distinct inputs. Make its kernel singular all the same.',
    moral: 'Two equal inputs have equal rows: the theorem asks for distinct ones.',
    view: { ...fresh, ...three, activation: 'relu', space: 'line' },
    solved: (view, { activation }) => activation.trim() === 'relu' && singular(view),
  },
  {
    title: 'Break x² with distinct points',
    task: 'Now with the activation x², and no two points equal. How many points do you need on a line?',
    moral: 'Four: polynomials of degree ≤ 2 on a line span three dimensions (theorem D).',
    view: { ...fresh, ...three, activation: 'x^2', space: 'line' },
    solved: (view, { activation, space }) =>
      activation.trim() === 'x^2' && space === 'line' && singular(view) && distinct(view),
  },
  {
    title: 'Mend it by depth',
    task: 'Keep x² and five distinct points. Make the kernel positive definite by changing the network only.',
    moral:
      'Each layer squares again: at depth 3 the degree is 4, and 1 + 4 points are safe (theorem E).',
    view: {
      ...fresh,
      activation: 'x^2',
      space: 'line',
      points: [
        [-2000, 0],
        [-1000, 0],
        [0, 0],
        [1000, 0],
        [2000, 0],
      ],
      labels: [1000, -1000, 1000, -1000, 1000],
    },
    solved: (view, { activation, points }) =>
      activation.trim() === 'x^2' && points.length >= 5 && definite(view),
  },
  {
    title: 'Six points on a conic',
    task: 'x² in the plane carries six points, if they lie well. Five of these are on the unit circle. Move the sixth so that the kernel becomes singular, all points distinct.',
    moral:
      'Polynomials of degree ≤ 2 that vanish on all six: x² + y² − 1 is one as soon as the sixth is on the circle too, as (0.8, 0.6) is, or they lie on another conic.',
    view: {
      ...fresh,
      activation: 'x^2',
      space: 'plane',
      points: [
        [1000, 0],
        [0, 1000],
        [-1000, 0],
        [0, -1000],
        [600, 800],
        [1500, 1500],
      ],
      labels: [1000, -1000, 1000, -1000, 1000, -1000],
    },
    solved: (view, { activation, points }) =>
      activation.trim() === 'x^2' && points.length === 6 && singular(view) && distinct(view),
  },
  {
    title: 'Break ReLU without biases',
    task: 'ReLU without biases, in the plane: make the kernel singular with distinct points. What does the hypothesis "pairwise non-parallel" forbid?',
    moral:
      'ReLU(2u) = 2 ReLU(u): points on one ray have parallel rows. The theorem asks for inputs that are pairwise non-parallel, and here is why.',
    view: {
      ...fresh,
      activation: 'relu',
      space: 'plane',
      biasVariance: 0,
      points: [
        [1000, 0],
        [0, 1000],
        [1000, 1000],
      ],
      labels: [1000, -1000, 1000],
    },
    solved: (view, { activation, biasVariance }) =>
      activation.trim() === 'relu' && biasVariance === 0 && singular(view) && distinct(view),
  },
];
