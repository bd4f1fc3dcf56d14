/**
 * # The axioms behind theorems
 *
 * The real numbers of Coq's library rest on these; nothing else is allowed.
 */
import { answersOf, assumptionsOfAll, compileText, cores } from './coq.mjs';

export const allowed = new Set([
  'ClassicalDedekindReals.sig_forall_dec',
  'ClassicalDedekindReals.sig_not_dec',
  'FunctionalExtensionality.functional_extensionality_dep',
  'Classical_Prop.classic',
]);

/** What Coq prints for `Print Assumptions` of each: [name, sorted axioms]. */
async function ask(theorems) {
  const text = `${required(theorems)}${theorems.map((t) => `Print Assumptions ${t}.\n`).join('')}`;
  return pair(theorems, await compileText(text));
}

/** name → its axioms, for single theorems and for all of `every` together (name `every theorem`). */
export async function axiomsOf(theorems, every) {
  const shares = Array.from({ length: cores }, (_, k) =>
    theorems.filter((_, i) => i % cores === k),
  );
  const answers = await Promise.all([
    compileText(assumptionsOfAll(every)).then((result) => pair(['every theorem'], result)),
    ...shares.filter((share) => share.length > 0).map(ask),
  ]);
  return new Map(answers.flat());
}

const required = (theorems) =>
  [...new Set(theorems.map((name) => name.slice(0, name.lastIndexOf('.'))))]
    .map((module) => `Require ${module}.\n`)
    .join('');

function pair(names, { accepted, output }) {
  const answers = answersOf(output);
  if (!accepted || answers.length !== names.length)
    throw new Error(`${names.length} questions, ${answers.length} answers: ${output}`);
  return names.map((name, i) => [name, answers[i]]);
}
