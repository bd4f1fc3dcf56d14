/**
 * # A view as an address
 *
 * State ↔ the fragment of the URL: what differs from the beginning, readable, and read back with
 * every value checked: an address is input like any other.
 */
import { initial, mostPoints, ranges, reach } from './state.ts';
import type { Point, Space, State, Tab } from './state.ts';

const tabs: readonly Tab[] = ['proof', 'shape', 'kernel', 'training', 'learn'];
const spaces: readonly Space[] = ['line', 'circle', 'plane'];
const kernels = ['ntk', 'nngp'] as const;
/** Characters of a text in an address. */
const longest = 2000;

type NumberName = keyof typeof ranges;
const numberNames = Object.keys(ranges) as NumberName[];
const whole: ReadonlySet<NumberName> = new Set([
  'seconds',
  'depth',
  'order',
  'width',
  'seed',
] as const);

export function addressOf(state: State): string {
  const parts = new URLSearchParams();
  const put = (name: string, value: string, usual: string): void => {
    if (value !== usual) parts.set(name, value);
  };
  parts.set('activation', state.activation);
  if (state.other !== null) parts.set('other', state.other);
  put('with', state.parameters, initial.parameters);
  put('tab', state.tab, initial.tab);
  put('space', state.space, initial.space);
  put('points', pointsText(state.points), pointsText(initial.points));
  put('labels', state.labels.map(thousandths).join(' '), initial.labels.map(thousandths).join(' '));
  put('kernel', state.kernel, initial.kernel);
  put('topic', state.topic, initial.topic);
  for (const name of numberNames) put(name, String(state[name]), String(initial[name]));
  return `#${parts.toString()}`;
}

export function stateOf(address: string): State {
  const parts = new URLSearchParams(address.replace(/^#/, ''));
  const text = (name: string): string | null => parts.get(name)?.slice(0, longest) ?? null;
  const oneOf = <T extends string>(name: string, values: readonly T[], usual: T): T =>
    values.find((value) => value === parts.get(name)) ?? usual;
  const points = readPoints(text('points')) ?? initial.points;
  const labels = readNumbers(text('labels'));
  return {
    activation: text('activation') ?? initial.activation,
    other: text('other'),
    parameters: text('with') ?? initial.parameters,
    tab: oneOf('tab', tabs, initial.tab),
    space: oneOf('space', spaces, initial.space),
    points,
    labels: points.map((_, i) => labels[i] ?? alternating(i)),
    kernel: oneOf('kernel', kernels, initial.kernel),
    topic: /^[a-z]{1,12}(\.\d{1,2}){0,2}$/.exec(text('topic') ?? '')?.[0] ?? initial.topic,
    ...(Object.fromEntries(
      numberNames.map((name) => [name, readNumber(name, parts.get(name))]),
    ) as Pick<State, NumberName>),
  };
}

/** The label of a new point. */
export const alternating = (i: number): number => (i % 2 === 0 ? 1000 : -1000);

function readNumber(name: NumberName, text: string | null): number {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? within(name, value) : initial[name];
}

/** The nearest value that a view may have; none is finer than a thousandth. */
export function within(name: NumberName, value: number): number {
  const [least, most] = ranges[name];
  return Math.min(
    most,
    Math.max(least, whole.has(name) ? Math.round(value) : Math.round(value * 1000) / 1000),
  );
}

const thousandths = (value: number): string => String(value / 1000);
const pointsText = (points: readonly Point[]): string =>
  points
    .map(([x, y]) => (y === 0 ? thousandths(x) : `${thousandths(x)},${thousandths(y)}`))
    .join(' ');

const bounded = (value: number): number =>
  Math.min(reach, Math.max(-reach, Math.round(value * 1000)));

function readNumbers(text: string | null): readonly number[] {
  const numbers = wordsOf(text).map(Number);
  return numbers.every(Number.isFinite) ? numbers.map(bounded) : [];
}

const wordsOf = (text: string | null): readonly string[] =>
  (text ?? '').split(' ').filter((word) => word !== '');

function readPoints(text: string | null): readonly Point[] | null {
  const points = wordsOf(text)
    .map((entry) => entry.split(',').map(Number))
    .filter((entry) => entry.length <= 2 && entry.every(Number.isFinite))
    .map(([x, y]): Point => [bounded(x!), bounded(y ?? 0)]);
  return points.length > 0 ? points.slice(0, mostPoints) : null;
}
