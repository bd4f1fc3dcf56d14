/**
 * # The checker, alone
 *
 * This worker holds the checker and nothing else of the package: what it accepts does not depend on
 * how a certificate was found.
 */
import { check } from 'nonpoly/checker';
import type { Outcome } from 'nonpoly/checker';

declare const self: {
  postMessage: (outcome: Outcome) => void;
  onmessage: ((event: { readonly data: string }) => void) | null;
};

// The certificate comes as text, as it would from a file.
self.onmessage = ({ data }) => self.postMessage(check(JSON.parse(data)));
