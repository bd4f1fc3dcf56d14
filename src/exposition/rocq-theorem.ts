/** A theorem of Rocq as text; the lines of its proof are tactics. */
export function theorem(name: string, statement: string, proof: readonly string[]): string {
  return proof.length === 1
    ? `Theorem ${name} : ${statement}.\nProof. ${proof[0]!} Qed.`
    : `Theorem ${name} : ${statement}.\nProof.\n${proof.map((line) => `  ${line}`).join('\n')}\nQed.`;
}
