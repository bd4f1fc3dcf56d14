/**
 * # Marks → SVG
 */
import { svg } from '../dom/element.ts';
import { pieces } from './mark.ts';
import type { Mark, Place } from './mark.ts';
import type { Axis } from './scale.ts';

export interface Frame {
  readonly x: Axis;
  readonly y: Axis;
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
}

export const markElements = (marks: readonly Mark[], frame: Frame): readonly SVGElement[] =>
  marks.flatMap((mark) => elementsOf(mark, frame));

const fixed = (value: number): string => String(Math.round(value * 100) / 100);

function elementsOf(mark: Mark, { x, y, toX, toY }: Frame): readonly SVGElement[] {
  const lookOf = (kind: string, dashed = false): string =>
    `${kind} ${mark.look}${dashed ? ' dashed' : ''}`;
  const floor = y.scale === 'log' ? y.from : Math.max(y.from, Math.min(0, y.to));
  // On a log axis what is 0 or less stands below the frame.
  const height = (value: number): number =>
    y.scale === 'log' && !(value > y.from / 10) ? toY(y.from / 10) : toY(value);
  switch (mark.kind) {
    case 'curve': {
      const range = y.scale === 'log' ? Infinity : y.to - y.from;
      const path = pieces(mark.y, range)
        .map(([from, to]) => {
          const places: string[] = [];
          for (let i = from; i <= to; i += 1)
            places.push(`${fixed(toX(mark.x[i]!))} ${fixed(clamped(height(mark.y[i]!)))}`);
          return `M${places.join('L')}`;
        })
        .join('');
      return [svg('path', { class: lookOf('curve', mark.dashed), d: path })];
    }
    case 'dots':
    case 'rings':
      return mark.at.filter(isFinitePlace).map(([px, py]) =>
        svg('circle', {
          class: lookOf(mark.kind === 'dots' ? 'dot' : 'ring-mark'),
          cx: fixed(toX(px)),
          cy: fixed(height(py)),
          r: mark.kind === 'dots' ? 4.5 : 8,
        }),
      );
    case 'segment':
      if (!isFinitePlace(mark.from) || !isFinitePlace(mark.to)) return [];
      return [
        svg('line', {
          class: lookOf('segment', mark.dashed),
          x1: fixed(toX(mark.from[0])),
          y1: fixed(clamped(height(mark.from[1]))),
          x2: fixed(toX(mark.to[0])),
          y2: fixed(clamped(height(mark.to[1]))),
        }),
      ];
    case 'bars': {
      const width = Math.max(2, Math.min(18, (0.7 * (toX(x.to) - toX(x.from))) / (x.to - x.from)));
      return mark.at.filter(isFinitePlace).map(([px, py]) => {
        const [a, b] = [height(py), toY(floor)];
        return svg('rect', {
          class: lookOf('bar'),
          x: fixed(toX(px) - width / 2),
          y: fixed(Math.min(a, b)),
          width: fixed(width),
          height: fixed(Math.abs(a - b)),
        });
      });
    }
    case 'text':
      return [
        svg(
          'text',
          { class: lookOf('note'), x: toX(mark.at[0]) + 8, y: clamped(height(mark.at[1])) + 4 },
          mark.text,
        ),
      ];
    default:
      return mark satisfies never;
  }
}

const isFinitePlace = ([x, y]: Place): boolean => Number.isFinite(x) && Number.isFinite(y);

/** Far outside the frame numbers are only a burden. */
const clamped = (pixels: number): number => Math.min(20_000, Math.max(-20_000, pixels));
