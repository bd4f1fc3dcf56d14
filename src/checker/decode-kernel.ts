/**
 * # The strict decoder of certificates of kernels
 *
 * Whatever FORMAT.md does not name is refused, as in decode.ts.
 */
import * as Q from './rational.ts';
import type { Certificate } from './certificate.ts';
import { divisorCost } from './cost.ts';
import { decode } from './decode.ts';
import { ensure, Refused } from './ensure.ts';
import type { Budget } from './ensure.ts';
import { array, describe, integer, object, rational, string, tuple } from './field.ts';
import type { Fields } from './field.ts';
import { decodeLambdaMin } from './decode-lambda-min.ts';
import { kernelFormat, kernelLimits, kernelVersion } from './kernel-certificate.ts';
import type { KernelCertificate, KernelClaim, Parameter, Range } from './kernel-certificate.ts';
import type { Rational } from './rational.ts';

/** An embedded certificate; refusals name the place in the whole. */
function embedded(value: unknown, path: string, budget: Budget): Certificate {
  try {
    return decode(value, budget, 0);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { refusal } = error;
    throw new Refused({ ...refusal, path: [path, refusal.path].filter(Boolean).join('.') });
  }
}

/** A rational whose reduction to lowest terms is paid for. */
function number(value: unknown, path: string, budget: Budget): Rational {
  const text = string(value, path);
  if (text.includes('/')) budget.spend(divisorCost(4 * text.length));
  return rational(text, path);
}

function numbers(
  value: unknown,
  path: string,
  length: number,
  budget: Budget,
): readonly Rational[] {
  const items = array(value, path, kernelLimits.entries);
  ensure(items.length === length, 'wrong-length', path, `${length} numbers`, String(items.length));
  return items.map((item, i) => number(item, `${path}.${i}`, budget));
}

function wholeNumber(value: unknown, path: string): bigint {
  const q = rational(value, path);
  ensure(Q.isInteger(q), 'wrong-type', path, 'an integer', Q.toText(q));
  return q.num;
}

function range(value: unknown, path: string): Range {
  const [a, b] = tuple(value, path, 2).map((end) => rational(end, path)) as [Rational, Rational];
  ensure(Q.compare(a, b) < 0, 'out-of-range', path, 'an interval of positive length');
  return [a, b];
}

/** Decodes a parsed JSON value. @throws Refused */
export function decodeKernel(value: unknown, budget: Budget): KernelCertificate {
  const fields = object(value, '', [
    'format',
    'version',
    'activations',
    'layers',
    'kernel',
    'weightVariance',
    'biasVariance',
    'inputs',
    'sha256',
    'claim',
  ]);
  const { format, version, kernel } = fields;
  ensure(format === kernelFormat, 'unknown-format', 'format', kernelFormat, describe(format));
  ensure(
    version === kernelVersion,
    'unknown-version',
    'version',
    String(kernelVersion),
    describe(version),
  );
  ensure(
    kernel === 'nngp' || kernel === 'ntk',
    'wrong-type',
    'kernel',
    '"nngp" or "ntk"',
    describe(kernel),
  );
  const activations = array(fields.activations, 'activations', kernelLimits.activations).map(
    (activation, k) => embedded(activation, `activations.${k}`, budget),
  );
  const layers = array(fields.layers, 'layers', kernelLimits.depth - 1).map((k, l) =>
    integer(k, `layers.${l}`, 0, activations.length - 1),
  );
  const depth = layers.length + 1;
  const weightVariance = numbers(fields.weightVariance, 'weightVariance', depth, budget);
  const biasVariance = numbers(fields.biasVariance, 'biasVariance', depth, budget);
  const positive = weightVariance.every((q) => Q.sign(q) > 0);
  ensure(positive, 'out-of-range', 'weightVariance', 'variances > 0');
  const nonNegative = biasVariance.every((q) => Q.sign(q) >= 0);
  ensure(nonNegative, 'out-of-range', 'biasVariance', 'variances ≥ 0');

  const rows = array(fields.inputs, 'inputs', kernelLimits.inputs);
  const dimension = array(rows[0], 'inputs.0', kernelLimits.entries).length;
  ensure(dimension > 0, 'wrong-length', 'inputs', 'at least one row of at least one number');
  const entries = rows.length * dimension;
  const most = kernelLimits.entries;
  ensure(entries <= most, 'too-large', 'inputs', `at most ${most} numbers`, String(entries));
  const inputs = rows.map((row, i) => numbers(row, `inputs.${i}`, dimension, budget));
  return {
    activations,
    layers,
    kernel,
    weightVariance,
    biasVariance,
    inputs,
    sha256: string(fields.sha256, 'sha256'),
    claim: claimOf(fields.claim, {
      n: inputs.length,
      dimension,
      depth,
      activations: activations.length,
      budget,
    }),
  };
}

interface Sizes {
  readonly n: number;
  readonly dimension: number;
  readonly depth: number;
  readonly activations: number;
  readonly budget: Budget;
}

function claimOf(value: unknown, sizes: Sizes): KernelClaim {
  const path = 'claim';
  const { claim, rule } = (typeof value === 'object' ? (value ?? {}) : {}) as Fields;
  const { n, depth } = sizes;
  const rowsOf = (v: unknown): [number, number] =>
    tuple(v, `${path}.rows`, 2).map((i) => integer(i, `${path}.rows`, 0, n - 1)) as [
      number,
      number,
    ];
  const precision = (v: unknown): number =>
    integer(v, `${path}.precision`, 16, kernelLimits.precision);
  switch (`${String(claim)} ${String(rule)}`) {
    case 'strictly-positive-definite theorem':
      object(value, path, ['claim', 'rule']);
      return { claim: 'strictly-positive-definite', rule: 'theorem' };
    case 'strictly-positive-definite full-rank': {
      const f = object(value, path, ['claim', 'rule', 'precision', 'modulus']);
      const modulus = wholeNumber(f.modulus, `${path}.modulus`);
      const fits = modulus > 1n && modulus < 1n << BigInt(kernelLimits.modulus);
      ensure(fits, 'out-of-range', `${path}.modulus`, `2 … 2^${kernelLimits.modulus} − 1`);
      return {
        claim: 'strictly-positive-definite',
        rule: 'full-rank',
        precision: precision(f.precision),
        modulus,
      };
    }
    case 'strictly-positive-definite features':
      return features(value, path, sizes, precision);
    case 'strictly-positive-definite lambda-min':
      return decodeLambdaMin(value, path, sizes);
    case 'singular null-vector': {
      const f = object(value, path, ['claim', 'rule', 'vector']);
      const at = `${path}.vector`;
      const items = array(f.vector, at, kernelLimits.inputs);
      ensure(items.length === n, 'wrong-length', at, `${n} integers`, String(items.length));
      const vector = items.map((u, i) => wholeNumber(u, `${at}.${i}`));
      return { claim: 'singular', rule: 'null-vector', vector };
    }
    case 'singular equal-inputs': {
      const f = object(value, path, ['claim', 'rule', 'rows']);
      return { claim: 'singular', rule: 'equal-inputs', rows: rowsOf(f.rows) };
    }
    case 'singular collinear': {
      const f = object(value, path, ['claim', 'rule', 'rows', 'factors', 'identities']);
      const at = `${path}.identities`;
      const identities = array(f.identities, at, kernelLimits.depth).map((identity, l) =>
        identity === null ? null : embedded(identity, `${at}.${l}`, sizes.budget),
      );
      const hidden = depth - 1;
      ensure(identities.length === hidden, 'wrong-length', at, `${hidden} identities`);
      return {
        claim: 'singular',
        rule: 'collinear',
        rows: rowsOf(f.rows),
        factors: numbers(f.factors, `${path}.factors`, depth, sizes.budget),
        identities,
      };
    }
    default:
      ensure(false, 'unknown-rule', path, 'a claim and rule of FORMAT.md', describe(rule));
  }
}

function features(
  value: unknown,
  path: string,
  { n, dimension, depth, budget }: Sizes,
  precision: (v: unknown) => number,
): KernelClaim {
  const f = object(value, path, [
    'claim',
    'rule',
    'parameters',
    'radius',
    'precision',
    'scale',
    'inverse',
    'separations',
  ]);
  const most = kernelLimits.order;
  ensure(n <= most, 'too-large', 'inputs', `at most ${most} rows for this rule`, String(n));
  const square = (v: unknown, at: string): readonly unknown[] => {
    const items = array(v, at, most);
    ensure(items.length === n, 'wrong-length', at, `${n} rows`, String(items.length));
    return items;
  };
  const parameters = square(f.parameters, `${path}.parameters`).map((p, a): Parameter | null => {
    if (p === null) return null;
    const at = `${path}.parameters.${a}`;
    const [weights, bias] = tuple(p, at, 2);
    return { weights: numbers(weights, at, dimension, budget), bias: number(bias, at, budget) };
  });
  const radius = rational(f.radius, `${path}.radius`);
  ensure(Q.sign(radius) > 0, 'out-of-range', `${path}.radius`, 'a radius > 0');
  const inverse = square(f.inverse, `${path}.inverse`).map((row, i) =>
    square(row, `${path}.inverse.${i}`).map((b) => wholeNumber(b, `${path}.inverse.${i}`)),
  );
  const at = `${path}.separations`;
  const layers = array(f.separations, at, kernelLimits.depth);
  const later = depth - 2;
  ensure(layers.length === later, 'wrong-length', at, `${later} layers`, String(layers.length));
  const separations = layers.map((pair, l) =>
    tuple(pair, `${at}.${l}`, n === 1 ? 1 : 2).map((r) => range(r, `${at}.${l}`)),
  );
  return {
    claim: 'strictly-positive-definite',
    rule: 'features',
    parameters,
    radius,
    precision: precision(f.precision),
    scale: integer(f.scale, `${path}.scale`, 0, kernelLimits.precision),
    inverse,
    separations,
  };
}
