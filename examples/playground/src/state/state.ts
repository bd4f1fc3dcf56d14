/**
 * # What the page shows
 *
 * One value from which everything follows, and which the address holds. Coordinates and labels are
 * whole numbers of thousandths, so that every data set is exact.
 */
export type Tab = 'proof' | 'shape' | 'kernel' | 'training' | 'learn';
export type Space = 'line' | 'circle' | 'plane';

/** In thousandths; the second coordinate is 0 on the line. */
export type Point = readonly [number, number];

export interface State {
  readonly activation: string;
  /** A second activation beside the first; null: none. */
  readonly other: string | null;
  /** Values of named parameters, as typed: "a = 0.01, c = 2". */
  readonly parameters: string;
  readonly tab: Tab;
  readonly space: Space;
  readonly points: readonly Point[];
  /** One for each point, in thousandths. */
  readonly labels: readonly number[];
  readonly kernel: 'ntk' | 'nngp';
  /** Time that a kernel may take, its certified bounds included. */
  readonly seconds: number;
  readonly depth: number;
  readonly weightVariance: number;
  readonly biasVariance: number;
  /** Of the finite difference that is drawn, and its step. */
  readonly order: number;
  readonly step: number;
  /** Variance of the Gaussian under which Hermite coefficients are taken. */
  readonly variance: number;
  /** Neurons of a hidden layer; 0: infinitely many. */
  readonly width: number;
  /** Of the largest stable rate. */
  readonly rate: number;
  readonly momentum: number;
  readonly seed: number;
  /** What is open on the page of lessons, as "lesson.2". */
  readonly topic: string;
}

export const initial: State = {
  activation: 'gelu',
  other: null,
  parameters: '',
  tab: 'proof',
  space: 'line',
  points: [
    [-1000, 0],
    [0, 0],
    [1000, 0],
  ],
  labels: [1000, -1000, 1000],
  kernel: 'ntk',
  seconds: 60,
  depth: 2,
  weightVariance: 1,
  biasVariance: 1,
  order: 2,
  step: 1,
  variance: 1,
  width: 0,
  rate: 0.5,
  momentum: 0,
  seed: 1,
  topic: 'gallery',
};

/** Bounds of the numbers that a view may have. */
export const ranges = {
  seconds: [1, 600],
  depth: [2, 6],
  weightVariance: [0.01, 16],
  biasVariance: [0, 16],
  order: [0, 8],
  step: [0.05, 4],
  variance: [0.01, 16],
  width: [0, 2048],
  rate: [0.01, 2.5],
  momentum: [0, 0.99],
  seed: [1, 999],
} as const;

export const mostPoints = 24;
/** Largest coordinate and label, in thousandths. */
export const reach = 3000;
