/**
 * # A matrix as a heat map
 *
 * Squares from white to full colour by size; negative entries in the other colour. Its numbers can
 * be read in the table behind it.
 */
import { svg } from '../dom/element.ts';
import { numberText } from './scale.ts';

const side = 320;
const edge = 22;

/** @param matrix n·n entries, row by row */
export function heatMap(matrix: Float64Array, n: number, label: string): SVGElement {
  const cell = (side - edge) / n;
  const largest = matrix.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) || 1;
  const cells: SVGElement[] = [];
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const value = matrix[i * n + j]!;
      const [x, y] = [edge + j * cell, edge + i * cell];
      cells.push(
        svg(
          'rect',
          {
            x,
            y,
            width: cell,
            height: cell,
            class: value < 0 ? 'cell second' : 'cell first',
            'fill-opacity': Math.abs(value) / largest,
          },
          svg('title', {}, `(${i + 1}, ${j + 1}): ${numberText(value)}`),
        ),
      );
      if (n <= 6)
        cells.push(
          svg(
            'text',
            {
              x: x + cell / 2,
              y: y + cell / 2 + 4,
              'text-anchor': 'middle',
              class: Math.abs(value) / largest > 0.55 ? 'entry on' : 'entry',
            },
            numberText(value, 3),
          ),
        );
    }
  const numbers = Array.from({ length: n }, (_, i) => {
    const at = edge + (i + 0.5) * cell;
    return [
      svg('text', { class: 'tick', x: at, y: 14, 'text-anchor': 'middle' }, String(i + 1)),
      svg('text', { class: 'tick', x: 14, y: at + 4, 'text-anchor': 'end' }, String(i + 1)),
    ];
  });
  return svg(
    'svg',
    { viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label, class: 'heat' },
    ...numbers.flat(),
    ...cells,
  );
}
