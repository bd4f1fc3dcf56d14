/**
 * # Decoding steps
 */
import { limits } from './certificate.ts';
import type { Step, Terms } from './certificate.ts';
import { ensure } from './ensure.ts';
import { array, integer, rational, string, tuple } from './field.ts';

function decodeTerms(value: unknown, path: string): Terms {
  return array(value, path, limits.terms).map((pair) => {
    const [index, k] = tuple(pair, path, 2);
    return [integer(index, path, 0, limits.steps), integer(k, path, -1e6, 1e6)] as const;
  });
}

function decodeStep(
  value: unknown,
  path: string,
  node: (v: unknown, path: string) => number,
  depth: number,
): Step {
  const [head, ...rest] = array(value, path, 7);
  const kind = string(head, path);
  const sized = (length: number): void =>
    ensure(rest.length === length, 'wrong-length', path, `${length + 1} entries for ${kind}`);
  switch (kind) {
    case 'pi':
      sized(0);
      return { kind };
    case 'atom':
    case 'arc':
    case 'zero':
      sized(2);
      return { kind, name: string(rest[0], path), argument: node(rest[1], path) };
    case 'root-atom':
      sized(2);
      return { kind, argument: node(rest[0], path), degree: integer(rest[1], path, 2, 1000) };
    case 'angle-atom':
      sized(1);
      return { kind, argument: node(rest[0], path) };
    case 'half-turns':
      sized(1);
      return { kind, atom: integer(rest[0], path, 0, limits.steps) };
    case 'exp':
    case 'log':
      sized(2);
      return { kind, argument: node(rest[0], path), terms: decodeTerms(rest[1], path) };
    case 'root':
    case 'exp-root':
      sized(3);
      return {
        kind,
        argument: node(rest[0], path),
        degree: integer(rest[1], path, 2, 1000),
        value: node(rest[2], path),
      };
    case 'angle':
      sized(3);
      return {
        kind,
        argument: node(rest[0], path),
        terms: decodeTerms(rest[1], path),
        twelfths: integer(rest[2], path, -1e6, 1e6),
      };
    case 'turn':
      sized(3);
      return {
        kind,
        name: string(rest[0], path),
        argument: node(rest[1], path),
        twelfths: integer(rest[2], path, -12, 12),
      };
    case 'shift':
      sized(3);
      return {
        kind,
        argument: node(rest[0], path),
        atom: integer(rest[1], path, -1, limits.steps),
        by: integer(rest[2], path, -limits.terms, limits.terms),
      };
    case 'odd':
    case 'even':
      sized(3);
      return {
        kind,
        name: string(rest[0], path),
        argument: node(rest[1], path),
        atom: integer(rest[2], path, 0, limits.steps),
      };
    case 'derivative':
      sized(4);
      return {
        kind,
        argument: node(rest[0], path),
        value: node(rest[1], path),
        at: rational(rest[2], path),
        steps: decodeSteps(rest[3], path, node, depth + 1),
      };
    case 'substitute':
      sized(6);
      return {
        kind,
        argument: node(rest[0], path),
        value: node(rest[1], path),
        inner: node(rest[2], path),
        lower: rest[3] === null ? null : rational(rest[3], path),
        upper: rest[4] === null ? null : rational(rest[4], path),
        steps: decodeSteps(rest[5], path, node, depth + 1),
      };
    case 'complement':
      sized(1);
      return { kind, argument: node(rest[0], path) };
    case 'vanishing':
    case 'equal':
      sized(2);
      return { kind, argument: node(rest[0], path), value: node(rest[1], path) };
    case 'cases':
      sized(4);
      return {
        kind,
        argument: node(rest[0], path),
        positive: decodeSteps(rest[1], path, node, depth + 1),
        zero: decodeSteps(rest[2], path, node, depth + 1),
        negative: decodeSteps(rest[3], path, node, depth + 1),
      };
    default:
      ensure(false, 'unknown-step', path, 'a step of FORMAT.md', kind);
  }
}

/** @param depth 0; 1 for the steps of a step, and so on */
export function decodeSteps(
  value: unknown,
  path: string,
  node: (v: unknown, path: string) => number,
  depth: number,
): readonly Step[] {
  ensure(depth <= limits.nesting, 'too-deep', path, `steps in at most ${limits.nesting} others`);
  return array(value, path, limits.steps).map((s, i) => decodeStep(s, `${path}.${i}`, node, depth));
}
