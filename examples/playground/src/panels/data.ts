/**
 * # The data set and the network
 *
 * Points to drag, or to write down; made equal, parallel, added, removed by buttons; depth,
 * variances and kernel.
 */
import { fill, html } from '../dom/element.ts';
import { button, numberField, selectField } from '../dom/field.ts';
import { within } from '../state/address.ts';
import { added, moved, movedTo, opposite, removed } from '../state/points.ts';
import { mostPoints, ranges } from '../state/state.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { createBoard } from './board.ts';
import { createPointTable } from './point-table.ts';

export interface DataView {
  readonly element: HTMLElement;
  readonly show: (state: State) => void;
}

/** @param labels whether each point has a label to edit */
export function createData(store: Store, labels: boolean): DataView {
  let selected = 0;
  const choose = (i: number): void => {
    selected = i;
    show(store.get());
  };
  const board = createBoard(store, choose);
  const table = createPointTable(store, labels, choose);
  const space = selectField(
    'Inputs on a',
    [
      ['line', 'line'],
      ['circle', 'circle'],
      ['plane', 'plane'],
    ],
    (value) => store.set(movedTo(value, store.get())),
  );
  const network = createNetworkFields(store, !labels);
  const add = button('Add a point', () => {
    store.set(added(store.get()));
    choose(store.get().points.length - 1);
  });
  const remove = button('Remove it', () => {
    store.set(removed(store.get(), selected));
    choose(Math.min(selected, store.get().points.length - 1));
  });
  const other = (): number => (selected === 0 ? 1 : 0);
  const equal = button('Make it equal to point 1', () => {
    const state = store.get();
    store.set(moved(state, selected, state.points[other()]!));
  });
  const parallel = button('Make it opposite to point 1', () => {
    const state = store.get();
    store.set(moved(state, selected, opposite(state.points[other()]!)));
  });
  const chosen = html('span', { class: 'quiet-text' });

  const show = (state: State): void => {
    selected = Math.min(selected, state.points.length - 1);
    board.show(state, selected);
    table.show(state);
    space.set(state.space);
    network.show(state);
    const alone = state.points.length < 2;
    add.disabled = state.points.length >= mostPoints;
    for (const control of [remove, equal, parallel]) control.disabled = alone;
    fill(chosen, `Point ${selected + 1} is selected.`);
    equal.textContent = `Make it equal to point ${other() + 1}`;
    parallel.textContent = `Make it opposite to point ${other() + 1}`;
  };
  return {
    element: html(
      'section',
      { class: 'box data', 'aria-label': 'Data and network' },
      html('div', { class: 'fields' }, space.element, ...network.elements),
      html(
        'div',
        { class: 'columns' },
        html(
          'div',
          {},
          board.element,
          html('div', { class: 'buttons' }, add, chosen, remove, equal, parallel),
        ),
        table.element,
      ),
    ),
    show,
  };
}

function createNetworkFields(
  store: Store,
  withKernel: boolean,
): { readonly elements: readonly HTMLElement[]; readonly show: (state: State) => void } {
  const kernel = selectField(
    'Kernel',
    [
      ['ntk', 'NTK Θ'],
      ['nngp', 'NNGP Σ'],
    ],
    (value) => store.set({ kernel: value }),
  );
  const [leastDepth, mostDepth] = ranges.depth;
  const depth = numberField('Depth L', { least: leastDepth, most: mostDepth, step: 1 }, (value) =>
    store.set({ depth: within('depth', value) }),
  );
  const weights = numberField(
    'Weight variance σ_w²',
    { least: ranges.weightVariance[0], most: ranges.weightVariance[1], step: 0.25 },
    (value) => store.set({ weightVariance: within('weightVariance', value) }),
  );
  const biases = numberField(
    'Bias variance σ_b²',
    { least: ranges.biasVariance[0], most: ranges.biasVariance[1], step: 0.25 },
    (value) => store.set({ biasVariance: within('biasVariance', value) }),
  );
  const seconds = numberField(
    'Time limit, seconds',
    { least: ranges.seconds[0], most: ranges.seconds[1], step: 1 },
    (value) => store.set({ seconds: within('seconds', value) }),
  );
  const fields = [
    ...(withKernel ? [kernel] : []),
    depth,
    weights,
    biases,
    ...(withKernel ? [seconds] : []),
  ];
  return {
    elements: fields.map((field) => field.element),
    show: (state) => {
      kernel.set(state.kernel);
      depth.set(state.depth);
      weights.set(state.weightVariance);
      biases.set(state.biasVariance);
      seconds.set(state.seconds);
    },
  };
}
