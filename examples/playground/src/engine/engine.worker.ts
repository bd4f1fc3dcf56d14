/**
 * # A worker
 *
 * Begins the part of the engine that a question needs: MPFR only where it computes with it. Its
 * script is one file whatever the part, so that a worker started ahead of time can take any question.
 */
import type { Desk, Order, Part, Parts, Report, Work } from './protocol.ts';

declare const self: {
  postMessage: (report: Report) => void;
  onmessage: ((event: { readonly data: Order }) => void) | null;
};

const load: { readonly [P in Part]: () => Promise<Work<P>> } = {
  read: async () => (await import('./read.ts')).read,
  decide: async () => (await import('./decide.ts')).decideText,
  shape: async () => (await import('./shape.ts')).shape,
  kernel: async () => (await import('./kernel.ts')).kernel,
  train: async () => (await import('./train.ts')).train,
};

let paused = false;
let wake = (): void => {};
let proposed = (_products: readonly (string | null)[]): void => {};
const turn = new MessageChannel();

const rest = async (): Promise<void> => {
  // A message to oneself comes after the messages that wait, and sooner than a timer.
  await new Promise<void>((resolve) => {
    turn.port1.onmessage = () => resolve();
    turn.port2.postMessage(null);
  });
  if (paused) await new Promise<void>((resolve) => (wake = resolve));
};

async function answer<P extends Part>(part: P, ask: Parts[P]['ask']): Promise<void> {
  paused = false;
  const desk: Desk<P> = {
    partial: (partial) => self.postMessage({ kind: 'partial', answer: partial }),
    rest,
    propose: (polynomials) =>
      new Promise((resolve) => {
        proposed = resolve;
        self.postMessage({ kind: 'stuck', polynomials });
      }),
  };
  try {
    const work = await load[part]();
    self.postMessage({ kind: 'begun' });
    self.postMessage({ kind: 'answered', answer: await work(ask, desk) });
  } catch (error) {
    self.postMessage({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

self.onmessage = ({ data }) => {
  switch (data.kind) {
    case 'load':
      void load[data.part]();
      break;
    case 'ask':
      void answer(data.part, data.ask);
      break;
    case 'pause':
      paused = data.paused;
      if (!paused) wake();
      break;
    case 'factors':
      proposed(data.products);
      break;
    default:
      data satisfies never;
  }
};
