/**
 * # The server of the page
 *
 * Files listed when it starts, so that no address can name another; answered to this machine's own
 * names only, so that no web site can reach the page under a name of its own (DNS rebinding).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Every file of the built page by its address; those of other types are left out. */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = types[extname(name)];
    if (type === undefined) continue;
    files.set(`/${name.replaceAll('\\', '/')}`, { type, bytes: readFileSync(join(folder, name)) });
  }
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

/** Where the build leaves the policy of the page: workers take theirs from the answer alone. */
const policyFile = '/content-security-policy.txt';

/** Answers GET and HEAD under the names of this machine, with nothing but these files. */
export function createPageServer(files: ReadonlyMap<string, PageFile>): Server {
  const policy = files.get(policyFile)?.bytes.toString('utf8').trim() ?? "default-src 'none'";
  const headers = {
    'Content-Security-Policy': `${policy}; frame-ancestors 'none'`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
  const compressed = new Map<PageFile, Buffer>();
  const refuse = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`${text}\n`);
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const port = request.socket.localPort;
    const host = request.headers.host?.toLowerCase();
    if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
      return refuse(response, 421, 'This page is served to 127.0.0.1 and localhost only.');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Only GET and HEAD are answered.');
    const file = files.get((request.url ?? '/').split(/[?#]/, 1)[0]!);
    if (!file) return refuse(response, 404, 'There is no such file.');
    const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    let { bytes } = file;
    if (gzip) {
      bytes = compressed.get(file) ?? gzipSync(file.bytes);
      compressed.set(file, bytes);
    }
    // Names of assets change with their content; the page itself does not change its name.
    const lasting = request.url?.startsWith('/assets/');
    response.writeHead(200, {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': bytes.length,
      'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      ...(gzip ? { 'Content-Encoding': 'gzip' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  });
  server.requestTimeout = 10_000;
  return server;
}
