/**
 * # Where a worker runs
 *
 * A thread starts fastest; a process can exhaust memory without taking the others with it. Both
 * are killed at any time, busy or not, and run the same file, which speaks by `Message`.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** What a worker sends: `ready` once, when it is loaded; then one message for each task. */
export type Message<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly result: Result }
  /** After a defect the worker is not used again. */
  | { readonly kind: 'failed'; readonly message: string };

export type End = 'out-of-memory' | 'failed';

export interface HostEvents<Result> {
  readonly message: (message: Message<Result>) => void;
  /** Possibly more than once. */
  readonly end: (kind: End, message: string) => void;
}

export interface Host {
  readonly post: (task: object) => void;
  /** Resolves when the worker is gone. */
  readonly kill: () => Promise<unknown>;
}

export type StartHost = <Result>(file: URL, megabytes: number, events: HostEvents<Result>) => Host;

/**
 * A thread. When one large allocation meets the engine's limit, the engine ends the whole process;
 * so that limit is out of reach, and the memory of the process is watched instead: one thread only.
 */
export const startThread: StartHost = (file, megabytes, events) => {
  const worker = new Worker(file, {
    // The largest table that the engine makes at once is below 500 MB.
    resourceLimits: { maxOldGenerationSizeMb: megabytes + 600 },
  });
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() > megabytes * 2 ** 20)
      events.end('out-of-memory', `more than ${megabytes} MB`);
  }, 50);
  watch.unref();
  worker.on('message', events.message);
  worker.on('error', (error: NodeJS.ErrnoException) =>
    events.end(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'failed',
      String(error.message ?? error),
    ),
  );
  worker.on('exit', (code) => {
    clearInterval(watch);
    events.end('failed', `the worker ended with code ${code}`);
  });
  return { post: (task) => worker.postMessage(task), kill: () => worker.terminate() };
};

/** A process in a group of its own: Ctrl-C reaches this process only, which then ends the others. */
export const startProcess: StartHost = (file, megabytes, events) => {
  const child = fork(fileURLToPath(file), {
    execArgv: [`--max-old-space-size=${megabytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  const gone = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      process.off('exit', kill);
      // Out of memory, the engine aborts; the system kills.
      const exhausted = signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134;
      events.end(
        exhausted ? 'out-of-memory' : 'failed',
        `the worker ended with ${signal ?? `code ${code}`}`,
      );
      resolve();
    });
    child.on('error', (error) => {
      events.end('failed', error.message);
      if (child.pid === undefined) resolve();
    });
  });
  child.on('message', (message) => events.message(message as Parameters<typeof events.message>[0]));
  return {
    // A process that is going away is reported by its exit.
    post: (task) => void child.send(task, () => {}),
    kill: () => {
      kill();
      return gone;
    },
  };
};
