/**
 * # One activation, from typing to a checked verdict
 *
 * text → reading (at once) → decision → the checker's word on its certificate. What is shown as
 * proved is what the checker in this page accepted.
 */
import { checkText } from './check.ts';
import type { Checked } from './check.ts';
import { createChannel } from './channel.ts';
import type { Decision } from './decide.ts';
import type { Reading } from './read.ts';
import type { Source } from './source.ts';

export interface Standing {
  readonly source: Source;
  /** Null: not read yet. */
  readonly reading: Reading | null;
  readonly decision: Decision | null;
  /** Null: no certificate, or not checked yet. */
  readonly checked: Checked | null;
  /** What went wrong, in words. */
  readonly failure: string | null;
  readonly working: boolean;
  /** From the question to the checker's word. */
  readonly milliseconds: number | null;
}

export interface Inquiry {
  readonly ask: (source: Source) => void;
  readonly standing: () => Standing;
  /** Ends what is going on. */
  readonly cancel: () => void;
}

/** Milliseconds for one verdict, and for one reading. */
const limits = { decide: 10_000, read: 3000 };
/** Quiet that a busy worker is granted before it is given up for the next text. */
const patience = 150;

export function createInquiry(changed: (standing: Standing) => void): Inquiry {
  const reader = createChannel();
  const decider = createChannel();
  let standing: Standing = empty({ text: '', parameters: {} });
  let began = 0;
  let timer = 0;
  /** Grows with every question: answers to earlier ones are dropped. */
  let turn = 0;

  const become = (change: Partial<Standing>): void => {
    standing = { ...standing, ...change };
    changed(standing);
  };

  const decide = async (source: Source, now: number): Promise<void> => {
    const before: { decision: Decision | null } = { decision: null };
    const reply = await decider.ask('decide', source, {
      limit: limits.decide,
      partial: (decision) => (before.decision = decision),
    });
    if (now !== turn || reply.kind === 'cancelled') return;
    // A first word that waits for proposals stands, if they are not worked in in time.
    const { decision } = reply.kind === 'answered' ? { decision: reply.answer } : before;
    if (decision === null || reply.kind === 'failed') {
      const failure =
        reply.kind !== 'failed'
          ? `No answer after ${limits.decide / 1000} seconds: this one is too heavy for the page. The command line has more time (nonpoly check --timeout).`
          : `The computation failed: ${reply.message}`;
      become({ failure, working: false });
      return;
    }
    const { certificate } = decision;
    if (certificate === null) {
      become({ decision, working: false, milliseconds: performance.now() - began });
      return;
    }
    const checked = await checkText(certificate);
    if (now !== turn) return;
    const milliseconds = performance.now() - began;
    become({ decision, checked, working: false, milliseconds });
  };

  return {
    standing: () => standing,
    ask: (source) => {
      clearTimeout(timer);
      turn += 1;
      const now = turn;
      const busy = standing.working;
      began = performance.now();
      standing = { ...empty(source), reading: standing.reading };
      changed(standing);
      void reader.ask('read', source, { limit: limits.read }).then((reply) => {
        if (now !== turn || reply.kind === 'cancelled') return;
        if (reply.kind !== 'answered') {
          become({ failure: 'This text could not be read.', working: false, reading: null });
          return;
        }
        const reading = reply.answer;
        if (reading.kind === 'error') decider.cancel();
        become({ reading, working: reading.kind !== 'error' });
        if (reading.kind === 'formula')
          timer = window.setTimeout(() => void decide(source, now), busy ? patience : 0);
      });
    },
    cancel: () => {
      clearTimeout(timer);
      turn += 1;
      decider.cancel();
      if (standing.working) become({ working: false, failure: 'Cancelled.' });
    },
  };
}

const empty = (source: Source): Standing => ({
  source,
  reading: null,
  decision: null,
  checked: null,
  failure: null,
  working: true,
  milliseconds: null,
});
