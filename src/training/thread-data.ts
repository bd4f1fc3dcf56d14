/**
 * # What a training and its threads share
 *
 * Apart from the thread itself, so that a page can load the package without `node:worker_threads`.
 */
import type { Expr } from '../expr/expr.ts';
import type { Descent } from './engine.ts';
import type { Layout } from './network.ts';
import type { Standing } from './run.ts';

export interface ThreadData {
  readonly block: SharedArrayBuffer;
  readonly losses: SharedArrayBuffer;
  /** Threads arrived, round, losses known. */
  readonly control: SharedArrayBuffer;
  readonly layout: Layout;
  readonly activations: readonly Expr[];
  readonly descent: Descent;
  readonly index: number;
  readonly count: number;
}

export type Order =
  | { readonly kind: 'advance'; readonly steps: number }
  | { readonly kind: 'measure' }
  | { readonly kind: 'kernel' };

export interface Done {
  readonly standing: Standing;
}

export const control = { arrived: 0, round: 1, known: 2, length: 3 } as const;
