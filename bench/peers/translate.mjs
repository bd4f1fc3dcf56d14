/**
 * # An activation in the languages of other systems
 *
 * From the syntax tree, so that every system is asked about the same function. null where the
 * language has no word for a part of it.
 */
const infix = { add: ' + ', mul: '*' };
const comparison = { less: '<', 'less-equal': '<=', greater: '>', 'greater-equal': '>=' };

/** Functions of one argument that are written out: u is the argument's text. */
const written = {
  relu: (u, w) => w.max([u, '0']),
  sigmoid: (u) => `(1/(1 + exp(-(${u}))))`,
  softplus: (u) => `log(1 + exp(${u}))`,
  log1p: (u) => `log(1 + ${u})`,
  expm1: (u) => `(exp(${u}) - 1)`,
  Phi: (u) => `((1 + erf((${u})/sqrt(2)))/2)`,
  gelu: (u) => `((${u})*(1 + erf((${u})/sqrt(2)))/2)`,
  erfc: (u) => `(1 - erf(${u}))`,
};

const words = {
  sympy: {
    pi: 'pi',
    e: 'E',
    power: '**',
    max: (parts) => `Max(${parts.join(', ')})`,
    min: (parts) => `Min(${parts.join(', ')})`,
    names: { abs: 'Abs', ceil: 'ceiling', heaviside: 'H', round: null, sinc: 'sinc' },
    condition: (c, a, b) => `Piecewise((${a}, ${c}), (${b}, True))`,
    and: ' & ',
    or: ' | ',
    not: '~',
  },
  maxima: {
    pi: '%pi',
    e: '%e',
    power: '^',
    max: (parts) => `max(${parts.join(', ')})`,
    min: (parts) => `min(${parts.join(', ')})`,
    names: {
      sign: 'signum',
      ceil: 'ceiling',
      cbrt: null,
      heaviside: null,
      round: null,
      sinc: null,
    },
    condition: (c, a, b) => `(if ${c} then ${a} else ${b})`,
    and: ' and ',
    or: ' or ',
    not: 'not ',
  },
  mathjs: {
    pi: 'pi',
    e: 'e',
    power: '^',
    max: (parts) => `max(${parts.join(', ')})`,
    min: (parts) => `min(${parts.join(', ')})`,
    names: { heaviside: null, sinc: null },
    condition: (c, a, b) => `(${c} ? ${a} : ${b})`,
    and: ' and ',
    or: ' or ',
    not: 'not ',
  },
  nerdamer: {
    pi: 'pi',
    e: 'e',
    power: '^',
    max: (parts) => `max(${parts.join(', ')})`,
    min: (parts) => `min(${parts.join(', ')})`,
    names: { heaviside: null, cbrt: 'cbrt' },
    condition: () => null,
    and: null,
    or: null,
    not: null,
  },
};

/** Text of an expression of nonpoly's `parse` in the language of a peer; null if it has none. */
export function translate(expr, language) {
  const w = words[language];
  class Unspeakable extends Error {}
  const say = (part) => {
    if (part === null || part === undefined) throw new Unspeakable();
    return part;
  };
  const condition = (c) => {
    if (c.kind === 'not') return `${say(w.not)}(${condition(c.condition)})`;
    if (c.kind === 'and' || c.kind === 'or')
      return `((${condition(c.left)})${say(w[c.kind])}(${condition(c.right)}))`;
    return `${text(c.left)} ${comparison[c.kind]} ${text(c.right)}`;
  };
  const call = ({ name, args }) => {
    const parts = args.map(text);
    if (name in infix) return `(${parts.join(infix[name])})`;
    if (name === 'neg') return `(-${parts[0]})`;
    if (name === 'div') return `(${parts[0]}/${parts[1]})`;
    if (name === 'pow') return `(${parts[0]}${w.power}${parts[1]})`;
    if (name === 'max') return w.max(parts);
    if (name === 'min') return w.min(parts);
    if (name === 'clip') return w.min([w.max([parts[0], parts[1]]), parts[2]]);
    if (name in written) return written[name](parts[0], w);
    const own = name in w.names ? w.names[name] : name;
    return `${say(own)}(${parts.join(', ')})`;
  };
  const text = (e) => {
    if (e.kind === 'number') {
      const { num, den } = e.value;
      return den === 1n ? `${num}` : `(${num}/${den})`;
    }
    if (e.kind === 'constant') return w[e.name];
    if (e.kind === 'variable') return 'x';
    if (e.kind === 'if')
      return say(w.condition(condition(e.condition), text(e.then), text(e.otherwise)));
    return call(e);
  };
  try {
    return text(expr);
  } catch (error) {
    if (error instanceof Unspeakable) return null;
    throw error;
  }
}
