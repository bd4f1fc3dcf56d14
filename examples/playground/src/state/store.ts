/**
 * # The state of the page
 *
 * Held once; whoever shows something of it listens. The address follows.
 */
import { addressOf, stateOf } from './address.ts';
import type { State } from './state.ts';

export type Listener = (state: State, before: State) => void;

export interface Store {
  readonly get: () => State;
  readonly set: (change: Partial<State>) => void;
  readonly listen: (listener: Listener) => void;
}

export function createStore(): Store {
  let state = stateOf(location.hash);
  const listeners: Listener[] = [];
  const become = (next: State): void => {
    const before = state;
    state = next;
    for (const listener of listeners) listener(state, before);
  };
  // The address is written when things have come to rest: browsers limit how often.
  let timer = 0;
  const write = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => history.replaceState(null, '', addressOf(state)), 150);
  };
  window.addEventListener('hashchange', () => {
    clearTimeout(timer);
    become(stateOf(location.hash));
  });
  return {
    get: () => state,
    set: (change) => {
      become({ ...state, ...change });
      write();
    },
    listen: (listener) => void listeners.push(listener),
  };
}
