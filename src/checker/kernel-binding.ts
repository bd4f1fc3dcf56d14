/**
 * # What binds a certificate of a kernel to its data
 *
 * SHA-256 of the compact JSON [kernel, layers, σ_w², σ_b², inputs, digests of the activations].
 */
import * as Q from './rational.ts';
import type { KernelCertificate } from './kernel-certificate.ts';
import { sha256 } from './sha256.ts';

export function kernelBindingOf({
  kernel,
  layers,
  weightVariance,
  biasVariance,
  inputs,
  activations,
}: Omit<KernelCertificate, 'sha256' | 'claim'>): string {
  const texts = (numbers: KernelCertificate['inputs'][number]): string[] => numbers.map(Q.toText);
  return sha256(
    JSON.stringify([
      kernel,
      layers,
      texts(weightVariance),
      texts(biasVariance),
      inputs.map(texts),
      activations.map((activation) => activation.sha256),
    ]),
  );
}
