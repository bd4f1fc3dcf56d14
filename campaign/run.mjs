// The campaign: npm run campaign -- --minutes 30 --seed 7 [--cases N] [--shards 2] [--only NAME]
// [--longest SECONDS] [--report FOLDER]. A value that takes longer than --longest (60) is given up and
// reported as slow. Exit code 1 if a property shows a defect. Of 10,000 default activations, how many
// are decided and what they are: npm run campaign -- --only verdict --cases 5000.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { merged, reportText } from './report.mjs';
import { watched } from './watch.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    longest: { type: 'string', default: '60' },
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
const longest = number('longest', values.longest, 60);
console.log(`seed ${seed}, ${shards} shards`);

const began = performance.now();
const print = ({ defect, slow }) => {
  if (defect)
    console.log(`defect in ${defect.property}: ${defect.defect}\n  ${defect.counterexample}`);
  else console.log(`slow in ${slow.property}, case seed ${slow.seed}:\n  ${slow.value}`);
};
const runs = await Promise.all(
  Array.from({ length: shards }, (_, shard) =>
    watched({ seed, shard, minutes, cases, only: values.only, longest, print }),
  ),
).catch((error) => {
  if (!(error instanceof RangeError)) throw error;
  console.error(`--only: ${error.message}`);
  return null;
});
if (runs === null) process.exitCode = 2;
else report(runs);

function report(runs) {
  const tallies = merged(runs);
  const spent = (performance.now() - began) / 60_000;
  const text = reportText({ seed, shards, minutes: spent, longest, tallies });
  mkdirSync(values.report, { recursive: true });
  writeFileSync(join(values.report, 'campaign.md'), text);
  writeFileSync(
    join(values.report, 'campaign.json'),
    JSON.stringify({ seed, shards, tallies }, null, 2),
  );
  console.log(text);
  process.exitCode = tallies.some((tally) => tally.defects.length > 0) ? 1 : 0;
}
