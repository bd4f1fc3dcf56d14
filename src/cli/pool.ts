/**
 * # Workers with a hard limit
 *
 * A pool answers tasks on threads of their own. A task that exceeds its time or its memory costs
 * its worker, which is replaced; the other tasks go on. A worker posts `ready` once it is loaded,
 * and then one message for each task that it is sent; time is counted from `ready`.
 */
import { Worker } from 'node:worker_threads';

export interface PoolOptions {
  readonly worker: URL;
  /** Most workers at one time; they are started when there is work for them. */
  readonly size: number;
  /** Milliseconds for one task; null: no limit. */
  readonly timeout: number | null;
  /** Megabytes of the JavaScript heap of one worker. */
  readonly memory: number;
}

export type Reply<Result> =
  | { readonly kind: 'answered'; readonly result: Result }
  | {
      readonly kind: 'timeout' | 'out-of-memory' | 'failed' | 'closed';
      readonly message: string;
      /** Since a worker took it up. */
      readonly milliseconds: number;
    };

export interface Pool<Task, Result> {
  readonly run: (task: Task) => Promise<Reply<Result>>;
  /** Stops every worker, busy or not; open tasks are answered `closed`. */
  readonly close: () => Promise<void>;
}

interface Job<Task, Result> {
  readonly task: Task;
  readonly settle: (reply: Reply<Result>) => void;
}

interface Slot<Task, Result> {
  readonly worker: Worker;
  ready: boolean;
  job: Job<Task, Result> | null;
  timer: NodeJS.Timeout | null;
  began: number;
}

type Failure = Exclude<Reply<never>, { kind: 'answered' }>['kind'];

// A longer delay makes a timer fire at once.
const longestDelay = 2 ** 31 - 1;

export function createPool<Task, Result>(options: PoolOptions): Pool<Task, Result> {
  const { size } = options;
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`createPool: expected a size of at least 1, got ${size}`);
  const slots = new Set<Slot<Task, Result>>();
  const queue: Job<Task, Result>[] = [];

  const start = (): Slot<Task, Result> => {
    const worker = new Worker(options.worker, {
      resourceLimits: { maxOldGenerationSizeMb: options.memory, maxYoungGenerationSizeMb: 64 },
    });
    const slot: Slot<Task, Result> = { worker, ready: false, job: null, timer: null, began: 0 };
    slots.add(slot);
    worker.on('message', (message: 'ready' | Result) => {
      if (!slots.has(slot)) return;
      if (slot.ready) {
        settle(slot, { kind: 'answered', result: message as Result });
        fill();
      } else {
        slot.ready = true;
        startTimer(slot);
      }
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      drop(
        slot,
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'failed',
        String(error.message ?? error),
      ),
    );
    worker.on('exit', (code) => drop(slot, 'failed', `the worker ended with code ${code}`));
    return slot;
  };

  const startTimer = (slot: Slot<Task, Result>): void => {
    slot.began = performance.now();
    if (slot.job === null || options.timeout === null) return;
    slot.timer = setTimeout(
      () => drop(slot, 'timeout', `no answer after ${options.timeout} ms`),
      Math.min(options.timeout, longestDelay),
    );
  };

  const settle = (slot: Slot<Task, Result>, reply: Reply<Result>): void => {
    const { job } = slot;
    if (slot.timer) clearTimeout(slot.timer);
    slot.timer = null;
    slot.job = null;
    job?.settle(reply);
  };

  /** Gives up a worker and the job that it has. */
  const drop = (slot: Slot<Task, Result>, kind: Failure, message: string): void => {
    if (!slots.delete(slot)) return;
    const milliseconds = slot.began === 0 ? 0 : Math.round(performance.now() - slot.began);
    settle(slot, { kind, message, milliseconds });
    void slot.worker.terminate();
    fill();
  };

  const fill = (): void => {
    while (queue.length > 0) {
      const idle = [...slots].find((slot) => slot.job === null);
      const slot = idle ?? (slots.size < size ? start() : null);
      if (slot === null) return;
      slot.job = queue.shift()!;
      slot.worker.postMessage(slot.job.task);
      if (slot.ready) startTimer(slot);
    }
  };

  return {
    run: (task) =>
      new Promise((resolve) => {
        queue.push({ task, settle: resolve });
        fill();
      }),
    close: async () => {
      const closed = { kind: 'closed', message: 'the pool is closed', milliseconds: 0 } as const;
      for (const job of queue.splice(0)) job.settle(closed);
      const workers = [...slots];
      slots.clear();
      for (const slot of workers) settle(slot, closed);
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
