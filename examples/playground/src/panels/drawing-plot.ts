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
  const { from, to, values, polynomial, shared, gap } = magnified(drawing);
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

/** Of the range of the values, what the eye still sees of a gap. */
const visible = 0.004;

/** Whether the gap would vanish beside the values, so that σ minus the polynomial is drawn. */
function isSmall({ values, polynomial, gap }: Drawing): boolean {
  if (gap === null || polynomial === null) return false;
  const { from, to } = rangeOf(values);
  return Math.abs(gap.value - gap.polynomial) < visible * (to - from);
}

function magnified(drawing: Drawing): Drawing {
  const { values, polynomial, shared, gap } = drawing;
  if (!isSmall(drawing)) return drawing;
  return {
    ...drawing,
    values: values.map((value, i) => value - polynomial![i]!),
    polynomial: polynomial!.map(() => 0),
    shared: shared.map(([x]) => [x, 0] as const),
    gap: { x: gap!.x, value: gap!.value - gap!.polynomial, polynomial: 0 },
  };
}

export function drawingCaption(drawing: Drawing, { verdict }: Answer): string {
  const { shared, gap, polynomial } = drawing;
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
  const drawn = isSmall(drawing)
    ? ' Drawn is σ minus it, since the gap would not be seen beside the values.'
    : '';
  return `${through}${drawn} At x = ${at} it is not: the gap is ${size}.`;
}
