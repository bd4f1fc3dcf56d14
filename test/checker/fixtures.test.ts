/**
 * # Certificates on file, to accept and to refuse
 *
 * `pass/<rule or step>-<what>.json` is accepted with exactly the statements in its `expect`;
 * `fail/<rule or step>-<reason>.json` is refused with exactly that code at that path.
 * FORMAT.md names the rules and steps: each needs fixtures on both sides.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyCertificate } from '../../src/answer/verify.ts';
import { check } from '../../src/checker/check.ts';
import { judge } from './truth.ts';

const formatText = readFileSync(new URL('../../src/checker/FORMAT.md', import.meta.url), 'utf8');
const rules = [
  ...new Set(
    [...formatText.matchAll(/(?:rule|Ceiling|Witness) `([a-z-]+)`/g)].map((match) => match[1]!),
  ),
];
const steps = formatText
  .split('\n')
  .filter((line) => line.startsWith('| `["'))
  .flatMap((line) => [...line.split('|')[1]!.matchAll(/\["([a-z-]+)"/g)].map((m) => m[1]!));

interface Fixture {
  readonly name: string;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly certificate: { readonly claims: unknown };
}

const read = (folder: string): readonly Fixture[] =>
  readdirSync(new URL(`./${folder}/`, import.meta.url)).map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...(JSON.parse(readFileSync(new URL(`./${folder}/${file}`, import.meta.url), 'utf8')) as Omit<
      Fixture,
      'name'
    >),
  }));
const passing = read('pass');
const failing = read('fail');

/** The rule or step that a file is about: the longest name that its own begins with. */
const subjectOf = ({ name }: Fixture): string =>
  [...rules, ...steps]
    .filter((subject) => name.startsWith(`${subject}-`))
    .sort((a, b) => b.length - a.length)[0] ?? '';

/** Whether a step ["atom", …] or a field "rule": "growth" occurs anywhere in the claims. */
function uses(json: unknown, subject: string): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (Array.isArray(json) && json[0] === subject) return true;
  if ((json as Record<string, unknown>).rule === subject) return true;
  return Object.values(json).some((part) => uses(part, subject));
}

describe('certificates to accept', () => {
  it.each(passing.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const verification = verifyCertificate(fixture.certificate);
    expect(verification).toMatchObject({ accepted: true, expression: fixture.expect.expression });
    const claims = verification.accepted ? verification.claims.map((c) => c.statement) : [];
    expect(claims).toEqual(fixture.expect.claims);
    const outcome = check(fixture.certificate);
    for (const proved of outcome.accepted ? outcome.proved : [])
      expect(judge(fixture.expect.expression as string, proved)).toBe('holds');
  });
});

describe('certificates to refuse', () => {
  it.each(failing.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const outcome = check(fixture.certificate);
    const found = outcome.accepted
      ? outcome.proved
      : { code: outcome.refusal.code, path: outcome.refusal.path };
    expect(found).toEqual(fixture.expect);
  });
});

describe('the format', () => {
  it('names its rules and steps', () => {
    expect(rules.sort()).toEqual(
      'differential-equation finite-difference growth identity period periodic piece sequence superpolynomial'
        .split(' ')
        .sort(),
    );
    expect(steps.sort()).toEqual(
      'pi atom root-atom angle-atom half-turns arc exp exp-root log root angle turn shift derivative substitute complement vanishing equal cases odd even zero'
        .split(' ')
        .sort(),
    );
  });

  it.each(rules.map((rule) => [rule]))('rule %s has fixtures on both sides', (rule) => {
    expect(passing.filter((f) => subjectOf(f) === rule).length).toBeGreaterThanOrEqual(2);
    expect(failing.filter((f) => subjectOf(f) === rule).length).toBeGreaterThanOrEqual(3);
  });

  it.each(steps.map((step) => [step]))('step %s has fixtures on both sides', (step) => {
    expect(passing.filter((f) => subjectOf(f) === step).length).toBeGreaterThanOrEqual(1);
    expect(failing.filter((f) => subjectOf(f) === step).length).toBeGreaterThanOrEqual(1);
  });

  it.each([...passing, ...failing].map((f) => [f.name, f] as const))(
    '%s uses what it is named for',
    (_name, fixture) => {
      expect(uses(fixture.certificate.claims, subjectOf(fixture))).toBe(true);
    },
  );

  it('has a fixture for each way to prove and to refuse', () => {
    const codes = new Set(failing.map((f) => f.expect.code));
    for (const code of 'not-identical not-defined not-shown not-analytic missing-step wrong-step wrong-hash'.split(
      ' ',
    ))
      expect(codes).toContain(code);
  });
});
