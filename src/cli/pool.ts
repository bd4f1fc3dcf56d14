/**
 * # Workers with a hard limit
 *
 * A task that exceeds its time or its memory costs its worker, which is replaced; the other tasks
 * go on. Time is counted from the moment when a worker that is loaded has the task.
 */
import type { End, Host, Message, StartHost } from './host.ts';

export interface PoolOptions {
  readonly worker: URL;
  readonly start: StartHost;
  /** Most workers at one time; they are started when there is work for them. */
  readonly size: number;
  /** Milliseconds for one task; null: no limit. */
  readonly timeout: number | null;
  /** Megabytes of one worker. */
  readonly memory: number;
}

export type Reply<Result> =
  | { readonly kind: 'answered'; readonly result: Result }
  | {
      readonly kind: End | 'timeout' | 'closed';
      readonly message: string;
      /** Since a worker took the task up. */
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
  readonly host: Host;
  ready: boolean;
  job: Job<Task, Result> | null;
  timer: NodeJS.Timeout | null;
  began: number;
}

// A longer delay makes a timer fire at once.
const longestDelay = 2 ** 31 - 1;

export function createPool<Task extends object, Result>(options: PoolOptions): Pool<Task, Result> {
  const { size, timeout } = options;
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`createPool: expected a size of at least 1, got ${size}`);
  const slots = new Set<Slot<Task, Result>>();
  const queue: Job<Task, Result>[] = [];

  const startSlot = (): Slot<Task, Result> => {
    const host = options.start<Result>(options.worker, options.memory, {
      message: (message) => receive(slot, message),
      end: (kind, message) => drop(slot, kind, message),
    });
    const slot: Slot<Task, Result> = { host, ready: false, job: null, timer: null, began: 0 };
    slots.add(slot);
    return slot;
  };

  const receive = (slot: Slot<Task, Result>, message: Message<Result>): void => {
    if (!slots.has(slot)) return;
    switch (message.kind) {
      case 'ready':
        slot.ready = true;
        begin(slot);
        break;
      case 'answered':
        settle(slot, message);
        fill();
        break;
      case 'failed':
        drop(slot, 'failed', message.message);
        break;
      default:
        message satisfies never;
    }
  };

  const begin = (slot: Slot<Task, Result>): void => {
    slot.began = performance.now();
    if (slot.job === null || timeout === null) return;
    slot.timer = setTimeout(
      () => drop(slot, 'timeout', `no answer after ${timeout} ms`),
      Math.min(timeout, longestDelay),
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
  const drop = (slot: Slot<Task, Result>, kind: End | 'timeout', message: string): void => {
    if (!slots.delete(slot)) return;
    const milliseconds = slot.began === 0 ? 0 : Math.round(performance.now() - slot.began);
    settle(slot, { kind, message, milliseconds });
    void slot.host.kill();
    fill();
  };

  const fill = (): void => {
    while (queue.length > 0) {
      const idle = [...slots].find((slot) => slot.job === null);
      const slot = idle ?? (slots.size < size ? startSlot() : null);
      if (slot === null) return;
      slot.job = queue.shift()!;
      slot.host.post(slot.job.task);
      if (slot.ready) begin(slot);
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
      const open = [...slots];
      slots.clear();
      for (const slot of open) settle(slot, closed);
      await Promise.all(open.map(({ host }) => host.kill()));
    },
  };
}
