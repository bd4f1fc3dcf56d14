/**
 * # Training
 *
 * The loss of gradient descent as it falls, at infinite or finite width, beside what the kernel
 * predicts and where theory says it must end.
 */
import { fill, html } from '../dom/element.ts';
import { button, numberField, rangeField, selectField, titledFigure } from '../dom/field.ts';
import { createFollower } from '../engine/follower.ts';
import type { TrainView } from '../engine/train.ts';
import { createPlot } from '../plot/plot.ts';
import { within } from '../state/address.ts';
import { ranges } from '../state/state.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { lossPlot, outputPlot } from './run-plot.ts';
import { runWords } from './run-words.ts';
import type { SideView } from './shape.ts';

const widths = [0, 16, 64, 256, 1024] as const;

export function createTrainingControls(store: Store): {
  readonly element: HTMLElement;
  readonly show: (state: State) => void;
} {
  const width = selectField(
    'Width',
    widths.map((value) => [String(value), value === 0 ? 'infinite' : String(value)] as const),
    (value) => store.set({ width: within('width', Number(value)) }),
  );
  const rate = rangeField(
    'Rate, of the largest stable one',
    { least: 0.05, most: 1.5, step: 0.05 },
    (value) => store.set({ rate: within('rate', value) }),
  );
  const momentum = rangeField('Momentum', { least: 0, most: 0.95, step: 0.05 }, (value) =>
    store.set({ momentum: within('momentum', value) }),
  );
  const seed = numberField(
    'Seed',
    { least: ranges.seed[0], most: ranges.seed[1], step: 1 },
    (value) => store.set({ seed: within('seed', value) }),
  );
  return {
    element: html(
      'div',
      { class: 'fields' },
      ...[width, rate, momentum, seed].map((field) => field.element),
    ),
    show: (state) => {
      width.set(String(state.width));
      rate.set(state.rate);
      momentum.set(state.momentum);
      seed.set(state.seed);
    },
  };
}

/** Most steps of one run. */
const steps = 20_000;

export function createTraining(title: string): SideView {
  const plots = { loss: createPlot(300), outputs: createPlot(300) };
  const figures = {
    loss: titledFigure('Loss', plots.loss.element),
    outputs: titledFigure('Labels and outputs', plots.outputs.element),
  };
  const words = html('div', { class: 'words' });
  let state: State | null = null;
  let paused = false;
  let newest: TrainView | null = null;
  let frame = 0;

  const follower = createFollower(
    'train',
    () => null,
    (shown) => {
      element.classList.toggle('stale', shown.kind === 'waiting');
      if (shown.kind === 'waiting') return setPaused(false);
      if (shown.kind === 'failure') return fill(words, html('p', {}, shown.message));
      newest = shown.answer;
      // Reports come as fast as the work goes; they are drawn once a frame.
      frame ||= requestAnimationFrame(draw);
    },
  );
  const setPaused = (value: boolean): void => {
    paused = value;
    pause.textContent = paused ? 'Go on' : 'Pause';
    follower.channel.pause(paused);
  };
  const pause = button('Pause', () => setPaused(!paused));
  const reset = button('Start again', () => {
    setPaused(false);
    follower.restart();
  });
  const element = html(
    'section',
    { class: 'panel', 'aria-label': `Training of ${title}` },
    html('div', { class: 'buttons' }, pause, reset),
    words,
    html('div', { class: 'columns' }, figures.loss.element, figures.outputs.element),
  );

  const draw = (): void => {
    frame = 0;
    const view = newest!;
    fill(words, ...runWords(view));
    if (view.kind !== 'run') {
      plots.loss.show(null);
      plots.outputs.show(null);
      return;
    }
    pause.disabled = view.standing !== 'going';
    // What ended before a pause took effect cannot go on.
    if (pause.disabled) setPaused(false);
    plots.loss.show(lossPlot(view));
    figures.loss.say(
      '½ Σ (f(x_i) − y_i)² after each step; dashed: descent under the kernel of infinite width; green: the plateau.',
    );
    plots.outputs.show(state && outputPlot(view, state));
    figures.outputs.say('Brown rings: the labels. Teal dots: the outputs f(x_i) now.');
  };

  return {
    element,
    follow: (next, source) => {
      state = next;
      const { points, labels, depth, weightVariance, biasVariance, space } = next;
      const { width, rate, momentum, seed } = next;
      follower.follow(
        source && {
          ...source,
          points,
          labels,
          depth,
          weightVariance,
          biasVariance,
          dimension: space === 'line' ? 1 : 2,
          width,
          rate,
          momentum,
          seed,
          steps,
        },
      );
    },
  };
}
