/**
 * # The worker that nerdamer runs in
 *
 * It answers in text, and is believed nothing: the decision multiplies out what it proposes.
 */
import { factor } from '../../../../src/proposals/factor.ts';

declare const self: {
  postMessage: (product: string | null) => void;
  onmessage: ((event: { readonly data: string }) => void) | null;
};

self.onmessage = ({ data }) => self.postMessage(factor(data));
