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
 *   half-turns s              atom s = m = ⌊v⌋              ⇒ cos πm is a generator, cos² = 1, and sin πm = 0
 *   arc f u                   t = f(u), f one of atan, asin, acos   ⇒ cos t, sin t by u and √(1 ± u²)
 *   exp u Σ                   u = Σ kᵢbᵢ + Σ mⱼ log pⱼ      ⇒ exp u = Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ
 *   exp-root u d v            v^d = exp(d·u), v ≥ 0           ⇒ exp u = v
 *   log u Σ                   u = Π exp(bᵢ)^kᵢ · Π pⱼ^mⱼ     ⇒ log u = Σ kᵢbᵢ + Σ mⱼ log pⱼ
 *   root u k v                v^k = u (v ≥ 0 for even k)     ⇒ the k-th root of u is v
 *   angle u Σ q               u = Σ kᵢtᵢ + q·π/12            ⇒ cos u + i sin u = e^(iqπ/12) Π (cos tᵢ + i sin tᵢ)^kᵢ
 *   turn f u q                f⁻¹(q·π/12) = u, q·π/12 a value of f, one of atan, asin, acos ⇒ f(u) = q·π/12
 *   odd f u s, even f u s     u = −(argument of atom s)      ⇒ f(u) = ∓f(−u)
 *   shift u s n               u = v + n, atom s = Γ(v)        ⇒ Γ(u) = Γ(v)·v(v + 1)…(v + n − 1)
 *                             atom s = ⌊v⌋                    ⇒ ⌊u⌋ = ⌊v⌋ + n
 *   zero f u                  u = 0, f odd                   ⇒ f(u) = 0
 *   derivative t v x₀ steps   t' = v' on the open cell, t = v at x₀ in it by steps ⇒ t = v
 *   substitute t v w a b steps   t = v on (a, b) by steps, a < w < b ⇒ t = v with w in place of x
 *   complement u              asin u has a step              ⇒ acos u = π/2 − asin u
 *   vanishing u q             u = 0                          ⇒ q·u = 0 may be added to the equality
 *   equal u v                 u = v                          ⇒ u is enclosed as v, in the steps that follow
 */
import * as Q from './rational.ts';
import { certainlyBefore } from './cell.ts';
import type { Cell, Point } from './cell.ts';
import type { Step } from './certificate.ts';
import { createDerivative } from './derivative.ts';
import { ensure } from './ensure.ts';
import type { Form } from './form.ts';
import { substituted } from './substitution.ts';
import { opaque } from './term.ts';
import type { Atom, Terms } from './term.ts';
import { turn } from './turn.ts';

const odd: ReadonlySet<string> = new Set(['erf', 'atan', 'asin']);
const even: ReadonlySet<string> = new Set(['abs']);
const arcs: ReadonlySet<string> = new Set(['atan', 'asin', 'acos']);

/**
 * Verifies a step and lists what it gives.
 * @param ensureEqualOn refuses unless two nodes are equal on a cell, by steps
 */
export function takeStep(
  terms: Terms,
  step: Step,
  index: number,
  ensureEqualOn: (on: Cell, a: number, b: number, steps: readonly Step[], path: string) => void,
): void {
  const { on, path, forms, atoms, generator, list, lookup, formOf } = terms;
  const { dag, cell } = on;
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
    // On a part of the cell the point and the others may lie in different intervals.
    ensure(on.assumed.length === 0, 'wrong-step', at, 'a derivative on a whole cell');
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
    ensureEqualOn({ kind: 'point', at: point }, step.argument, step.value, step.steps, at);
  };

  /** Two functions that are equal on an interval are equal at every value that w has in it. */
  const substitute = (step: Extract<Step, { kind: 'substitute' }>, index: number): void => {
    const at = `${path}.steps.${index}`;
    const { argument, value, inner, lower, upper, steps } = step;
    const end = (q: Q.Rational | null): Point | null => q && { kind: 'rational', value: q };
    const interval: Cell = { kind: 'open', lower: end(lower), upper: end(upper) };
    const proper = lower === null || upper === null || Q.compare(lower, upper) < 0;
    ensure(proper, 'wrong-point', at, 'the ends of an interval in order');
    ensure(on.range(inner) !== null, 'not-defined', at, 'a node defined on the cell');
    for (const [bound, sign] of [
      [lower, 1],
      [upper, -1],
    ] as const)
      ensure(
        bound === null || on.sign(dag.intern('add', inner, numberNode(Q.neg(bound)))) === sign,
        'not-shown',
        at,
        'values inside the interval',
      );
    ensureEqualOn(interval, argument, value, steps, at);
    const there = dag.nodes[substituted(dag, argument, inner)]!;
    ensure(opaque.has(there.op), 'wrong-step', path, 'a function that can be an atom', there.op);
    const result = formOf(substituted(dag, value, inner));
    list({ name: there.op, argument: argumentOf(there.args[0]!), value: result });
  };
  const numberNode = (q: Q.Rational): number =>
    Q.sign(q) < 0 ? dag.intern('neg', dag.number(Q.neg(q))) : dag.number(q);

  const same = (a: Form, b: Form): void =>
    ensure(
      forms.equal(a, b),
      'wrong-step',
      `${path}.steps.${index}`,
      'a step that holds on the cell',
    );
  switch (step.kind) {
    case 'pi':
      list({ name: 'pi', argument: null, value: generator() });
      break;
    case 'atom': {
      const { name } = step;
      ensure(opaque.has(name), 'wrong-step', path, 'a function that can be an atom', name);
      const argument = argumentOf(step.argument);
      const defined = on.range(dag.intern(name, step.argument)) !== null;
      ensure(defined, 'not-defined', path, `${name} defined at the argument on the whole cell`);
      const value = generator(name === 'exp' ? 'unit' : undefined);
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
      list({
        name: `root ${step.degree}`,
        argument,
        value: generator({ degree: step.degree, value: argument.numerator }),
      });
      break;
    }
    case 'angle-atom': {
      const argument = argumentOf(step.argument);
      const value = generator();
      const square = forms.add(unity, forms.neg(forms.mul(value, value)));
      const sine = generator({ degree: 2, value: square.numerator });
      atoms.set(index, { kind: 'angle', name: 'angle', argument, value, sine });
      list({ name: 'cos', argument, value }, { name: 'sin', argument, value: sine });
      break;
    }
    case 'half-turns': {
      const floor = atomAt(step.atom);
      ensure(floor.name === 'floor', 'wrong-step', path, 'an atom of floor', floor.name);
      const argument = forms.mul(terms.lookup('pi', null), floor.value);
      const value = generator({ degree: 2, value: unity.numerator });
      atoms.set(index, { kind: 'angle', name: 'angle', argument, value, sine: forms.zero });
      list({ name: 'cos', argument, value }, { name: 'sin', argument, value: forms.zero });
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
    case 'exp-root': {
      const [argument, value] = [argumentOf(step.argument), argumentOf(step.value)];
      const multiple = forms.mul(argument, forms.constant(Q.rational(BigInt(step.degree))));
      const real = on.certainlyNonNegative(step.value);
      ensure(real, 'wrong-step', path, 'a root ≥ 0 on the whole cell');
      same(lookup('exp', multiple), forms.pow(value, step.degree));
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
    case 'shift': {
      const argument = argumentOf(step.argument);
      const atom = step.atom < 0 ? null : atomAt(step.atom);
      const name = atom?.name ?? 'gamma';
      ensure(name === 'gamma' || name === 'floor', 'wrong-step', path, 'an atom of gamma or floor');
      const base = atom?.argument ?? unity;
      const by = forms.constant(Q.rational(BigInt(step.by)));
      same(argument, forms.add(base, by));
      const defined = on.range(dag.intern(name, step.argument)) !== null;
      ensure(defined, 'not-defined', path, `${name} defined on the whole cell`);
      if (name === 'floor') {
        list({ name, argument, value: forms.add(atom!.value, by) });
        break;
      }
      // Γ(z + 1) = z·Γ(z). No factor is 0: −1, −2, … and 0 are poles of the lower Γ.
      const low = step.by < 0 ? argument : base;
      let product = unity;
      for (let i = 0; i < Math.abs(step.by); i++)
        product = forms.mul(product, forms.add(low, forms.constant(Q.rational(BigInt(i)))));
      const start = atom?.value ?? unity;
      const value = step.by < 0 ? forms.div(start, product) : forms.mul(start, product);
      list({ name: 'gamma', argument, value });
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
    case 'substitute':
      substitute(step, index);
      break;
    case 'complement': {
      const argument = argumentOf(step.argument);
      const arc = dag.intern('acos', step.argument);
      ensure(on.range(arc) !== null, 'not-defined', path, 'acos defined at the argument');
      const value = forms.add(fractionOfPi(6), forms.neg(lookup('asin', argument)));
      list({ name: 'acos', argument, value });
      break;
    }
    case 'vanishing': {
      const zero = argumentOf(step.argument);
      ensure(on.sign(step.argument) === 0, 'not-shown', path, 'a node that is 0');
      terms.vanishing.push(forms.mul(argumentOf(step.value), zero));
      break;
    }
    case 'cases':
    case 'equal':
      ensure(false, 'wrong-step', path, 'a step that is not the last of its part', step.kind);
      break;
    default:
      step satisfies never;
  }
}
