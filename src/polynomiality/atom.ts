/**
 * # Atoms of the tower, and what its parts share
 */
import * as Q from '../arith/rational.ts';
import type { Rational } from '../arith/rational.ts';
import type { Step } from '../checker/certificate.ts';
import type { Dag } from '../checker/expression.ts';
import type { Fractions } from './fraction.ts';
import type { Fraction, Multi, Relation } from './multivariate.ts';
import type { Proposals } from './proposal.ts';

/** Thrown where no form is known; the piece is then not shown to be a polynomial. */
export class NoForm extends Error {}
/** Thrown when an earlier exponent or angle must be divided: the tower is built again. */
export class Rescale extends Error {}

export interface Atom {
  readonly kind: 'pi' | 'exp' | 'log' | 'angle' | 'root' | 'other';
  readonly name: string;
  /** Index of its step. */
  readonly step: number;
  readonly generator: number;
  readonly argument: Fraction;
  readonly argumentNode: number;
  /** Of an angle. */
  readonly circle?: { readonly cosine: Fraction; readonly sine: Fraction };
}

/** What earlier attempts found to be needed from the start. */
export interface Learned {
  /** Divisors of the k-th exponent or angle. */
  readonly scales: Map<string, bigint>;
  /** Nodes of factors that logarithms and roots are split by. */
  readonly factors: number[];
  /** Answers of `relatedElsewhere`. */
  readonly related: Map<string, Related>;
}

/** Where the forms of a tower hold. */
export interface Place {
  /** The value of x on a point cell; null elsewhere. */
  readonly at: Rational | null;
  /** Points of it. */
  samples: readonly Rational[];
  /** Whether it is a part of a cell that need not be an interval. */
  part: boolean;
  /** Values of this size count as 0, at points that are close to zeros only. */
  tolerance: number;
  /** On a part: whether the checker sees that a node is ≥ 0 there. */
  isNonNegative?: (n: number) => boolean;
}

export type Related = { readonly value: number; readonly steps: readonly Step[] } | null;

export interface Tower {
  readonly dag: Dag;
  readonly fractions: Fractions;
  readonly steps: readonly Step[];
  readonly atoms: readonly Atom[];
  readonly relations: Map<number, Relation>;
  readonly learned: Learned;
  /** Learned factors whose forms are being sought: their parts may be logarithms and roots too. */
  readonly forming: Set<number>;
  readonly proposals: Proposals | null;
  readonly place: Place;
  /** Steps that show that two nodes are equal at a point; null if none were found. */
  stepsAt(a: number, b: number, x: Rational): readonly Step[] | null;
  /**
   * On another interval with these points: the value of a function there by earlier ones, with
   * the steps that show it; null if none was found.
   */
  relatedElsewhere(n: number, earlier: readonly number[], samples: readonly Rational[]): Related;
  /** The sign of a node at some points of the cell, null if mixed: to choose signs of roots. */
  approxSign(n: number): -1 | 1 | null;
  /** The form of a node. @throws NoForm | Rescale */
  form(n: number): Fraction;
  /** A node for a polynomial in the generators. */
  nodeOf(a: Multi): number;
  isConstant(generator: number): boolean;
  /** Whether the checker sees that a node is ≥ 0; true of those that only the whole cell tells about. */
  seesNonNegative(n: number): boolean;
  /** Appends a step. @throws NoForm if the checker would not see that its terms are defined */
  take(step: Step): number;
  /** The value of a function at an argument, if a step gave it. */
  known(name: string, argument: Fraction): Fraction | null;
  learn(name: string, argument: Fraction, value: Fraction): Fraction;
  /** A new generator for the value of a node; constant where its argument is. */
  addGenerator(node: number, argument: Fraction): number;
  addAtom(atom: Atom): Atom;
}

/**
 * Divides atoms' arguments so that the given exponents become integers.
 * @throws Rescale if any was not an integer
 */
export function rescale(
  { atoms, learned: { scales } }: Tower,
  kind: 'exp' | 'angle',
  terms: readonly (readonly [Atom, Rational])[],
): void {
  const own = atoms.filter((a) => a.kind === kind);
  const fractional = terms.filter(([, k]) => !Q.isInteger(k));
  for (const [atom, k] of fractional) {
    const key = `${kind} ${own.indexOf(atom)}`;
    scales.set(key, (scales.get(key) ?? 1n) * k.den);
  }
  if (fractional.length > 0) throw new Rescale();
}

const isModest = ({ num, den }: Rational, most: bigint): boolean =>
  -most <= num && num <= most && den <= most;

/**
 * A combination of atoms with multiples that the steps of a certificate may hold and that are worth
 * expanding, those without being left out; null: what is sought is an atom of its own, and what is
 * shown of it is true all the same.
 */
export function modestCombination(
  atoms: readonly Atom[],
  most: bigint,
  combine: (atoms: readonly Atom[]) => readonly Rational[] | null,
): readonly [readonly Atom[], readonly Rational[] | null] {
  for (let basis = atoms; ;) {
    const found = combine(basis);
    if (found === null || basis.every((_, i) => isModest(found[i]!, most))) return [basis, found];
    basis = basis.filter((_, i) => isModest(found[i]!, most));
  }
}

/** Larger multiples are no steps of a certificate. */
const mostScale = 1_000_000n;

/** The node u/m for the next atom of a kind, m learned by earlier attempts. */
export function scaledArgument(
  { dag, atoms, learned: { scales } }: Tower,
  kind: 'exp' | 'angle',
  u: number,
): readonly [node: number, scale: number] {
  const scale = scales.get(`${kind} ${atoms.filter((a) => a.kind === kind).length}`) ?? 1n;
  if (scale > mostScale) throw new NoForm('arguments that are too small parts of each other');
  return scale === 1n
    ? [u, 1]
    : [dag.intern('div', u, dag.number(Q.rational(scale))), Number(scale)];
}
