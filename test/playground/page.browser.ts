import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { close, expectVerdict, picture, root, site, verdictOf } from './browser.ts';

const here = site();
const sources = site('sources');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tabs = ['Proof', 'Shape', 'Kernel', 'Training', 'Learn'] as const;

/** Rules that are broken, with the elements that break them. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (options: object) => Promise<{
          violations: { id: string; help: string; nodes: { html: string }[] }[];
        }>;
      };
    };
    const result = await axe.run({ resultTypes: ['violations'] });
    return result.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ')}`,
    );
  });
}

async function settled(page: Page, tab: (typeof tabs)[number]): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  const panel = page.locator(`#panel-${tab.toLowerCase()}`);
  if (tab === 'Learn') await panel.getByRole('heading', { name: 'Gallery' }).waitFor();
  else if (tab !== 'Proof') await panel.locator('.plot svg').last().waitFor();
  await page.waitForFunction(() => document.querySelector('.stale:not([hidden])') === null);
}

describe('the page', () => {
  it('paints first with its own small files, and only with them', async () => {
    const opened = await here.open('#activation=gelu');
    const { page } = opened;
    const sizes = new Map<string, number>();
    page.on('response', async (response) => {
      const length = Number(response.headers()['content-length'] ?? 0);
      sizes.set(new URL(response.url()).pathname.replace(/-[\w-]{8}\./, '.'), length);
    });
    await page.reload();
    const first = await page.evaluate(async () => {
      const paint = await new Promise<number>((resolve) =>
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName('first-contentful-paint'))
            resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true }),
      );
      const before = performance
        .getEntriesByType('resource')
        .filter((entry) => entry.startTime < paint) as PerformanceResourceTiming[];
      const [document] = performance.getEntriesByType('navigation') as PerformanceResourceTiming[];
      return {
        names: before.map((entry) => new URL(entry.name).pathname),
        bytes: [document!, ...before].reduce((sum, entry) => sum + entry.encodedBodySize, 0),
      };
    });
    expect(first.names.length).toBeGreaterThan(1);
    expect(first.names.filter((name) => /mathjs|mpfr|worker|hypotheses/.test(name))).toEqual([]);
    expect(first.bytes).toBeGreaterThan(5000);
    expect(first.bytes).toBeLessThan(200 * 1024);
    await expectVerdict(page, 'Not a polynomial');
    for (const tab of tabs) await settled(page, tab);
    console.log(
      `first paint: ${(first.bytes / 1024).toFixed(1)} KiB compressed; files, compressed:\n${[
        ...sizes,
      ]
        .sort((a, b) => b[1] - a[1])
        .map(([name, bytes]) => `  ${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${name}`)
        .join('\n')}`,
    );
    await close(opened);
  });

  it.each([
    ['desktop', 'light', 1280, 900],
    ['desktop', 'dark', 1280, 900],
    ['phone', 'light', 375, 740],
    ['phone', 'dark', 360, 740],
  ] as const)('is accessible on a %s in %s', async (device, colorScheme, width, height) => {
    const opened = await here.open('#activation=gelu&other=x%5E2', {
      viewport: { width, height },
      colorScheme,
    });
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial', 0);
    await expectVerdict(page, 'A polynomial of degree 2', 1);
    for (const tab of tabs) {
      await settled(page, tab);
      await page.waitForTimeout(500);
      expect(await violations(page), tab).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${tab} scrolls sideways`).toBeLessThanOrEqual(0);
      const tabsCut = await page
        .getByRole('tablist')
        .evaluate((list) => list.scrollWidth - list.clientWidth);
      expect(tabsCut, 'tabs are cut').toBeLessThanOrEqual(0);
      await picture(page, `${device}-${colorScheme}-${tab.toLowerCase()}`);
    }
    await close(opened);
  });

  it('can be used with the keyboard alone', async () => {
    const opened = await here.open('#activation=gelu');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    await page.getByRole('tab', { name: 'Proof' }).focus();
    for (const tab of ['Shape', 'Kernel']) {
      await page.keyboard.press('ArrowRight');
      expect(await page.getByRole('tab', { selected: true }).textContent()).toBe(tab);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(tab);
    }
    // From the tab into its panel: the fields, then the points.
    const seen: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press('Tab');
      seen.push(
        await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''),
      );
    }
    expect(seen).toEqual(expect.arrayContaining(['Point 1', 'Point 2', 'Point 3']));
    await close(opened);
  });

  it('runs nothing that is text', async () => {
    const hostile = `<img src=x onerror="document.title='run'">`;
    const opened = await here.open(
      `#${new URLSearchParams({ activation: hostile, other: '"><script>document.title="run"</script>', points: 'NaN Infinity 1e99,2 a,b,c', depth: '1e9', width: '-5', topic: 'lesson.99.99', with: '__proto__ = 1, constructor = 2', tab: 'kernel' })}`,
    );
    const { page } = opened;
    await page.locator('.error p').first().waitFor();
    expect(await page.title()).toBe('nonpoly playground');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    // Text as a script, and text as the body of a function, from within the page.
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.head.append(script);
      script.remove();
      (setTimeout as (code: unknown) => void)('document.title = "run"');
      // Served, no worker is made of text either.
      try {
        new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = () =>
          (document.title = 'run');
      } catch {
        // Refused at once, or when it starts.
      }
    });
    await page.waitForTimeout(200);
    expect(await page.title()).toBe('nonpoly playground');
    const blocked = opened.complaints.filter((text) => /Content Security Policy/.test(text));
    expect(blocked.length).toBeGreaterThanOrEqual(3);
    // These attempts are themselves complaints, and the only ones.
    expect(opened.complaints).toEqual(blocked);
    await page.context().close();
  });

  it('bounds the time of heavy and hostile texts, and lets them be cancelled', async () => {
    const opened = await here.open('#activation=gelu');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    const input = page.getByRole('textbox', { name: 'Activation σ(x)' });
    for (const text of ['x'.repeat(19_000), '('.repeat(5000), '9^9^9^9^x', 'x^1000000000']) {
      await input.fill(text);
      await page.waitForFunction(() =>
        /^(Not a|No verdict|Undecided)/.test(document.querySelector('.verdict')?.textContent ?? ''),
      );
    }
    // The largest of n lines: the work grows like n³.
    const lines = (n: number): string =>
      `max(${Array.from({ length: n }, (_, k) => `${k}*x - ${k}^2`).join(', ')})`;
    await input.fill(lines(1000));
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    expect(await verdictOf(page).textContent()).toBe('No verdict');
    await input.fill(lines(999));
    await page.waitForTimeout(1000);
    // A new text cancels the old.
    await input.fill('x + 1');
    await expectVerdict(page, 'A polynomial of degree 1');
    await input.fill(lines(998));
    await page
      .locator('.answer .detail')
      .first()
      .filter({ hasText: 'No answer after 10 seconds' })
      .waitFor();
    await input.fill('tanh');
    await expectVerdict(page, 'Not a polynomial');
    await close(opened);
  });
});

describe('npm run playground', () => {
  it('serves the sources', async () => {
    const opened = await sources.open('#activation=gelu&tab=kernel');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    await page.locator('#panel-kernel .headline.proved').waitFor();
    await close(opened);
  });
});

describe('nonpoly playground', () => {
  const start = (...args: string[]) =>
    spawn(process.execPath, [join(root, 'dist/cli/main.js'), 'playground', ...args]);

  it('answers within two seconds, and ends at Ctrl-C', async () => {
    const began = performance.now();
    const child = start('--port', '0');
    const address = await new Promise<string>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => resolve(chunk.toString().trim())),
    );
    const response = await fetch(address);
    const took = performance.now() - began;
    console.log(`nonpoly playground answers after ${Math.round(took)} ms`);
    expect(await response.text()).toMatch(/<title>nonpoly playground/);
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });

  it('says that a port is taken', async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const { port } = busy.address() as AddressInfo;
    const child = start('--port', String(port));
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(2);
    expect(text).toBe(`error: port ${port} is taken: choose another (--port 0 takes a free one)\n`);
    busy.close();
  });
});
