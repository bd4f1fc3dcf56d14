/**
 * # A run of training in words
 */
import { html } from '../dom/element.ts';
import type { Child } from '../dom/element.ts';
import type { TrainView } from '../engine/train.ts';
import { numberText } from '../plot/scale.ts';

export function runWords(view: TrainView): readonly Child[] {
  switch (view.kind) {
    case 'error':
      return [html('p', {}, `Nothing to train: ${view.message}`)];
    case 'no-training':
      return [html('p', {}, `There is no training here: ${view.reason}.`)];
    case 'run':
      break;
    default:
      return view satisfies never;
  }
  const { losses, steps, standing, prediction } = view;
  const { plateau, decay, learningRate } = prediction;
  const loss = numberText(losses.at(-1)!);
  const how = {
    going: '',
    done: ' The run is over.',
    diverged: ' It has diverged: the rate is too large.',
    'not-a-number': ' σ has no value where the network has come: the run is over.',
  }[standing];
  return [
    html('p', { class: 'headline' }, `Loss ${loss} after ${steps.at(-1)} steps`),
    html('p', {}, `Rate η = ${numberText(learningRate)}.${how}`),
    plateau === null
      ? html('p', {}, 'Where it ends is not settled by a theorem.')
      : plateau.loss === 0
        ? html(
            'p',
            {},
            'At infinite width it falls to 0: ',
            `${plateau.reason}. `,
            html('span', { class: 'tag' }, `theorem ${plateau.theorem}, H`),
          )
        : html(
            'p',
            {},
            `It cannot fall below ${numberText(plateau.loss)}: ${plateau.reason}. `,
            html('span', { class: 'tag' }, `theorem ${plateau.theorem}, H`),
          ),
    decay === null
      ? null
      : html(
          'p',
          { class: 'quiet-text' },
          `In the end the flow under the kernel decays like e^(−${numberText(decay, 3)} · steps): 2ηλ with the smallest eigenvalue that is not 0. Estimate.`,
        ),
  ];
}
