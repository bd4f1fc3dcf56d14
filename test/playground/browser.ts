/**
 * A real browser on the built page: served as `nonpoly playground` serves it, or copied and opened
 * from the disk. Whatever the console says, whatever fails and whatever leaves for another address
 * is an error of the test.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createServer } from 'vite';
import { afterAll, beforeAll, expect } from 'vitest';
import { createPageServer, readPage } from '../../src/cli/page-server.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Opened {
  readonly page: Page;
  /** Errors and foreign requests so far. */
  readonly complaints: readonly string[];
}

export interface Site {
  readonly address: () => string;
  /** Opens the page at a fragment, "#activation=relu". */
  readonly open: (fragment?: string, options?: BrowserContextOptions) => Promise<Opened>;
}

const executable = (): string =>
  process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();

const built = join(root, 'dist/playground');

interface Place {
  /** Of the folder of the page. */
  readonly address: string;
  readonly leave: () => void;
}

async function serve(): Promise<Place> {
  const server = createPageServer(readPage(built));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    leave: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A folder with a name that an address must escape. */
function copy(): Place {
  const above = mkdtempSync(join(tmpdir(), 'nonpoly page #1 100% é-'));
  const folder = join(above, 'playground');
  cpSync(built, folder, { recursive: true });
  return {
    address: `${pathToFileURL(folder).href}/`,
    leave: () => rmSync(above, { recursive: true }),
  };
}

/** The sources, as `npm run playground` serves them. */
async function serveSources(): Promise<Place> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'nonpoly-vite-'));
  const server = await createServer({
    configFile: join(root, 'examples/playground/vite.config.ts'),
    cacheDir,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
  return {
    address: server.resolvedUrls!.local[0]!,
    leave: () => void server.close().then(() => rmSync(cacheDir, { recursive: true })),
  };
}

const places = { server: serve, disk: copy, sources: serveSources } as const;

/** To be called at the top of a file of tests. */
export function site(from: keyof typeof places = 'server'): Site {
  let place: Place;
  let browser: Browser;
  let address = '';
  beforeAll(async () => {
    place = await places[from]();
    ({ address } = place);
    browser = await chromium.launch({
      executablePath: executable(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(async () => {
    await browser?.close();
    place?.leave();
  });
  return {
    address: () => address,
    open: async (fragment = '', options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
          complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
      page.on('request', (request) => {
        const url = request.url();
        if (!url.startsWith(address) && !url.startsWith('blob:') && !url.startsWith('data:'))
          complaints.push(`leaves the site: ${url}`);
      });
      page.on('requestfailed', (request) => {
        // A worker that is given up, or a page that is left, does not wait for its files.
        if (request.failure()?.errorText !== 'net::ERR_ABORTED')
          complaints.push(`failed: ${request.url()}`);
      });
      page.setDefaultTimeout(60_000);
      await page.goto(`${address}${from === 'disk' ? 'index.html' : ''}${fragment}`);
      return { page, complaints };
    },
  };
}

/** Closes a page that must have had nothing to complain of. */
export async function close({ page, complaints }: Opened): Promise<void> {
  await page.context().close();
  expect(complaints).toEqual([]);
}

export const verdictOf = (page: Page, side = 0) => page.locator('.verdict').nth(side);
export const detailOf = (page: Page, side = 0) => page.locator('.answer .detail').nth(side);

/** Waits until the checker in the page has accepted a verdict with this text. */
export async function expectVerdict(page: Page, text: string, side = 0): Promise<void> {
  await page.waitForFunction(
    ([wanted, i]) => {
      const ask = document.querySelectorAll('.ask')[i];
      return (
        ask?.querySelector('.verdict')?.textContent === wanted &&
        /^certificate accepted/.test(ask.querySelector('.detail')?.textContent ?? '')
      );
    },
    [text, side] as const,
  );
}

/** A picture for people, where $NONPOLY_SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.NONPOLY_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
