/**
 * # What the page asks its workers
 *
 * One part of the engine for each kind of question. A worker has one question at a time; to cancel
 * it is to end the worker.
 */
import type { Decision, DecideAsk } from './decide.ts';
import type { Reading, ReadAsk } from './read.ts';
import type { ShapeAsk, Shape } from './shape.ts';
import type { KernelAsk, KernelView } from './kernel.ts';
import type { TrainAsk, TrainView } from './train.ts';

export interface Parts {
  readonly read: { readonly ask: ReadAsk; readonly answer: Reading };
  readonly decide: { readonly ask: DecideAsk; readonly answer: Decision };
  readonly shape: { readonly ask: ShapeAsk; readonly answer: Shape };
  readonly kernel: { readonly ask: KernelAsk; readonly answer: KernelView };
  readonly train: { readonly ask: TrainAsk; readonly answer: TrainView };
}
export type Part = keyof Parts;

export type Order =
  | { readonly kind: 'load'; readonly part: Part }
  | { readonly kind: 'ask'; readonly part: Part; readonly ask: Parts[Part]['ask'] }
  /** For a part that works step by step. */
  | { readonly kind: 'pause'; readonly paused: boolean }
  /** What was proposed for the polynomials, in their order. */
  | { readonly kind: 'factors'; readonly products: readonly (string | null)[] };

export type Report =
  /** The part is loaded and the work begins: from here on time counts. */
  | { readonly kind: 'begun' }
  /** Any number of them before the last word. */
  | { readonly kind: 'partial'; readonly answer: Parts[Part]['answer'] }
  /** The work waits for factors of these. */
  | { readonly kind: 'stuck'; readonly polynomials: readonly string[] }
  | { readonly kind: 'answered'; readonly answer: Parts[Part]['answer'] }
  | { readonly kind: 'failed'; readonly message: string };

/** What a part has of its worker. */
export interface Desk<P extends Part> {
  readonly partial: (answer: Parts[P]['answer']) => void;
  /** Lets messages in; resolves when the work is not, or no longer, paused. */
  readonly rest: () => Promise<void>;
  /** Asks the page for factors of these polynomials; null where nothing is proposed. Untrusted. */
  readonly propose: (polynomials: readonly string[]) => Promise<readonly (string | null)[]>;
}

export type Work<P extends Part> = (
  ask: Parts[P]['ask'],
  desk: Desk<P>,
) => Parts[P]['answer'] | Promise<Parts[P]['answer']>;
