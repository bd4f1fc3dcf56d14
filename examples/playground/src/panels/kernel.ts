/**
 * # The kernel on the data
 *
 * What the theorems settle exactly comes first; then the matrix, its eigenvalues and the direction
 * in which it is weakest, as estimates.
 */
import { fill, html } from '../dom/element.ts';
import { titledFigure } from '../dom/field.ts';
import { checkText } from '../engine/check.ts';
import type { Checked } from '../engine/check.ts';
import { createFollower } from '../engine/follower.ts';
import type { Shown } from '../engine/follower.ts';
import type { KernelView } from '../engine/kernel.ts';
import { heatMap } from '../plot/heat-map.ts';
import type { Place } from '../plot/mark.ts';
import { createPlot } from '../plot/plot.ts';
import { numberText } from '../plot/scale.ts';
import { kernelStanding } from './kernel-words.ts';
import type { SideView } from './shape.ts';

type Kernel = Extract<KernelView, { kind: 'kernel' }>;

/** @param came called with every answer, and again with what the checker says of it */
export function createKernel(
  title: string,
  came: (view: KernelView, checked: Checked | null) => void,
): SideView {
  const words = html('div', { class: 'words', role: 'status' });
  const map = html('div');
  const plots = { eigenvalues: createPlot(240), weakest: createPlot(240) };
  const figures = {
    map: titledFigure('Gram matrix', map),
    eigenvalues: titledFigure('Eigenvalues', plots.eigenvalues.element),
    weakest: titledFigure('Weakest direction', plots.weakest.element),
  };
  const drawn = html(
    'div',
    { class: 'columns three' },
    figures.map.element,
    figures.eigenvalues.element,
    figures.weakest.element,
  );
  const element = html('section', { 'aria-label': `Kernel of ${title}` }, words, drawn);
  let kernelName = 'Θ';
  let input = '';
  /** The certificate that the checker has been asked about, and what it said. */
  let asked: string | null = null;
  let checked: Checked | null = null;
  let newest: KernelView | null = null;

  const speak = (answer: KernelView): void => {
    fill(words, ...kernelStanding(answer, kernelName, input, checked));
    const certificate = answer.kind === 'kernel' ? answer.certificate : null;
    if (certificate === asked) return came(answer, checked);
    asked = certificate;
    checked = null;
    fill(words, ...kernelStanding(answer, kernelName, input, null));
    came(answer, null);
    if (certificate !== null)
      void checkText(certificate).then((outcome) => {
        if (asked !== certificate) return;
        checked = outcome;
        fill(words, ...kernelStanding(answer, kernelName, input, checked));
        came(answer, checked);
      });
  };
  const follower = createFollower(
    'kernel',
    ({ seconds }) => 1000 * seconds,
    (shown) => {
      element.classList.toggle('stale', shown.kind === 'waiting');
      if (shown.kind === 'waiting') {
        newest = null;
        return;
      }
      const answer = shown.kind === 'answer' ? shown.answer : withoutBounds(newest, shown);
      newest = answer;
      drawn.hidden = answer?.kind !== 'kernel';
      if (answer === null && shown.kind === 'failure') fill(words, html('p', {}, shown.message));
      if (answer?.kind === 'kernel') draw(answer);
      if (answer) speak(answer);
    },
  );

  const draw = (view: Kernel): void => {
    const { matrix, n, entryError, eigenvalues, resolution, weakest, certification } = view;
    fill(map, heatMap(matrix, n, `Gram matrix of ${n} points as a heat map`));
    figures.map.say(`${kernelName}(x_i, x_j), estimated to about ${numberText(entryError, 2)}.`);
    const largest = Math.max(eigenvalues.at(-1)!, 1e-300);
    const lower = Number(certification?.lambdaMin?.lower ?? 0);
    const floor = Math.max(resolution, largest * 1e-17);
    const places = Array.from(eigenvalues, (value, k): Place => [
      k + 1,
      Math.max(value, floor / 3),
    ]);
    const sure = places.filter(([k]) => eigenvalues[k - 1]! > floor);
    const lost = places.filter(([k]) => eigenvalues[k - 1]! <= floor);
    plots.eigenvalues.show({
      label: `Eigenvalues on a logarithmic axis, from about ${numberText(eigenvalues[0]!)} to ${numberText(largest)}`,
      x: { from: 0.4, to: n + 0.6, name: 'number', whole: true },
      y: { from: floor / 10, to: largest * 3, scale: 'log' },
      marks: [
        {
          kind: 'segment',
          from: [0, floor],
          to: [n + 1, floor],
          look: 'gap',
          dashed: true,
        },
        ...(lower > 0
          ? [{ kind: 'segment', from: [0.6, lower], to: [1.4, lower], look: 'goal' } as const]
          : []),
        { kind: 'dots', at: sure, look: 'first' },
        { kind: 'dots', at: lost, look: 'gap' },
      ],
    });
    figures.eigenvalues.say(
      'Estimates. Below the dashed line they are rounding, and say nothing by themselves.',
      lower > 0 ? ' Green: the certified lower bound of the smallest.' : null,
    );
    plots.weakest.show({
      label: `Eigenvector of the smallest eigenvalue: ${Array.from(weakest, (u) => numberText(u, 2)).join(', ')}`,
      x: { from: 0.4, to: n + 0.6, name: 'point', whole: true },
      y: { from: -1.05, to: 1.05 },
      marks: [
        { kind: 'bars', at: Array.from(weakest, (u, i): Place => [i + 1, u]), look: 'third' },
      ],
    });
    figures.weakest.say(
      `Unit vector u with the smallest uᵀ${kernelName}u, about ${numberText(eigenvalues[0]!)}. Estimate.`,
    );
  };

  return {
    element,
    follow: (state, source) => {
      const { kernel, points, depth, weightVariance, biasVariance, space, seconds } = state;
      kernelName = kernel === 'ntk' ? 'Θ' : 'Σ';
      input = source?.text ?? '';
      follower.follow(
        source && {
          ...source,
          kernel,
          seconds,
          points,
          depth,
          weightVariance,
          biasVariance,
          dimension: space === 'line' ? 1 : 2,
        },
      );
    },
  };
}

/** What was settled before the bounds of λ_min could not be had. */
function withoutBounds(
  view: KernelView | null,
  { message, seconds }: Extract<Shown<'kernel'>, { kind: 'failure' }>,
): KernelView | null {
  if (view?.kind !== 'kernel' || view.certification === null) return null;
  const lambdaMinNote =
    seconds === null
      ? message.replace(/\.$/, '')
      : `none within ${seconds} s, and a longer time limit may give them`;
  return { ...view, certification: { ...view.certification, lambdaMinNote }, bounding: false };
}
