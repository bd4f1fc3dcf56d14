/**
 * # The page
 *
 * State → what is shown: two places to type at most, their verdicts, and one open tab.
 */
import './style/index.css';
import { html } from './dom/element.ts';
import { createTabs } from './dom/tabs.ts';
import { keepSpare } from './engine/channel.ts';
import { createHead } from './panels/head.ts';
import { createProof } from './panels/proof.ts';
import { createSide } from './side.ts';
import { createStore } from './state/store.ts';
import { readParameters } from './state/parameters.ts';
import type { State, Tab } from './state/state.ts';

const store = createStore();
const titles = { activation: 'Activation σ(x)', other: 'Compared with' } as const;

const proofs = { activation: createProof('σ'), other: createProof('the other activation') };
const sides = {
  activation: createSide(
    titles.activation,
    'activation',
    (text) => store.set({ activation: text }),
    (standing) => proofs.activation.show(standing),
  ),
  other: createSide(
    titles.other,
    'other',
    (text) => store.set({ other: text }),
    (standing) => proofs.other.show(standing),
  ),
};

const asks = html('div', { class: 'asks' }, sides.activation.ask.element, sides.other.ask.element);
const proofPanel = html('div', { class: 'sides' }, proofs.activation.element, proofs.other.element);
const tabs = createTabs<Tab>(
  'What to see',
  [{ name: 'proof', title: 'Proof', panel: proofPanel }],
  (tab) => store.set({ tab }),
);

document.body.append(createHead(store), html('main', {}, asks, tabs.element, proofPanel));

function show(state: State): void {
  const parameters = readParameters(state.parameters);
  const two = state.other !== null;
  for (const element of [asks, proofPanel]) element.classList.toggle('two', two);
  sides.other.ask.element.hidden = !two;
  proofs.other.element.hidden = !two;
  tabs.show(state.tab);
  sides.activation.follow({ text: state.activation, parameters });
  if (state.other !== null) sides.other.follow({ text: state.other, parameters });
}

store.listen(show);
// The page stands before any worker starts.
requestAnimationFrame(() => setTimeout(() => show(store.get())));
setTimeout(keepSpare, 2000);
