import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageServer, readPage } from '../../src/cli/page-server.ts';

const root = mkdtempSync(join(tmpdir(), 'nonpoly-page-'));
const folder = join(root, 'page');
const policy = "default-src 'none'; script-src 'self'";
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<p>page</p>');
writeFileSync(join(folder, 'assets', 'part.js'), 'export {};');
writeFileSync(join(folder, 'content-security-policy.txt'), `${policy}\n`);
writeFileSync(join(folder, 'notes.secret'), 'not a type that a page has');
writeFileSync(join(root, 'outside.html'), 'outside');

const server = createPageServer(readPage(folder));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const get = (
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', reject).end();
  });

describe('the server of the page', () => {
  it('gives the page and its parts with the policy that the build left', async () => {
    for (const path of ['/', '/index.html', '/assets/part.js', '/?x=1']) {
      const { status, headers } = await get(path);
      expect(status, path).toBe(200);
      expect(headers['content-security-policy']).toBe(`${policy}; frame-ancestors 'none'`);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect((await get('/')).body.toString()).toBe('<p>page</p>');
    expect((await get('/assets/part.js')).headers['content-type']).toMatch(/^text\/javascript/);
  });

  it('compresses for those who take it', async () => {
    const { headers, body } = await get('/', { 'Accept-Encoding': 'gzip, br' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe('<p>page</p>');
  });

  it.each(['evil.example', `evil.example:4180`, '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'refuses the host %j',
    async (host) => {
      const { status, body } = await get('/', { Host: host });
      expect(status).not.toBe(200);
      expect(body.toString()).not.toContain('page</p>');
    },
  );

  it('answers under the names of this machine', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect((await get('/', { Host: host })).status).toBe(200);
  });

  it.each([
    '/../outside.html',
    '/assets/../../outside.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '//outside.html',
    '/assets',
    '/assets/',
    '/notes.secret',
    '/__proto__',
    '/constructor',
  ])('knows no %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('answers GET and HEAD only', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(405);
    const head = await get('/', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
  });
});
