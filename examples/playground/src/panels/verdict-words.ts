/**
 * # A verdict in a few words
 */
import type { Standing } from '../engine/inquiry.ts';

export interface Words {
  readonly tone: 'proved' | 'open' | 'wrong' | 'waiting';
  readonly text: string;
}

/** What may be said now: nothing is proved before the checker of this page has accepted it. */
export function verdictWords({ reading, decision, checked, failure, working }: Standing): Words {
  if (reading?.kind === 'error') return { tone: 'wrong', text: 'Not an activation yet' };
  if (failure !== null) return { tone: 'open', text: 'No verdict' };
  if (decision === null) return { tone: 'waiting', text: working ? 'Deciding…' : '' };
  const { verdict, degree, degreeIsExact, notPolynomialOfDegree } = decision.answer;
  if (verdict === 'error') return { tone: 'wrong', text: 'Not an activation' };
  if (checked !== null && checked.accepted !== true)
    return { tone: 'open', text: 'Undecided: the certificate was not accepted' };
  switch (verdict) {
    case 'polynomial':
      return {
        tone: 'proved',
        text: `A polynomial of degree ${degreeIsExact === false ? 'at most ' : ''}${degree}`,
      };
    case 'non-polynomial':
      return { tone: 'proved', text: 'Not a polynomial' };
    case 'undecided':
      return {
        tone: 'open',
        text:
          typeof notPolynomialOfDegree === 'number' && notPolynomialOfDegree >= 0
            ? `Undecided, but not a polynomial of degree ≤ ${notPolynomialOfDegree}`
            : 'Undecided',
      };
    default:
      return verdict satisfies never;
  }
}
