/**
 * # The progress line
 *
 * One line on a terminal's stderr, rewritten in place and gone when anything else is written.
 */
import type { Output } from './io.ts';

export interface Progress {
  readonly start: () => void;
  /** Removes the line, so that other text can be written; the next tick writes it again. */
  readonly clear: () => void;
  /** Writes the line if half a second has passed, where work leaves no timer a turn. */
  readonly tick: () => void;
  readonly stop: () => void;
}

const silent: Progress = { start: () => {}, clear: () => {}, tick: () => {}, stop: () => {} };

/** Writes `text()` every half second, from one second on. Silent where nobody looks. */
export function createProgress(stderr: Output, wanted: boolean, text: () => string): Progress {
  if (!wanted || stderr.isTTY !== true) return silent;
  const began = performance.now();
  let timer: NodeJS.Timeout | null = null;
  let shown = false;
  const clear = (): void => {
    if (shown) stderr.write('\r\x1b[2K');
    shown = false;
  };
  let last = began;
  const tick = (): void => {
    last = performance.now();
    const seconds = Math.floor((performance.now() - began) / 1000);
    if (seconds < 1) return;
    stderr.write(`\r\x1b[2K${text()}, ${seconds} s (Ctrl-C stops)`);
    shown = true;
  };
  return {
    start: () => (timer = setInterval(tick, 500)),
    clear,
    tick: () => {
      if (performance.now() - last >= 500) tick();
    },
    stop: () => {
      if (timer) clearInterval(timer);
      clear();
    },
  };
}
