/**
 * # Proposals of factors
 *
 * From nerdamer in a worker of its own, started when a decision first asks and ended with it, or
 * when its time is over: what it has not answered by then has no proposal.
 */
import { prepareWorker, startWorker } from './worker.ts';

export interface Proposer {
  /** Polynomials → products, null where there is no proposal; in the order of the questions. */
  readonly propose: (polynomials: readonly string[]) => Promise<readonly (string | null)[]>;
  /** Ends the worker; questions from then on have no proposals. */
  readonly close: () => void;
}

/** @param milliseconds for all questions together, the start of the worker included */
export function createProposer(milliseconds: number): Proposer {
  let left = milliseconds;
  let worker: Worker | null = null;
  let giveUp = (): void => {};
  let closed = false;
  const close = (): void => {
    closed = true;
    worker?.terminate();
    worker = null;
    giveUp();
  };

  const ask = (polynomial: string): Promise<string | null> =>
    new Promise((resolve) => {
      giveUp = () => resolve(null);
      if (closed) return giveUp();
      worker ??= startWorker('proposer');
      worker.onmessage = ({ data }: MessageEvent<unknown>) =>
        resolve(typeof data === 'string' ? data : null);
      worker.onerror = close;
      worker.postMessage(polynomial);
    });

  return {
    close,
    propose: async (polynomials) => {
      const began = performance.now();
      const timer = setTimeout(close, left);
      // Without its script there are no proposals, and the decision stands as it is.
      await prepareWorker('proposer').catch(close);
      const products: (string | null)[] = [];
      for (const polynomial of polynomials) products.push(await ask(polynomial));
      clearTimeout(timer);
      left -= performance.now() - began;
      return products;
    },
  };
}
