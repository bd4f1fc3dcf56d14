/**
 * # Rulings
 *
 * A statement holds (proved), fails (refuted), or is undecided; of several, as in Kleene's logic.
 * An implication whose premise fails is `vacuous`: it holds, and says nothing.
 */
export type RulingKind = 'holds' | 'fails' | 'undecided' | 'vacuous';

export interface Ruling {
  readonly kind: RulingKind;
  /** Why, as sentences: verdicts, ceilings, witnesses, null vectors. */
  readonly because: readonly string[];
  /** Certificates that the checker has accepted and the ruling rests on. */
  readonly certificates: readonly unknown[];
}

export const ruling = (
  kind: RulingKind,
  because: string | readonly string[],
  certificates: readonly unknown[] = [],
): Ruling => ({ kind, because: typeof because === 'string' ? [because] : because, certificates });

const isTrue = ({ kind }: Ruling): boolean => kind === 'holds' || kind === 'vacuous';

/** Only what decides: of rulings of one kind all their reasons. */
const merge = (kind: RulingKind, parts: readonly Ruling[]): Ruling =>
  ruling(
    kind,
    parts.flatMap((part) => part.because),
    parts.flatMap((part) => part.certificates),
  );

export function all(parts: readonly Ruling[]): Ruling {
  const refuted = parts.find((part) => part.kind === 'fails');
  if (refuted) return refuted;
  const open = parts.filter((part) => part.kind === 'undecided');
  return open.length > 0 ? merge('undecided', open) : merge('holds', parts);
}

export function any(parts: readonly Ruling[]): Ruling {
  const shown = parts.find(isTrue);
  if (shown) return shown;
  const open = parts.filter((part) => part.kind === 'undecided');
  return open.length > 0 ? merge('undecided', open) : merge('fails', parts);
}

export function not(part: Ruling): Ruling {
  if (part.kind === 'undecided') return part;
  return { ...part, kind: isTrue(part) ? 'fails' : 'holds' };
}

/** Not shown unless the premise is: an undecided premise makes it undecided, or holds with the end. */
export function implies(premise: Ruling, conclusion: Ruling): Ruling {
  if (premise.kind === 'fails') return { ...premise, kind: 'vacuous' };
  if (isTrue(conclusion))
    return isTrue(premise) ? merge('holds', [premise, conclusion]) : conclusion;
  if (premise.kind === 'undecided') return premise;
  return conclusion.kind === 'undecided' ? conclusion : merge('fails', [premise, conclusion]);
}

export function iff(a: Ruling, b: Ruling): Ruling {
  if (a.kind === 'undecided' || b.kind === 'undecided')
    return merge(
      'undecided',
      [a, b].filter((part) => part.kind === 'undecided'),
    );
  return merge(isTrue(a) === isTrue(b) ? 'holds' : 'fails', [a, b]);
}
