// The campaign: npm run campaign -- --minutes 30 --seed 7 [--cases N] [--shards 2] [--only NAME]
// [--report FOLDER]. Exit code 1 if a property shows a defect. Of 10,000 default activations, how many
// are decided and what they are: npm run campaign -- --only verdict --cases 5000.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { merged, reportText } from './report.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    shards: { type: 'string', default: '2' },
    only: { type: 'string', multiple: true },
    report: { type: 'string', default: 'campaign-report' },
  },
});
const number = (name, text, otherwise) => {
  if (text === undefined) return otherwise;
  if (!(Number(text) > 0))
    throw new RangeError(`--${name}: expected a number above 0, got ${text}`);
  return Number(text);
};
const seed = number('seed', values.seed, Math.floor(Math.random() * 2 ** 31));
const cases = number('cases', values.cases, Number.MAX_SAFE_INTEGER);
const minutes = number('minutes', values.minutes, values.cases === undefined ? 30 : 1e6);
const shards = number('shards', values.shards, 2);
console.log(`seed ${seed}, ${shards} shards`);

const start = fileURLToPath(new URL('./start.mjs', import.meta.url));
const began = performance.now();
const runs = await Promise.all(
  Array.from({ length: shards }, (_, shard) => {
    const options = { seed, shard, minutes, cases, only: values.only };
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [start, JSON.stringify(options)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let rest = '';
      let tallies = null;
      child.stdout.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines.map((l) => JSON.parse(l))) {
          if (line.tallies) tallies = line.tallies;
          else
            console.log(
              `defect in ${line.defect.property}: ${line.defect.defect}\n  ${line.defect.counterexample}`,
            );
        }
      });
      child.on('close', (code) =>
        tallies ? resolve(tallies) : reject(new Error(`shard ${shard} ended with code ${code}`)),
      );
    });
  }),
);
const tallies = merged(runs);
const report = reportText({ seed, shards, minutes: (performance.now() - began) / 60_000, tallies });
mkdirSync(values.report, { recursive: true });
writeFileSync(join(values.report, 'campaign.md'), report);
writeFileSync(
  join(values.report, 'campaign.json'),
  JSON.stringify({ seed, shards, tallies }, null, 2),
);
console.log(report);
process.exitCode = tallies.some((tally) => tally.defects.length > 0) ? 1 : 0;
