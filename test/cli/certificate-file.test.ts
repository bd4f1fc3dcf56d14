import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { saveCertificate } from '../../src/cli/certificate-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'nonpoly-certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ioWith(onInterrupt: () => () => void): Parameters<typeof saveCertificate>[2] {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  return { stdin, stdout, stderr, env: {}, onInterrupt };
}

it('hears Ctrl-C from before there is a file until it is whole', async () => {
  const path = join(folder, 'certificate.json');
  const seen: string[] = [];
  const state = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : 'no file');
  const io = ioWith(() => {
    seen.push(state());
    return () => seen.push(state());
  });
  expect(await saveCertificate(path, { claims: [] }, io)).toBe(path);
  expect(seen).toEqual(['no file', '{"claims":[]}\n']);
  expect(readdirSync(folder)).toEqual(['certificate.json']);
});

it('does not hear any more where the file cannot be written', async () => {
  let heard = 0;
  const io = ioWith(() => {
    heard += 1;
    return () => void (heard -= 1);
  });
  const path = join(folder, 'no', 'such', 'folder.json');
  expect(await saveCertificate(path, {}, io)).toBeUndefined();
  expect(heard).toBe(0);
});
