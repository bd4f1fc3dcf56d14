/**
 * # Conjectures
 *
 * A claim about activations, inputs and architectures, generated or listed. Case k depends on the
 * seed and k alone: a run can stop anywhere and go on, and a counterexample can be met again.
 */
import fc from 'fast-check';
import type { Activation } from './activation.ts';
import { activationOf } from './activation.ts';
import type { GeneratedArchitecture } from './architecture.ts';
import type { Rows } from './inputs.ts';
import { ruling } from './ruling.ts';
import type { Ruling, RulingKind } from './ruling.ts';
import { readSubject } from './subject.ts';
import type { Subject } from './subject.ts';

/** What a case is about, beside the activation. */
export interface Surroundings {
  readonly inputs: Rows;
  readonly architecture: GeneratedArchitecture;
}

export interface Conjecture {
  /** Kebab-case: names its report. */
  readonly name: string;
  /** In words. */
  readonly statement: string;
  readonly activations: fc.Arbitrary<Activation> | readonly Subject[];
  /** No rows unless given. */
  readonly inputs?: fc.Arbitrary<Rows> | readonly Rows[];
  /** Depth 2, σ_w² = 1, no biases unless given. */
  readonly architectures?:
    fc.Arbitrary<GeneratedArchitecture> | readonly Partial<GeneratedArchitecture>[];
  /** A ruling, or true and false where the claim needs no proof. */
  readonly claim: (σ: Activation, surroundings: Surroundings) => Ruling | boolean;
}

/** @throws TypeError if a part is missing or empty */
export function conjecture(parts: Conjecture): Conjecture {
  const bad = (what: string): never => {
    throw new TypeError(`conjecture: expected ${what}`);
  };
  if (typeof parts !== 'object' || parts === null) bad('an object');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(parts.name))) bad('a name such as "odd-activations"');
  if (typeof parts.statement !== 'string') bad('a statement in words');
  if (typeof parts.claim !== 'function') bad('a claim: a function of the activation');
  for (const key of ['activations', 'inputs', 'architectures'] as const) {
    const source = parts[key];
    if (source === undefined && key !== 'activations') continue;
    if (Array.isArray(source) ? source.length === 0 : !isArbitrary(source))
      bad(`${key} as an arbitrary of fast-check or a list that is not empty`);
  }
  return parts;
}

// Not by instanceof: the user's fast-check may be another copy.
const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> =>
  typeof value === 'object' && value !== null && 'generate' in value && 'shrink' in value;

export interface Case {
  /** From 0. */
  readonly index: number;
  readonly kind: RulingKind;
  readonly activation: string;
  readonly inputs: Rows;
  readonly architecture: string;
  readonly because: readonly string[];
  /** Of a failed case: the smallest that fails too, with the certificates of its ruling. */
  readonly counterexample: Counterexample | null;
}

export interface Counterexample {
  readonly activation: string;
  readonly inputs: Rows;
  readonly architecture: string;
  readonly because: readonly string[];
  readonly certificates: readonly unknown[];
  /** Steps of shrinking that were tried. */
  readonly tried: number;
}

/** Claims that are evaluated while one counterexample shrinks. */
const mostShrinks = 400;

const plain: GeneratedArchitecture = {
  depth: 2,
  weightVariance: 1,
  biasVariance: 0,
  layers: null,
};

/** How many cases there are where everything is listed; Infinity where something is generated. */
export function casesOf({ activations, inputs = [[]], architectures = [{}] }: Conjecture): number {
  const sources: readonly unknown[] = [activations, inputs, architectures];
  return sources.reduce<number>(
    (product, source) => product * (Array.isArray(source) ? source.length : Infinity),
    1,
  );
}

/** Case number `index` of a seed. Whatever the claim throws is thrown. */
export function runCase(conjectured: Conjecture, seed: number, index: number): Case {
  const arbitrary = sourceOf(conjectured, index);
  const found: { value: Drawn; shown: Ruling }[] = [];
  let first: { value: Drawn; shown: Ruling } | null = null;
  let tried = -1;
  let thrown: { readonly error: unknown } | null = null;
  fc.check(
    fc.property(arbitrary, (value) => {
      tried += 1;
      if (tried > mostShrinks || thrown) return true;
      try {
        const shown = ruled(conjectured.claim(value.activation, value));
        first ??= { value, shown };
        if (shown.kind === 'fails') found.push({ value, shown });
        return shown.kind !== 'fails';
      } catch (error) {
        // A smaller value that the claim cannot take is none that fails.
        if (first === null) thrown = { error };
        return true;
      }
    }),
    { seed: mixed(seed, index), numRuns: 1 },
  );
  if (thrown) throw (thrown as { readonly error: unknown }).error;
  const { value, shown } = first!;
  const last = found.at(-1);
  return {
    index,
    kind: shown.kind,
    ...textsOf(value),
    because: shown.because,
    counterexample: last
      ? {
          ...textsOf(last.value),
          because: last.shown.because,
          certificates: last.shown.certificates,
          tried,
        }
      : null,
  };
}

interface Drawn extends Surroundings {
  readonly activation: Activation;
}

const textsOf = ({ activation, inputs, architecture }: Drawn) => ({
  activation: activation.text,
  inputs,
  architecture: architectureText(architecture),
});

const architectureText = ({ depth, weightVariance, biasVariance, layers }: Drawn['architecture']) =>
  `depth ${depth}, weight variance ${weightVariance}, bias variance ${biasVariance}` +
  (layers === null ? '' : `, layers ${layers.map((layer) => layer.text).join(' | ')}`);

const ruled = (claimed: Ruling | boolean): Ruling =>
  typeof claimed === 'boolean' ? ruling(claimed ? 'holds' : 'fails', []) : claimed;

/** Lists are walked through, the activations fastest. */
function sourceOf(conjectured: Conjecture, index: number): fc.Arbitrary<Drawn> {
  const { activations, inputs = [[]], architectures = [{}] } = conjectured;
  let rest = index;
  const draw = <A, B>(source: fc.Arbitrary<B> | readonly A[], read: (item: A) => B) => {
    if (isArbitrary(source)) return source as fc.Arbitrary<B>;
    const item = source[rest % source.length]!;
    rest = Math.floor(rest / source.length);
    return fc.constant(read(item));
  };
  return fc.record({
    activation: draw(activations, listed),
    inputs: draw(inputs, (rows: Rows) => rows),
    architecture: draw<Partial<GeneratedArchitecture>, GeneratedArchitecture>(
      architectures,
      (given) => ({ ...plain, ...given }),
    ),
  });
}

function listed(subject: Subject): Activation {
  const { expr, text } = readSubject('conjecture', subject);
  return activationOf(expr, { kind: 'unknown' }, ['listed'], text);
}

/** A seed of 32 bits for each case (finaliser of MurmurHash3). */
function mixed(seed: number, index: number): number {
  let h = (seed ^ Math.imul(index + 1, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
