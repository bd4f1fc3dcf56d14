/**
 * # Training on several threads
 *
 * The same steps as training.ts, to the last bit, with the neurons of each layer dealt out to
 * `node:worker_threads` over shared memory.
 */
import { layersOf } from '../ntk/architecture.ts';
import type { Architecture } from '../ntk/architecture.ts';
import type { Inputs } from '../ntk/input-angle.ts';
import { initialise } from './network.ts';
import type { Standing } from './run.ts';
import { control } from './thread-data.ts';
import type { Done, Order, ThreadData } from './thread-data.ts';
import { prepareTraining } from './training.ts';
import type { NoTraining, TrainingOptions } from './training.ts';

export interface ThreadedTraining {
  readonly kind: 'threaded-training';
  readonly threads: number;
  /** One order at a time: the next one after the last has been answered. */
  readonly advance: (count: number) => Promise<Standing>;
  /** Losses known by now, also in the middle of an order. */
  readonly losses: () => Float64Array;
  readonly outputs: () => Promise<Float64Array>;
  readonly empiricalKernel: () => Promise<Float64Array>;
  /** Ends the threads, busy or not; an open order is rejected. */
  readonly close: () => Promise<void>;
}

/**
 * @throws RangeError as createTraining, and on a number of threads below 1
 */
export async function startTraining(
  inputs: Inputs,
  labels: Float64Array,
  architecture: Architecture,
  options: TrainingOptions & { readonly threads: number },
): Promise<ThreadedTraining | NoTraining> {
  const { threads, steps } = options;
  if (!(Number.isInteger(threads) && threads >= 1 && threads <= 256))
    throw new RangeError(`startTraining: expected 1 to 256 threads, got ${threads}`);
  const prepared = prepareTraining(inputs, labels, architecture, options);
  if ('kind' in prepared) return prepared;
  const { layout, descent, seed } = prepared;
  const shared = {
    block: new SharedArrayBuffer(layout.length * 8),
    losses: new SharedArrayBuffer((steps + 1) * 8),
    control: new SharedArrayBuffer(control.length * 4),
  };
  const [block, losses] = [new Float64Array(shared.block), new Float64Array(shared.losses)];
  const counters = new Int32Array(shared.control);
  initialise(block, layout, inputs, labels, seed);

  const { activations } = layersOf(architecture);
  // Loaded here, so that the package can be bundled for a page.
  const { Worker } = await import('node:worker_threads');
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const file = new URL(/* @vite-ignore */ `./thread.${extension}`, import.meta.url);
  let reject = (_error: Error): void => {};
  let ended: Error | null = null;
  const end = (error: Error): void => {
    ended ??= error;
    reject(ended);
  };
  const workers = Array.from({ length: threads }, (_, index) => {
    const data: ThreadData = { ...shared, layout, activations, descent, index, count: threads };
    const worker = new Worker(file, { workerData: data });
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => end(new Error('startTraining: the threads have ended')));
    worker.unref();
    return worker;
  });

  const give = (order: Order): Promise<Standing> =>
    new Promise((resolve, fail) => {
      if (ended !== null) return fail(ended);
      let open = threads;
      reject = fail;
      for (const worker of workers) {
        worker.ref();
        worker.once('message', ({ standing }: Done) => {
          worker.unref();
          open -= 1;
          if (open === 0) resolve(standing);
        });
        worker.postMessage(order);
      }
    });
  const read = (offset: number, length: number): Float64Array =>
    Float64Array.from(block.subarray(offset, offset + length));
  return {
    kind: 'threaded-training',
    threads,
    advance: (count) => give({ kind: 'advance', steps: count }),
    losses: () => Float64Array.from(losses.subarray(0, Atomics.load(counters, control.known))),
    outputs: async () => {
      await give({ kind: 'measure' });
      return read(layout.outputs, layout.n);
    },
    empiricalKernel: async () => {
      await give({ kind: 'kernel' });
      return read(layout.kernel, layout.n ** 2);
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
