/**
 * # The guide
 *
 * A lesson or a challenge above whatever tab it speaks of.
 */
import { fill, html } from '../dom/element.ts';
import { button } from '../dom/field.ts';
import type { Checked } from '../engine/check.ts';
import type { KernelView } from '../engine/kernel.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../state/store.ts';
import { challenges } from './challenges.ts';
import { topicOf } from './topic.ts';
import type { Topic } from './topic.ts';

export interface Guide {
  readonly element: HTMLElement;
  readonly show: (state: State) => void;
  /** A kernel that has come in, to be judged. */
  readonly judge: (view: KernelView, checked: Checked | null) => void;
}

export function createGuide(store: Store): Guide {
  const element = html('aside', { class: 'guide', 'aria-label': 'Guide' });
  const outcome = html('p', { class: 'outcome', role: 'status' });
  let shown = '';
  const close = button('Close', () => store.set({ topic: 'gallery' }));

  const build = (topic: Topic): void => {
    outcome.textContent = '';
    switch (topic.kind) {
      case 'none':
        return fill(element);
      case 'challenge': {
        const { number, challenge } = topic;
        const next = challenges[number + 1];
        return fill(
          element,
          html('h2', {}, `Challenge ${number + 1}: ${challenge.title}`),
          html('p', {}, challenge.task),
          outcome,
          html(
            'div',
            { class: 'buttons' },
            button('Start again', () => store.set(challenge.view)),
            next
              ? button('Next challenge', () =>
                  store.set({ ...next.view, topic: `challenge.${number + 1}` }),
                )
              : null,
            close,
          ),
        );
      }
      case 'lesson': {
        const { number, lesson, step } = topic;
        const { text, question, view } = lesson.steps[step]!;
        const go = (to: number): void =>
          store.set({ ...lesson.steps[to]!.view, topic: `lesson.${number}.${to}` });
        const back = button('Back', () => go(step - 1));
        back.disabled = step === 0;
        const forward = button('Next', () => go(step + 1), '');
        forward.disabled = step === lesson.steps.length - 1;
        return fill(
          element,
          html('h2', {}, `${lesson.title}, step ${step + 1} of ${lesson.steps.length}`),
          html('p', {}, text),
          html('p', { class: 'question' }, question),
          html(
            'div',
            { class: 'buttons' },
            back,
            forward,
            button('Show it again', () => store.set(view)),
            close,
          ),
        );
      }
      default:
        return topic satisfies never;
    }
  };

  return {
    element,
    show: ({ topic }) => {
      if (topic !== shown) build(topicOf(topic));
      shown = topic;
      element.hidden = topicOf(topic).kind === 'none';
    },
    judge: (view, checked) => {
      const topic = topicOf(store.get().topic);
      if (topic.kind !== 'challenge') return;
      const solved = checked?.accepted === true && topic.challenge.solved(view, store.get());
      outcome.textContent = solved ? `Solved. ${topic.challenge.moral}` : '';
    },
  };
}
