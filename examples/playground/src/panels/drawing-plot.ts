/**
 * # The drawing of a proof
 */
import type { Answer } from 'nonpoly';
import type { Drawing } from '../engine/drawing.ts';
import { equidistant } from '../plot/mark.ts';
import type { Mark } from '../plot/mark.ts';
import type { Plot } from '../plot/plot.ts';
import { numberText, rangeOf } from '../plot/scale.ts';

export function drawingPlot(drawing: Drawing, answer: Answer): Plot {
  const { from, to, values, polynomial, shared, gap } = drawing;
  const x = equidistant(from, to, values.length);
  const must = [...shared.map(([, y]) => y), ...(gap ? [gap.value, gap.polynomial] : [])];
  const marks: Mark[] = [{ kind: 'curve', x, y: values, look: 'first' }];
  if (polynomial) marks.push({ kind: 'curve', x, y: polynomial, look: 'second', dashed: true });
  if (gap) {
    marks.push(
      { kind: 'segment', from: [gap.x, gap.value], to: [gap.x, gap.polynomial], look: 'gap' },
      { kind: 'dots', at: shared, look: 'first' },
      { kind: 'dots', at: [[gap.x, gap.polynomial]], look: 'second' },
      { kind: 'dots', at: [[gap.x, gap.value]], look: 'gap' },
    );
  }
  return {
    label: `Graph of σ from ${numberText(from)} to ${numberText(to)}. ${drawingCaption(drawing, answer)}`,
    x: { from, to, name: 'x' },
    y: rangeOf(values, must.filter(Number.isFinite)),
    marks,
  };
}

export function drawingCaption({ shared, gap, polynomial }: Drawing, { verdict }: Answer): string {
  if (verdict === 'polynomial')
    return 'σ, and dashed the polynomial of the certificate on top of it.';
  if (gap === null) return 'σ, drawn in double precision; the proof is in the certificate.';
  const difference = gap.value - gap.polynomial;
  const size = Number.isFinite(difference) ? `about ${numberText(difference)}` : 'beyond doubles';
  const at = numberText(gap.x);
  if (shared.length === 0 && polynomial !== null && gap.polynomial === 0)
    return `If σ were a polynomial it would be 0 (dashed). At x = ${at} it is not: the gap is ${size}.`;
  const through =
    shared.length > 0
      ? `Dashed: the polynomial of degree ≤ ${shared.length - 1} through ${shared.length === 1 ? 'the first marked point' : `the first ${shared.length} marked points`}. If σ were a polynomial, it would be this one.`
      : 'Dashed: the only polynomial that σ could be.';
  return `${through} At x = ${at} it is not: the gap is ${size}.`;
}
