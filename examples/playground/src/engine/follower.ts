/**
 * # Following a view
 *
 * Asks for what a view shows, the newest question only. A quick answer is waited for, so that a
 * point can be dragged without restarting a worker at every move; a slow one is given up.
 */
import { createChannel } from './channel.ts';
import type { Channel, Reply } from './channel.ts';
import type { Part, Parts } from './protocol.ts';

export type Shown<P extends Part> =
  | { readonly kind: 'answer'; readonly answer: Parts[P]['answer']; readonly last: boolean }
  | { readonly kind: 'waiting' }
  /** `seconds`: the time that was not enough; null where it is not a matter of time. */
  | { readonly kind: 'failure'; readonly message: string; readonly seconds: number | null };

export interface Follower<P extends Part> {
  /** Asks unless this was asked last; null asks nothing. */
  readonly follow: (ask: Parts[P]['ask'] | null) => void;
  /** Asks again. */
  readonly restart: () => void;
  readonly channel: Channel;
}

/** Milliseconds that a question which is no longer wanted is waited for. */
const patience = 300;

/** @param limitOf milliseconds for a question; null: no limit */
export function createFollower<P extends Part>(
  part: P,
  limitOf: (ask: Parts[P]['ask']) => number | null,
  show: (shown: Shown<P>) => void,
): Follower<P> {
  const channel = createChannel();
  let current: Parts[P]['ask'] | null = null;
  let key = '';
  let waiting = false;
  let busy = false;
  let timer = 0;

  const begin = async (): Promise<void> => {
    clearTimeout(timer);
    waiting = false;
    busy = true;
    const ask = current;
    if (ask === null) return void (busy = false);
    const asked = key;
    const reply = await channel.ask(part, ask, {
      limit: limitOf(ask),
      partial: (answer) => {
        if (asked === key && !waiting) show({ kind: 'answer', answer, last: false });
      },
    });
    if (reply.kind === 'cancelled') return;
    busy = false;
    if (waiting) return void begin();
    show(shownOf(reply));
  };

  const restart = (): void => {
    if (!busy) return void begin();
    waiting = true;
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      channel.cancel();
      void begin();
    }, patience);
  };

  return {
    channel,
    follow: (ask) => {
      const next = JSON.stringify(ask);
      if (next === key) return;
      key = next;
      current = ask;
      if (ask === null) {
        clearTimeout(timer);
        waiting = false;
        channel.cancel();
        busy = false;
        return;
      }
      show({ kind: 'waiting' });
      restart();
    },
    restart,
  };
}

function shownOf<P extends Part>(reply: Exclude<Reply<P>, { kind: 'cancelled' }>): Shown<P> {
  switch (reply.kind) {
    case 'answered':
      return { kind: 'answer', answer: reply.answer, last: true };
    case 'timeout':
      return {
        kind: 'failure',
        message: `No answer after ${reply.seconds} s: this is too heavy for the page.`,
        seconds: reply.seconds,
      };
    case 'failed':
      return {
        kind: 'failure',
        message: `The computation failed: ${reply.message}`,
        seconds: null,
      };
    default:
      return reply satisfies never;
  }
}
