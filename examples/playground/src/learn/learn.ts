/**
 * # The page of things to learn
 *
 * Gallery, challenges, lesson plans, and the catalogue of names; it is made when it is opened.
 */
// Not by the package's own door: the engine stays out of the page.
import { listActivations } from '../../../../src/activations/catalogue.ts';
import { html } from '../dom/element.ts';
import { button } from '../dom/field.ts';
import type { Store } from '../state/store.ts';
import { challenges } from './challenges.ts';
import { exhibits } from './gallery.ts';
import { lessons } from './lessons.ts';
import { theorems } from './theorems.ts';

export function createLearn(store: Store): HTMLElement {
  return html(
    'div',
    { class: 'panel' },
    section(
      'Gallery',
      exhibits.map(({ title, text, view }) =>
        card(title, text, 'Open', () =>
          store.set({ other: null, parameters: '', topic: 'gallery', ...view }),
        ),
      ),
    ),
    section(
      'Break positivity',
      challenges.map(({ title, task, view }, i) =>
        card(`${i + 1}. ${title}`, task, 'Try', () =>
          store.set({ ...view, topic: `challenge.${i}` }),
        ),
      ),
    ),
    section(
      'For a class hour',
      lessons.map(({ title, audience, minutes, steps }, i) =>
        card(title, `${audience}. ${steps.length} steps, about ${minutes} minutes.`, 'Begin', () =>
          store.set({ parameters: '', ...steps[0]!.view, topic: `lesson.${i}.0` }),
        ),
      ),
    ),
    html(
      'section',
      {},
      html('h2', {}, 'The theorems, in a line each'),
      html(
        'dl',
        { class: 'theorems' },
        ...theorems.flatMap(([letter, text]) => [html('dt', {}, letter), html('dd', {}, text)]),
      ),
    ),
    catalogue(store),
  );
}

const section = (title: string, cards: readonly HTMLElement[]): HTMLElement =>
  html('section', {}, html('h2', {}, title), html('div', { class: 'cards' }, ...cards));

const card = (title: string, text: string, action: string, open: () => void): HTMLElement => {
  const opener = button(action, open);
  opener.setAttribute('aria-label', `${action}: ${title}`);
  return html('article', { class: 'box card' }, html('h3', {}, title), html('p', {}, text), opener);
};

/** Every name that the package knows, by library. */
function catalogue(store: Store): HTMLElement {
  const byLibrary = new Map<string, ReturnType<typeof listActivations>[number][]>();
  for (const row of listActivations())
    byLibrary.set(row.library, [...(byLibrary.get(row.library) ?? []), row]);
  return html(
    'section',
    {},
    html('h2', {}, 'Names of libraries'),
    ...[...byLibrary].map(([library, rows]) =>
      html(
        'details',
        {},
        html('summary', {}, `${library} (${rows.length})`),
        html(
          'div',
          { class: 'names' },
          ...rows.map(({ name, expression }) => {
            const opener = button(name.slice(library.length + 1), () =>
              store.set({ activation: name, parameters: '', tab: 'proof', topic: 'gallery' }),
            );
            opener.title = expression;
            return opener;
          }),
        ),
      ),
    ),
  );
}
