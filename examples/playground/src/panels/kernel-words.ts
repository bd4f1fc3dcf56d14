/**
 * # What is settled about a kernel, in words
 *
 * Singular or strictly positive definite by a theorem, exactly; or nothing.
 */
import type { KernelView } from '../engine/kernel.ts';

type Kernel = Extract<KernelView, { kind: 'kernel' }>;

export interface KernelWords {
  readonly tone: 'proved' | 'gap' | 'open' | 'waiting';
  readonly headline: string;
  readonly text: readonly string[];
  /** The theorem. */
  readonly tag: string | null;
}

export function kernelWords(view: Kernel, name: string): KernelWords {
  const { n, settled, coincidences } = view;
  const [pair] = coincidences.equal;
  if (pair)
    return {
      tone: 'gap',
      headline: `${name} is singular`,
      text: [
        `Points ${pair[0]! + 1} and ${pair[1]! + 1} are equal, and so are their rows.`,
        `u = e_${pair[0]! + 1} − e_${pair[1]! + 1} is a null vector.`,
      ],
      tag: 'exact',
    };
  if (settled === 'pending') return { tone: 'waiting', headline: 'Deciding…', text: [], tag: null };
  if ('kind' in settled)
    return {
      tone: 'open',
      headline: 'No theorem settles this data set',
      text: [`${settled.reason}.`, 'The estimates below prove nothing.'],
      tag: null,
    };
  const { rank, theorem, reason, threshold } = settled;
  const beyond =
    threshold === null
      ? []
      : [
          n >= threshold
            ? `From N = ${threshold} on every data set is singular; there are ${n} points here.`
            : `From N = ${threshold} on every data set is singular.`,
        ];
  return rank < n
    ? {
        tone: 'gap',
        headline: `${name} is singular: rank ${rank} of ${n}`,
        text: [`${sentence(reason)}.`, ...beyond],
        tag: `theorem ${theorem}, exact over Q`,
      }
    : {
        tone: 'proved',
        headline: `${name} is strictly positive definite`,
        text: [`${sentence(reason)}.`, ...beyond],
        tag: `theorem ${theorem}`,
      };
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
