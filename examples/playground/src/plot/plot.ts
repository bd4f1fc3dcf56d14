/**
 * # Plots
 *
 * Axes, ticks and marks as SVG, at the width of the place where the plot stands. What it shows is
 * said in words by its label.
 */
import { fill, freshId, html, svg } from '../dom/element.ts';
import { markElements } from './draw.ts';
import type { Mark } from './mark.ts';
import { position, tickText, ticks } from './scale.ts';
import type { Axis } from './scale.ts';

export interface Plot {
  /** For a screen reader. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

export interface PlotView {
  readonly element: HTMLElement;
  readonly show: (plot: Plot | null) => void;
}

/** Pixels around the area that is plotted. */
const margin = { left: 52, right: 14, top: 12, bottom: 34 } as const;

export function createPlot(height = 260): PlotView {
  const element = html('div', { class: 'plot' });
  let current: Plot | null = null;
  let width = 0;
  const draw = (): void => {
    if (current === null || width < 80) fill(element);
    else fill(element, plotElement(current, width, height));
  };
  new ResizeObserver(([entry]) => {
    const next = Math.round(entry!.contentRect.width);
    if (next === width) return;
    width = next;
    draw();
  }).observe(element);
  return {
    element,
    show: (plot) => {
      current = plot;
      draw();
    },
  };
}

function plotElement({ label, x, y, marks }: Plot, width: number, height: number): SVGElement {
  const inner = {
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const toX = (value: number): number => margin.left + inner.width * position(x, value);
  const toY = (value: number): number => margin.top + inner.height * (1 - position(y, value));
  const clip = freshId('clip');
  const bottom = margin.top + inner.height;
  const right = margin.left + inner.width;
  const xValues = ticks(x, Math.max(2, Math.floor(inner.width / 70)));
  const xTicks = xValues.map((value) => [
    svg('line', { class: 'grid', x1: toX(value), x2: toX(value), y1: margin.top, y2: bottom }),
    svg(
      'text',
      { class: 'tick', x: toX(value), y: bottom + 16, 'text-anchor': 'middle' },
      tickText(value, xValues, x),
    ),
  ]);
  const yValues = ticks(y, Math.max(2, Math.floor(inner.height / 44)));
  const yTicks = yValues.map((value) => [
    svg('line', { class: 'grid', x1: margin.left, x2: right, y1: toY(value), y2: toY(value) }),
    svg(
      'text',
      { class: 'tick', x: margin.left - 7, y: toY(value) + 4, 'text-anchor': 'end' },
      tickText(value, yValues, y),
    ),
  ]);
  const area = { x: margin.left, y: margin.top, width: inner.width, height: inner.height };
  return svg(
    'svg',
    { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    svg('defs', {}, svg('clipPath', { id: clip }, svg('rect', area))),
    svg('g', {}, ...xTicks.flat(), ...yTicks.flat()),
    ...zeroLines(x, y, toX, toY, area),
    svg('g', { 'clip-path': `url(#${clip})` }, ...markElements(marks, { x, y, toX, toY })),
    x.name === undefined
      ? null
      : svg('text', { class: 'axis-name', x: right, y: bottom + 30, 'text-anchor': 'end' }, x.name),
  );
}

function zeroLines(
  x: Axis,
  y: Axis,
  toX: (value: number) => number,
  toY: (value: number) => number,
  area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): readonly SVGElement[] {
  const lines: SVGElement[] = [];
  if (y.scale !== 'log' && y.from < 0 && y.to > 0)
    lines.push(
      svg('line', { class: 'zero', x1: area.x, x2: area.x + area.width, y1: toY(0), y2: toY(0) }),
    );
  if (x.scale !== 'log' && x.from < 0 && x.to > 0)
    lines.push(
      svg('line', { class: 'zero', x1: toX(0), x2: toX(0), y1: area.y, y2: area.y + area.height }),
    );
  return lines;
}
