/**
 * # The points as numbers
 *
 * For exact positions, and for those who do not drag.
 */
import { fill, html } from '../dom/element.ts';
import { moved } from '../state/points.ts';
import { reach } from '../state/state.ts';
import type { Point, State } from '../state/state.ts';
import type { Store } from '../state/store.ts';

export interface PointTable {
  readonly element: HTMLElement;
  readonly show: (state: State) => void;
}

type Cell = 'x' | 'y' | 'label';

export function createPointTable(
  store: Store,
  labels: boolean,
  select: (i: number) => void,
): PointTable {
  const element = html('div', { class: 'scroll' });
  let built = '';
  let inputs: readonly (readonly (readonly [Cell, HTMLInputElement])[])[] = [];

  const change = (i: number, cell: Cell, text: string): void => {
    const value = text.trim() === '' ? NaN : Math.round(Number(text) * 1000);
    if (!Number.isFinite(value)) return;
    const bounded = Math.max(-reach, Math.min(reach, value)) || 0;
    const state = store.get();
    if (cell === 'label') {
      store.set({ labels: state.labels.map((label, j) => (j === i ? bounded : label)) });
      return;
    }
    const [x, y] = state.points[i]!;
    const to: Point = cell === 'x' ? [bounded, y] : [x, bounded];
    store.set(moved(state, i, to));
  };

  const build = ({ points, space }: State): void => {
    const cells: readonly Cell[] = [
      'x',
      ...(space === 'line' ? [] : (['y'] as const)),
      ...(labels ? (['label'] as const) : []),
    ];
    inputs = points.map((_, i) =>
      cells.map((cell) => {
        const input = html('input', {
          type: 'number',
          step: cell === 'label' ? 0.5 : 0.05,
          min: -reach / 1000,
          max: reach / 1000,
          'aria-label': `Point ${i + 1}, ${cell}`,
          oninput: () => change(i, cell, input.value),
          onfocus: () => select(i),
        });
        return [cell, input] as const;
      }),
    );
    const names = { x: 'x', y: 'y', label: 'label' } as const;
    fill(
      element,
      html(
        'table',
        { class: 'point-table' },
        html(
          'thead',
          {},
          html(
            'tr',
            {},
            html('th', { scope: 'col' }, 'Point'),
            ...cells.map((cell) => html('th', { scope: 'col' }, names[cell])),
          ),
        ),
        html(
          'tbody',
          {},
          ...inputs.map((row, i) =>
            html(
              'tr',
              {},
              html('th', { scope: 'row' }, String(i + 1)),
              ...row.map(([, input]) => html('td', {}, input)),
            ),
          ),
        ),
      ),
    );
  };

  return {
    element,
    show: (state) => {
      const key = `${state.space} ${state.points.length}`;
      if (key !== built) build(state);
      built = key;
      for (const [i, row] of inputs.entries())
        for (const [cell, input] of row) {
          const [x, y] = state.points[i]!;
          const value = { x, y, label: state.labels[i]! }[cell] / 1000;
          const typing = document.activeElement === input;
          if (!typing || Number(input.value) !== value) input.value = String(value);
        }
    },
  };
}
