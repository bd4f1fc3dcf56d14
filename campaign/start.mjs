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
  for (let at = 0; at < bytes.length;) at += written(bytes, at);
};
const pause = new Int32Array(new SharedArrayBuffer(4));
function written(bytes, at) {
  try {
    return writeSync(1, bytes, at);
  } catch (error) {
    // The pipe is full: whoever reads it is slower.
    if (error.code !== 'EAGAIN') throw error;
    Atomics.wait(pause, 0, 0, 5);
    return 0;
  }
}
try {
  const tallies = module.runShard({
    ...JSON.parse(readFileSync(0, 'utf8')),
    onDefect: (defect) => print({ defect }),
    onCase: (running) => print({ running }),
    onTallies: (sofar) => print({ sofar }),
  });
  print({ tallies });
} catch (error) {
  // Options that do not fit; all else ends the process.
  if (!(error instanceof RangeError && error.message.startsWith('there is no property')))
    throw error;
  print({ refused: error.message });
}
