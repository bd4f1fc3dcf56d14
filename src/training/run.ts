/**
 * # A run of descent
 *
 * Steps of an engine with the loss before each, until the loss has left all bounds. Every thread
 * comes to the same decision, because every thread has the same losses.
 */
import type { Engine } from './engine.ts';

/** How a run stands after some steps. */
export type Standing = 'going' | 'diverged' | 'not-a-number';

/** A loss this many times the first one will not come back. */
export const DIVERGED = 1e8;

export interface Run {
  /** Takes up to `count` steps, none after divergence; the loss after the last one is known too. */
  readonly advance: (count: number) => Standing;
}

/**
 * @param losses entry k is the loss after k steps
 * @param report called with the number of losses known, after each is
 */
export function createRun(
  engine: Engine,
  losses: Float64Array,
  report: (known: number) => void,
): Run {
  let steps = 0;
  let standing: Standing = 'going';
  const note = (loss: number): void => {
    losses[steps] = loss;
    report(steps + 1);
    if (loss <= DIVERGED * losses[0]!) return;
    // Growth leads to numbers too large; a loss that was at rest meets a point where σ is none.
    const grew = steps > 0 && (losses[steps - 1]! > losses[0]! || Number.isFinite(loss));
    standing = grew || loss === Infinity ? 'diverged' : 'not-a-number';
  };
  return {
    advance: (count) => {
      if (standing !== 'going') return standing;
      for (const end = Math.min(steps + count, losses.length - 1); steps < end; steps += 1) {
        note(engine.step());
        if (standing !== 'going') return standing;
      }
      note(engine.measure());
      return standing;
    },
  };
}
