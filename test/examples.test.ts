import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, root } from './cli/build.ts';

const folder = join(root, 'examples');
const programs = readdirSync(folder)
  .filter((name) => name.endsWith('.mjs'))
  .sort();
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};

let installed = '';
beforeAll(() => {
  // The package with its dependencies, and the examples in it: there `nonpoly` means this package.
  installed = dirname(dirname(dirname(build(Object.keys(dependencies)))));
  cpSync(folder, join(installed, 'examples'), {
    recursive: true,
    filter: (path) => !path.startsWith(join(folder, 'playground')),
  });
});
afterAll(() => {
  rmSync(installed, { recursive: true, force: true });
});

const block = /\n\/\* It prints:\n[\s\S]*\*\/\n$/;

describe('examples', () => {
  it('are numbered from 01 on, and the story names each', () => {
    const story = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(programs.length).toBeGreaterThanOrEqual(11);
    for (const [k, name] of programs.entries()) {
      expect(name.slice(0, 3)).toBe(`${String(k + 1).padStart(2, '0')}-`);
      expect(story).toContain(`(${name})`);
    }
  });

  it('has a story whose links lead somewhere', () => {
    const story = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const [, target] of story.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(join(folder, target!)), target).toBe(true);
  });

  // `npx vitest run test/examples.test.ts --update` writes what they print anew.
  it.each(programs)('%s prints what it says', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, from] of text.matchAll(/from '([^']+)'/g))
      expect(from).toMatch(/^(nonpoly(\/checker)?|node:[a-z]+)$/);
    const output = execFileSync(process.execPath, [join(installed, 'examples', name)], {
      encoding: 'utf8',
    });
    expect(output).not.toMatch(/\*\/|NaN|undefined|null$|\d\d ms/m);
    expect(output.trim()).not.toBe('');
    const told = `${text.replace(block, '')}\n/* It prints:\n${output}*/\n`;
    await expect(told.replace(/\n+(?=\n\/\* It prints)/, '\n')).toMatchFileSnapshot(
      join(folder, name),
    );
  });
});
