import { describe, expect, it } from 'vitest';
import { listActivations, lookup, suggest } from '../../src/activations/catalogue.ts';
import { parseActivation } from '../../src/activations/parse-activation.ts';
import { answer } from '../../src/answer/answer.ts';
import { approxFunction } from '../../src/expr/approx-evaluate.ts';
import { InputError } from '../../src/expr/input-error.ts';
import { parse } from '../../src/expr/parse.ts';

const { exp, expm1, log1p, max, min, abs, tanh, sqrt, PI } = Math;
const sigmoid = (x: number): number => 1 / (1 + exp(-x));
const softplus = (x: number): number => max(x, 0) + log1p(exp(-abs(x)));
const relu6 = (x: number): number => min(max(x, 0), 6);
/** erf by its Maclaurin series, from the definition. */
const erf = (x: number): number => {
  if (abs(x) > 4) return Math.sign(x);
  let [sum, term] = [x, x];
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / sqrt(PI)) * sum;
};
const gelu = (x: number): number => (x * (1 + erf(x / sqrt(2)))) / 2;
const geluTanh = (x: number): number =>
  0.5 * x * (1 + tanh(sqrt(2 / PI) * (x + 0.044715 * x ** 3)));
const elu = (x: number): number => (x > 0 ? x : expm1(x));
const selu = (x: number): number =>
  1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x));
const leaky =
  (slope: number) =>
  (x: number): number =>
    x >= 0 ? x : slope * x;
const mish = (x: number): number => x * tanh(softplus(x));
const hardSwish = (x: number): number => (x * relu6(x + 3)) / 6;
const shrink = (x: number): number => (abs(x) > 0.5 ? x : 0);
const softshrink = (x: number): number => Math.sign(x) * max(abs(x) - 0.5, 0);
const squareplus = (x: number): number => (x + sqrt(x * x + 4)) / 2;
const sparsePlus = (x: number): number => (x <= -1 ? 0 : x >= 1 ? x : (x + 1) ** 2 / 4);
const clip = (x: number, a: number, b: number): number => min(max(x, a), b);

/** Formulas of the libraries' documentation, written independently in doubles. */
const formulas: Readonly<Record<string, (x: number) => number>> = {
  elu,
  celu: elu,
  selu,
  gelu,
  mish,
  squareplus,
  hardshrink: shrink,
  hardsigmoid: (x) => relu6(x + 3) / 6,
  hardtanh: (x) => clip(x, -1, 1),
  hardswish: hardSwish,
  hardsilu: hardSwish,
  leakyrelu: leaky(0.01),
  logsigmoid: (x) => -softplus(-x),
  prelu: leaky(0.25),
  relu: (x) => max(x, 0),
  relu6,
  rrelu: leaky((1 / 8 + 1 / 3) / 2),
  sigmoid,
  silu: (x) => x * sigmoid(x),
  swish: (x) => x * sigmoid(x),
  softplus,
  softshrink,
  softsign: (x) => x / (1 + abs(x)),
  tanh,
  tanhshrink: (x) => x - tanh(x),
  identity: (x) => x,
  linear: (x) => x,
  sparseplus: sparsePlus,
  sparsesigmoid: (x) => clip((x + 1) / 2, 0, 1),
  exponential: exp,
  gelu10: (x) => clip(gelu(x), -10, 10),
  geluaccurate: geluTanh,
  gelunew: geluTanh,
  gelufast: (x) => 0.5 * x * (1 + tanh(x * 0.7978845608 * (1 + 0.044715 * x * x))),
  gelupython: gelu,
  gelupytorchtanh: geluTanh,
  gelupythontanh: geluTanh,
  laplace: (x) => 0.5 * (1 + erf((x - 0.707107) / (0.282095 * sqrt(2)))),
  quickgelu: (x) => x * sigmoid(1.702 * x),
  relu2: (x) => max(x, 0) ** 2,
  xielu: (x) => (x > 0 ? 0.8 * x * x + 0.5 * x : (expm1(min(x, -1e-6)) - x) * 0.8 + 0.5 * x),
  abs,
  asinh: Math.asinh,
  atan: Math.atan,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  erf,
  exp,
  floor: Math.floor,
  neg: (x) => -x,
  shrink,
  sign: Math.sign,
  sin: Math.sin,
  sinh: Math.sinh,
  thresholdedrelu: (x) => (x > 1 ? x : 0),
  'jax.nn.gelu': geluTanh,
  'keras.activations.leaky_relu': leaky(0.2),
  'onnx.HardSigmoid': (x) => clip(0.2 * x + 0.5, 0, 1),
};

const rows = listActivations();

describe('the catalogue', () => {
  it.each(rows.map((row) => [row.name, row] as const))(
    '%s agrees with its formula',
    (name, row) => {
      if (row.parameters.length > 0) {
        expect(() => parseActivation(name)).toThrow(InputError);
        const parameters = Object.fromEntries(row.parameters.map((p, i) => [p, String(i + 1)]));
        expect(parseActivation(name, { parameters }).source?.name).toBe(name);
        return;
      }
      const short = name.split('.').at(-1)!.toLowerCase().replaceAll('_', '');
      const formula = formulas[name] ?? formulas[short];
      expect(formula, `a formula for ${name}`).toBeDefined();
      const f = approxFunction(parse(row.expression));
      for (let k = -100; k <= 100; k++) {
        // Off the integers, and off the kinks.
        const x = k / 12.7;
        expect(abs(f(x) - formula!(x)), `${name} at ${x}`).toBeLessThan(2e-7 * max(1, abs(f(x))));
      }
    },
  );

  it.each(rows.filter((row) => row.parameters.length === 0).map((row) => [row.name]))(
    '%s is decided',
    (name) => {
      expect(['polynomial', 'non-polynomial']).toContain(answer(name).verdict);
    },
  );

  it('has each name once', () => {
    expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  });

  it('looks names up without prefix, in any case and spelling, torch first', () => {
    for (const name of ['LeakyReLU', 'leaky_relu', 'LEAKY-RELU', 'torch.nn.leakyrelu'])
      expect(lookup(name)?.row.name).toBe('torch.nn.LeakyReLU');
    expect(lookup('jax.nn.gelu')?.row.library).toBe('jax.nn');
    expect(lookup('leaky_relu')?.others.map((row) => row.name)).toContain(
      'keras.activations.leaky_relu',
    );
    expect(lookup('constructor')).toBeNull();
    expect(lookup('__proto__')).toBeNull();
  });

  it('suggests near misses', () => {
    expect(suggest('geluu')).toContain('GELU');
    expect(suggest('leakyrelo')).toContain('LeakyReLU');
    expect(suggest('zzzzzz')).toEqual([]);
    expect(() => parseActivation('hardswih')).toThrow(/Hardswish/i);
  });

  it('reads catalogue names as functions inside expressions', () => {
    const f = approxFunction(parseActivation('x + silu(2*x)').expr);
    expect(f(0.7)).toBeCloseTo(0.7 + 1.4 * sigmoid(1.4), 12);
    expect(parseActivation('gelu').source).toMatchObject({ name: 'torch.nn.GELU' });
  });
});
