/**
 * # The head of the page
 */
import { html } from '../dom/element.ts';
import { themeButton } from '../dom/theme.ts';
import { addressOf } from '../state/address.ts';
import type { Store } from '../state/store.ts';

export function createHead(store: Store): HTMLElement {
  const compare = html(
    'button',
    {
      type: 'button',
      class: 'quiet',
      onclick: () => store.set({ other: store.get().other === null ? 'x^2' : null }),
    },
    'Compare',
  );
  const share = html(
    'button',
    { type: 'button', class: 'quiet', onclick: () => void copyAddress() },
    'Share',
  );
  const said = html('span', { class: 'quiet-text', role: 'status' });
  const copyAddress = async (): Promise<void> => {
    const address = new URL(addressOf(store.get()), location.href).href;
    history.replaceState(null, '', address);
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = 'Link copied';
    } catch {
      said.textContent = 'The link is in the address bar';
    }
    setTimeout(() => (said.textContent = ''), 4000);
  };
  const show = (): void => {
    compare.setAttribute('aria-pressed', String(store.get().other !== null));
  };
  store.listen(show);
  show();
  return html(
    'header',
    {},
    html('h1', {}, 'nonpoly'),
    html(
      'p',
      { class: 'lead' },
      'Is it a polynomial? A proof either way, and what it means for wide networks.',
    ),
    said,
    compare,
    share,
    themeButton(),
  );
}
