/**
 * # Verifying a certificate file
 *
 * The checker says what the certificate proves of the expression in it; the text that the
 * certificate says was typed is parsed again and must denote that expression.
 */
import { check } from '../checker/check.ts';
import { isKernelCertificate } from '../checker/check-any.ts';
import { checkKernel } from '../checker/check-kernel.ts';
import type { Outcome } from '../checker/check.ts';
import { unlimited } from '../checker/ensure.ts';
import { createDag } from '../checker/expression.ts';
import { printNode } from '../checker/print.ts';
import { InputError } from '../expr/input-error.ts';
import { parseActivation } from '../activations/parse-activation.ts';
import { pointText } from '../polynomiality/ceiling-text.ts';
import { addExpr } from '../cells/nodes.ts';
import { kernelStatement } from '../positivity/kernel-statement.ts';

export type Verification =
  | {
      readonly accepted: true;
      readonly claims: readonly { readonly statement: string; readonly rules: readonly string[] }[];
      readonly expression: string;
      readonly source: string;
    }
  | {
      readonly accepted: false;
      readonly code: string;
      readonly path: string;
      readonly expected: string;
      readonly found: string;
      readonly message: string;
    };

const refused = (code: string, path: string, expected: string, found: string): Verification => ({
  accepted: false,
  code,
  path,
  expected,
  found,
  message: `refused${path ? ` at ${path}` : ''}: expected ${expected}, found ${found}`,
});

/** Verifies the text of a certificate file. Never throws, whatever the text. */
export function verifyText(jsonText: string): Verification {
  let json: unknown;
  try {
    json = JSON.parse(jsonText);
  } catch (error) {
    return refused('not-json', '', 'a JSON object', (error as Error).message);
  }
  return verifyCertificate(json);
}

/** Verifies a parsed certificate. */
export function verifyCertificate(json: unknown): Verification {
  if (isKernelCertificate(json)) return verifyKernelCertificate(json);
  const outcome = check(json);
  if (!outcome.accepted) {
    const { code, path, expected, found } = outcome.refusal;
    return refused(code, path, expected, found);
  }
  const { text, parameters } = outcome.input;
  const parsed = reparse(text, parameters);
  if (parsed !== outcome.expression)
    return refused(
      'text-mismatch',
      'input.text',
      `a text that denotes ${outcome.expression}`,
      parsed,
    );
  return {
    accepted: true,
    claims: outcome.proved.map((p) => ({ statement: statementOf(p), rules: p.rules })),
    expression: outcome.expression,
    source: text,
  };
}

/** Of a kernel: every activation's text is parsed again. */
function verifyKernelCertificate(json: unknown): Verification {
  const outcome = checkKernel(json);
  if (!outcome.accepted) {
    const { code, path, expected, found } = outcome.refusal;
    return refused(code, path, expected, found);
  }
  for (const [k, { input, expression }] of outcome.activations.entries()) {
    const parsed = reparse(input.text, input.parameters);
    if (parsed !== expression)
      return refused(
        'text-mismatch',
        `activations.${k}.input.text`,
        `a text that denotes ${expression}`,
        parsed,
      );
  }
  return {
    accepted: true,
    claims: [{ statement: kernelStatement(outcome), rules: [outcome.proved.rule] }],
    expression: outcome.layers.join('; '),
    source: outcome.activations.map(({ input }) => input.text).join('; '),
  };
}

/** Canonical text of what the input denotes, printed by the checker's own printer. */
function reparse(text: string, parameters: Readonly<Record<string, string>>): string {
  try {
    const dag = createDag(unlimited);
    return printNode(dag, addExpr(dag, parseActivation(text, { parameters }).expr));
  } catch (error) {
    if (error instanceof InputError) return `no expression: ${error.message}`;
    throw error;
  }
}

type Proved = Extract<Outcome, { accepted: true }>['proved'][number];

function statementOf({
  claim,
  rules,
  degree,
  exact,
  coefficients,
  on,
  difference,
}: Proved): string {
  const terms = coefficients.join(', ');
  switch (claim) {
    case 'polynomial':
      return `σ is a polynomial of degree ${exact ? '' : '≤ '}${degree} on all of R, with coefficients (ascending) ${terms}`;
    case 'polynomial-almost-everywhere':
      return `off ${rules[0] === 'periodic' ? 'a null set' : 'finitely many points'} σ is the polynomial of degree ${exact ? '' : '≤ '}${degree} with coefficients (ascending) ${terms}`;
    case 'polynomial-on':
      return `between ${on!.lower ? pointText(on!.lower) : '−∞'} and ${on!.upper ? pointText(on!.upper) : '∞'} σ is the polynomial with coefficients (ascending) ${terms}`;
    case 'non-polynomial':
      return 'σ is not a polynomial';
    case 'not-polynomial-of-degree':
      return `${degree! < 0 ? 'σ is not the zero function' : `σ is not a polynomial of degree ≤ ${degree}`}: Δ_h^${difference!.order} σ(${difference!.at}) ∈ ${difference!.enclosure}, h = ${difference!.step}`;
  }
}
