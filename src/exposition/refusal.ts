/**
 * # What an export cannot carry
 *
 * Thrown inside the folder where an expression or a proof step has no counterpart; the folder's
 * public functions turn it into a value.
 */
export class NotCarried extends Error {}

export function refuse(reason: string): never {
  throw new NotCarried(reason);
}

/** The value, or the reason why there is none. */
export type Told<T> = { readonly kind: 'told' } & T;
export interface NotTold {
  readonly kind: 'not-told';
  readonly reason: string;
}

export function attempt<T>(tell: () => Told<T>): Told<T> | NotTold {
  try {
    return tell();
  } catch (error) {
    if (!(error instanceof NotCarried)) throw error;
    return { kind: 'not-told', reason: error.message };
  }
}
