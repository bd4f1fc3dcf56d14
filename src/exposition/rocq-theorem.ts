/** A theorem of Rocq as text; the lines of its proof are tactics. */
export function theorem(name: string, statement: string, proof: readonly string[]): string {
  return proof.length === 1
    ? `Theorem ${name} : ${statement}.\nProof. ${proof[0]!} Qed.`
    : `Theorem ${name} : ${statement}.\nProof.\n${proof.map((line) => `  ${line}`).join('\n')}\nQed.`;
}

/** A goal of several, closed by these lines. */
export const bullet = (lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`));
