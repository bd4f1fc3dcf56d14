/**
 * # What binds a certificate to its input
 *
 * SHA-256 of the compact JSON [text, [[name, value], …] in order of names, nodes 0 … root].
 */
import * as Q from './rational.ts';
import type { Certificate } from './certificate.ts';
import { sha256 } from './sha256.ts';

export function bindingOf({
  input,
  nodes,
  root,
}: Pick<Certificate, 'input' | 'nodes' | 'root'>): string {
  const parameters = Object.entries(input.parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const table = nodes
    .slice(0, root + 1)
    .map((node) => ('value' in node ? ['number', Q.toText(node.value)] : [node.op, ...node.args]));
  return sha256(JSON.stringify([input.text, parameters, table]));
}
