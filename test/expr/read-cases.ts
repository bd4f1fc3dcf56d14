/**
 * # Text cases
 *
 * A file of cases: a line `# name`, the input, a line `==>`, then the canonical text or
 * `//! code @position`. `<U+200B>` in an input stands for that UTF-16 unit. An empty part is an
 * error: a case that checks nothing must not pass.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface Case {
  readonly file: string;
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

export function casesOfText(file: string, text: string): Case[] {
  const blocks = text.split(/^(?=# .*\n)/m).filter((block) => block.trim() !== '');
  const cases: Case[] = [];
  for (const block of blocks) {
    const match = /^# (.+)\n([^]*?)^==>\n([^]+)$/m.exec(block);
    if (match === null) throw new Error(`${file}: no ==> in ${JSON.stringify(block)}`);
    const [, name, input, expected] = match as unknown as [string, string, string, string];
    if (input === '' || expected.trim() === '') throw new Error(`${file}: empty case '${name}'`);
    cases.push({
      file,
      name,
      input: input
        .replace(/\n$/, '')
        .replace(/<U\+([0-9A-F]{4})>/g, (_, code: string) =>
          String.fromCharCode(parseInt(code, 16)),
        ),
      expected: expected.trim(),
    });
  }
  return cases;
}

export function readCases(): Case[] {
  const folder = new URL('./cases/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return files.flatMap((file) => casesOfText(file, readFileSync(new URL(file, folder), 'utf8')));
}
