/** What a reader follows: "challenge.1" or "lesson.0.2"; anything else is nothing. */
import { challenges } from './challenges.ts';
import type { Challenge } from './challenges.ts';
import { lessons } from './lessons.ts';
import type { Lesson } from './lessons.ts';

export type Topic =
  | { readonly kind: 'none' }
  | { readonly kind: 'challenge'; readonly number: number; readonly challenge: Challenge }
  | {
      readonly kind: 'lesson';
      readonly number: number;
      readonly lesson: Lesson;
      readonly step: number;
    };

export function topicOf(text: string): Topic {
  const [name, first = '', second = '0'] = text.split('.');
  const number = Number(first);
  const challenge = challenges[number];
  if (name === 'challenge' && first !== '' && challenge)
    return { kind: 'challenge', number, challenge };
  const lesson = lessons[number];
  const step = Number(second);
  if (name === 'lesson' && first !== '' && lesson?.steps[step])
    return { kind: 'lesson', number, lesson, step };
  return { kind: 'none' };
}
