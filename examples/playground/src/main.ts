/**
 * # The page
 *
 * State → what is shown: one or two activations, their verdicts, and one open tab, which alone
 * computes.
 */
import './style/index.css';
import { html } from './dom/element.ts';
import { createTabs } from './dom/tabs.ts';
import { keepSpare } from './engine/channel.ts';
import type { Source } from './engine/source.ts';
import { prepareWorker } from './engine/worker.ts';
import { createGuide } from './learn/guide.ts';
import { createLearn } from './learn/learn.ts';
import { createAskBar } from './panels/ask-bar.ts';
import { createData } from './panels/data.ts';
import { createHead } from './panels/head.ts';
import { createKernel } from './panels/kernel.ts';
import { createProof } from './panels/proof.ts';
import { createShape, createShapeControls } from './panels/shape.ts';
import { createTraining, createTrainingControls } from './panels/training.ts';
import { readParameters } from './state/parameters.ts';
import type { State, Tab } from './state/state.ts';
import { createStore } from './state/store.ts';

const store = createStore();
const guide = createGuide(store);
const proofs = [createProof('σ'), createProof('the other activation')] as const;
const bar = createAskBar(store, (side, standing) => proofs[side].show(standing));

const views = {
  shape: [createShape('σ'), createShape('the other activation')],
  kernel: [createKernel('σ', guide.judge), createKernel('the other activation', () => {})],
  training: [createTraining('σ'), createTraining('the other activation')],
} as const;
const controls = {
  shape: createShapeControls(store),
  kernel: createData(store, false),
  training: createData(store, true),
} as const;
const descent = createTrainingControls(store);

/** Over each of two sides stands what it is about. */
const headings: readonly HTMLElement[][] = [[], []];
const pair = (sides: readonly { readonly element: HTMLElement }[]): HTMLElement =>
  html(
    'div',
    { class: 'sides' },
    ...sides.map(({ element }, side) => {
      const heading = html('p', { class: 'side-title' });
      headings[side]!.push(heading);
      return html('div', {}, heading, element);
    }),
  );
const panels: Readonly<Record<Tab, HTMLElement>> = {
  proof: html('div', {}, pair(proofs)),
  shape: html('div', { class: 'panel' }, controls.shape.element, pair(views.shape)),
  kernel: html('div', { class: 'panel' }, controls.kernel.element, pair(views.kernel)),
  training: html(
    'div',
    { class: 'panel' },
    controls.training.element,
    descent.element,
    pair(views.training),
  ),
  learn: html('div', {}),
};
const titles: Readonly<Record<Tab, string>> = {
  proof: 'Proof',
  shape: 'Shape',
  kernel: 'Kernel',
  training: 'Training',
  learn: 'Learn',
};
for (const tab of ['proof', 'shape', 'kernel', 'training'] as const)
  panels[tab].prepend(html('h2', { class: 'visually-hidden' }, titles[tab]));
const tabs = createTabs(
  'What to see',
  (Object.keys(titles) as Tab[]).map((name) => ({
    name,
    title: titles[name],
    panel: panels[name],
  })),
  (tab) => store.set({ tab }),
);

const main = html('main', {}, bar.element, guide.element, tabs.element, ...Object.values(panels));
document.body.append(
  createHead(store),
  main,
  html(
    'footer',
    {},
    'Everything here is computed in this page. Verdicts are proved and their certificates checked; what is called an estimate is double precision. ',
    html('a', { href: './NOTICE.txt' }, 'Licences'),
  ),
);

let learning = false;
function openLearn(): void {
  if (learning) return;
  learning = true;
  panels.learn.append(createLearn(store));
}

function show(state: State): void {
  const parameters = readParameters(state.parameters);
  const sources: readonly (Source | null)[] = [
    { text: state.activation, parameters },
    state.other === null ? null : { text: state.other, parameters },
  ];
  main.classList.toggle('two', state.other !== null);
  tabs.show(state.tab);
  guide.show(state);
  bar.show(state, sources);
  controls.shape.show(state);
  controls.kernel.show(state);
  controls.training.show(state);
  descent.show(state);
  for (const side of [0, 1] as const) {
    const source = sources[side] ?? null;
    for (const heading of headings[side]!) {
      heading.hidden = state.other === null;
      heading.textContent = `σ(x) = ${source?.text ?? ''}`;
    }
    proofs[side].element.hidden = source === null;
    for (const tab of ['shape', 'kernel', 'training'] as const) {
      const view = views[tab][side];
      view.element.hidden = source === null;
      view.follow(state, state.tab === tab ? source : null);
    }
  }
  if (state.tab === 'learn') openLearn();
}

// The page stands before any worker starts; a page that is not seen is not painted.
let begun = false;
const begin = async (): Promise<void> => {
  if (begun) return;
  begun = true;
  try {
    await Promise.all([prepareWorker('engine'), prepareWorker('checker')]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    main.prepend(
      html('p', { class: 'warning', role: 'alert' }, `Nothing can be computed: ${why}.`),
    );
    return;
  }
  store.listen(show);
  show(store.get());
  setTimeout(keepSpare, 1000);
};
new PerformanceObserver((list) => {
  if (list.getEntriesByName('first-contentful-paint').length > 0) void begin();
}).observe({ type: 'paint', buffered: true });
setTimeout(() => void begin(), 2000);
