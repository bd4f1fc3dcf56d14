/**
 * # Fields
 *
 * A label, a control, and one call when its value changes. A number that is none is left alone
 * until it is one.
 */
import { fill, freshId, html } from './element.ts';
import type { Child } from './element.ts';

export interface Field<Value> {
  readonly element: HTMLElement;
  /** Shows a value without calling back; what is being typed is not disturbed. */
  readonly set: (value: Value) => void;
}

export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

export function numberField(
  label: string,
  { least, most, step }: NumberRange,
  changed: (value: number) => void,
): Field<number> {
  const id = freshId('field');
  const input = html('input', {
    id,
    type: 'number',
    min: least,
    max: most,
    step,
    inputmode: 'decimal',
    oninput: () => {
      const value = input.value.trim() === '' ? NaN : Number(input.value);
      if (Number.isFinite(value)) changed(Math.min(most, Math.max(least, value)));
    },
  });
  return {
    element: html('div', { class: 'field' }, html('label', { for: id }, label), input),
    set: (value) => {
      if (document.activeElement !== input || Number(input.value) !== value)
        input.value = String(value);
    },
  };
}

export function rangeField(
  label: string,
  { least, most, step }: NumberRange,
  changed: (value: number) => void,
): Field<number> {
  const id = freshId('field');
  const output = html('output', { for: id });
  const input = html('input', {
    id,
    type: 'range',
    min: least,
    max: most,
    step,
    oninput: () => changed(Number(input.value)),
  });
  return {
    element: html('div', { class: 'field' }, html('label', { for: id }, label, ' ', output), input),
    set: (value) => {
      input.value = String(value);
      output.textContent = String(value);
    },
  };
}

export function selectField<Value extends string>(
  label: string,
  options: readonly (readonly [Value, string])[],
  changed: (value: Value) => void,
): Field<Value> {
  const id = freshId('field');
  const select = html(
    'select',
    { id, onchange: () => changed(select.value as Value) },
    ...options.map(([value, text]) => html('option', { value }, text)),
  );
  return {
    element: html('div', { class: 'field' }, html('label', { for: id }, label), select),
    set: (value) => void (select.value = value),
  };
}

export const button = (text: string, pressed: () => void, look = 'quiet'): HTMLButtonElement =>
  html('button', { type: 'button', class: look, onclick: pressed }, text);

/** A figure under a heading, with words that can change. */
export function titledFigure(
  title: string,
  content: HTMLElement,
): { readonly element: HTMLElement; readonly say: (...words: readonly Child[]) => void } {
  const caption = html('figcaption');
  return {
    element: html('figure', {}, html('h3', {}, title), content, caption),
    say: (...words) => fill(caption, ...words),
  };
}
