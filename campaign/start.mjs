// One shard: its options as JSON on standard input; what runs, defects and tallies as JSON lines.
import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('./shard.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
// At once: whoever reads it must know what runs while it runs.
const print = (line) => {
  const bytes = Buffer.from(JSON.stringify(line) + '\n');
  for (let at = 0; at < bytes.length;) at += writeSync(1, bytes, at);
};
const tallies = module.runShard({
  ...JSON.parse(readFileSync(0, 'utf8')),
  onDefect: (defect) => print({ defect }),
  onCase: (running) => print({ running }),
  onTallies: (sofar) => print({ sofar }),
});
print({ tallies });
