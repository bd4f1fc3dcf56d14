/**
 * # What is told
 *
 * A certificate that the checker has accepted, with what else is known of its function. The
 * expression is that of the certificate's nodes: what the checker's statement is about.
 */
import { exprOf } from '../cells/nodes.ts';
import type { Certificate } from '../checker/certificate.ts';
import { decode } from '../checker/decode.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import type { Dag } from '../checker/expression.ts';
import type { Expr } from '../expr/expr.ts';

export interface Source {
  readonly name: string;
  readonly library: string;
  readonly url?: string;
}

export interface Subject {
  /** What was typed. */
  readonly input: string;
  readonly certificate: Certificate;
  /** The function of the certificate, and that of any other of its nodes. */
  readonly expr: Expr;
  readonly exprOf: (node: number) => Expr;
  /** The nodes of the certificate under their own numbers; more may be added. */
  readonly dag: Dag;
  /** Whether it is shown to be continuous on R. */
  readonly continuous: boolean;
  /** The library that documents it. */
  readonly source: Source | null;
}

/** @throws Refused if the JSON value is no certificate */
export function subjectOf(
  certificateJson: unknown,
  known: { readonly continuous: boolean; readonly source?: Source },
): Subject {
  const certificate = decode(certificateJson, unlimited);
  const dag = createDag(unlimited);
  for (const node of certificate.nodes)
    if ('value' in node) dag.number(node.value);
    else dag.intern(node.op, ...node.args);
  const of = (node: number): Expr => exprOf(dag, node);
  return {
    input: certificate.input.text,
    certificate,
    expr: of(certificate.root),
    exprOf: of,
    dag,
    continuous: known.continuous,
    source: known.source ?? null,
  };
}
