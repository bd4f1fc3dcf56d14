/**
 * # Tabs
 *
 * As the ARIA practices have them: arrow keys move, one tab is in the tab order.
 */
import { html } from './element.ts';

export interface TabEntry<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly panel: HTMLElement;
}

export interface Tabs<Name extends string> {
  readonly element: HTMLElement;
  readonly show: (name: Name) => void;
}

export function createTabs<Name extends string>(
  label: string,
  entries: readonly TabEntry<Name>[],
  chosen: (name: Name) => void,
): Tabs<Name> {
  const buttons = entries.map(({ name, title, panel }) => {
    const button = html(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${name}`,
        'aria-controls': `panel-${name}`,
        onclick: () => chosen(name),
        onkeydown: (event: KeyboardEvent) => move(event, name),
      },
      title,
    );
    panel.id = `panel-${name}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${name}`);
    return button;
  });
  const move = (event: KeyboardEvent, from: Name): void => {
    const at = entries.findIndex(({ name }) => name === from);
    const last = entries.length - 1;
    const next = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    chosen(entries[next]!.name);
    buttons[next]!.focus();
  };
  return {
    element: html('div', { role: 'tablist', class: 'tabs', 'aria-label': label }, ...buttons),
    show: (current) => {
      for (const [i, { name, panel }] of entries.entries()) {
        const selected = name === current;
        buttons[i]!.setAttribute('aria-selected', String(selected));
        buttons[i]!.tabIndex = selected ? 0 : -1;
        panel.hidden = !selected;
      }
    },
  };
}
