/**
 * # The certificate
 *
 * What the checker said, the file to keep, and its text.
 */
import { html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';
import type { Checked } from '../engine/check.ts';
import type { Decision } from '../engine/decide.ts';

/** Characters of a certificate that are shown in the page. */
const longest = 20_000;

export function certificateBox(
  { certificate, answer }: Decision,
  checked: Checked | null,
): readonly Child[] {
  if (certificate === null) return [];
  const accepted = checked?.accepted === true;
  return [
    html('h3', {}, 'Certificate'),
    html(
      'p',
      {},
      accepted
        ? `The checker, which knows nothing of how this was found, accepts it in this page. What it speaks of: σ(x) = ${shortened(checked.expression)}.`
        : 'It was not accepted.',
    ),
    html(
      'p',
      { class: 'buttons' },
      html(
        'button',
        { type: 'button', onclick: () => download(certificate, fileName(answer.input)) },
        'Download certificate',
      ),
      html('code', {}, `nonpoly verify ${fileName(answer.input)}`),
    ),
    html(
      'details',
      {},
      html('summary', {}, `Its text (${certificate.length.toLocaleString('en')} characters)`),
      html(
        'pre',
        { tabindex: 0, 'aria-label': 'Text of the certificate' },
        certificate.length > longest ? `${certificate.slice(0, longest)}\n…` : certificate,
      ),
    ),
  ];
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

const fileName = (input: string): string => {
  const name = input
    .trim()
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${name || 'activation'}.certificate.json`;
};

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = html('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
