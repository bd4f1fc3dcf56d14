/** A case that takes too long is given up, reported with its text and seed, and the rest goes on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { properties } from '../../campaign/properties.ts';
import type { Tally } from '../../campaign/shard.ts';

const run = fileURLToPath(new URL('../../campaign/run.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'campaign-'));
afterAll(() => rmSync(folder, { recursive: true }));

function campaign(...flags: string[]): { readonly text: string; readonly tally: Tally } {
  const args = [run, '--seed', '5', '--shards', '1', '--only', 'verdict', '--report', folder];
  const { stdout } = spawnSync(process.execPath, [...args, ...flags], { encoding: 'utf8' });
  const report = JSON.parse(readFileSync(join(folder, 'campaign.json'), 'utf8')) as {
    readonly tallies: readonly Tally[];
  };
  return { text: stdout, tally: report.tallies[0]! };
}

it('where nothing is slow every case is judged', { timeout: 60_000 }, () => {
  const { tally } = campaign('--cases', '20', '--longest', '30');
  expect(tally).toMatchObject({ cases: 20, slow: [], defects: [] });
});

it('where everything is slow nothing is judged', { timeout: 120_000 }, () => {
  const { text, tally } = campaign('--cases', '2', '--longest', '0.0001');
  expect(tally.cases).toBe(2);
  expect(tally.slow.length).toBe(2);
  const verdict = properties.find(({ name }) => name === 'verdict')!;
  for (const { seed, value } of tally.slow) {
    if (value === null) continue;
    expect(verdict.run(seed).drawn).toBe(value);
    expect(text).toContain(`slow in verdict, case seed ${seed}:\n  ${value}`);
  }
});
