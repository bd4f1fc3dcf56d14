/**
 * # A conjecture's summary on a terminal
 */
import { join } from 'node:path';
import pc from 'picocolors';
import type { Case } from '../testing/conjecture.ts';
import type { Summary } from '../testing/summary.ts';
import { visible, wantsColour } from './io.ts';
import type { Io } from './io.ts';

export function summaryTable(
  summary: Summary,
  { standing }: { readonly standing: (summary: Summary) => string },
  folder: string,
  io: Io,
): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const { name, statement, seed, counts, counterexamples } = summary;
  const colour = counts.fails > 0 ? colours.red : colours.green;
  const lines = [
    `${colours.bold(name)}: ${visible(statement)}`,
    `  ${colour(standing(summary))}`,
    '',
    `  holds      ${counts.holds}`,
    `  vacuous    ${counts.vacuous}`,
    `  undecided  ${counts.undecided}`,
    `  fails      ${counts.fails}`,
  ];
  for (const { activation, inputs, architecture, because } of counterexamples.slice(0, 3)) {
    lines.push('', `  counterexample  σ(x) = ${colours.bold(visible(activation))}`);
    if (inputs.length > 0) lines.push(`    inputs ${JSON.stringify(inputs)}, ${architecture}`);
    lines.push(...because.map((line) => `    ${visible(line)}`));
  }
  lines.push('', `  seed ${seed}; ${join(folder, `${name}.md`)}`, '');
  return lines.join('\n');
}

/** One case, and what it shrinks to. */
export function caseText({ index, kind, counterexample, ...found }: Case): string {
  const about = ({ activation, inputs, architecture, because }: typeof found): string[] => [
    `  σ(x) = ${visible(activation)}`,
    ...(inputs.length > 0 ? [`  inputs ${JSON.stringify(inputs)}, ${architecture}`] : []),
    ...because.map((line) => `  ${visible(line)}`),
  ];
  const smaller =
    counterexample === null ? [] : ['', 'the smallest that fails too:', ...about(counterexample)];
  return [`case ${index}: ${kind}`, ...about(found), ...smaller, ''].join('\n');
}
