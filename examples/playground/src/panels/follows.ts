/**
 * # What follows, and from what
 */
import type { Answer } from 'nonpoly';
import { html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';

type Hypotheses = NonNullable<Answer['hypotheses']>;

const labels: Readonly<Record<keyof Hypotheses, string>> = {
  definedOnR: 'defined on all of R',
  continuous: 'continuous',
  locallyAbsolutelyContinuous: 'locally absolutely continuous',
  differentiableAlmostEverywhere: 'differentiable almost everywhere',
  gaussianIntegrable: 'E[σ²] finite',
  derivativeGaussianIntegrable: 'E[σ′²] finite',
};

export function consequenceList({ consequences }: Answer): readonly Child[] {
  if (!consequences || consequences.length === 0) return [];
  return [
    html(
      'section',
      { class: 'box' },
      html('h3', {}, 'What follows for the Neural Tangent Kernel'),
      html(
        'ul',
        {},
        ...consequences.map(({ statement, theorem }) =>
          html(
            'li',
            {},
            statement,
            ' ',
            html(
              'span',
              { class: 'tag' },
              `${theorem.includes(',') ? 'theorems' : 'theorem'} ${theorem}`,
            ),
          ),
        ),
      ),
    ),
  ];
}

export function hypothesisTable({ hypotheses }: Answer): readonly Child[] {
  if (!hypotheses) return [];
  const rows = (Object.keys(labels) as (keyof Hypotheses)[]).map((name) => {
    const { value, reason } = hypotheses[name];
    return html(
      'tr',
      {},
      html('th', { scope: 'row' }, labels[name]),
      html('td', { class: `value ${value === true ? 'yes' : 'not'}` }, valueText(value)),
      html('td', { class: 'reason' }, reason),
    );
  });
  return [
    html(
      'section',
      { class: 'box' },
      html('h3', {}, 'Hypotheses'),
      html(
        'div',
        { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Hypotheses' },
        html('table', {}, html('tbody', {}, ...rows)),
      ),
    ),
  ];
}

function valueText(value: Hypotheses[keyof Hypotheses]['value']): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `for variance < ${value.varianceBelow}`;
}
