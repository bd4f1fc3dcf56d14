/**
 * # Solutions of the equation for a person
 */
import pc from 'picocolors';
import type { CharacterizeReport } from './characterize.ts';
import { visible, wantsColour } from './io.ts';
import type { Io } from './io.ts';

/** Vectors, and entries of each, that are shown. */
const [shownVectors, shownEntries] = [12, 16];

export function characterizeText(report: CharacterizeReport, saved: string | null, io: Io): string {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  const { input, expression, source, bias, points, verdict, theorem, by, basis } = report;
  const text = input.trim() === expression ? '' : ` = ${visible(expression)}`;
  const where = source ? ` ${colours.dim(`(${visible(source.name)})`)}` : '';
  const d = points[0]!.length;
  const shown = points
    .slice(0, shownEntries)
    .map((row) => (d === 1 ? row[0]! : `(${row.join(', ')})`));
  const more = points.length > shownEntries ? `, … (${points.length} points)` : '';
  const how =
    theorem === null
      ? ''
      : ` ${colours.dim(`[theorem ${theorem}${by === null ? '' : `; route ${by}`}]`)}`;
  const titles = {
    solutions: colours.green('u ≠ 0 exists'),
    'only-zero': colours.green('u = 0 is the only solution'),
    undecided: colours.yellow('undecided'),
  } as const;
  return (
    [
      `${colours.bold(visible(input.trim()))}${text}${where}`,
      `  Σ u_i σ(${bias ? 'θ₁·z_i + θ₂' : 'θ·z_i'}) = 0 for all θ, at z = ${shown.join(', ')}${more}`,
      '',
      `  ${titles[verdict]}${how}`,
      ...report.reasons.map((reason) => `    ${visible(reason)}`),
      ...report.assumes.map((sentence) => `    provided that ${visible(sentence)}`),
      ...(verdict === 'solutions'
        ? ['', '  A basis of all solutions', ...vectorLines(basis!)]
        : []),
      '',
      saved !== null
        ? `  Certificate written to ${visible(saved)}; nonpoly verify checks it again.`
        : report.certificate
          ? colours.dim('  Keep the proof: --certificate FILE')
          : null,
    ]
      .filter((line) => line !== null)
      .join('\n') + '\n'
  );
}

function vectorLines(basis: readonly (readonly string[])[]): readonly string[] {
  const vectors = basis.slice(0, shownVectors).map((u) => u.slice(0, shownEntries));
  const width = Math.max(...vectors.flat().map((entry) => entry.length));
  const cut = (basis[0]?.length ?? 0) > shownEntries ? '  …' : '';
  return [
    ...vectors.map((u) => `    ${u.map((entry) => entry.padStart(width)).join('  ')}${cut}`),
    ...(basis.length > shownVectors ? [`    … ${basis.length - shownVectors} more (--json)`] : []),
  ];
}
