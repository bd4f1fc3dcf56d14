/**
 * # What matchers return
 *
 * The shape of vitest's and jest's `expect.extend`. What is undecided passes neither as it stands
 * nor under `.not`: a test that nothing was proved of must not be green.
 */
import type { Ruling } from './ruling.ts';

export interface MatcherContext {
  readonly isNot?: boolean;
}

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/**
 * @param subject as it is shown
 * @param claim completes "expected <subject> [not] …"
 */
export function resultOf(
  { isNot = false }: MatcherContext,
  subject: string,
  claim: string,
  { kind, because }: Ruling,
): MatcherResult {
  const undecided = kind === 'undecided';
  return {
    pass: undecided ? isNot : kind !== 'fails',
    message: () =>
      [
        `expected ${subject}${isNot ? ' not' : ''} ${claim}${undecided ? ', which was not decided' : ''}`,
        ...because.map((line) => `  ${line}`),
      ].join('\n'),
  };
}
