/**
 * # Light and dark
 *
 * As the system has it, unless the reader chooses.
 */
import { html } from './element.ts';

const key = 'nonpoly-theme';

export function themeButton(): HTMLElement {
  const root = document.documentElement;
  const dark = (): boolean =>
    (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : '')) ===
    'dark';
  const stored = storage()?.getItem(key);
  if (stored === 'light' || stored === 'dark') root.dataset.theme = stored;
  const button = html('button', { type: 'button', class: 'quiet' });
  const say = (): void => {
    button.textContent = dark() ? 'Light' : 'Dark';
    button.setAttribute(
      'aria-label',
      dark() ? 'Switch to light colours' : 'Switch to dark colours',
    );
  };
  button.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    storage()?.setItem(key, root.dataset.theme);
    say();
  });
  say();
  return button;
}

/** Null where the browser grants none. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
