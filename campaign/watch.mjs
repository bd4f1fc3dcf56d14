// One shard in a process of its own, which is ended where one value takes too long: the case is
// noted as slow, and another process goes on after it.
import { spawn } from 'node:child_process';
import { clearTimeout, setTimeout } from 'node:timers';
import { fileURLToPath } from 'node:url';

const start = fileURLToPath(new URL('./start.mjs', import.meta.url));

/** Tallies of the shard, after at most `minutes` and the time that loading takes. */
export async function watched({ longest, minutes, print, ...options }) {
  const end = performance.now() + minutes * 60_000;
  const [slow, crashed] = [[], []];
  let tallies = [];
  for (;;) {
    const left = (end - performance.now()) / 60_000;
    const ended = await once(
      { ...options, minutes: left, tallies, slow, crashed },
      longest,
      end,
      print,
    );
    if (ended.complete) return ended.tallies;
    tallies = ended.tallies;
    const { running } = ended;
    const { property, seed, value, defect } = running ?? {};
    if (defect) {
      // A smaller value may be slow: what was found stays.
      tallies.find(({ name }) => name === property)?.defects.push(defect);
      print({ defect });
    }
    if (ended.code !== null) {
      if (running === null) throw new Error(`shard ${options.shard} ended with code ${ended.code}`);
      const what = `the process ended with code ${ended.code}`;
      const crash = { property, seed, counterexample: value, defect: what };
      crashed.push({ property, seed, value });
      tallies.find(({ name }) => name === property)?.defects.push(crash);
      print({ defect: crash });
    }
    if (ended.late) {
      slow.push({ property, seed, value });
      print({ slow: slow.at(-1) });
    }
    if (performance.now() >= end) return withSlow(tallies, slow);
  }
}

/** Those that no process counted any more. */
function withSlow(tallies, slow) {
  for (const late of slow) {
    const tally = tallies.find(({ name }) => name === late.property);
    if (!tally || tally.slow.some(({ seed }) => seed === late.seed)) continue;
    tally.cases += 1;
    tally.slow.push(late);
  }
  return tallies;
}

function once(options, longest, end, print) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [start], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(JSON.stringify(options));
    let { tallies } = options;
    let [rest, running, timer, complete, late, killed] = ['', null, null, false, false, false];
    const kill = (isLate) => {
      [late, killed] = [isLate, true];
      child.kill('SIGKILL');
    };
    const rewind = () => {
      clearTimeout(timer);
      const left = Math.max(end - performance.now(), 0) + grace;
      timer = setTimeout(() => kill(longest * 1000 <= left), Math.min(longest * 1000, left));
    };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines.map((l) => JSON.parse(l))) {
        if (line.running) running = line.running;
        else if (line.defect) print(line);
        else if (line.refused) reject(new RangeError(line.refused));
        else tallies = line.tallies ?? line.sofar;
        complete ||= line.tallies !== undefined;
      }
      if (running) rewind();
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ complete, tallies, running, late, code: complete || killed ? null : code });
    });
  });
}

/** Milliseconds that a case may take beyond the end. */
const grace = 5000;
