/**
 * # Any certificate
 *
 * `check` dispatches on `format`: of an activation (check.ts), or of a kernel (check-kernel.ts).
 */
import { check as checkActivation } from './check.ts';
import type { Outcome as ActivationOutcome } from './check.ts';
import { checkKernel } from './check-kernel.ts';
import type { KernelAccepted } from './check-kernel.ts';
import { kernelFormat } from './kernel-certificate.ts';

export type Outcome = ActivationOutcome | KernelAccepted;

/**
 * Checks a certificate: a parsed JSON value.
 * Never throws on any JSON value; time and memory are bounded by the limits of FORMAT.md.
 */
export function check(certificate: unknown): Outcome {
  return isKernelCertificate(certificate) ? checkKernel(certificate) : checkActivation(certificate);
}

/** Whether the format says so; nothing else is looked at. */
export const isKernelCertificate = (certificate: unknown): boolean =>
  typeof certificate === 'object' &&
  certificate !== null &&
  (certificate as { format?: unknown }).format === kernelFormat;
