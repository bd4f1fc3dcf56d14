/**
 * The catalogue's activations as Python, piece by piece, with pairs of inputs and settings:
 *
 *     npm run build && node bench/reference/catalogue.mjs | python3 bench/reference/gram.py > test/ntk/reference/gram.json
 */
import { listActivations, parse, print, randomInputs } from '../../dist/index.js';
import { derivative } from '../../dist/expr/derivative.js';
import { toText } from '../../dist/arith/rational.js';
import { postOrder } from '../../dist/expr/structure.js';
import { smoothPieces } from '../../dist/ntk/smooth-piece.js';

const [n, seed] = [50, 2024];
const radius = 1024;

const unary = {
  neg: (u) => `-${u}`,
  log: (u) => `np.log(${u})`,
  abs: (u) => `np.abs(${u})`,
  cbrt: (u) => `np.cbrt(${u})`,
  sec: (u) => `1/np.cos(${u})`,
  asin: (u) => `np.arcsin(${u})`,
  acos: (u) => `np.arccos(${u})`,
  atan: (u) => `np.arctan(${u})`,
  asinh: (u) => `np.arcsinh(${u})`,
  sech: (u) => `1/np.cosh(${u})`,
  erf: (u) => `special.erf(${u})`,
  erfc: (u) => `special.erfc(${u})`,
  gamma: (u) => `special.gamma(${u})`,
  heaviside: (u) => `np.heaviside(${u}, 1.0)`,
  relu: (u) => `np.maximum(${u}, 0.0)`,
  sigmoid: (u) => `special.expit(${u})`,
  softplus: (u) => `np.logaddexp(${u}, 0.0)`,
  Phi: (u) => `special.ndtr(${u})`,
  gelu: (u) => `${u}*special.ndtr(${u})`,
  sinc: (u) => `np.sinc(${u}/np.pi)`,
};

/** Lines of a function of x whose last name is the value. */
function python(expr) {
  const order = postOrder(expr);
  const names = new Map(order.map((node, i) => [node, `t${i}`]));
  const condition = (c) => {
    if (c.kind === 'and' || c.kind === 'or')
      return `np.logical_${c.kind}(${condition(c.left)}, ${condition(c.right)})`;
    if (c.kind === 'not') return `np.logical_not(${condition(c.condition)})`;
    const sign = { less: '<', 'less-equal': '<=', greater: '>', 'greater-equal': '>=' }[c.kind];
    return `(${names.get(c.left)} ${sign} ${names.get(c.right)})`;
  };
  const call = ({ name, args }) => {
    const [a, b, c] = args.map((u) => names.get(u));
    const all = args.map((u) => names.get(u));
    if (name === 'add') return all.join(' + ');
    if (name === 'mul') return all.join(' * ');
    if (name === 'div') return `${a} / ${b}`;
    if (name === 'pow') return `np.power(${a}, ${b})`;
    if (name === 'clip') return `np.minimum(np.maximum(${a}, ${b}), ${c})`;
    if (name === 'max' || name === 'min') return all.reduce((u, v) => `np.${name}imum(${u}, ${v})`);
    return (unary[name] ?? ((u) => `np.${name}(${u})`))(a);
  };
  return order.map((node) => {
    const value = {
      number: () => (([p, q = '1']) => `${p}.0/${q}.0`)(toText(node.value).split('/')),
      constant: () => `np.${node.name}`,
      variable: () => 'x',
      call: () => call(node),
      if: () =>
        `np.where(${condition(node.condition)}, ${names.get(node.then)}, ${names.get(node.otherwise)})`,
    }[node.kind]();
    return `${names.get(node)} = ${value}`;
  });
}

const distinct = new Map();
for (const { expression, parameters } of listActivations())
  if (parameters.length === 0) distinct.set(print(parse(expression)), parse(expression));

const dimensions = [1, 2, 8];
const weights = [0.1, 1, 10];
const rows = [];
let place = 0;
for (const [activation, expr] of distinct) {
  const pieces = smoothPieces(expr)
    .within(radius)
    .map((piece) => {
      const slope = derivative(piece.expr);
      return {
        lower: Number.isFinite(piece.lower) ? piece.lower : null,
        value: python(piece.expr),
        slope: slope && python(slope),
      };
    });
  const settings = dimensions.map((dimension, k) => {
    const weight = weights[(k + place) % 3];
    const { data } = randomInputs('gaussian', n, dimension, seed);
    const pair = [(7 * place + 3 * k) % n, (11 * place + 5 * k + 1) % n];
    if (pair[0] === pair[1]) pair[1] = (pair[1] + 1) % n;
    const inputs = pair.map((i) => [...data.subarray(i * dimension, (i + 1) * dimension)]);
    return { dimension, weight, bias: 0.1, pair, inputs };
  });
  rows.push({ activation, pieces, settings });
  place += 1;
}
console.log(JSON.stringify({ n, seed, rows }));
