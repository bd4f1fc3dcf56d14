/**
 * # Writing a certificate
 *
 * Claims refer to nodes of the working table; the certificate keeps only the nodes that they and
 * the expression need, the expression's first.
 */
import * as Q from '../arith/rational.ts';
import { bindingOf } from '../checker/binding.ts';
import type { Point } from '../checker/cell.ts';
import { format, version } from '../checker/certificate.ts';
import type {
  Ceiling,
  Certificate,
  Claim,
  RawNode,
  Restatement,
  Step,
} from '../checker/certificate.ts';
import type { Dag } from '../checker/expression.ts';

/** A certificate as JSON has it; `check` of the checker's folder says what it proves. */
export type CertificateJson = Readonly<Record<string, unknown>>;

export function writeCertificate(
  dag: Dag,
  root: number,
  input: Certificate['input'],
  claims: readonly Claim[],
): CertificateJson {
  const ownNodes = reachable(dag, [root]);
  const needed = reachable(dag, [root, ...claims.flatMap(referencedBy)]);
  const order = [...ownNodes, ...[...needed].filter((n) => !ownNodes.has(n)).sort((a, b) => a - b)];
  const position = new Map(order.map((n, i) => [n, i]));
  const at = (n: number): number => position.get(n)!;
  const nodes: RawNode[] = order.map((n) => {
    const { op, args, value } = dag.nodes[n]!;
    return value ? { op: 'number', value } : { op, args: args.map(at) };
  });
  const sha256 = bindingOf({ input, nodes, root: at(root) });
  return {
    format,
    version,
    input,
    nodes: nodes.map((node) =>
      'value' in node ? [node.op, Q.toText(node.value)] : [node.op, ...node.args],
    ),
    root: at(root),
    sha256,
    claims: claims.map((claim) => claimJson(claim, at)),
  };
}

/** Ascending, so that arguments come before what uses them. */
function reachable(dag: Dag, roots: readonly number[]): Set<number> {
  const seen = new Set<number>();
  const stack = [...roots];
  while (stack.length > 0) {
    const n = stack.pop()!;
    if (seen.has(n)) continue;
    seen.add(n);
    stack.push(...dag.nodes[n]!.args);
  }
  return new Set([...seen].sort((a, b) => a - b));
}

const ofSteps = (steps: readonly Step[]): number[] =>
  steps.flatMap((s) => [
    ...('argument' in s ? [s.argument] : []),
    ...('value' in s ? [s.value] : []),
    ...('steps' in s ? ofSteps(s.steps) : []),
    ...('inner' in s ? [s.inner] : []),
    ...('positive' in s ? [s.positive, s.zero, s.negative].flatMap(ofSteps) : []),
  ]);

function referencedBy(claim: Claim): number[] {
  switch (claim.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere':
      return [
        ...claim.coefficients,
        ...claim.cells.flatMap(ofSteps),
        ...('steps' in claim ? ofSteps(claim.steps) : []),
      ];
    case 'non-polynomial': {
      const { ceiling } = claim;
      if (ceiling.rule === 'piece') return [...ceiling.coefficients, ...ofSteps(ceiling.steps)];
      if (ceiling.rule === 'sequence') return [ceiling.angle];
      if (ceiling.rule === 'period') return [ceiling.period, ...ofSteps(ceiling.steps)];
      if (ceiling.rule === 'differential-equation') return ofSteps(ceiling.steps);
      return ceiling.restatement
        ? [ceiling.restatement.node, ...ofSteps(ceiling.restatement.steps)]
        : [];
    }
    case 'polynomial-on':
      return [...claim.coefficients, ...ofSteps(claim.steps)];
    case 'not-polynomial-of-degree':
      return [];
  }
}

type Position = (n: number) => number;

function stepJson(step: Step, at: Position): readonly unknown[] {
  switch (step.kind) {
    case 'pi':
      return [step.kind];
    case 'atom':
    case 'arc':
    case 'zero':
      return [step.kind, step.name, at(step.argument)];
    case 'root-atom':
      return [step.kind, at(step.argument), step.degree];
    case 'half-turns':
      return [step.kind, step.atom];
    case 'angle-atom':
      return [step.kind, at(step.argument)];
    case 'exp':
    case 'log':
      return [step.kind, at(step.argument), step.terms];
    case 'root':
    case 'exp-root':
      return [step.kind, at(step.argument), step.degree, at(step.value)];
    case 'angle':
      return [step.kind, at(step.argument), step.terms, step.twelfths];
    case 'turn':
      return [step.kind, step.name, at(step.argument), step.twelfths];
    case 'shift':
      return [step.kind, at(step.argument), step.atom, step.by];
    case 'odd':
    case 'even':
      return [step.kind, step.name, at(step.argument), step.atom];
    case 'derivative':
      return [
        step.kind,
        at(step.argument),
        at(step.value),
        Q.toText(step.at),
        step.steps.map((s) => stepJson(s, at)),
      ];
    case 'substitute': {
      const [lower, upper] = [step.lower, step.upper].map((q) => q && Q.toText(q));
      const inner = step.steps.map((s) => stepJson(s, at));
      return [step.kind, at(step.argument), at(step.value), at(step.inner), lower, upper, inner];
    }
    case 'complement':
      return [step.kind, at(step.argument)];
    case 'vanishing':
    case 'equal':
      return [step.kind, at(step.argument), at(step.value)];
    case 'cases':
      return [
        step.kind,
        at(step.argument),
        ...[step.positive, step.zero, step.negative].map((part) =>
          part.map((s) => stepJson(s, at)),
        ),
      ];
    default:
      return step satisfies never;
  }
}

const pointJson = (p: Point | null): unknown =>
  p === null
    ? null
    : p.kind === 'rational'
      ? Q.toText(p.value)
      : {
          polynomial: p.polynomial.map(Q.toText),
          lower: Q.toText(p.lower),
          upper: Q.toText(p.upper),
        };

const pieceJson = (
  piece: Extract<Ceiling, { rule: 'piece' }>,
  at: Position,
): Readonly<Record<string, unknown>> => ({
  rule: piece.rule,
  lower: pointJson(piece.lower),
  upper: pointJson(piece.upper),
  coefficients: piece.coefficients.map(at),
  steps: piece.steps.map((s) => stepJson(s, at)),
});

function ceilingJson(ceiling: Ceiling, at: Position): unknown {
  const steps = (list: readonly Step[]): unknown => list.map((s) => stepJson(s, at));
  if (ceiling.rule === 'piece') return pieceJson(ceiling, at);
  if (ceiling.rule === 'sequence')
    return {
      rule: ceiling.rule,
      side: ceiling.side === 1 ? '+' : '-',
      from: Q.toText(ceiling.from),
      degree: ceiling.degree,
      angle: at(ceiling.angle),
      quarter: ceiling.quarter,
    };
  if (ceiling.rule === 'period')
    return { rule: ceiling.rule, period: at(ceiling.period), steps: steps(ceiling.steps) };
  if (ceiling.rule === 'differential-equation')
    return {
      rule: ceiling.rule,
      degree: ceiling.degree,
      lower: pointJson(ceiling.lower),
      upper: pointJson(ceiling.upper),
      terms: ceiling.terms.map((t) => [t.coefficients.map(Q.toText), t.exponents]),
      steps: steps(ceiling.steps),
    };
  const restatement = (r: Restatement | null): unknown =>
    r && { node: at(r.node), steps: steps(r.steps) };
  return {
    rule: ceiling.rule,
    side: ceiling.side === 1 ? '+' : '-',
    from: Q.toText(ceiling.from),
    ...(ceiling.rule === 'growth' ? { degree: ceiling.degree } : {}),
    restatement: restatement(ceiling.restatement),
    piece: ceiling.piece && ceiling.piece.map(Q.toText),
  };
}

function claimJson(claim: Claim, at: Position): unknown {
  switch (claim.claim) {
    case 'polynomial':
    case 'polynomial-almost-everywhere':
      return {
        claim: claim.claim,
        rule: claim.rule,
        coefficients: claim.coefficients.map(at),
        leading: claim.leading,
        ...(claim.rule === 'periodic'
          ? {
              period: Q.toText(claim.period),
              steps: claim.steps.map((s) => stepJson(s, at)),
              breakpoints: claim.breakpoints.map(Q.toText),
            }
          : { breakpoints: claim.breakpoints.map(pointJson) }),
        cells: claim.cells.map((cell) => cell.map((s) => stepJson(s, at))),
      };
    case 'non-polynomial':
      return {
        claim: claim.claim,
        ceiling: ceilingJson(claim.ceiling, at),
        witness: witnessJson(claim.witness),
      };
    case 'polynomial-on':
      return { claim: claim.claim, ...pieceJson(claim, at) };
    case 'not-polynomial-of-degree':
      return { claim: claim.claim, degree: claim.degree, witness: witnessJson(claim.witness) };
  }
}

function witnessJson(witness: Extract<Claim, { witness: unknown }>['witness']): unknown {
  if (witness === null) return null;
  const { rule, at, precision } = witness;
  return rule === 'value'
    ? { rule, at: Q.toText(at), precision }
    : { rule, at: Q.toText(at), step: Q.toText(witness.step), precision };
}
