/**
 * # A Gram matrix for a person
 *
 * What was computed, with every value it depends on; the numbers themselves where they fit.
 */
import pc from 'picocolors';
import type { GramReport } from './gram.ts';
import { visible, wantsColour } from './io.ts';
import type { Io } from './io.ts';
import { networkLines } from './network-text.ts';

/** Rows that a terminal shows whole. */
const shownRows = 8;

export function gramText(
  report: GramReport,
  matrix: Float64Array,
  out: string | null,
  io: Io,
): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const { kernel, depth, n, inputs, architecture, entryError, assumed, notes } = report;
  const name = kernel === 'ntk' ? 'NTK Θ' : 'NNGP Σ';
  const diagonal = Array.from({ length: n }, (_, i) => matrix[i * n + i]!);
  const [least, most] = range(diagonal);
  const [lower, upper] = range(matrix);
  const error = entryError.value.toExponential(1);
  const rows = n <= shownRows ? matrixLines(matrix, n) : [];
  return (
    [
      `${colours.bold(`${name}^${depth}`)} of ${n} input${n === 1 ? '' : 's'} in R^${inputs.d} ${colours.dim(`(${visible(inputs.source)})`)}`,
      ...networkLines(architecture, colours),
      '',
      `  diagonal      ${least} to ${most}`,
      `  entries       ${lower} to ${upper}`,
      entryError.rigorous
        ? `  entry error   at most ${entryError.value.toExponential()} ${colours.dim('(proved: enclosures)')}`
        : `  entry error   about ${error} ${colours.dim('(an estimate, in double precision)')}`,
      ...(rows.length > 0 ? ['', ...rows] : []),
      ...assumed.map((sentence) => `  ${colours.yellow('assumed')}: ${visible(sentence)}`),
      ...notes.map((sentence) => `  ${colours.yellow('note')}: ${visible(sentence)}`),
      out === null
        ? n > shownRows
          ? colours.dim('  The numbers: --json, or --out K.npy')
          : null
        : `  Written to ${visible(out)}`,
    ]
      .filter((line) => line !== null)
      .join('\n') + '\n'
  );
}

function range(values: ArrayLike<number>): readonly [string, string] {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    least = Math.min(least, values[i]!);
    most = Math.max(most, values[i]!);
  }
  return [short(least), short(most)];
}

const short = (x: number): string => String(Number(x.toPrecision(6)));

function matrixLines(matrix: Float64Array, n: number): readonly string[] {
  const texts = Array.from(matrix, short);
  const width = Math.max(...texts.map((text) => text.length));
  return Array.from({ length: n }, (_, i) => {
    const row = texts.slice(i * n, i * n + n).map((text) => text.padStart(width));
    return `  ${row.join('  ')}`;
  });
}
