/**
 * # What is asked
 *
 * One activation or two, and the values of their parameters.
 */
import { freshId, html } from '../dom/element.ts';
import type { Standing } from '../engine/inquiry.ts';
import type { Source } from '../engine/source.ts';
import { createSide } from '../side.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';

export interface AskBar {
  readonly element: HTMLElement;
  readonly show: (state: State, sources: readonly (Source | null)[]) => void;
}

export function createAskBar(
  store: Store,
  changed: (side: 0 | 1, standing: Standing) => void,
): AskBar {
  const standings: (Standing | null)[] = [null, null];
  const note = (side: 0 | 1, standing: Standing): void => {
    standings[side] = standing;
    changed(side, standing);
    showParameters();
  };
  const sides = [
    createSide(
      'Activation σ(x)',
      'activation',
      (text) => store.set({ activation: text }),
      (s) => note(0, s),
    ),
    createSide(
      'Compared with',
      'other',
      (text) => store.set({ other: text }),
      (s) => note(1, s),
    ),
  ] as const;
  const id = freshId('with');
  const parameters = html('input', {
    id,
    type: 'text',
    name: 'parameters',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 2000,
    placeholder: 'a = 0.01, c = 2',
    oninput: () => store.set({ parameters: parameters.value }),
  });
  const row = html(
    'div',
    { class: 'with' },
    html('label', { for: id }, 'Values of parameters'),
    parameters,
  );
  // Offered where a text asks for them.
  const showParameters = (): void => {
    const missing = standings.some(
      (standing) => standing?.reading?.kind === 'error' && standing.reading.missingParameter,
    );
    row.hidden = !missing && store.get().parameters === '' && document.activeElement !== parameters;
  };
  const asks = html('div', { class: 'asks' }, ...sides.map((side) => side.ask.element));
  return {
    element: html('div', {}, asks, row),
    show: (state, sources) => {
      if (parameters.value !== state.parameters) parameters.value = state.parameters;
      asks.classList.toggle('two', state.other !== null);
      for (const [i, side] of sides.entries()) {
        const source = sources[i] ?? null;
        side.ask.element.hidden = source === null;
        if (source !== null) side.follow(source);
      }
      showParameters();
    },
  };
}
