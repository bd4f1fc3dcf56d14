/**
 * # A run of training as plots
 */
import type { TrainView } from '../engine/train.ts';
import type { Mark, Place } from '../plot/mark.ts';
import type { Plot } from '../plot/plot.ts';
import { numberText, rangeOf } from '../plot/scale.ts';
import type { State } from '../state/state.ts';

type Run = Extract<TrainView, { kind: 'run' }>;

/** Losses below this are rounding. */
const least = 1e-16;

export function lossPlot({ steps, losses, predicted, prediction }: Run): Plot {
  // A logarithmic axis begins at 1: step 0 stands there too.
  const x = steps.map((step) => Math.max(1, step));
  const last = Math.max(10, x.at(-1)!);
  const { plateau } = prediction;
  const lowest = Math.min(
    ...losses,
    ...predicted,
    plateau && plateau.loss > 0 ? plateau.loss : Infinity,
  );
  const from = Math.max(least, lowest / 1.5);
  const to = Math.max(Math.min(Math.max(...losses), 1e6 * losses[0]!) * 1.5, from * 10);
  const marks: Mark[] = [];
  if (plateau && plateau.loss > 0)
    marks.push({
      kind: 'segment',
      from: [1, plateau.loss],
      to: [last, plateau.loss],
      look: 'goal',
    });
  marks.push(
    { kind: 'curve', x, y: predicted, look: 'second', dashed: true },
    { kind: 'curve', x, y: losses, look: 'first' },
  );
  return {
    label: `Loss against steps on logarithmic axes: from ${numberText(losses[0]!)} to ${numberText(losses.at(-1)!)} after ${steps.at(-1)} steps`,
    x: { from: 1, to: last, scale: 'log', name: 'steps' },
    y: { from, to, scale: 'log' },
    marks,
  };
}

export function outputPlot({ outputs }: Run, { points, labels, space }: State): Plot {
  const at = (i: number): number => (space === 'line' ? points[i]![0] / 1000 : i + 1);
  const wanted = labels.map((label, i): Place => [at(i), label / 1000]);
  const found = outputs ? Array.from(outputs, (value, i): Place => [at(i), value]) : [];
  const { from, to } = rangeOf(
    wanted.map(([x]) => x),
    wanted.map(([x]) => x),
  );
  return {
    label: `Labels and outputs: ${wanted.map(([, y], i) => `${y} and ${numberText(found[i]?.[1] ?? NaN, 3)}`).join('; ')}`,
    x: { from, to, name: space === 'line' ? 'x' : 'point', whole: space !== 'line' },
    y: rangeOf(
      found.map(([, y]) => y),
      wanted.map(([, y]) => y),
    ),
    marks: [
      ...found.map((place, i): Mark => ({
        kind: 'segment',
        from: wanted[i]!,
        to: place,
        look: 'quiet',
      })),
      { kind: 'dots', at: found, look: 'first' },
      { kind: 'rings', at: wanted, look: 'second' },
    ],
  };
}
