/**
 * # The certificate
 *
 * The file to keep, and its text.
 */
import { html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';

/** Characters of a certificate that are shown in the page. */
const longest = 20_000;

/** What can be done with a certificate. */
export function certificateBox(certificate: string, fileName: string): readonly Child[] {
  return [
    html(
      'p',
      { class: 'buttons' },
      html(
        'button',
        { type: 'button', onclick: () => download(certificate, fileName) },
        'Download certificate',
      ),
      html('code', {}, `nonpoly verify ${fileName}`),
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

export const fileName = (input: string, kind = 'certificate'): string => {
  const name = input
    .trim()
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${name || 'activation'}.${kind}.json`;
};

function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = html('a', { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
