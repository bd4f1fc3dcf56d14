/**
 * # npm run proofs, second half
 *
 * Scripts of single activations, as `nonpoly prove --rocq` writes them: the whole catalogue,
 * polynomials in disguise, and controls that Coq must refuse.
 */
import { existsSync } from 'node:fs';
import { allowed } from './axioms.mjs';
import { compileScripts } from './coq.mjs';
import { controls, disguises, others } from './disguises.mjs';

const dist = new URL('../../dist/', import.meta.url);

/** Returns what failed, as text; prints what it does. */
export async function checkGenerated() {
  if (!existsSync(dist)) return ['the package is not built: npm run build'];
  const { answer } = await import(new URL('answer/answer.js', dist));
  const { listActivations } = await import(new URL('activations/catalogue.js', dist));
  const { tellRocq } = await import(new URL('exposition/rocq.js', dist));
  const { subjectOf } = await import(new URL('exposition/subject.js', dist));

  const failures = [];
  const scriptOf = (text) => {
    const { certificate, verdict, hypotheses } = answer(text);
    if (!certificate || verdict === 'undecided') return { reason: `the verdict is ${verdict}` };
    const continuous = hypotheses.continuous.value === true;
    const told = tellRocq(subjectOf(certificate, { continuous }));
    return told.kind === 'told' ? { script: told.text, verdict } : { reason: told.reason };
  };

  // One script for each expression; rows whose parameters have no default mean no function.
  const rows = listActivations().filter((row) => row.parameters.length === 0);
  const catalogue = [...new Set(rows.map((row) => row.expression))];
  const jobs = [];
  for (const [list, verdict] of [
    [catalogue, null],
    [disguises, 'polynomial'],
    [others, 'non-polynomial'],
  ])
    for (const text of list) {
      const { script, reason, verdict: found } = scriptOf(text);
      if (script === undefined) failures.push(`${text}: no script: ${reason}`);
      else if (verdict !== null && found !== verdict) failures.push(`${text} is ${found}`);
      else jobs.push({ text, script, expected: true });
    }
  for (const { reason, of, change } of controls) {
    const { script } = scriptOf(of);
    const changed = script && change(script);
    if (!changed || changed === script)
      failures.push(`control of ${of} (${reason}): nothing changed`);
    else jobs.push({ text: `${of}: ${reason}`, script: changed, expected: false });
  }

  const { results, axioms } = await compileScripts(jobs.map((job) => job.script));
  const times = [];
  results.forEach(({ accepted, seconds, output }, i) => {
    const { text, expected } = jobs[i];
    const mark = accepted === expected ? '✓' : '✗';
    console.log(`${mark} ${expected ? '' : 'refused: '}${text} (${seconds.toFixed(1)} s)`);
    if (accepted !== expected)
      failures.push(`${text}: ${expected ? output : 'Coq accepts what it must refuse'}`);
    if (expected) times.push(seconds);
  });
  for (const axiom of axioms)
    if (!allowed.has(axiom)) failures.push(`a script rests on ${axiom}, which is not allowed`);
  const most = Math.max(...times);
  const mean = times.reduce((a, b) => a + b, 0) / times.length;
  console.log(
    `${times.length} scripts (${catalogue.length} of the catalogue, ${disguises.length} polynomials in disguise), ` +
      `${mean.toFixed(1)} s each, at most ${most.toFixed(1)} s; ${controls.length} controls refused; axioms: ${axioms.join(', ')}`,
  );
  return failures;
}
