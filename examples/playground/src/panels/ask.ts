/**
 * # Where an activation is typed
 *
 * The text, the formula it means or what is wrong with it, and the verdict.
 */
import { fill, freshId, html } from '../dom/element.ts';
import type { Inquiry, Standing } from '../engine/inquiry.ts';
import { formulaElement, sigmaEquals } from '../formula/element.ts';
import { verdictWords } from './verdict-words.ts';

export interface AskView {
  readonly element: HTMLElement;
  readonly show: (standing: Standing) => void;
  readonly setText: (text: string) => void;
}

export function createAsk(
  title: string,
  name: string,
  inquiry: () => Inquiry,
  typed: (text: string) => void,
): AskView {
  const [id, errorId] = [freshId('activation'), freshId('error')];
  const input = html('input', {
    id,
    type: 'text',
    name,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'done',
    maxlength: 20_000,
    'aria-describedby': errorId,
    placeholder: 'gelu, x*tanh(x), (x+1)^2 - x^2 …',
    oninput: () => typed(input.value),
  });
  const formula = html('div', { class: 'formula' });
  const error = html('div', { class: 'error', id: errorId, 'aria-live': 'polite' });
  const verdict = html('p', { class: 'verdict', role: 'status' });
  const detail = html('span', { class: 'detail' });
  const cancel = html(
    'button',
    { type: 'button', class: 'quiet', onclick: () => inquiry().cancel() },
    'Cancel',
  );
  cancel.hidden = true;
  let waiting = 0;
  return {
    element: html(
      'section',
      { class: 'ask', 'aria-label': title },
      html('label', { for: id }, title),
      input,
      error,
      formula,
      html('div', { class: 'answer' }, verdict, detail, cancel),
    ),
    setText: (text) => {
      if (input.value !== text) input.value = text;
    },
    show: (standing) => {
      const { reading, failure, decision } = standing;
      input.setAttribute('aria-invalid', String(reading?.kind === 'error'));
      showError(error, standing);
      if (reading?.kind === 'formula')
        fill(
          formula,
          reading.formula === null
            ? html('p', { class: 'quiet-text' }, 'This formula is too long to be set.')
            : formulaElement(sigmaEquals(reading.formula), `σ(x) = ${reading.text}`),
          reading.library === null ? null : html('p', { class: 'library' }, reading.library),
        );
      formula.classList.toggle('stale', reading?.kind === 'error');
      const { tone, text } = verdictWords(standing);
      verdict.className = `verdict ${tone}`;
      if (verdict.textContent !== text) verdict.textContent = text;
      detail.textContent = failure ?? decision?.answer.error?.message ?? timing(standing);
      // Offered only where there is something to wait for.
      clearTimeout(waiting);
      cancel.hidden = true;
      if (standing.working) waiting = window.setTimeout(() => (cancel.hidden = false), 400);
    },
  };
}

const timing = ({ checked, milliseconds }: Standing): string =>
  checked?.accepted && milliseconds !== null
    ? `certificate accepted by the checker in this page, after ${Math.round(milliseconds)} ms`
    : '';

/** The message, and the text with a mark under the place it speaks of. */
function showError(element: HTMLElement, { reading, source }: Standing): void {
  if (reading?.kind !== 'error') return fill(element);
  const { message, position, hint } = reading;
  const { text } = source;
  const from = position === null ? 0 : Math.max(0, position - 24);
  const excerpt =
    position === null || position > text.length
      ? null
      : html(
          'p',
          { class: 'excerpt', 'aria-hidden': 'true' },
          `${from > 0 ? '…' : ''}${text.slice(from, position)}`,
          html('mark', {}, text.slice(position, position + 1) || '\u00a0'),
          text.slice(position + 1, position + 25),
        );
  fill(
    element,
    html('p', {}, message),
    excerpt,
    hint === null ? null : html('p', { class: 'quiet-text' }, hint),
  );
}
