/**
 * # Break positivity
 *
 * Tasks on the kernel, with a judge: what the theorems settle about the data on the board.
 */
import type { KernelView } from '../engine/kernel.ts';
import type { State } from '../state/state.ts';

export interface Challenge {
  readonly title: string;
  readonly task: string;
  /** Shown when it is solved. */
  readonly moral: string;
  readonly view: Partial<State>;
  /** Whether the kernel of this view solves it; its settled part only counts. */
  readonly solved: (view: KernelView, state: State) => boolean;
}

/** Exact: by equal points or by theorem. */
const singular = (view: KernelView): boolean =>
  view.kind === 'kernel' &&
  (view.coincidences.equal.length > 0 ||
    (view.settled !== 'pending' && !('kind' in view.settled) && view.settled.rank < view.n));
const definite = (view: KernelView): boolean =>
  view.kind === 'kernel' &&
  view.settled !== 'pending' &&
  !('kind' in view.settled) &&
  view.settled.rank === view.n;

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
      activation.trim() === 'x^2' &&
      space === 'line' &&
      singular(view) &&
      view.kind === 'kernel' &&
      view.coincidences.equal.length === 0,
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
      activation.trim() === 'x^2' &&
      points.length === 6 &&
      singular(view) &&
      view.kind === 'kernel' &&
      view.coincidences.equal.length === 0,
  },
  {
    title: 'Silence the theorem',
    task: 'ReLU without biases, in the plane: place the points so that no theorem speaks, and see what the estimate says.',
    moral:
      'ReLU(2u) = 2 ReLU(u): parallel inputs without biases are outside the hypotheses, and here it fails.',
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
      activation.trim() === 'relu' &&
      biasVariance === 0 &&
      view.kind === 'kernel' &&
      view.settled !== 'pending' &&
      'kind' in view.settled,
  },
];
