/**
 * # Files of conjectures
 *
 * A .mjs is the user's own program; of a .json nothing is run. fast-check is loaded with them, so
 * that the other commands do not need it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Conjecture } from '../testing/conjecture.ts';
import { isSystemError } from './io.ts';

export type Testing = Pick<
  typeof import('../testing/index.ts'),
  | 'runCase'
  | 'remainingCases'
  | 'casesOf'
  | 'summaryOf'
  | 'toMarkdown'
  | 'standing'
  | 'conjectureFromJson'
  | 'conjecture'
>;

export type Loaded =
  | { readonly conjecture: Conjecture; readonly source: string; readonly testing: Testing }
  | { readonly error: string };

/** The conjecture of a file, with the digest of its text. */
export async function load(file: string): Promise<Loaded> {
  const kind = /\.(mjs|json)$/.exec(file)?.[1];
  if (kind === undefined)
    return { error: `expected a file that ends in .mjs or .json, got ${file}` };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return { error: `${file}: ${error.message}` };
    throw error;
  }
  const source = createHash('sha256').update(text).digest('hex');
  try {
    const testing = await import('../testing/index.ts');
    const conjecture =
      kind === 'json'
        ? testing.conjectureFromJson(JSON.parse(text))
        : testing.conjecture(await defaultExport(file));
    return { conjecture, source, testing };
  } catch (error) {
    if (isMissing(error, 'fast-check'))
      return {
        error:
          'nonpoly conjecture needs fast-check, which is not installed: npm install fast-check',
      };
    return { error: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function defaultExport(file: string): Promise<Conjecture> {
  const module = (await import(pathToFileURL(resolve(file)).href)) as { default?: Conjecture };
  if (module.default === undefined)
    throw new TypeError('expected the conjecture as the default export');
  return module.default;
}

const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes(`'${name}'`);
