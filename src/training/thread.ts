/**
 * # One thread of a training
 *
 * Runs the engine on its share of the neurons. Threads meet at a barrier in shared memory: the last
 * to arrive opens the next round.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from './engine.ts';
import { hiddenFunctions } from './network.ts';
import { createRun } from './run.ts';
import type { Standing } from './run.ts';
import { control } from './thread-data.ts';
import type { Done, Order, ThreadData } from './thread-data.ts';

/** Looks at the round this often before sleeping: a wake-up costs more than most phases. */
const LOOKS = 2000;

function barrierOf(shared: Int32Array, count: number): () => void {
  return () => {
    const round = Atomics.load(shared, control.round);
    if (Atomics.add(shared, control.arrived, 1) + 1 === count) {
      Atomics.store(shared, control.arrived, 0);
      Atomics.store(shared, control.round, (round + 1) | 0);
      Atomics.notify(shared, control.round);
      return;
    }
    for (let look = 0; look < LOOKS; look += 1)
      if (Atomics.load(shared, control.round) !== round) return;
    while (Atomics.load(shared, control.round) === round)
      Atomics.wait(shared, control.round, round);
  };
}

if (parentPort !== null) {
  const port = parentPort;
  const data = workerData as ThreadData;
  const shared = new Int32Array(data.control);
  const { index, count } = data;
  const barrier = barrierOf(shared, count);
  const engine = createEngine(
    new Float64Array(data.block),
    data.layout,
    hiddenFunctions(data.activations)!,
    data.descent,
    { index, count, barrier },
  );
  // Every thread writes the same losses; the first says how many there are.
  const run = createRun(engine, new Float64Array(data.losses), (known) => {
    if (index === 0) Atomics.store(shared, control.known, known);
  });
  port.on('message', (order: Order) => {
    let standing: Standing = 'going';
    switch (order.kind) {
      case 'advance':
        standing = run.advance(order.steps);
        break;
      case 'measure':
        engine.measure();
        break;
      case 'kernel':
        engine.kernel();
        break;
      default:
        order satisfies never;
    }
    port.postMessage({ standing } satisfies Done);
  });
}
