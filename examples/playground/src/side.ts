/**
 * # One of the two activations that can stand side by side
 */
import { createInquiry } from './engine/inquiry.ts';
import type { Inquiry, Standing } from './engine/inquiry.ts';
import type { Source } from './engine/source.ts';
import { createAsk } from './panels/ask.ts';
import type { AskView } from './panels/ask.ts';

export interface Side {
  readonly ask: AskView;
  readonly inquiry: Inquiry;
  /** Asks unless it has been asked already. */
  readonly follow: (source: Source) => void;
}

export function createSide(
  title: string,
  name: string,
  typed: (text: string) => void,
  changed: (standing: Standing) => void,
): Side {
  let asked: string | null = null;
  const inquiry = createInquiry((standing) => {
    ask.show(standing);
    changed(standing);
  });
  const ask = createAsk(title, name, () => inquiry, typed);
  return {
    ask,
    inquiry,
    follow: (source) => {
      ask.setText(source.text);
      const key = JSON.stringify(source);
      if (key === asked) return;
      asked = key;
      inquiry.ask(source);
    },
  };
}
