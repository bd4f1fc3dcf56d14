/**
 * # A proposer that can be stopped
 *
 * The caller waits, as a decision is one synchronous computation; the answer comes from a thread
 * that is killed when it takes too long, and is then not asked again.
 */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ThreadData } from './thread.ts';

export interface Proposer {
  /** See `ProposeFactors`. */
  readonly propose: (polynomial: string) => string | null;
  /** Stops the thread; later questions are answered null. */
  readonly close: () => void;
}

/**
 * @param milliseconds for all questions together, the start of the thread included
 * @throws RangeError if they are not positive
 */
export function createProposer(milliseconds: number): Proposer {
  if (!(milliseconds > 0))
    throw new RangeError(`createProposer: expected milliseconds > 0, got ${milliseconds}`);
  const answered = new Int32Array(new SharedArrayBuffer(4));
  let left = milliseconds;
  let thread: { readonly worker: Worker; readonly port: MessageChannel['port1'] } | null = null;
  let closed = false;

  const start = (): NonNullable<typeof thread> => {
    const { port1, port2 } = new MessageChannel();
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const workerData: ThreadData = { port: port2, answered };
    const worker = new Worker(new URL(`./thread.${extension}`, import.meta.url), {
      workerData,
      transferList: [port2],
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    // A thread that ends for its own reasons has no answer: the wait below runs out.
    worker.on('error', () => {});
    worker.unref();
    port1.unref();
    return { worker, port: port1 };
  };
  const close = (): void => {
    closed = true;
    if (thread === null) return;
    thread.port.close();
    void thread.worker.terminate();
    thread = null;
  };
  return {
    propose: (polynomial) => {
      if (closed) return null;
      const began = performance.now();
      thread ??= start();
      const before = Atomics.load(answered, 0);
      thread.port.postMessage(polynomial);
      const outcome = Atomics.wait(answered, 0, before, left);
      left -= performance.now() - began;
      if (outcome === 'timed-out' || left <= 0) {
        close();
        return null;
      }
      const message = receiveMessageOnPort(thread.port) as
        { readonly message: unknown } | undefined;
      return typeof message?.message === 'string' ? message.message : null;
    },
    close,
  };
}
