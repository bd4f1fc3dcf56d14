/**
 * # The shape of an activation
 *
 * Three looks at "is it a polynomial?": derivatives and differences that would vanish, Hermite
 * coefficients that would stop. And the kernels that come of it.
 */
import { fill, html } from '../dom/element.ts';
import { numberField, rangeField, titledFigure } from '../dom/field.ts';
import { createFollower } from '../engine/follower.ts';
import type { Shape } from '../engine/shape.ts';
import type { Source } from '../engine/source.ts';
import type { Mark } from '../plot/mark.ts';
import { createPlot } from '../plot/plot.ts';
import { numberText, rangeOf } from '../plot/scale.ts';
import { within } from '../state/address.ts';
import { ranges } from '../state/state.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { spectrumPlot, spectrumWords } from './spectrum.ts';

export interface SideView {
  readonly element: HTMLElement;
  /** Null: not on view. */
  readonly follow: (state: State, source: Source | null) => void;
}

export function createShapeControls(store: Store): {
  readonly element: HTMLElement;
  readonly show: (state: State) => void;
} {
  const order = rangeField(
    'Order k of the difference',
    { least: ranges.order[0], most: ranges.order[1], step: 1 },
    (value) => store.set({ order: within('order', value) }),
  );
  const step = rangeField(
    'Step h',
    { least: ranges.step[0], most: ranges.step[1], step: 0.05 },
    (value) => store.set({ step: within('step', value) }),
  );
  const variance = numberField(
    'Variance q',
    { least: ranges.variance[0], most: ranges.variance[1], step: 0.25 },
    (value) => store.set({ variance: within('variance', value) }),
  );
  return {
    element: html('div', { class: 'fields' }, order.element, step.element, variance.element),
    show: (state) => {
      order.set(state.order);
      step.set(state.step);
      variance.set(state.variance);
    },
  };
}

const [from, to] = [-4, 4];

export function createShape(title: string): SideView {
  const plots = {
    graph: createPlot(220),
    difference: createPlot(220),
    spectrum: createPlot(240),
    dual: createPlot(240),
  };
  const figures = {
    graph: titledFigure('σ and its derivative', plots.graph.element),
    difference: titledFigure('Finite differences', plots.difference.element),
    spectrum: titledFigure('Hermite spectrum', plots.spectrum.element),
    dual: titledFigure('Kernels of two inputs', plots.dual.element),
  };
  const message = html('p', { class: 'quiet-text', role: 'status' });
  const element = html(
    'section',
    { 'aria-label': `Shape of ${title}` },
    message,
    html(
      'div',
      { class: 'columns' },
      figures.graph.element,
      figures.difference.element,
      figures.spectrum.element,
      figures.dual.element,
    ),
  );
  let order = 0;
  const follower = createFollower(
    'shape',
    () => 10_000,
    (shown) => {
      element.classList.toggle('stale', shown.kind === 'waiting');
      if (shown.kind === 'waiting') return;
      message.textContent = shown.kind === 'failure' ? shown.message : '';
      if (shown.kind === 'failure' || shown.answer.kind === 'error') return;
      present(shown.answer, order);
    },
  );

  const present = (shape: Extract<Shape, { kind: 'shape' }>, k: number): void => {
    const { x, sigma, slope, difference, spectrum, dual } = shape;
    const xAxis = { from, to, name: 'x' };
    plots.graph.show({
      label: `σ from ${from} to ${to}${slope ? ', and its derivative' : ''}`,
      x: xAxis,
      y: rangeOf(slope ? [...sigma, ...slope] : sigma),
      marks: [
        ...(slope ? [{ kind: 'curve', x, y: slope, look: 'third', dashed: true } as const] : []),
        { kind: 'curve', x, y: sigma, look: 'first' },
      ],
    });
    figures.graph.say(
      slope ? 'σ, and dashed σ′ where it exists.' : 'σ; the language has no expression for σ′.',
    );
    plots.difference.show({
      label: `The finite difference of order ${k} of σ from ${from} to ${to}`,
      x: xAxis,
      y: rangeOf(difference, [0]),
      marks: [{ kind: 'curve', x, y: difference, look: 'second' }],
    });
    figures.difference.say(
      `Δ_h^k σ(x) for k = ${k}. It vanishes for all x and h exactly if σ is a polynomial of degree < ${k} (Fréchet; theorem A). Approximate.`,
    );
    plots.spectrum.show(spectrum.kind === 'spectrum' ? spectrumPlot(spectrum) : null);
    figures.spectrum.say(spectrumWords(spectrum));
    if (dual.kind === 'missing') {
      plots.dual.show(null);
      figures.dual.say(`There are no kernels to draw: ${dual.reason}.`);
      return;
    }
    const marks: Mark[] = [{ kind: 'curve', x: dual.correlations, y: dual.nngp, look: 'first' }];
    if (dual.ntk)
      marks.push({ kind: 'curve', x: dual.correlations, y: dual.ntk, look: 'third', dashed: true });
    plots.dual.show({
      label: 'Dual activation against correlation, from −1 to 1',
      x: { from: -1, to: 1, name: 'correlation ρ' },
      y: rangeOf(dual.ntk ? [...dual.nngp, ...dual.ntk] : dual.nngp, [0]),
      marks,
    });
    figures.dual.say(
      `E[σ(u)σ(v)] at variance q and correlation ρ, at ρ = 1 about ${numberText(dual.nngp[0]!)}`,
      dual.ntk ? '; dashed the NTK with one hidden layer. ' : '; the NTK does not exist. ',
      'Approximate.',
    );
  };

  return {
    element,
    follow: (state, source) => {
      order = state.order;
      if (source === null) fill(message);
      const { step, variance } = state;
      follower.follow(source && { ...source, from, to, order, step, variance });
    },
  };
}
