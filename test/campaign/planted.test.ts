/** Planted defects are found, and shrink to something a person sees through. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import type { Plugin } from 'vite';
import { describe, expect, it } from 'vitest';
import { planted } from '../../campaign/planted.ts';
import type { Planted } from '../../campaign/planted.ts';
import type { Defect } from '../../campaign/shard.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seed = Number(process.env.NONPOLY_SEED ?? 3);

type Shard = typeof import('../../campaign/shard.ts');

/** The campaign's own code on sources of which one is changed while it is loaded. */
async function shardWith(bug: Planted | null): Promise<Shard> {
  let changed = bug === null;
  const plugin: Plugin = {
    name: 'planted',
    enforce: 'pre',
    transform(code, id) {
      if (bug === null || !id.endsWith(`/src/${bug.file}`)) return null;
      changed = true;
      return code.replace(bug.find, bug.replace);
    },
  };
  const { module } = await runnerImport<Shard>(`${root}/campaign/shard.ts`, {
    configFile: false,
    logLevel: 'error',
    plugins: [plugin],
  });
  expect(changed, 'the changed source was loaded').toBe(true);
  return module;
}

describe.each(planted)('$name', (bug) => {
  it('stands once in the source', () => {
    const source = readFileSync(`${root}/src/${bug.file}`, 'utf8');
    expect(source.split(bug.find).length).toBe(2);
  });

  it('is found', async () => {
    const { runShard } = await shardWith(bug);
    const options = { seed, shard: 0, minutes: 5, cases: 2000, defects: 1 };
    let found: Defect | undefined;
    for (const only of bug.only) {
      const [tally] = runShard({ ...options, only: [only] });
      [found] = tally!.defects;
      console.log(
        `${bug.name}: ${only}, ${tally!.cases} cases; ${found?.counterexample}: ${found?.defect}`,
      );
      if (found) break;
    }
    expect(found?.counterexample?.length).toBeLessThan(200);
  });
});

it('a slice of the campaign finds nothing in the program as it is', async () => {
  const { runShard } = await shardWith(null);
  const tallies = runShard({ seed, shard: 0, minutes: 2, cases: 25 });
  expect(tallies.flatMap((tally) => tally.defects)).toEqual([]);
  for (const { name, cases, undecided } of tallies)
    expect(undecided, name).toBeLessThan(Math.max(cases, 2) * 0.5);
});
