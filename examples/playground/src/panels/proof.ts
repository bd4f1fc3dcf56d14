/**
 * # The proof
 *
 * Why the verdict holds, in words and as a drawing; the certificate; what follows and under which
 * hypotheses.
 */
import { fill, html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';
import { formulaElement, sigmaEquals } from '../formula/element.ts';
import type { Standing } from '../engine/inquiry.ts';
import { createPlot } from '../plot/plot.ts';
import { certificateBox, fileName } from './certificate.ts';
import { drawingCaption, drawingPlot } from './drawing-plot.ts';
import { consequenceList, hypothesisTable } from './follows.ts';

export interface StandingView {
  readonly element: HTMLElement;
  readonly show: (standing: Standing) => void;
}

export function createProof(title: string): StandingView {
  const words = html('div', { class: 'words' });
  const plot = createPlot(300);
  const caption = html('figcaption');
  const figure = html('figure', {}, plot.element, caption);
  const after = html('div', { class: 'columns' });
  const element = html(
    'section',
    { class: 'proof', 'aria-label': `Proof for ${title}` },
    html('div', { class: 'columns' }, words, figure),
    after,
  );
  return {
    element,
    show: (standing) => {
      const { decision, checked, failure } = standing;
      element.classList.toggle('stale', decision === null && failure === null);
      if (decision === null) {
        if (failure !== null || standing.reading?.kind === 'error') {
          fill(words, html('p', {}, failure ?? 'The text is no activation yet.'));
          plot.show(null);
          fill(caption);
          fill(after);
        }
        return;
      }
      const { answer, drawing } = decision;
      fill(words, html('h3', {}, 'Why'), ...reasons(standing), ...certificateWords(standing));
      plot.show(drawing && drawingPlot(drawing, answer));
      fill(caption, drawing === null ? '' : drawingCaption(drawing, answer));
      const trusted = decision.certificate === null || checked?.accepted === true;
      fill(after, ...(trusted ? [...consequenceList(answer), ...hypothesisTable(answer)] : []));
    },
  };
}

function certificateWords({ decision, checked }: Standing): readonly Child[] {
  const { certificate, answer } = decision!;
  if (certificate === null) return [];
  const subject =
    checked?.accepted && !('kind' in checked)
      ? ` What it speaks of: σ(x) = ${shortened(checked.expression)}.`
      : '';
  return [
    html('h3', {}, 'Certificate'),
    html(
      'p',
      {},
      checked?.accepted
        ? `The checker, which knows nothing of how this was found, accepts it in this page.${subject}`
        : 'It was not accepted.',
    ),
    ...certificateBox(certificate, fileName(answer.input)),
  ];
}

const shortened = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

function reasons({ decision, checked }: Standing): readonly Child[] {
  const { answer, polynomial } = decision!;
  const { verdict, coefficients, ceiling, witness, undecided, almostEverywhere, error } = answer;
  if (checked !== null && checked.accepted !== true)
    return [
      html(
        'p',
        { class: 'warning' },
        checked.accepted === null
          ? `The checker gave no answer (${checked.reason}), so nothing is claimed.`
          : `The checker refused the certificate, so nothing is claimed. This is a defect: please report it.`,
      ),
    ];
  const difference =
    checked?.accepted && !('kind' in checked) ? checked.proved[0]?.difference : undefined;
  switch (verdict) {
    case 'error':
      return [html('p', {}, error?.message ?? '')];
    case 'polynomial':
      return [
        html(
          'p',
          {},
          'It equals this polynomial at every real x; each step of the rewriting stands in the certificate.',
        ),
        polynomial === null
          ? null
          : html(
              'div',
              { class: 'formula' },
              formulaElement(sigmaEquals(polynomial.formula), `σ(x) = ${polynomial.text}`),
            ),
        html(
          'p',
          {},
          'Coefficients of 1, x, x², …: ',
          html('span', { class: 'coefficients' }, (coefficients ?? []).join(',  ')),
        ),
      ];
    case 'undecided':
      return (undecided?.reasons ?? []).map((reason) => html('p', {}, reason));
    case 'non-polynomial':
      return [
        html(
          'ol',
          { class: 'reasons' },
          ceiling
            ? html(
                'li',
                {},
                html('strong', {}, 'Ceiling. '),
                sentence(ceiling.text),
                rule(ceiling.rule),
              )
            : null,
          witness
            ? html(
                'li',
                {},
                html('strong', {}, 'Witness. '),
                sentence(witness.text),
                difference
                  ? html(
                      'span',
                      { class: 'enclosure' },
                      ` The checker encloses it in ${difference.enclosure}.`,
                    )
                  : null,
              )
            : html('li', {}, 'No polynomial does that: no witness is needed.'),
        ),
        almostEverywhere
          ? html(
              'p',
              {},
              `Off a null set it is the polynomial of degree ${almostEverywhere.degree} with coefficients ${almostEverywhere.coefficients.join(', ')}: kernels see only that.`,
            )
          : null,
      ];
    default:
      return verdict satisfies never;
  }
}

const rule = (name: string): HTMLElement => html('span', { class: 'tag' }, `rule ${name}`);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}. `;
