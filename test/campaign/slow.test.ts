/** A case that takes too long is given up, reported with its text and seed, and the rest goes on. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
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

it('a process that is read slowly waits', { timeout: 60_000 }, async () => {
  const start = fileURLToPath(new URL('../../campaign/start.mjs', import.meta.url));
  const options = { seed: 1, shard: 0, minutes: 1, cases: 2000, only: ['parse and print'] };
  const shard = spawn(process.execPath, [start], { stdio: ['pipe', 'pipe', 'inherit'] });
  shard.stdin.end(JSON.stringify(options));
  let text = '';
  shard.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    shard.stdout.pause();
    void setTimeout(20).then(() => shard.stdout.resume());
  });
  const [code] = (await once(shard, 'close')) as [number];
  expect(code).toBe(0);
  const last = JSON.parse(text.trimEnd().split('\n').at(-1)!) as { tallies: readonly Tally[] };
  expect(last.tallies[0]!.cases).toBe(2000);
});
