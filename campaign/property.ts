/**
 * # Properties of the campaign
 *
 * Each compares what the program says with something that does not come from it: a construction,
 * another arithmetic, a theorem of calculus.
 */
import fc from 'fast-check';

/** 'holds'; 'undecided': the program or the comparison said nothing; anything else is a defect. */
export type Outcome = 'holds' | 'undecided' | { readonly defect: string };

export interface Property {
  readonly name: string;
  readonly statement: string;
  /**
   * One case of this seed, shrunk if it shows a defect.
   * @param onTry told of each value before it is judged
   */
  readonly run: (seed: number, onTry?: (tried: Tried) => void) => Ran;
}

/** A value that is about to be judged, and the last defect that was seen on the way to it. */
export interface Tried {
  readonly value: string;
  readonly counterexample: string | null;
  readonly defect: string | null;
}

export interface Ran {
  readonly kind: 'holds' | 'undecided' | 'defect';
  /** The value as it was drawn. */
  readonly drawn: string;
  /** Of a defect: the smallest value that shows one, and what is wrong. */
  readonly counterexample: string | null;
  readonly defect: string | null;
  /** What the value was like, for the distribution. */
  readonly tags: readonly string[];
}

/** Values that are tried while one defect shrinks. */
const mostShrinks = 300;

export function property<T>(
  name: string,
  statement: string,
  arbitrary: fc.Arbitrary<T>,
  judge: (value: T) => Outcome,
  tagsOf: (value: T) => readonly string[] = () => [],
): Property {
  const run: Property['run'] = (seed, onTry) => {
    let first: Pick<Ran, 'kind' | 'drawn' | 'tags'> | null = null;
    let [defect, counterexample]: [string | null, string | null] = [null, null];
    let tried = 0;
    const details = fc.check(
      fc.property(arbitrary, (value) => {
        if ((tried += 1) > mostShrinks) return;
        const text = fc.stringify(value);
        onTry?.({ value: text, counterexample, defect });
        const outcome = judged(judge, value);
        const kind = typeof outcome === 'string' ? outcome : 'defect';
        first ??= { kind, drawn: text, tags: tagsOf(value) };
        if (typeof outcome === 'string') return;
        [defect, counterexample] = [outcome.defect, text];
        throw new Error(defect);
      }),
      { seed, numRuns: 1 },
    );
    const value = details.counterexample;
    return {
      ...first!,
      defect,
      counterexample: value === null ? null : fc.stringify(value[0]),
    };
  };
  return { name, statement, run };
}

/** An exception is a defect like any other. */
function judged<T>(judge: (value: T) => Outcome, value: T): Outcome {
  try {
    return judge(value);
  } catch (error) {
    return { defect: `it throws: ${error instanceof Error ? error.message : String(error)}` };
  }
}
