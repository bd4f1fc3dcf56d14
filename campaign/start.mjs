// One shard: its options as JSON in the first argument; defects and tallies as JSON lines.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('./shard.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
const print = (line) => process.stdout.write(JSON.stringify(line) + '\n');
const tallies = module.runShard({
  ...JSON.parse(process.argv[2]),
  onDefect: (defect) => print({ defect }),
});
print({ tallies });
