/**
 * # Steps: the values of transcendental and algebraic terms on a cell
 *
 * Each step of a certificate gives the form of one function at one argument: as a new generator
 * ("…-atom"), or in generators of earlier steps. Every step is verified when it is taken; a term
 * for which no step was given is refused.
 *
 *   pi                        π is a generator
 *   atom f u                  f(u) is a generator
 *   root-atom u k             the k-th root r of u is a generator, r^k = u (r ≥ 0 for even k)
 *   angle-atom u              cos u and sin u are generators, sin² = 1 − cos²
 *   arc f u                   t = f(u), f one of atan, asin, acos   ⇒ cos t, sin t by u and √(1 ± u²)
 *   exp u Σ                   u = Σ kᵢbᵢ + Σ mⱼ log pⱼ      ⇒ exp u = Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ
 *   log u Σ                   u = Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ     ⇒ log u = Σ kᵢbᵢ + Σ mⱼ log pⱼ
 *   root u k v                v^k = u (v ≥ 0 for even k)     ⇒ the k-th root of u is v
 *   angle u Σ q               u = Σ kᵢtᵢ + q·π/12            ⇒ cos u + i sin u = e^(iqπ/12) Π (cos tᵢ + i sin tᵢ)^kᵢ
 *   turn f u q                f⁻¹(q·π/12) = u, q·π/12 a value of f, one of atan, asin, acos ⇒ f(u) = q·π/12
 *   odd f u s, even f u s     u = −(argument of atom s)      ⇒ f(u) = ∓f(−u)
 *   zero f u                  u = 0, f odd                   ⇒ f(u) = 0
 *   derivative t v x₀ steps   t' = v' on the open cell, t = v at x₀ in it by steps ⇒ t = v
 */
import * as Q from './rational.ts';
import { analyse } from './analysis.ts';
import type { Analysis } from './analysis.ts';
import { certainlyBefore, vanishes } from './cell.ts';
import type { Cell, Point } from './cell.ts';
import { createDerivative } from './derivative.ts';
import type { Step } from './certificate.ts';
import { definitionOf } from './definition.ts';
import { ensure } from './ensure.ts';
import { rationalConstant } from './expression.ts';
import type { Dag } from './expression.ts';
import { turn } from './turn.ts';
import { createForms, formText } from './form.ts';
import type { Form, Relation } from './form.ts';

const odd: ReadonlySet<string> = new Set(['erf', 'atan', 'asin']);
const even: ReadonlySet<string> = new Set(['abs']);
const arcs: ReadonlySet<string> = new Set(['atan', 'asin', 'acos']);
/** Functions whose value may be a generator; the others have a definition or a step of their own. */
const opaque: ReadonlySet<string> = new Set(
  'exp log erf atan asin acos gamma abs sign floor heaviside'.split(' '),
);

/** The function under which the value of a term is listed, with its argument. */
interface Entry {
  readonly name: string;
  readonly argument: Form | null;
  readonly value: Form;
}

/** What later steps may refer to: an atom's argument, with its generator's form. */
interface Atom {
  readonly kind: 'exp' | 'log' | 'angle' | 'other';
  readonly name: string;
  readonly argument: Form;
  readonly value: Form;
  readonly sine: Form | null;
}

/** Refuses unless nodes a and b are defined and equal on the whole cell. */
export function ensureIdentical(
  dag: Dag,
  cell: Cell,
  a: number,
  b: number,
  steps: readonly Step[],
  precision: number,
  path: string,
): void {
  const on = analyse(dag, cell, precision);
  ensure(on.range(a) !== null, 'not-defined', path, 'an expression defined on the whole cell');
  ensure(on.range(b) !== null, 'not-defined', path, 'a polynomial defined on the whole cell');
  const { formOf, equal } = takeSteps(on, steps, path);
  ensure(equal(formOf(a), formOf(b)), 'not-identical', path, 'equal normal forms on the cell');
}

function takeSteps(on: Analysis, steps: readonly Step[], path: string) {
  const { dag, cell } = on;
  const relations = new Map<number, Relation>();
  const units = new Set<number>();
  const forms = createForms(
    relations,
    (g) => units.has(g),
    (p) => vanishes(p, cell, dag.budget),
    dag.budget,
  );
  const entries: Entry[] = [];
  const byText = new Map<string, Form>();
  const list = (...found: readonly Entry[]): void => {
    for (const entry of found) {
      entries.push(entry);
      if (entry.argument) byText.set(`${entry.name} ${formText(entry.argument)}`, entry.value);
    }
  };
  const atoms = new Map<number, Atom>();
  let generators = 0;
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
        return args.map(formOf).reduce(forms.add);
      case 'mul':
        return args.map(formOf).reduce(forms.mul);
      case 'div':
        return forms.div(formOf(u), formOf(v));
      case 'sqrt':
        return lookup('root 2', formOf(u));
      case 'cbrt':
        return lookup('root 3', formOf(u));
      case 'pow': {
        const exponent = rationalConstant(dag, v);
        if (exponent === null) break;
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

  const argumentOf = (n: number): Form => {
    ensure(
      on.range(n) !== null,
      'not-defined',
      path,
      'a step whose argument is defined on the cell',
    );
    return formOf(n);
  };
  const total = (parts: readonly Form[]): Form => parts.reduce(forms.add, forms.zero);
  const unity = forms.constant(Q.one);
  const multiple = (form: Form, k: number): Form =>
    forms.mul(form, forms.constant(Q.rational(BigInt(k))));
  const atomAt = (index: number): Atom => {
    const atom = atoms.get(index);
    ensure(
      atom !== undefined,
      'unknown-step',
      path,
      'a reference to an earlier atom',
      String(index),
    );
    return atom;
  };
  /** Σ kᵢbᵢ + Σ mⱼ log pⱼ and Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ. */
  const exponential = (terms: readonly (readonly [number, number])[]): [Form, Form] => {
    let [exponent, value] = [forms.zero, unity];
    for (const [index, k] of terms) {
      const { kind, argument, value: generator } = atomAt(index);
      ensure(kind === 'exp' || kind === 'log', 'wrong-step', path, 'an atom of exp or log', kind);
      exponent = forms.add(exponent, multiple(kind === 'exp' ? argument : generator, k));
      value = forms.mul(value, forms.pow(kind === 'exp' ? generator : argument, k));
    }
    return [exponent, value];
  };

  const squareRoot = (n: bigint): Form => lookup('root 2', forms.constant(Q.rational(n)));
  const fractionOfPi = (twelfths: number): Form =>
    twelfths === 0
      ? forms.zero
      : forms.mul(lookup('pi', null), forms.constant(Q.rational(BigInt(twelfths), 12n)));

  /** Of the angle f(u): atan lies where cos > 0, asin where cos ≥ 0, acos where sin ≥ 0. */
  const cosineAndSine = (name: string, n: number, u: Form): readonly [Form, Form] => {
    const square = dag.intern('mul', n, n);
    const signed = name === 'atan' ? square : dag.intern('neg', square);
    const root = dag.intern('sqrt', dag.intern('add', dag.number(Q.one), signed));
    const r = argumentOf(root);
    if (name === 'atan') return [forms.div(unity, r), forms.div(u, r)];
    return name === 'asin' ? [r, u] : [u, r];
  };

  /** Two functions with one derivative on an open cell that meet at a point of it are equal. */
  const ensureEqualByDerivative = (
    step: Extract<Step, { kind: 'derivative' }>,
    index: number,
  ): void => {
    const at = `${path}.steps.${index}`;
    const point: Point = { kind: 'rational', value: step.at };
    const inside =
      cell.kind === 'open' &&
      (!cell.lower || certainlyBefore(cell.lower, point)) &&
      (!cell.upper || certainlyBefore(point, cell.upper));
    ensure(inside, 'wrong-point', at, 'a point of an open cell');
    ensure(on.range(step.argument) !== null, 'not-defined', at, 'a term defined on the cell');
    const derivative = createDerivative(on);
    const [left, right] = [derivative(step.argument), derivative(step.value)];
    ensure(left !== null && right !== null, 'not-shown', at, 'terms differentiable on the cell');
    ensure(forms.equal(argumentOf(left), argumentOf(right)), 'wrong-step', at, 'equal derivatives');
    const there: Cell = { kind: 'point', at: point };
    ensureIdentical(dag, there, step.argument, step.value, step.steps, on.precision, at);
  };

  steps.forEach((step, index) => {
    const same = (a: Form, b: Form): void =>
      ensure(
        forms.equal(a, b),
        'wrong-step',
        `${path}.steps.${index}`,
        'a step that holds on the cell',
      );
    switch (step.kind) {
      case 'pi':
        list({ name: 'pi', argument: null, value: forms.generator(generators++) });
        break;
      case 'atom': {
        const { name } = step;
        ensure(opaque.has(name), 'wrong-step', path, 'a function that can be an atom', name);
        const argument = argumentOf(step.argument);
        const defined = on.range(dag.intern(name, step.argument)) !== null;
        ensure(defined, 'not-defined', path, `${name} defined at the argument on the whole cell`);
        if (name === 'exp') units.add(generators);
        const value = forms.generator(generators++);
        const kind = name === 'exp' || name === 'log' ? name : 'other';
        atoms.set(index, { kind, name, argument, value, sine: null });
        list({ name, argument, value });
        break;
      }
      case 'root-atom': {
        const argument = argumentOf(step.argument);
        ensure(argument.factors.size === 0, 'wrong-step', path, 'a radicand without denominators');
        const real = step.degree % 2 === 1 || on.certainlyNonNegative(step.argument);
        ensure(real, 'not-defined', path, 'a radicand ≥ 0 on the whole cell');
        relations.set(generators, { degree: step.degree, value: argument.numerator });
        list({
          name: `root ${step.degree}`,
          argument,
          value: forms.generator(generators++),
        });
        break;
      }
      case 'angle-atom': {
        const argument = argumentOf(step.argument);
        const value = forms.generator(generators++);
        const square = forms.add(unity, forms.neg(forms.mul(value, value)));
        relations.set(generators, { degree: 2, value: square.numerator });
        const sine = forms.generator(generators++);
        atoms.set(index, { kind: 'angle', name: 'angle', argument, value, sine });
        list({ name: 'cos', argument, value }, { name: 'sin', argument, value: sine });
        break;
      }
      case 'arc': {
        const u = argumentOf(step.argument);
        const arc = dag.intern(step.name, step.argument);
        ensure(arcs.has(step.name), 'wrong-step', path, 'an inverse function of angles', step.name);
        const argument = argumentOf(arc);
        const [value, sine] = cosineAndSine(step.name, step.argument, u);
        atoms.set(index, { kind: 'angle', name: 'angle', argument, value, sine });
        list({ name: 'cos', argument, value }, { name: 'sin', argument, value: sine });
        break;
      }
      case 'exp': {
        const argument = argumentOf(step.argument);
        const [exponent, value] = exponential(step.terms);
        same(argument, exponent);
        list({ name: 'exp', argument, value });
        break;
      }
      case 'log': {
        const argument = argumentOf(step.argument);
        const [value, product] = exponential(step.terms);
        const defined = on.range(dag.intern('log', step.argument)) !== null;
        ensure(defined, 'not-defined', path, 'a logarithm defined on the whole cell');
        same(argument, product);
        list({ name: 'log', argument, value });
        break;
      }
      case 'root': {
        const [argument, value] = [argumentOf(step.argument), argumentOf(step.value)];
        const real = step.degree % 2 === 1 || on.certainlyNonNegative(step.value);
        ensure(real, 'wrong-step', path, 'a root ≥ 0 on the whole cell');
        same(argument, forms.pow(value, step.degree));
        list({ name: `root ${step.degree}`, argument, value });
        break;
      }
      case 'angle': {
        const argument = argumentOf(step.argument);
        const parts = step.terms.map(([at, k]) => ({ ...atomAt(at), k }));
        ensure(
          parts.every((p) => p.kind === 'angle'),
          'wrong-step',
          path,
          'atoms of angles',
        );
        const offset = fractionOfPi(step.twelfths);
        same(argument, total([...parts.map((p) => multiple(p.argument, p.k)), offset]));
        // Multiply (c + i s) by (c' ± i s') |k| times.
        let [c, s] = turn(forms, squareRoot, step.twelfths);
        for (const p of parts) {
          const sine = p.k < 0 ? forms.neg(p.sine!) : p.sine!;
          for (let i = 0; i < Math.abs(p.k); i++)
            [c, s] = [
              forms.add(forms.mul(c, p.value), forms.neg(forms.mul(s, sine))),
              forms.add(forms.mul(s, p.value), forms.mul(c, sine)),
            ];
        }
        list({ name: 'cos', argument, value: c }, { name: 'sin', argument, value: s });
        break;
      }
      case 'turn': {
        const { name, twelfths } = step;
        const argument = argumentOf(step.argument);
        const [c, s] = turn(forms, squareRoot, twelfths);
        // atan has values inside (−π/2, π/2), asin on [−π/2, π/2], acos on [0, π].
        const value = name === 'acos' ? twelfths >= 0 : Math.abs(twelfths) <= 6;
        const inside = value && !(name === 'atan' && Math.abs(twelfths) === 6);
        ensure(arcs.has(name) && inside, 'wrong-step', path, 'a value of the function', name);
        if (name === 'atan') same(forms.mul(argument, c), s);
        else same(argument, name === 'asin' ? s : c);
        list({ name, argument, value: fractionOfPi(twelfths) });
        break;
      }
      case 'odd':
      case 'even': {
        const argument = argumentOf(step.argument);
        const atom = atomAt(step.atom);
        const known = (step.kind === 'odd' ? odd : even).has(step.name) && atom.name === step.name;
        ensure(known, 'wrong-step', path, `an atom of an ${step.kind} function`, step.name);
        same(argument, forms.neg(atom.argument));
        const value = step.kind === 'odd' ? forms.neg(atom.value) : atom.value;
        list({ name: step.name, argument, value });
        break;
      }
      case 'zero': {
        const argument = argumentOf(step.argument);
        ensure(odd.has(step.name), 'wrong-step', path, 'an odd function', step.name);
        same(argument, forms.zero);
        list({ name: step.name, argument, value: forms.zero });
        break;
      }
      case 'derivative': {
        ensureEqualByDerivative(step, index);
        const { op, args } = dag.nodes[step.argument]!;
        ensure(opaque.has(op), 'wrong-step', path, 'a function that can be an atom', op);
        list({ name: op, argument: argumentOf(args[0]!), value: argumentOf(step.value) });
        break;
      }
      default:
        step satisfies never;
    }
  });

  return { formOf, equal: forms.equal };
}
