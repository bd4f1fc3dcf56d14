/**
 * # The board
 *
 * The points of a data set, to be dragged, or moved with the arrow keys: a line, a circle or a
 * plane. Every point is a slider to a screen reader.
 */
import { fill, html, svg } from '../dom/element.ts';
import { moved, nudge, place } from '../state/points.ts';
import { reach } from '../state/state.ts';
import type { Point, Space, State } from '../state/state.ts';
import type { Store } from '../state/store.ts';

export interface Board {
  readonly element: HTMLElement;
  readonly show: (state: State, selected: number) => void;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  /** Thousandths at the edge of the shorter side's half. */
  readonly extent: number;
}

const frames: Readonly<Record<Space, Frame>> = {
  line: { width: 420, height: 110, extent: reach * 1.08 },
  circle: { width: 420, height: 420, extent: 1350 },
  plane: { width: 420, height: 420, extent: reach * 1.08 },
};

export function createBoard(store: Store, select: (i: number) => void): Board {
  const element = html('div', { class: 'board' });
  let handles: readonly SVGGElement[] = [];
  let built = '';

  const scaleOf = ({ width, extent }: Frame): number => width / 2 / extent;
  const toScreen = (frame: Frame, [x, y]: Point): readonly [number, number] => [
    frame.width / 2 + x * scaleOf(frame),
    frame.height / 2 - y * scaleOf(frame),
  ];

  const build = ({ space, points }: State): void => {
    const frame = frames[space];
    handles = points.map((_, i) => handleOf(i));
    const drawing = svg(
      'svg',
      {
        viewBox: `0 0 ${frame.width} ${frame.height}`,
        role: 'group',
        'aria-label': `Points on the ${space}`,
        class: 'points',
      },
      ...backdrop(space, frame),
      ...handles,
    );
    fill(element, drawing);
  };

  const handleOf = (i: number): SVGGElement => {
    const handle = svg(
      'g',
      { class: 'handle', role: 'slider', tabindex: 0, onfocus: () => select(i) },
      svg('circle', { r: 22, class: 'reach' }),
      svg('circle', { r: 11, class: 'disc' }),
      svg('text', { 'text-anchor': 'middle', y: 4 }, String(i + 1)),
    );
    handle.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener('pointermove', (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const state = store.get();
      const to = place(state.space, pointAt(event, state.space));
      const [x, y] = state.points[i]!;
      if (to[0] !== x || to[1] !== y) store.set(moved(state, i, to));
    });
    handle.addEventListener('keydown', (event) => {
      const far = event.shiftKey ? 10 : 1;
      const step = (
        { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] } as Record<
          string,
          Point | undefined
        >
      )[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const state = store.get();
      // Up and down move a point on the line too, as any slider.
      const along: Point = state.space === 'line' ? [step[0] + step[1], 0] : step;
      const to = nudge(state.space, state.points[i]!, [along[0] * far, along[1] * far]);
      store.set(moved(state, i, to));
    });
    return handle;
  };

  const pointAt = (event: PointerEvent, space: Space): Point => {
    const frame = frames[space];
    const box = element.firstElementChild!.getBoundingClientRect();
    const perPixel = frame.width / box.width / scaleOf(frame);
    return [
      (event.clientX - box.left - box.width / 2) * perPixel,
      -(event.clientY - box.top - box.height / 2) * perPixel,
    ];
  };

  return {
    element,
    show: (state, selected) => {
      const key = `${state.space} ${state.points.length}`;
      if (key !== built) build(state);
      built = key;
      const frame = frames[state.space];
      for (const [i, point] of state.points.entries()) {
        const [x, y] = toScreen(frame, point);
        const handle = handles[i]!;
        handle.setAttribute('transform', `translate(${x} ${y})`);
        handle.classList.toggle('selected', i === selected);
        const words = `Point ${i + 1}`;
        handle.setAttribute('aria-label', words);
        handle.setAttribute('aria-valuemin', String(-reach / 1000));
        handle.setAttribute('aria-valuemax', String(reach / 1000));
        handle.setAttribute('aria-valuenow', String(point[0] / 1000));
        handle.setAttribute('aria-valuetext', coordinates(state.space, point));
      }
    },
  };
}

export const coordinates = (space: Space, [x, y]: Point): string =>
  space === 'line' ? String(x / 1000) : `(${x / 1000}, ${y / 1000})`;

function backdrop(space: Space, { width, height, extent }: Frame): readonly SVGElement[] {
  const [cx, cy] = [width / 2, height / 2];
  const scale = width / 2 / extent;
  const across = svg('line', { class: 'zero', x1: 0, x2: width, y1: cy, y2: cy });
  const up = svg('line', { class: 'zero', x1: cx, x2: cx, y1: 0, y2: height });
  if (space === 'circle')
    return [svg('circle', { class: 'ring', cx, cy, r: 1000 * scale }), across, up];
  const whole = Math.floor(extent / 1000);
  const marks = Array.from({ length: 2 * whole + 1 }, (_, i) => i - whole).map((value) => {
    const x = cx + value * 1000 * scale;
    const [y1, y2] = space === 'line' ? [cy - 6, cy + 6] : [0, height];
    return svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: x, x2: x, y1, y2 }),
      svg(
        'text',
        { class: 'tick', x, y: space === 'line' ? cy + 34 : height - 4, 'text-anchor': 'middle' },
        String(value).replace('-', '−'),
      ),
    );
  });
  return [...marks, across, ...(space === 'plane' ? [up] : [])];
}
