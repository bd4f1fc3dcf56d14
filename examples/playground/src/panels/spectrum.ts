/**
 * # The Hermite spectrum as a plot
 */
import type { Missing, Spectrum } from '../engine/shape.ts';
import type { Place } from '../plot/mark.ts';
import type { Plot } from '../plot/plot.ts';
import { numberText } from '../plot/scale.ts';

/** Coefficients of this size, relative to the norm, are rounding. */
const least = 1e-15;

export function spectrumPlot({ coefficients, squareNorm, errorEstimate }: Spectrum): Plot {
  const norm = Math.sqrt(squareNorm) || 1;
  const floor = Math.max(least, errorEstimate / norm);
  const places = Array.from(coefficients, (a, k): Place => [k, Math.abs(a) / norm]);
  const shown = places.filter(([, size]) => size > 4 * floor);
  return {
    label: `Size of the Hermite coefficients 0 to ${coefficients.length - 1} relative to the norm, on a logarithmic axis; ${shown.length} of them are above rounding.`,
    x: { from: -0.8, to: coefficients.length - 0.2, name: 'order k', whole: true },
    y: { from: 1e-12, to: 3, scale: 'log' },
    marks: [
      { kind: 'bars', at: shown.filter(([k]) => coefficients[k]! > 0), look: 'first' },
      { kind: 'bars', at: shown.filter(([k]) => coefficients[k]! < 0), look: 'second' },
    ],
  };
}

export function spectrumWords(spectrum: Spectrum | Missing): string {
  if (spectrum.kind === 'missing') return `There is no spectrum to draw: ${spectrum.reason}.`;
  const { squareNorm, tail, coefficients } = spectrum;
  const part = numberText(Math.max(0, tail) / (squareNorm || 1), 2);
  return `|a_k(q)| relative to the norm; brown: negative. A polynomial of degree r has none beyond k = r. Beyond k = ${coefficients.length - 1} lies about ${part} of the square norm. Approximate.`;
}
