/**
 * # An answer for a person
 *
 * What is proved, why, under which hypotheses, what follows, and how to keep the certificate.
 */
import type { createColors } from 'picocolors';
import type { Answer } from '../answer/answer.ts';
import { derivativesPath } from './certificate-file.ts';
import { characterisationLines } from './characterisation-text.ts';
import { visible } from './io.ts';

export type Colours = ReturnType<typeof createColors>;

const labels: Readonly<Record<keyof NonNullable<Answer['hypotheses']>, string>> = {
  definedOnR: 'defined on all of R',
  continuous: 'continuous',
  locallyAbsolutelyContinuous: 'locally absolutely continuous',
  differentiableAlmostEverywhere: 'differentiable almost everywhere',
  gaussianIntegrable: 'σ square-integrable (Gaussian)',
  derivativeGaussianIntegrable: "σ' square-integrable (Gaussian)",
};
const labelWidth = Math.max(...Object.values(labels).map((label) => label.length));

/** Longest text of a formula; the rest is in the JSON. */
const longest = 400;

export function answerText(answer: Answer, colours: Colours, saved: string | null): string {
  const lines = [title(answer, colours), ...verdictLines(answer, colours)];
  if (answer.hypotheses)
    lines.push('', '  Hypotheses', ...hypothesisLines(answer.hypotheses, colours));
  if (answer.consequences && answer.consequences.length > 0) {
    lines.push('', '  What follows for the Neural Tangent Kernel');
    for (const { statement, theorem } of answer.consequences)
      lines.push(
        `    • ${visible(statement)} ${colours.dim(`[theorem${theorem.includes(',') ? 's' : ''} ${theorem}]`)}`,
      );
  }
  if (answer.characterisation)
    lines.push(
      ...characterisationLines(answer.characterisation, answer.verdict === 'polynomial', colours),
    );
  if (saved !== null) {
    lines.push('', `  Certificate written to ${visible(saved)}; nonpoly verify checks it again.`);
    if (answer.characterisation?.certificate)
      lines.push(`  Derivatives and differences: ${visible(derivativesPath(saved))}`);
  } else if (answer.certificate)
    lines.push(
      '',
      colours.dim(`  Keep the proof: nonpoly check ${quoted(answer.input)} --certificate FILE`),
    );
  return lines.join('\n') + '\n';
}

function title({ input, expression, source }: Answer, colours: Colours): string {
  const parts = [colours.bold(shortened(input.trim()))];
  if (expression !== null && expression !== input.trim()) parts.push(`= ${shortened(expression)}`);
  if (source) {
    const others = source.alternatives.length > 0 ? `; also ${source.alternatives.join(', ')}` : '';
    parts.push(colours.dim(`(${visible(source.name + others)})`));
  }
  return parts.join(' ');
}

function verdictLines(answer: Answer, colours: Colours): readonly string[] {
  const { verdict, degree, degreeIsExact, coefficients, almostEverywhere, ceiling, witness } =
    answer;
  const almost = almostEverywhere
    ? [
        `    off a null set it is the polynomial of degree ${almostEverywhere.degree}` +
          ` with coefficients ${list(almostEverywhere.coefficients)}`,
      ]
    : [];
  switch (verdict) {
    case 'polynomial':
      return [
        `  ${colours.green(`polynomial of degree ${degreeIsExact === false ? '≤ ' : ''}${degree}`)}`,
        `    coefficients of 1, x, x², …: ${list(coefficients ?? [])}`,
      ];
    case 'non-polynomial':
      return [
        `  ${colours.green('not a polynomial')}`,
        ...(ceiling
          ? [`    ceiling: ${visible(ceiling.text)} ${colours.dim(`(rule ${ceiling.rule})`)}`]
          : []),
        ...(witness ? [`    witness: ${visible(witness.text)}`] : []),
        ...almost,
      ];
    case 'undecided':
      return [
        `  ${colours.yellow('undecided')}`,
        ...(answer.undecided?.reasons ?? []).map((reason) => `    ${visible(reason)}`),
        ...(typeof answer.notPolynomialOfDegree === 'number'
          ? [`    proved: not a polynomial of degree ≤ ${answer.notPolynomialOfDegree}`]
          : []),
        ...almost,
      ];
    case 'error':
      return [];
    default:
      return verdict satisfies never;
  }
}

function hypothesisLines(
  hypotheses: NonNullable<Answer['hypotheses']>,
  colours: Colours,
): readonly string[] {
  return Object.entries(labels).map(([name, text]) => {
    const { value, reason } = hypotheses[name as keyof typeof labels];
    const label = text.padEnd(labelWidth);
    return `    ${label}  ${valueText(value).padEnd(7)}  ${colours.dim(visible(reason))}`;
  });
}

type Value = NonNullable<Answer['hypotheses']>[keyof NonNullable<Answer['hypotheses']>]['value'];

function valueText(value: Value): string {
  if (value === null) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return `for variance < ${visible(value.varianceBelow)}`;
}

const list = (texts: readonly string[]): string => shortened(texts.join(', '));

function shortened(text: string): string {
  const safe = visible(text);
  return safe.length <= longest ? safe : `${safe.slice(0, longest)}…`;
}

function quoted(text: string): string {
  return /^[A-Za-z0-9_.]+$/.test(text) ? text : `'${shortened(text).replaceAll("'", "'\\''")}'`;
}

/** What is wrong with an input, and where. */
export function errorText({ input, error }: Answer, colours: Colours): string {
  const { message, position } = error!;
  const lines = [`${colours.red('error')}: ${visible(message)}`];
  if (position !== null && position <= input.length) {
    // A window of the input with a caret below the position.
    const from = Math.max(0, position - 40);
    const before = `${from > 0 ? '…' : ''}${visible(input.slice(from, position))}`;
    const after = `${visible(input.slice(position, position + 40))}${position + 40 < input.length ? '…' : ''}`;
    lines.push(`  ${before}${after}`, `  ${' '.repeat([...before].length)}${colours.red('^')}`);
  } else {
    lines.push(`  ${shortened(input)}`);
  }
  return lines.join('\n') + '\n';
}
