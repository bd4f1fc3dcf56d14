/**
 * # What the sources say
 *
 * Comments and strings are not code. Every theorem, lemma and corollary is named by its module.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder } from './coq.mjs';

/** The text without its comments, which may nest, and without strings. */
export function codeOf(text) {
  let depth = 0;
  return text.replace(/\(\*|\*\)|"(?:[^"]|"")*"|[^]/g, (part) => {
    if (part === '(*') depth++;
    else if (part === '*)') depth--;
    else if (depth === 0) return part.startsWith('"') && part.length > 1 ? '""' : part;
    return part === '\n' ? '\n' : '';
  });
}

/** Commands by which something could be claimed without a proof. */
const forbidden =
  /\b(Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|Hypothes[ie]s|Primitive|Abort|bypass_check|Unset\s+(?:Guard|Positivity|Universe)\s+Checking|Set\s+Type\s+In\s+Type)\b/;

/** The first forbidden command: {line, word}, or null. */
export function claimWithoutProof(text) {
  for (const [index, line] of codeOf(text).split('\n').entries()) {
    const word = forbidden.exec(line)?.[1];
    if (word !== undefined) return { line: index + 1, word };
  }
  return null;
}

/** Full names of what a file of the project proves. */
export function theoremsOf(file) {
  const module = `Nonpoly.${file.replace(/\.v$/, '').replaceAll('/', '.')}`;
  const code = codeOf(readFileSync(join(folder, file), 'utf8'));
  return [...code.matchAll(/^\s*(?:Theorem|Corollary)\s+([\w']+)/gm)].map(
    (match) => `${module}.${match[1]}`,
  );
}
