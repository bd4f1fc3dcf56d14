/**
 * # Hermite coefficients for a person
 *
 * A table with a plot of log₁₀|a_k|, the rest, and the decay.
 */
import pc from 'picocolors';
import type { Colours } from './answer-text.ts';
import type { HermiteReport, ShownEnclosure } from './hermite.ts';
import { visible, wantsColour } from './io.ts';
import type { Io } from './io.ts';

/** Characters of the longest bar. */
const longestBar = 40;

export function hermiteText(report: HermiteReport, io: Io): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const { input, expression, source, variance, terms, squareNorm, tail, errorEstimate } = report;
  const text = input.trim() === expression ? '' : ` = ${visible(expression)}`;
  const where = source ? ` ${colours.dim(`(${visible(source.name)})`)}` : '';
  const lines = [
    `${colours.bold(visible(input.trim()))}${text}${where}`,
    colours.dim(
      `  a_k = E[σ(√q Z) h_k(Z)], q = ${variance}, orthonormal probabilists' Hermite polynomials`,
    ),
    '',
    ...table(report, colours),
    '',
    `  E[σ²]   ${valueText(squareNorm)}`,
    `  tail    ${valueText(tail)} ${colours.dim(`(E[σ²] − Σ a_k² over k < ${terms})`)}`,
    `  decay   ${report.decay.kind}${report.decay.law === null ? '' : `: ${report.decay.law}`} ${colours.dim('(read off the numbers, no bound)')}`,
    errorEstimate === null
      ? `  error   ${colours.dim('none: every number lies between the bounds shown')}`
      : `  error   about ${errorEstimate.toExponential(1)} ${colours.dim('(an estimate, in double precision)')}`,
    ...report.assumed.map((sentence) => `  ${colours.yellow('assumed')}: ${visible(sentence)}`),
  ];
  return lines.join('\n') + '\n';
}

function table({ coefficients, errorEstimate }: HermiteReport, colours: Colours): string[] {
  const texts = coefficients.map((value) =>
    typeof value === 'number' ? numberText(value, errorEstimate ?? 0) : valueText(value),
  );
  const width = Math.max(...texts.map((text) => text.length));
  const sizes = coefficients.map(sizeOf);
  const largest = Math.max(...sizes);
  const floor = Math.max(errorEstimate ?? 0, largest * 1e-17);
  const least = Math.min(...sizes.filter((size) => size > floor), largest / 10);
  const [from, to] = [Math.log10(least) - 0.5, Math.log10(largest)];
  return coefficients.map((_, k) => {
    const size = sizes[k]!;
    const share = size > floor ? (Math.log10(size) - from) / (to - from) : 0;
    const bar = '█'.repeat(Math.round(share * longestBar));
    const exponent = size > floor ? Math.log10(size).toFixed(1) : '';
    return `  ${String(k).padStart(4)}  ${texts[k]!.padEnd(width)}  ${exponent.padStart(6)} ${colours.cyan(bar)}`.trimEnd();
  });
}

/** The digits that the error leaves; ≈ 0 where it leaves none. */
function numberText(value: number, error: number): string {
  const size = Math.abs(value);
  if (size <= error) return ' ≈ 0';
  const digits = error > 0 ? Math.floor(Math.log10(size / error)) : 15;
  const text = String(Number(size.toPrecision(Math.max(1, Math.min(15, digits)))));
  return `${value < 0 ? '−' : ' '}${text}`;
}

const valueText = (value: number | ShownEnclosure): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(12)))
    : value.lower === value.upper
      ? value.lower
      : `[${value.lower}, ${value.upper}]`;

/** |a_k|, for the plot. */
function sizeOf(value: number | ShownEnclosure): number {
  if (typeof value === 'number') return Math.abs(value);
  const [lower, upper] = [Number(value.lower), Number(value.upper)];
  return lower <= 0 && upper >= 0 ? 0 : Math.abs(lower + upper) / 2;
}
