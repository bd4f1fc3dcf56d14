/**
 * # An activation and its derivative on many numbers at once
 *
 * The same doubles as `approxFunction` of both, an operation at a time over blocks, each shared
 * subtree once; sech² beside a tanh of the same argument is 1 − tanh², off by no more than
 * rounding of 1, and gelu beside Phi is u·Phi(u). Conditions and varying exponents go number by number.
 */
import {
  approxFunction,
  constantValue,
  stableForm,
  unaryFunctions,
} from '../expr/approx-evaluate.ts';
import { rationalConstant } from '../expr/constant.ts';
import type { Expr } from '../expr/expr.ts';
import { postOrder } from '../expr/structure.ts';

/** Replaces values[from..to) by σ of them and writes σ′ of them into slopes[from..to). */
export type ManyFunction = (
  values: Float64Array,
  slopes: Float64Array,
  from: number,
  to: number,
) => void;

type Call = Expr & { readonly kind: 'call' };
type Operation = (size: number) => void;

/** Numbers of a block: a few of them fit into the nearest cache. */
const BLOCK = 512;

export function approxMany(value: Expr, slope: Expr): ManyFunction {
  const all = [...new Set([...postOrder(value), ...postOrder(slope)])];
  const forms = new Map(all.map((node) => [node, formOf(node, all)]));
  const order: Expr[] = [];
  const seen = new Set<Expr>();
  for (const open = [slope, value]; open.length > 0;) {
    const node = open.at(-1)!;
    const missing = seen.has(node) ? [] : forms.get(node)!.operands.filter((n) => !seen.has(n));
    if (missing.length > 0) open.push(...missing);
    else {
      if (!seen.has(node)) order.push(node);
      seen.add(node);
      open.pop();
    }
  }
  const argument = new Float64Array(BLOCK);
  const registers = new Map(order.map((node) => [node, new Float64Array(BLOCK)]));
  const of = (node: Expr): Float64Array => registers.get(node)!;
  const operations = order.flatMap((node) => {
    const { operands, make } = forms.get(node)!;
    const operation = make(operands.map(of), of(node), argument);
    return operation === null ? [] : [operation];
  });
  const [first, second] = [of(value), of(slope)];
  return (values, slopes, from, to) => {
    for (let low = from; low < to; low += BLOCK) {
      const size = Math.min(BLOCK, to - low);
      for (let k = 0; k < size; k += 1) argument[k] = values[low + k]!;
      for (const operation of operations) operation(size);
      for (let k = 0; k < size; k += 1) {
        values[low + k] = first[k]!;
        slopes[low + k] = second[k]!;
      }
    }
  };
}

interface Form {
  readonly operands: readonly Expr[];
  /** Null where the register is filled once and for all. */
  readonly make: (
    operands: readonly Float64Array[],
    out: Float64Array,
    argument: Float64Array,
  ) => Operation | null;
}

/** @param all the nodes of both expressions */
function formOf(node: Expr, all: readonly Expr[]): Form {
  const constant = constantValue(node);
  if (constant !== null)
    return {
      operands: [],
      make: (_, out) => {
        out.fill(constant);
        return null;
      },
    };
  if (node.kind === 'variable')
    return { operands: [], make: (_, out, argument) => () => out.set(argument) };
  const form = node.kind === 'call' ? callForm(node, all) : null;
  if (form !== null) return form;
  const f = approxFunction(node);
  return {
    operands: [],
    make: (_, out, argument) => (size) => {
      for (let k = 0; k < size; k += 1) out[k] = f(argument[k]!);
    },
  };
}

/** Null where the node is computed number by number. */
function callForm(node: Call, all: readonly Expr[]): Form | null {
  const stable = stableForm(node);
  if (stable !== null) return unary(unaryFunctions[stable.name], stable.arg);
  const operands = node.args;
  switch (node.name) {
    case 'add':
      return operands.length !== 2
        ? null
        : loop(operands, ([a, b], out) => (size) => {
            for (let k = 0; k < size; k += 1) out[k] = a![k]! + b![k]!;
          });
    case 'mul':
      return operands.length !== 2
        ? null
        : loop(operands, ([a, b], out) => (size) => {
            for (let k = 0; k < size; k += 1) out[k] = a![k]! * b![k]!;
          });
    case 'div':
      return loop(operands, ([a, b], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = b![k] === 0 ? NaN : a![k]! / b![k]!;
      });
    case 'neg':
      return loop(operands, ([a], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = -a![k]!;
      });
    case 'relu':
      return loop(operands, ([a], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = Math.max(a![k]!, 0);
      });
    case 'heaviside':
      return loop(operands, ([a], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = a![k]! >= 0 ? 1 : a![k]! < 0 ? 0 : NaN;
      });
    case 'gelu': {
      const [u, phi] = [operands[0]!, sibling('Phi', operands[0]!, all)];
      return phi === undefined
        ? unary(unaryFunctions.gelu, u)
        : loop([u, phi], ([a, p], out) => (size) => {
            for (let k = 0; k < size; k += 1) out[k] = a![k]! < -40 ? -0 : a![k]! * p![k]!;
          });
    }
    case 'pow':
      return squareForm(node, all);
    case 'max':
    case 'min':
    case 'clip':
      return null;
    default:
      return unary(unaryFunctions[node.name], operands[0]!);
  }
}

const loop = (operands: readonly Expr[], make: Form['make']): Form => ({ operands, make });

function unary(f: (u: number) => number, operand: Expr): Form {
  return loop([operand], ([a], out) => (size) => {
    for (let k = 0; k < size; k += 1) out[k] = f(a![k]!);
  });
}

function squareForm(node: Call, all: readonly Expr[]): Form | null {
  const [base, exponent] = [node.args[0]!, rationalConstant(node.args[1]!)];
  if (exponent === null || exponent.num !== 2n || exponent.den !== 1n) return null;
  const tanh =
    base.kind === 'call' && base.name === 'sech' ? sibling('tanh', base.args[0]!, all) : undefined;
  return tanh === undefined
    ? loop([base], ([a], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = a![k]! * a![k]!;
      })
    : loop([tanh], ([t], out) => (size) => {
        for (let k = 0; k < size; k += 1) out[k] = 1 - t![k]! * t![k]!;
      });
}

const sibling = (name: Call['name'], u: Expr, all: readonly Expr[]): Expr | undefined =>
  all.find((n) => n.kind === 'call' && n.name === name && n.args[0] === u);
