/**
 * # Checking a certificate in the page
 *
 * By the checker's own worker, from the text that can be downloaded.
 */
import type { Outcome } from 'nonpoly/checker';
import { startWorker } from './worker.ts';

export type Checked = Outcome | { readonly accepted: null; readonly reason: string };

/** Milliseconds for one certificate. */
const limit = 10_000;

let worker: Worker | null = null;
let last: Promise<unknown> = Promise.resolve();

/** One certificate after the other, in the order of the calls. */
export function checkText(certificate: string): Promise<Checked> {
  const checked = last.then(() => checkNow(certificate));
  last = checked;
  return checked;
}

function checkNow(certificate: string): Promise<Checked> {
  worker ??= startWorker('checker');
  const current = worker;
  return new Promise((resolve) => {
    const give = (checked: Checked): void => {
      clearTimeout(timer);
      resolve(checked);
    };
    const fail = (reason: string): void => {
      current.terminate();
      worker = null;
      give({ accepted: null, reason });
    };
    const timer = setTimeout(() => fail(`no answer after ${limit / 1000} s`), limit);
    current.onmessage = ({ data }: MessageEvent<Outcome>) => give(data);
    current.onerror = (event) => fail(event.message);
    current.postMessage(certificate);
  });
}
