/**
 * # Points of a data set
 *
 * Changes of the points of a view, in thousandths, within reach and in their space: on the circle
 * the coordinates are those of the nearest multiple of 5°, rounded to thousandths.
 */
import { alternating } from './address.ts';
import { mostPoints, reach } from './state.ts';
import type { Point, Space, State } from './state.ts';

/** A point snaps to this grid when it is moved. */
const grid = 50;
const degrees = 5;

const snapped = (value: number): number =>
  Math.max(-reach, Math.min(reach, Math.round(value / grid) * grid)) || 0;

const onCircle = (angle: number): Point => [
  Math.round(1000 * Math.cos((angle * Math.PI) / 180)) || 0,
  Math.round(1000 * Math.sin((angle * Math.PI) / 180)) || 0,
];
export const angleOf = ([x, y]: Point): number => (Math.atan2(y, x) * 180) / Math.PI;

/** The nearest point that a hand can reach. */
export function place(space: Space, [x, y]: Point): Point {
  switch (space) {
    case 'line':
      return [snapped(x), 0];
    case 'plane':
      return [snapped(x), snapped(y)];
    case 'circle':
      return onCircle(Math.round(angleOf([x, y]) / degrees) * degrees);
    default:
      return space satisfies never;
  }
}

/** One step of an arrow key: along the axes, or around the circle. */
export function nudge(space: Space, point: Point, [dx, dy]: Point): Point {
  if (space !== 'circle') return place(space, [point[0] + dx * grid, point[1] + dy * grid]);
  return onCircle(Math.round(angleOf(point) / degrees + dx + dy) * degrees);
}

type Change = Pick<State, 'points' | 'labels'>;

export const moved = ({ points, labels }: State, i: number, to: Point): Change => ({
  points: points.map((point, j) => (j === i ? to : point)),
  labels,
});

export const removed = ({ points, labels }: State, i: number): Change => ({
  points: points.length === 1 ? points : points.filter((_, j) => j !== i),
  labels: points.length === 1 ? labels : labels.filter((_, j) => j !== i),
});

/** One more, at a place that is free. */
export function added({ points, labels, space }: State): Change {
  if (points.length >= mostPoints) return { points, labels };
  const taken = (candidate: Point): boolean =>
    points.some(([x, y]) => x === candidate[0] && y === candidate[1]);
  // Steps of the golden ratio fill a line, a circle and a plane evenly.
  for (let i = points.length; ; i += 1) {
    const [a, b] = [(i * 0.6180339887) % 1, (i * 0.7548776662) % 1];
    const raw: Point =
      space === 'circle'
        ? onCircle(Math.round((a * 360) / degrees) * degrees)
        : [(a * 2 - 1) * 2000, (b * 2 - 1) * 2000];
    const candidate = place(space, raw);
    if (!taken(candidate))
      return { points: [...points, candidate], labels: [...labels, alternating(points.length)] };
  }
}

/** The same points in another space. */
export function movedTo(
  space: Space,
  { points, labels }: State,
): Change & { readonly space: Space } {
  return {
    space,
    labels,
    points: points.map((point, i) =>
      space === 'circle'
        ? onCircle(Math.round((360 * i) / points.length / degrees) * degrees)
        : place(space, point),
    ),
  };
}

export const opposite = ([x, y]: Point): Point => [-x || 0, -y || 0];
