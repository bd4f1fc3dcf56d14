/**
 * # Conjectures as JSON
 *
 * Data alone: nothing in it is evaluated as a program. Terms are texts in the language of
 * activations in which `s` is the activation, a function like any other: "s(s(x))", "s(2*x) - x".
 */
import type fc from 'fast-check';
import { parse } from '../expr/parse.ts';
import type { Activation } from './activation.ts';
import { activationOf } from './activation.ts';
import { activation, grownActivation } from './any-activation.ts';
import { architecture } from './architecture.ts';
import type { GeneratedArchitecture } from './architecture.ts';
import { continuous, equal, even, nonPolynomial, odd, polynomial, positiveOnAll } from './claim.ts';
import { conjecture } from './conjecture.ts';
import type { Conjecture, Surroundings } from './conjecture.ts';
import { less, smallestEigenvalue } from './eigenvalue.ts';
import type { Bounds } from './eigenvalue.ts';
import { distinctInputs, nonParallelInputs } from './inputs.ts';
import type { Rows } from './inputs.ts';
import { positive } from './kernel.ts';
import { libraryActivation } from './library-activation.ts';
import { nonPolynomialActivation } from './non-polynomial-activation.ts';
import { polynomialActivation } from './polynomial-activation.ts';
import { all, any, iff, implies, not } from './ruling.ts';
import type { Ruling } from './ruling.ts';

type Fields = Readonly<Record<string, unknown>>;

/** @throws TypeError that names the place in the JSON; RangeError on constraints out of range */
export function conjectureFromJson(json: unknown): Conjecture {
  const fields = fieldsOf(json, 'the conjecture', [
    ...['name', 'statement', 'activations', 'inputs', 'architectures', 'claim'],
  ]);
  const claim = readClaim(fields.claim, 'claim');
  return conjecture({
    name: textOf(fields.name, 'name'),
    statement: textOf(fields.statement, 'statement'),
    activations: Array.isArray(fields.activations)
      ? fields.activations.map((text, i) => textOf(text, `activations.${i}`))
      : generated(fields.activations, 'activations', activationSources),
    ...(fields.inputs === undefined ? {} : { inputs: readInputs(fields.inputs) }),
    ...(fields.architectures === undefined
      ? {}
      : { architectures: readArchitectures(fields.architectures) }),
    claim,
  });
}

const bad = (path: string, expected: string, found: unknown): never => {
  throw new TypeError(`${path}: expected ${expected}, got ${JSON.stringify(found) ?? 'nothing'}`);
};

function fieldsOf(json: unknown, path: string, known: readonly string[]): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return bad(path, 'an object', json);
  const unknown = Object.keys(json).find((key) => !known.includes(key));
  if (unknown !== undefined) bad(`${path}.${unknown}`, `one of ${known.join(', ')}`, unknown);
  return json as Fields;
}

const textOf = (value: unknown, path: string): string =>
  typeof value === 'string' ? value : bad(path, 'a text', value);

type Source<T> = readonly [
  make: (constraints: never) => fc.Arbitrary<T>,
  constraints: readonly string[],
];

const activationSources: Readonly<Record<string, Source<Activation>>> = {
  any: [activation, ['regularity', 'maxDepth']],
  grown: [grownActivation, ['regularity', 'maxDepth']],
  polynomial: [polynomialActivation, ['maxDegree', 'minDegree', 'disguise']],
  'non-polynomial': [nonPolynomialActivation, ['smooth', 'continuous', 'growth', 'disguise']],
  library: [libraryActivation, ['library']],
};
const inputSources: Readonly<Record<string, Source<Rows>>> = {
  distinct: [distinctInputs, ['n', 'dimension', 'minDistance']],
  'non-parallel': [nonParallelInputs, ['n', 'dimension']],
};
const architectureSources: Readonly<Record<string, Source<GeneratedArchitecture>>> = {
  any: [architecture, ['depth', 'biases']],
};

/** `{"generate": "polynomial", "maxDegree": 3}`: the arbitrary of that name. */
function generated<T>(
  json: unknown,
  path: string,
  sources: Readonly<Record<string, Source<T>>>,
): fc.Arbitrary<T> {
  const named = (json as Fields | null)?.generate;
  const source =
    typeof named === 'string' && Object.hasOwn(sources, named) ? sources[named]! : null;
  if (source === null)
    return bad(path, `a list or {"generate": …} with ${Object.keys(sources).join(', ')}`, json);
  const [make, known] = source;
  const { generate: _generate, ...constraints } = fieldsOf(json, path, ['generate', ...known]);
  return make(constraints as never);
}

function readInputs(json: unknown): NonNullable<Conjecture['inputs']> {
  if (!Array.isArray(json)) return generated(json, 'inputs', inputSources);
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) && row.every((entry) => Number.isFinite(entry));
  for (const [i, rows] of json.entries())
    if (!Array.isArray(rows) || !rows.every(isRow)) bad(`inputs.${i}`, 'rows of numbers', rows);
  return json as readonly Rows[];
}

function readArchitectures(json: unknown): NonNullable<Conjecture['architectures']> {
  if (!Array.isArray(json)) return generated(json, 'architectures', architectureSources);
  return json.map((item, i) => {
    const path = `architectures.${i}`;
    const fields = fieldsOf(item, path, ['depth', 'weightVariance', 'biasVariance']);
    for (const [key, value] of Object.entries(fields)) {
      const fits = key === 'depth' ? Number.isSafeInteger(value) && (value as number) >= 2 : true;
      if (!Number.isFinite(value) || (value as number) < 0 || !fits)
        bad(`${path}.${key}`, key === 'depth' ? 'an integer ≥ 2' : 'a number ≥ 0', value);
      if (key === 'weightVariance' && value === 0) bad(`${path}.${key}`, 'a number > 0', value);
    }
    return fields as Partial<GeneratedArchitecture>;
  });
}

type Read = (σ: Activation, surroundings: Surroundings) => Ruling;

const ofTerm: Readonly<Record<string, (term: Activation, surroundings: Surroundings) => Ruling>> = {
  polynomial,
  'non-polynomial': nonPolynomial,
  odd,
  even,
  continuous,
  'positive-on-all': (term, { architecture: { depth } }) => positiveOnAll(term, { depth }),
  positive: (term, surroundings) => positive(term, surroundings),
  singular: (term, surroundings) => not(positive(term, surroundings)),
};
const joins: Readonly<
  Record<string, readonly [count: number | null, join: (parts: Ruling[]) => Ruling]>
> = {
  all: [null, all],
  any: [null, any],
  not: [1, ([a]) => not(a!)],
  implies: [2, ([a, b]) => implies(a!, b!)],
  iff: [2, ([a, b]) => iff(a!, b!)],
};

/** Nested claims. */
const deepest = 40;

function readClaim(json: unknown, path: string, depth = 0): Read {
  const names = [...Object.keys(joins), ...Object.keys(ofTerm), 'equal', 'less'];
  const entries = Object.entries(fieldsOf(json, path, names));
  if (entries.length !== 1 || depth > deepest) return bad(path, `one of ${names.join(', ')}`, json);
  const [name, body] = entries[0]!;
  const inside = `${path}.${name}`;
  if (Object.hasOwn(joins, name)) {
    const [count, join] = joins[name]!;
    const list: readonly unknown[] = name === 'not' ? [body] : Array.isArray(body) ? body : [];
    if (list.length === 0 || (count !== null && list.length !== count))
      bad(inside, count === null ? 'a list of claims' : `${count} claims`, body);
    const parts = list.map((part, i) => readClaim(part, `${inside}.${i}`, depth + 1));
    // All parts are judged: the order in which they stand changes nothing.
    return (σ, surroundings) => join(parts.map((part) => part(σ, surroundings)));
  }
  if (name === 'equal') {
    if (!Array.isArray(body) || body.length !== 2) return bad(inside, 'two terms', body);
    const [a, b] = body.map((text, i) => readTerm(text, `${inside}.${i}`)) as [Term, Term];
    return (σ) => equal(a(σ), b(σ));
  }
  if (name === 'less') {
    if (!Array.isArray(body) || body.length !== 2) return bad(inside, 'two eigenvalues', body);
    const [a, b] = body.map((side, i) => readEigenvalue(side, `${inside}.${i}`));
    return (σ, surroundings) => less(a!(σ, surroundings), b!(σ, surroundings));
  }
  const term = readTerm(body, inside);
  return (σ, surroundings) => ofTerm[name]!(term(σ), surroundings);
}

/** `{"lambda-min": "s", "depth": 3}`; at the depth of the architecture unless given. */
function readEigenvalue(
  json: unknown,
  path: string,
): (σ: Activation, surroundings: Surroundings) => Bounds {
  const fields = fieldsOf(json, path, ['lambda-min', 'depth', 'kernel']);
  const term = readTerm(fields['lambda-min'], `${path}.lambda-min`);
  const { depth, kernel = 'ntk' } = fields;
  if (depth !== undefined && !(Number.isSafeInteger(depth) && (depth as number) >= 2))
    bad(`${path}.depth`, 'an integer ≥ 2', depth);
  if (kernel !== 'ntk' && kernel !== 'nngp') return bad(`${path}.kernel`, 'ntk or nngp', kernel);
  const at = depth === undefined ? {} : { depth: depth as number };
  return (σ, { inputs, architecture: given }) =>
    smallestEigenvalue(term(σ), { inputs, architecture: { ...given, ...at } }, kernel);
}

type Term = (σ: Activation) => Activation;

/** A text with `s` for the activation. It is read once with x for s, so that errors come early. */
function readTerm(json: unknown, path: string): Term {
  const text = textOf(json, path);
  const read: Term = (σ) =>
    text === 's'
      ? σ
      : activationOf(
          parse(text, { definitions: (name) => (name === 's' ? σ.expr : null) }),
          { kind: 'unknown' },
          [text],
        );
  try {
    read(activationOf(parse('x'), { kind: 'unknown' }, []));
  } catch (error) {
    throw new TypeError(`${path}: ${(error as Error).message}`, { cause: error });
  }
  return read;
}
