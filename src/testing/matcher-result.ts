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
  { kind, because, certificates }: Ruling,
): MatcherResult {
  const undecided = kind === 'undecided';
  return {
    pass: undecided ? isNot : kind !== 'fails',
    message: () =>
      [
        `expected ${subject}${isNot ? ' not' : ''} ${claim}${undecided ? ', which was not decided' : ''}`,
        ...[...because, ...certificates.map(summaryOf)].map((line) => `  ${line}`),
      ].join('\n'),
  };
}

/** What is no subject of a matcher has no verdict: it passes neither as it stands nor under `.not`. */
export const unreadable = ({ isNot = false }: MatcherContext, message: string): MatcherResult => ({
  pass: isNot,
  message: () => message,
});

/** A certificate in one line. */
function summaryOf(certificate: unknown): string {
  const { sha256, claims, nodes } = certificate as Partial<Record<string, unknown>>;
  const parts = [
    ...(Array.isArray(claims) ? [`${claims.length} claim${claims.length === 1 ? '' : 's'}`] : []),
    ...(Array.isArray(nodes) ? [`${nodes.length} nodes`] : []),
    ...(typeof sha256 === 'string' ? [`sha256 ${sha256.slice(0, 12)}…`] : []),
  ];
  return `certificate accepted by the checker: ${parts.join(', ')}`;
}
