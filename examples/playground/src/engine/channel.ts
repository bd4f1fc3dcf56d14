/**
 * # Channels
 *
 * One question at a time: a new one cancels the old by ending its worker, so that nothing that is
 * no longer wanted takes time. A spare worker stands ready for that moment.
 */
import type { Order, Part, Parts, Report } from './protocol.ts';
import { createProposer } from './proposer.ts';
import type { Proposer } from './proposer.ts';
import { startWorker } from './worker.ts';

export type Reply<P extends Part> =
  | { readonly kind: 'answered'; readonly answer: Parts[P]['answer'] }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly message: string };

export interface AskOptions<P extends Part> {
  /** Milliseconds from when the work begins; null: no limit. */
  readonly limit: number | null;
  readonly partial?: (answer: Parts[P]['answer']) => void;
}

export interface Channel {
  readonly ask: <P extends Part>(
    part: P,
    ask: Parts[P]['ask'],
    options: AskOptions<P>,
  ) => Promise<Reply<P>>;
  readonly pause: (paused: boolean) => void;
  readonly cancel: () => void;
}

let spare: Worker | null = null;
/** Starts a worker ahead of time and loads what most questions need. */
export function keepSpare(): void {
  if (spare !== null) return;
  spare = startWorker('engine');
  spare.postMessage({ kind: 'load', part: 'decide' } satisfies Order);
}

function takeWorker(): Worker {
  const worker = spare ?? startWorker('engine');
  spare = null;
  return worker;
}

/** Milliseconds that proposals may take, for one question: as many as on the command line. */
const proposing = 3000;

export function createChannel(): Channel {
  let worker: Worker | null = null;
  let settle: ((reply: Reply<never>) => void) | null = null;
  let timer = 0;
  let proposer: Proposer | null = null;

  const finish = (reply: Reply<never>): void => {
    clearTimeout(timer);
    proposer?.close();
    proposer = null;
    const done = settle;
    settle = null;
    done?.(reply);
  };
  const end = (reply: Reply<never>): void => {
    if (settle === null) return;
    worker?.terminate();
    worker = null;
    finish(reply);
  };
  const factor = async (polynomials: readonly string[]): Promise<void> => {
    const current = worker;
    proposer ??= createProposer(proposing);
    const products = await proposer.propose(polynomials);
    if (current === worker) worker?.postMessage({ kind: 'factors', products } satisfies Order);
  };
  const cancel = (): void => {
    const busy = settle !== null;
    end({ kind: 'cancelled' });
    if (busy) setTimeout(keepSpare, 300);
  };

  return {
    ask: (part, ask, { limit, partial }) => {
      cancel();
      worker ??= takeWorker();
      const current = worker;
      return new Promise((resolve) => {
        settle = resolve as (reply: Reply<never>) => void;
        current.onmessage = ({ data }: MessageEvent<Report>) => {
          // What an ended worker had sent before is not for the next question.
          if (current !== worker) return;
          switch (data.kind) {
            case 'begun':
              if (limit !== null)
                timer = window.setTimeout(
                  () => end({ kind: 'timeout', seconds: limit / 1000 }),
                  limit,
                );
              break;
            case 'stuck':
              void factor(data.polynomials);
              break;
            case 'partial':
              partial?.(data.answer as never);
              break;
            case 'answered':
            case 'failed':
              finish(data as Reply<never>);
              break;
            default:
              data satisfies never;
          }
        };
        current.onerror = (event) => {
          if (current === worker) end({ kind: 'failed', message: event.message });
        };
        current.postMessage({ kind: 'ask', part, ask } satisfies Order);
      });
    },
    pause: (paused) => worker?.postMessage({ kind: 'pause', paused } satisfies Order),
    cancel,
  };
}
