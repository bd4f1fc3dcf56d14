/**
 * # A certified kernel matrix for a person
 *
 * The verdict with the theorem and the route, the hypotheses one by one, the numbers, the proof.
 */
import pc from 'picocolors';
import type { Colours } from './answer-text.ts';
import type { CertifyReport } from './certify.ts';
import { visible, wantsColour } from './io.ts';
import type { Io } from './io.ts';
import { networkLines } from './network-text.ts';

/** Entries of a null vector that are shown. */
const shownEntries = 12;

export function certifyText(report: CertifyReport, saved: string | null, io: Io): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const { kernel, depth, n, inputs, architecture, hypotheses, notes } = report;
  const name = kernel === 'ntk' ? 'NTK Θ' : 'NNGP Σ';
  const lines = [
    `${colours.bold(`${name}^${depth}`)} on ${n} input${n === 1 ? '' : 's'} in R^${inputs.d} ${colours.dim(`(${visible(inputs.source)})`)}`,
    ...networkLines(architecture, colours),
    '',
    ...verdictLines(report, colours),
    '',
    '  Hypotheses of theorem E on these inputs',
    ...hypotheses.map(({ statement, holds, reason }) => {
      const answer = holds === null ? 'unknown' : holds ? 'yes' : 'no';
      return `    ${answer.padEnd(7)}  ${visible(statement)} ${colours.dim(`(${visible(reason)})`)}`;
    }),
    '',
    ...numberLines(report, colours),
    ...notes.map((sentence) => `  ${colours.yellow('note')}: ${visible(sentence)}`),
    saved !== null
      ? `  Certificate written to ${visible(saved)}; nonpoly verify checks it again.`
      : report.certificate
        ? colours.dim('  Keep the proof: --certificate FILE')
        : null,
  ];
  return lines.filter((line) => line !== null).join('\n') + '\n';
}

function verdictLines(report: CertifyReport, colours: Colours): readonly string[] {
  const { verdict, by, theorem, rigour, reasons, assumes } = report;
  const how = by === null ? '' : ` ${colours.dim(`[theorem ${theorem}; route ${by}]`)}`;
  const provided = assumes.map((sentence) => `    provided that ${visible(sentence)}`);
  switch (verdict) {
    case 'strictly-positive-definite':
      return [
        `  ${colours.green('strictly positive definite')}${how}`,
        `    ${rigour}`,
        ...provided,
      ];
    case 'singular':
      return [`  ${colours.green('singular')}${how}`, `    ${rigour}`, ...provided];
    case 'undecided':
      return [
        `  ${colours.yellow('undecided')}`,
        ...reasons.map((reason) => `    ${visible(reason)}`),
      ];
    default:
      return verdict satisfies never;
  }
}

function numberLines(report: CertifyReport, colours: Colours): readonly string[] {
  const { lambdaMin, lambdaMinNote, rank, threshold, nullVector, n, inputs } = report;
  const note = colours.dim(`(${visible(lambdaMinNote)})`);
  const bounds =
    lambdaMin &&
    (lambdaMin.lower === '0' && lambdaMin.upper === '0'
      ? 'λ_min = 0'
      : `λ_min in [${lambdaMin.lower}, ${lambdaMin.upper}]`);
  const certified =
    lambdaMin === null || lambdaMin.certified === null || lambdaMin.certified === '0'
      ? []
      : [
          `  λ_min ≥ ${lambdaMin.certified} ${colours.dim('(certificate accepted by the checker)')}`,
        ];
  const shown = (nullVector ?? []).slice(0, shownEntries).join(', ');
  const more = n > shownEntries ? `, … (${n} entries: --json)` : '';
  return [
    ...certified,
    `  ${bounds ?? 'λ_min is not bounded'} ${note}`,
    ...(rank === null ? [] : [`  rank ${rank} of ${n}`]),
    ...(threshold === null
      ? []
      : [
          `  every set of ${threshold} or more inputs in R^${inputs.d} is singular ${colours.dim('(theorem D)')}`,
        ]),
    ...(nullVector === null ? [] : [`  null vector (${shown}${more})`]),
  ];
}
