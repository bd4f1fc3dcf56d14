/**
 * # The report of a conjecture
 *
 * Counts and counterexamples from the cases that were run, as JSON and as Markdown.
 */
import type { Case, Conjecture, Counterexample } from './conjecture.ts';
import type { RulingKind } from './ruling.ts';

export interface Summary {
  readonly name: string;
  readonly statement: string;
  readonly seed: number;
  readonly cases: number;
  readonly counts: Readonly<Record<RulingKind, number>>;
  /** Different smallest counterexamples, with the cases that led to them. */
  readonly counterexamples: readonly (Counterexample & { readonly cases: readonly number[] })[];
  /** The first activations of which the claim was not decided. */
  readonly undecided: readonly {
    readonly activation: string;
    readonly because: readonly string[];
  }[];
}

const shownUndecided = 20;

/** Smallest counterexamples first, by the length of what is typed. */
export function summaryOf(
  { name, statement }: Pick<Conjecture, 'name' | 'statement'>,
  seed: number,
  cases: readonly Case[],
): Summary {
  const counts = { holds: 0, fails: 0, undecided: 0, vacuous: 0 };
  const byText = new Map<string, Counterexample & { cases: number[] }>();
  for (const { kind, index, counterexample } of cases) {
    counts[kind] += 1;
    if (counterexample === null) continue;
    const { activation, inputs, architecture } = counterexample;
    const key = JSON.stringify([activation, inputs, architecture]);
    const known = byText.get(key);
    if (known) known.cases.push(index);
    else byText.set(key, { ...counterexample, cases: [index] });
  }
  const length = (c: Counterexample): number =>
    c.activation.length + JSON.stringify(c.inputs).length;
  return {
    name,
    statement,
    seed,
    cases: cases.length,
    counts,
    counterexamples: [...byText.values()].sort((a, b) => length(a) - length(b)),
    undecided: cases
      .filter((c) => c.kind === 'undecided')
      .slice(0, shownUndecided)
      .map(({ activation, because }) => ({ activation, because })),
  };
}

/** One line on where the conjecture stands. */
export function standing({ counts, cases, counterexamples }: Summary): string {
  if (counts.fails > 0)
    return `refuted: ${counts.fails} of ${cases} cases fail, ${counterexamples.length} smallest counterexample${counterexamples.length === 1 ? '' : 's'}`;
  const { holds, vacuous, undecided } = counts;
  if (holds + vacuous === 0) return `open: nothing was decided in ${cases} cases`;
  return `not refuted: proved in ${holds} of ${cases} cases, vacuous in ${vacuous}, undecided in ${undecided}`;
}

/** The report to read. */
export function toMarkdown(summary: Summary): string {
  const { name, statement, seed, counts, counterexamples, undecided } = summary;
  const lines = [
    `# ${name}`,
    '',
    statement,
    '',
    `**${standing(summary)}** (seed ${seed}). \`nonpoly conjecture FILE --seed ${seed} --case K\` runs case K again.`,
    '',
    '| holds | vacuous | undecided | fails |',
    '| ---: | ---: | ---: | ---: |',
    `| ${counts.holds} | ${counts.vacuous} | ${counts.undecided} | ${counts.fails} |`,
  ];
  if (counterexamples.length > 0) lines.push('', '## Counterexamples');
  for (const example of counterexamples.slice(0, 20)) {
    lines.push('', `- σ(x) = \`${example.activation}\``);
    if (example.inputs.length > 0) lines.push(`  - inputs \`${JSON.stringify(example.inputs)}\``);
    lines.push(`  - ${example.architecture}`);
    for (const because of example.because) lines.push(`  - ${because}`);
    lines.push(
      `  - found by case ${example.cases.slice(0, 5).join(', ')}; ${example.certificates.length} certificates in the JSON report`,
    );
  }
  if (undecided.length > 0) lines.push('', '## Undecided');
  for (const { activation, because } of undecided)
    lines.push('', `- \`${activation}\``, ...because.slice(0, 2).map((line) => `  - ${line}`));
  return lines.join('\n') + '\n';
}
