/**
 * # The thread that nerdamer runs in
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { factor } from './factor.ts';

export interface ThreadData {
  readonly port: MessagePort;
  /** Raised by one with every answer. */
  readonly answered: Int32Array;
}

const { port, answered } = workerData as ThreadData;
if (parentPort === null) throw new TypeError('thread: expected to run as a thread');
port.on('message', (polynomial: string) => {
  port.postMessage(factor(polynomial));
  Atomics.add(answered, 0, 1);
  Atomics.notify(answered, 0);
});
