/**
 * # What is proved about a kernel, in words
 *
 * Singular or strictly positive definite, for the data on the board: said only of a certificate
 * that the checker of this page has accepted, or with the words for what it is instead.
 */
import type { Certification } from 'nonpoly';
import { html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';
import type { Checked } from '../engine/check.ts';
import type { KernelView } from '../engine/kernel.ts';
import { certificateBox, fileName } from './certificate.ts';

type Kernel = Extract<KernelView, { kind: 'kernel' }>;

export function kernelStanding(
  view: KernelView,
  name: string,
  input: string,
  checked: Checked | null,
): readonly Child[] {
  switch (view.kind) {
    case 'error':
      return [html('p', {}, `There is no kernel of this text: ${view.message}`)];
    case 'no-kernel':
      return [
        headline('open', 'This kernel does not exist'),
        html('p', {}, `At hidden layer ${view.layer}: ${view.reason}.`),
      ];
    case 'kernel':
      return kernelWords(view, name, input, checked);
    default:
      return view satisfies never;
  }
}

const headline = (tone: string, text: string): HTMLElement =>
  html('p', { class: `headline ${tone}` }, text);

function kernelWords(
  view: Kernel,
  name: string,
  input: string,
  checked: Checked | null,
): readonly Child[] {
  const { certification, certificate } = view;
  if (certification === null) return [headline('waiting', 'Deciding…')];
  if (certificate !== null && checked === null) return [headline('waiting', 'Checking…')];
  if (certificate !== null && checked?.accepted !== true)
    return [
      headline('open', 'Nothing is claimed'),
      html('p', { class: 'warning' }, 'The checker of this page has not accepted the certificate.'),
    ];
  const { verdict, theorem, nullVector, rigour, reasons } = certification;
  const tag = html(
    'span',
    { class: 'tag' },
    [theorem && `theorems ${theorem}`, rigour].filter(Boolean).join('; '),
  );
  return [
    {
      singular: headline('gap', `${name} is singular`),
      'strictly-positive-definite': headline('proved', `${name} is strictly positive definite`),
      undecided: headline('open', 'This data set is not settled'),
    }[verdict],
    nullVector &&
      html(
        'p',
        {},
        `Null vector, exactly: u = (${nullVector.map((u) => u.replace('-', '−')).join(', ')}); ${name}u = 0.`,
      ),
    ...coincidenceWords(view),
    ...rankWords(certification, view.n),
    ...boundWords(certification, view.bounding, name),
    html('p', {}, tag),
    ...(verdict === 'undecided'
      ? reasons.map((reason) => html('p', { class: 'quiet-text' }, reason))
      : []),
    ...assumptionWords(certification),
    ...(certificate === null
      ? []
      : certificateBox(certificate, fileName(input, 'kernel-certificate'))),
  ];
}

function coincidenceWords({ coincidences: { equal } }: Kernel): readonly Child[] {
  return equal.map((group) =>
    html(
      'p',
      {},
      `Points ${group.map((i) => i + 1).join(' and ')} are equal, and so are their rows.`,
    ),
  );
}

function rankWords({ rank, threshold }: Certification, n: number): readonly Child[] {
  const sentences = [
    rank === null ? null : `The rank is ${rank} of ${n}, exactly.`,
    threshold === null
      ? null
      : `From N = ${threshold} points on every data set is singular; there ${n === 1 ? 'is 1 point' : `are ${n} points`} here.`,
  ].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? [] : [html('p', {}, sentences.join(' '))];
}

function boundWords(
  { lambdaMin, lambdaMinNote, verdict }: Certification,
  bounding: boolean,
  name: string,
): readonly Child[] {
  if (verdict === 'singular') return [];
  if (bounding) return [html('p', { class: 'quiet-text' }, 'Bounds of λ_min are being computed…')];
  return [
    lambdaMin === null
      ? html('p', { class: 'quiet-text' }, `No certified bounds of λ_min: ${lambdaMinNote}.`)
      : html(
          'p',
          {},
          `λ_min(${name}) ∈ [${lambdaMin.lower}, ${lambdaMin.upper}] `,
          html('span', { class: 'tag' }, lambdaMinNote),
        ),
  ];
}

function assumptionWords({ assumes, hypotheses }: Certification): readonly Child[] {
  if (assumes.length === 0) return [];
  const shown = (holds: boolean | null): string =>
    holds === null ? 'not shown' : holds ? 'yes' : 'no';
  return [
    html(
      'details',
      {},
      html('summary', {}, 'What it rests on beyond the certificate'),
      html('ul', {}, ...assumes.map((statement) => html('li', {}, statement))),
      html(
        'ul',
        {},
        ...hypotheses.map(({ statement, holds, reason }) =>
          html('li', {}, `${statement}: ${shown(holds)} (${reason})`),
        ),
      ),
    ),
  ];
}
