/**
 * The built folder, copied and opened from the disk: no server, no module, no worker from a file.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyText } from '../../src/answer/verify.ts';
import { close, expectVerdict, site, verdictOf } from './browser.ts';

const here = site('disk');

describe('from the disk', () => {
  it('decides what is typed, and checks it', async () => {
    const opened = await here.open();
    const { page } = opened;
    expect(page.url()).toMatch(/^file:/);
    await expectVerdict(page, 'Not a polynomial');
    const input = page.getByRole('textbox', { name: 'Activation σ(x)' });
    await input.fill('cosh(x)^2 - sinh(x)^2');
    await expectVerdict(page, 'A polynomial of degree 0');
    // A worker that is given up is followed by another.
    await input.fill(
      `max(${Array.from({ length: 1000 }, (_, k) => `${k}*x - ${k}^2`).join(', ')})`,
    );
    await page.getByRole('button', { name: 'Cancel' }).first().click();
    expect(await verdictOf(page).textContent()).toBe('No verdict');
    await input.fill('x^3 + relu(x - 1000)');
    await expectVerdict(page, 'Not a polynomial');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download certificate' }).click(),
    ]);
    expect(verifyText(readFileSync(await download.path(), 'utf8'))).toMatchObject({
      accepted: true,
    });
    await close(opened);
  });

  it('computes and certifies a kernel', async () => {
    const opened = await here.open('#activation=x%5E2&tab=kernel');
    const panel = opened.page.locator('#panel-kernel');
    const headline = (text: RegExp): Promise<void> =>
      panel.locator('.headline').first().filter({ hasText: text }).waitFor();
    await headline(/^Θ is strictly positive definite$/);
    // Θ²(1, 1) = E[u⁴] + σ_b² + Θ¹ E[(2u)²] with u ~ N(0, q), q = Θ¹ = Σ¹(1, 1) = 2.
    const q = 2;
    expect(await panel.locator('.heat title').last().textContent()).toBe(
      `(3, 3): ${3 * q ** 2 + 1 + q * 4 * q}`,
    );
    await panel
      .locator('.words')
      .filter({ hasText: /λ_min\(Θ\) ∈ \[/ })
      .waitFor();
    await panel.getByRole('button', { name: 'Add a point' }).click();
    await headline(/^Θ is singular$/);
    await close(opened);
  });

  it('trains, and draws every tab', async () => {
    const opened = await here.open('#activation=gelu&width=64&tab=training');
    const { page } = opened;
    await page.locator('#panel-training .words').filter({ hasText: 'The run is over' }).waitFor();
    await page.getByRole('tab', { name: 'Shape' }).click();
    await expect.poll(() => page.locator('#panel-shape .plot svg').count()).toBe(4);
    await page.getByRole('tab', { name: 'Learn' }).click();
    await page.getByRole('heading', { name: 'Gallery' }).waitFor();
    await close(opened);
  });

  it('goes into an address and comes back out of it', async () => {
    const opened = await here.open();
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Activation σ(x)' }).fill('x^3 - x');
    await page.getByRole('tab', { name: 'Kernel' }).click();
    await page.locator('#panel-kernel').getByLabel('Depth L').fill('3');
    await page.waitForURL(/depth=3/);
    const copy = await here.open(new URL(page.url()).hash);
    await expectVerdict(copy.page, 'A polynomial of degree 3');
    expect(await copy.page.getByRole('tab', { selected: true }).textContent()).toBe('Kernel');
    expect(await copy.page.locator('#panel-kernel').getByLabel('Depth L').inputValue()).toBe('3');
    await close(copy);
    await close(opened);
  });

  it('runs nothing that is text', async () => {
    const opened = await here.open('#activation=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E');
    const { page } = opened;
    await page.locator('.error p').first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "run"';
      document.head.append(script);
      (setTimeout as (code: unknown) => void)('document.title = "run"');
    });
    await page.waitForTimeout(200);
    expect(await page.title()).toBe('nonpoly playground');
    const blocked = opened.complaints.filter((text) => /Content Security Policy/.test(text));
    expect(blocked.length).toBeGreaterThanOrEqual(2);
    expect(opened.complaints).toEqual(blocked);
    await page.context().close();
  });
});
