// Tallies of several shards as one, and as text.

export function merged(runs) {
  const byName = new Map();
  for (const tally of runs.flat()) {
    const known = byName.get(tally.name);
    if (!known) {
      byName.set(tally.name, structuredClone(tally));
      continue;
    }
    known.cases += tally.cases;
    known.undecided += tally.undecided;
    known.milliseconds += tally.milliseconds;
    known.longest = Math.max(known.longest, tally.longest);
    known.open.push(...tally.open);
    known.defects.push(...tally.defects);
    known.slow.push(...tally.slow);
    for (const [tag, count] of Object.entries(tally.tags))
      known.tags[tag] = (known.tags[tag] ?? 0) + count;
  }
  return [...byName.values()];
}

const percent = (part, whole) => `${((100 * part) / Math.max(whole, 1)).toFixed(2)} %`;

export function reportText({ seed, shards, minutes, longest, tallies }) {
  const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
  const defects = tallies.flatMap((tally) => tally.defects);
  const slow = tallies.flatMap((tally) => tally.slow);
  const lines = [
    '# Campaign',
    '',
    `Seed ${seed}, ${shards} processes, ${minutes.toFixed(1)} minutes: ${sum('cases')} cases, ${sum('undecided')} undecided, ${slow.length} slower than ${longest} s, ${defects.length} with a defect.`,
    '',
    '| property | cases | undecided | slow | defects | mean | longest |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...tallies.map(
      ({ name, cases, undecided, slow: late, defects: found, milliseconds, longest: most }) =>
        `| ${name} | ${cases} | ${undecided} (${percent(undecided, cases)}) | ${late.length} | ${found.length} | ${(milliseconds / Math.max(cases, 1)).toFixed(1)} ms | ${(most / 1000).toFixed(1)} s |`,
    ),
    '',
    ...tallies.map(({ name, statement }) => `- **${name}**: ${statement}`),
  ];
  for (const { name, cases, tags } of tallies.filter(
    (tally) => Object.keys(tally.tags).length > 0,
  )) {
    lines.push('', `## What the cases of “${name}” were`, '');
    for (const [tag, count] of Object.entries(tags).sort())
      lines.push(`- ${tag}: ${count} (${percent(count, cases)})`);
  }
  for (const { name, open } of tallies.filter((tally) => tally.open.length > 0)) {
    lines.push('', `## Undecided in “${name}”, the first`, '');
    for (const text of open.slice(0, 20)) lines.push(`- \`${text}\``);
  }
  if (slow.length > 0) lines.push('', '## Slow cases', '');
  for (const { property, seed: caseSeed, value } of slow)
    lines.push(`- ${property}, case seed ${caseSeed}`, `  - \`${value ?? 'while it was drawn'}\``);
  if (defects.length > 0) lines.push('', '## Defects', '');
  for (const { property, seed: caseSeed, counterexample, defect } of defects)
    lines.push(`- ${property}, case seed ${caseSeed}: ${defect}`, `  - \`${counterexample}\``);
  return lines.join('\n') + '\n';
}
