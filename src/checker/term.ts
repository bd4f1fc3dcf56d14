/**
 * # Terms: the forms of nodes on a cell
 *
 * Every node's form by exact arithmetic, definitions and decided guards; transcendental and
 * algebraic terms by what the steps so far have listed. A term for which no step was given is
 * refused.
 */
import type { Analysis } from './analysis.ts';
import { vanishes } from './cell.ts';
import { definitionOf } from './definition.ts';
import { ensure } from './ensure.ts';
import { rationalConstant } from './expression.ts';
import { createForms, formText } from './form.ts';
import type { Form, Forms, Relation } from './form.ts';

/** Functions whose value may be a generator; the others have a definition or a step of their own. */
export const opaque: ReadonlySet<string> = new Set(
  'exp log erf atan asin acos gamma abs sign floor heaviside'.split(' '),
);

/** The function under which the value of a term is listed, with its argument. */
export interface Entry {
  readonly name: string;
  readonly argument: Form | null;
  readonly value: Form;
}

/** What later steps may refer to: an atom's argument, with its generator's form. */
export interface Atom {
  readonly kind: 'exp' | 'log' | 'angle' | 'other';
  readonly name: string;
  readonly argument: Form;
  readonly value: Form;
  readonly sine: Form | null;
}

/** What steps have given so far. */
interface Given {
  readonly relations: Map<number, Relation>;
  readonly units: Set<number>;
  readonly entries: Entry[];
  readonly byText: Map<string, Form>;
  generators: number;
}

export interface Terms {
  readonly on: Analysis;
  readonly path: string;
  readonly forms: Forms;
  /** Atoms by the index of their step. */
  readonly atoms: Map<number, Atom>;
  readonly given: Given;
  /** Products with a factor that is 0 on the cell. */
  readonly vanishing: Form[];
  /** A new generator: with g^degree = value, or a unit (an exponential). */
  generator(kind?: Relation | 'unit'): Form;
  list(...entries: readonly Entry[]): void;
  lookup(name: string, argument: Form | null): Form;
  /** @throws Refused if a step is missing */
  formOf(n: number): Form;
}

/** Of many forms in an order that keeps both sides of each sum or product of a size. */
function byHalves(forms: readonly Form[], combine: (a: Form, b: Form) => Form): Form {
  if (forms.length < 3) return forms.reduce(combine);
  const middle = forms.length >> 1;
  return combine(byHalves(forms.slice(0, middle), combine), byHalves(forms.slice(middle), combine));
}

/** @param inherited terms of a part of the line that contains this one: what they give holds here */
export function createTerms(on: Analysis, path: string, inherited: Terms | null = null): Terms {
  const { dag, cell } = on;
  const given: Given = {
    relations: new Map(inherited?.given.relations),
    units: new Set(inherited?.given.units),
    entries: [...(inherited?.given.entries ?? [])],
    byText: new Map(inherited?.given.byText),
    generators: inherited?.given.generators ?? 0,
  };
  const { relations, units, entries, byText } = given;
  const forms = createForms(
    relations,
    (g) => units.has(g),
    (p) => vanishes(p, cell, dag.budget),
    dag.budget,
  );
  const list = (...found: readonly Entry[]): void => {
    for (const entry of found) {
      entries.push(entry);
      if (entry.argument) byText.set(`${entry.name} ${formText(entry.argument)}`, entry.value);
    }
  };
  const atoms = new Map(inherited?.atoms);
  const memo = new Map<number, Form>();

  const lookup = (name: string, argument: Form | null): Form => {
    const listed = argument && byText.get(`${name} ${formText(argument)}`);
    if (listed) return listed;
    for (const entry of entries) {
      if (entry.name !== name) continue;
      if (argument === null || (entry.argument && forms.equal(argument, entry.argument)))
        return entry.value;
    }
    ensure(false, 'missing-step', path, `a step for ${name} at this argument`, 'none');
  };

  const formOf = (n: number): Form => {
    let form = memo.get(n);
    if (form === undefined) {
      form = computeForm(n);
      memo.set(n, form);
    }
    return form;
  };

  function computeForm(n: number): Form {
    dag.budget.spend(1);
    const { op, args, value } = dag.nodes[n]!;
    const [u, v] = args as [number, number];
    switch (op) {
      case 'number':
        return forms.constant(value!);
      case 'x':
        return forms.x;
      case 'pi':
        return lookup('pi', null);
      case 'neg':
        return forms.neg(formOf(u));
      case 'add':
        return byHalves(args.map(formOf), forms.add);
      case 'mul':
        return byHalves(args.map(formOf), forms.mul);
      case 'div':
        return forms.div(formOf(u), formOf(v));
      case 'sqrt':
        return lookup('root 2', formOf(u));
      case 'cbrt':
        return lookup('root 3', formOf(u));
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        if (exponent === null) {
          // pow(e, v) has a definition of its own.
          const chosen = on.branch(u);
          if (chosen === null) break;
          return formOf(dag.intern('pow', chosen, v));
        }
        ensure(
          Math.abs(Number(exponent.num)) <= 1e6 && exponent.den <= 1000n,
          'too-large',
          path,
          'a moderate exponent',
        );
        const base = formOf(u);
        const root = exponent.den === 1n ? base : lookup(`root ${exponent.den}`, base);
        return forms.pow(root, Number(exponent.num));
      }
      case 'sin':
      case 'cos':
        return lookup(op, formOf(u));
    }
    const simpler = on.branch(n) ?? definitionOf(dag, n);
    if (simpler !== null) return formOf(simpler);
    ensure(opaque.has(op), 'missing-step', path, 'a term that a step can give', op);
    return lookup(op, formOf(u));
  }

  const generator: Terms['generator'] = (kind) => {
    if (kind === 'unit') units.add(given.generators);
    else if (kind) relations.set(given.generators, kind);
    return forms.generator(given.generators++);
  };

  const vanishing = [...(inherited?.vanishing ?? [])];
  return { on, path, forms, atoms, given, vanishing, generator, list, lookup, formOf };
}
