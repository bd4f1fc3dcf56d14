import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { verifyText } from '../../src/answer/verify.ts';
import { readFileSync } from 'node:fs';
import { close, picture, site } from './browser.ts';

const here = site();

const headline = (page: Page, text: RegExp): Promise<void> =>
  page.locator('#panel-kernel .headline').first().filter({ hasText: text }).waitFor();

const handle = (page: Page, i: number) =>
  page.locator('#panel-kernel').getByRole('slider', { name: `Point ${i}`, exact: true });

/** Drags one point onto another, as a hand does. */
async function drag(page: Page, from: number, onto: number): Promise<void> {
  const [a, b] = await Promise.all(
    [from, onto].map(async (i) => (await handle(page, i).locator('.disc').boundingBox())!),
  );
  await page.mouse.move(a!.x + a!.width / 2, a!.y + a!.height / 2);
  await page.mouse.down();
  for (let k = 1; k <= 10; k += 1)
    await page.mouse.move(
      a!.x + a!.width / 2 + ((b!.x - a!.x) * k) / 10,
      a!.y + a!.height / 2 + ((b!.y - a!.y) * k) / 10,
    );
  await page.mouse.up();
}

describe('the kernel', () => {
  it('becomes singular when a point is dragged onto another, and not when it leaves by the keyboard', async () => {
    const opened = await here.open('#activation=relu&tab=kernel');
    const { page } = opened;
    await headline(page, /^Θ is strictly positive definite$/);
    await drag(page, 1, 3);
    await headline(page, /^Θ is singular$/);
    const words = await page.locator('#panel-kernel .words').first().textContent();
    expect(words).toMatch(/Null vector, exactly: u = \((−1, 0, 1|1, 0, −1)\)/);
    expect(words).toMatch(/Points 1 and 3 are equal/);
    expect(words).toMatch(/certificate accepted by the checker/);
    await handle(page, 1).press('ArrowLeft');
    await headline(page, /^Θ is strictly positive definite$/);
    expect(await handle(page, 1).getAttribute('aria-valuetext')).toBe('0.95');
    await close(opened);
  });

  it('crosses the threshold of x², and gives a certificate that verifies', async () => {
    const opened = await here.open('#activation=x%5E2&tab=kernel');
    const { page } = opened;
    await headline(page, /^Θ is strictly positive definite$/);
    await page.locator('#panel-kernel').getByRole('button', { name: 'Add a point' }).click();
    await headline(page, /^Θ is singular$/);
    expect(await page.locator('#panel-kernel .words').first().textContent()).toMatch(
      /rank is 3 of 4.*From N = 4 points on/,
    );
    // The null vector misses 1, x and x².
    const text = await page.locator('#panel-kernel .words').first().textContent();
    const u = /u = \(([^)]*)\)/
      .exec(text!)![1]!
      .split(', ')
      .map((t) => Number(t.replace('−', '-')));
    const x = await page
      .locator('#panel-kernel .point-table input')
      .evaluateAll((inputs) => inputs.map((input) => Number((input as HTMLInputElement).value)));
    expect(x.length).toBe(4);
    for (const k of [0, 1, 2])
      expect(u.reduce((sum, ui, i) => sum + ui * Math.round(x[i]! * 100) ** k, 0)).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#panel-kernel').getByRole('button', { name: 'Download certificate' }).click(),
    ]);
    expect(verifyText(readFileSync(await download.path(), 'utf8'))).toMatchObject({
      accepted: true,
    });
    await page.locator('#panel-kernel').getByLabel('Depth L').fill('3');
    await headline(page, /^Θ is strictly positive definite$/);
    await close(opened);
  });

  it('has buttons for what the hand can do', async () => {
    const opened = await here.open(
      '#activation=relu&tab=kernel&space=plane&bias=0&points=1,0+0,1+1,1&biasVariance=0',
    );
    const { page } = opened;
    const panel = page.locator('#panel-kernel');
    await headline(page, /^Θ is strictly positive definite$/);
    await panel.getByRole('button', { name: 'Make it equal to point 2' }).click();
    await headline(page, /^Θ is singular$/);
    await panel.getByRole('button', { name: 'Remove it' }).click();
    await headline(page, /^Θ is strictly positive definite$/);
    expect(await panel.getByRole('slider').count()).toBe(2);
    await panel.getByLabel('Inputs on a').selectOption('circle');
    await headline(page, /Θ is/);
    await close(opened);
  });

  it('keeps what is proved when bounds of λ_min take longer than the time limit', async () => {
    const opened = await here.open(
      '#activation=tanh&tab=kernel&space=plane&depth=3&seconds=30&points=-2,-2+0.472,1.02+-1.056,0.039+1.416,-0.942+-0.112,-1.923+-1.64,1.098+0.832,0.117+-0.696,-0.864+1.776,-1.845+0.248,1.176+-1.28,0.195+1.192,-0.786',
    );
    const { page } = opened;
    await page.clock.install();
    await page.reload();
    const words = page.locator('#panel-kernel .words').first();
    // What is proved is there, and the bounds take seconds: the clock goes on to the limit.
    await words.filter({ hasText: 'Bounds of λ_min are being computed' }).waitFor();
    await page.clock.fastForward(30_000);
    await words
      .filter({ hasText: 'No certified bounds of λ_min: none within 30 s, and a longer time' })
      .waitFor();
    await headline(page, /^Θ is strictly positive definite$/);
    expect(await words.textContent()).toMatch(/certificate accepted by the checker/);
    expect(await words.textContent()).not.toMatch(/∈ \[/);
    expect(await page.locator('#panel-kernel .heat .cell').count()).toBe(144);
    await page.getByRole('spinbutton', { name: 'Time limit, seconds' }).fill('120');
    await words.filter({ hasText: 'λ_min(Θ) ∈ [' }).waitFor({ timeout: 120_000 });
    const [, lower, upper] = /∈ \[(\S+), (\S+)\]/.exec((await words.textContent())!)!;
    expect(Number(lower)).toBeGreaterThan(0);
    expect(Number(upper)).toBeGreaterThanOrEqual(Number(lower));
    await page.waitForURL(/seconds=120/);
    await close(opened);
  });

  it('says that there is no tangent kernel of cbrt', async () => {
    const opened = await here.open('#activation=cbrt(x)&tab=kernel');
    await headline(opened.page, /^This kernel does not exist$/);
    await opened.page
      .locator('#panel-kernel')
      .getByRole('combobox', { name: 'Kernel' })
      .selectOption('nngp');
    await headline(opened.page, /^Σ is strictly positive definite$/);
    await close(opened);
  });

  it('goes into an address and comes back out of it', async () => {
    const opened = await here.open('#activation=gelu');
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Activation σ(x)' }).fill('x^3 - x');
    await page.getByRole('tab', { name: 'Kernel' }).click();
    const panel = page.locator('#panel-kernel');
    await panel.getByLabel('Inputs on a').selectOption('plane');
    await panel.getByLabel('Depth L').fill('3');
    await panel.getByLabel('Weight variance σ_w²').fill('2.5');
    await panel.getByRole('button', { name: 'Add a point' }).click();
    await panel.getByRole('spinbutton', { name: 'Point 1, y' }).fill('0.75');
    await headline(page, /Θ is/);
    await page.getByRole('button', { name: 'Share' }).click();
    const copy = await here.open(new URL(page.url()).hash);
    const values = (p: Page): Promise<(string | null)[]> =>
      p
        .locator('#panel-kernel input, #panel-kernel select, .ask input')
        .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    await headline(copy.page, /Θ is/);
    expect(await values(copy.page)).toEqual(await values(page));
    const words = (p: Page) => p.locator('#panel-kernel .headline').first().textContent();
    expect(await words(copy.page)).toBe(await words(page));
    await close(copy);
    await close(opened);
  });
});

describe('learning', () => {
  it('has challenges that can be solved, and are solved only then', async () => {
    const opened = await here.open('#activation=gelu&tab=learn');
    const { page } = opened;
    await page.getByRole('button', { name: 'Try: 1. Break ReLU' }).click();
    await headline(page, /^Θ is strictly positive definite$/);
    expect(await page.locator('.outcome').textContent()).toBe('');
    await page
      .locator('#panel-kernel')
      .getByRole('button', { name: /Make it equal/ })
      .click();
    await page
      .locator('.outcome')
      .filter({ hasText: /^Solved/ })
      .waitFor();
    await picture(page, 'challenge');

    await page.getByRole('button', { name: 'Next challenge' }).click();
    await page.getByRole('heading', { name: /Challenge 2/ }).waitFor();
    await page.locator('#panel-kernel').getByRole('button', { name: 'Add a point' }).click();
    await page
      .locator('.outcome')
      .filter({ hasText: /^Solved/ })
      .waitFor();

    await page.getByRole('button', { name: 'Next challenge' }).click();
    await headline(page, /^Θ is singular$/);
    await page.locator('#panel-kernel').getByLabel('Depth L').fill('3');
    await page
      .locator('.outcome')
      .filter({ hasText: /^Solved/ })
      .waitFor();

    await page.getByRole('button', { name: 'Next challenge' }).click();
    await headline(page, /^Θ is strictly positive definite$/);
    await page.locator('#panel-kernel').getByRole('spinbutton', { name: 'Point 6, x' }).fill('0.8');
    await page.locator('#panel-kernel').getByRole('spinbutton', { name: 'Point 6, y' }).fill('0.6');
    await page
      .locator('.outcome')
      .filter({ hasText: /^Solved/ })
      .waitFor();

    await page.getByRole('button', { name: 'Next challenge' }).click();
    await headline(page, /^Θ is strictly positive definite$/);
    await page.locator('#panel-kernel').getByRole('spinbutton', { name: 'Point 2, x' }).fill('2');
    await page.locator('#panel-kernel').getByRole('spinbutton', { name: 'Point 2, y' }).fill('0');
    await page
      .locator('.outcome')
      .filter({ hasText: /^Solved/ })
      .waitFor();
    await close(opened);
  });

  it('leads through a lesson', async () => {
    const opened = await here.open('#activation=gelu&tab=learn');
    const { page } = opened;
    await page.getByRole('button', { name: 'Begin: Why networks can memorise' }).click();
    const guide = page.getByRole('complementary', { name: 'Guide' });
    for (const [i, tab] of ['Kernel', 'Training', 'Training', 'Training', 'Training'].entries()) {
      await guide.getByRole('heading', { name: `step ${i + 1} of 5` }).waitFor();
      expect(await page.getByRole('tab', { selected: true }).textContent()).toBe(tab);
      if (i < 4) await guide.getByRole('button', { name: 'Next' }).click();
    }
    expect(await guide.getByRole('button', { name: 'Next' }).isDisabled()).toBe(true);
    await guide.getByRole('button', { name: 'Close' }).click();
    expect(await guide.isVisible()).toBe(false);
    await close(opened);
  });

  it('opens every exhibit of the gallery without a complaint', async () => {
    const opened = await here.open('#activation=gelu&tab=learn');
    const { page } = opened;
    const open = page.getByRole('button', { name: /^Open: / });
    await open.first().waitFor();
    const count = await open.count();
    expect(count).toBeGreaterThan(8);
    for (let i = 0; i < count; i += 1) {
      await open.nth(i).click();
      await page.waitForFunction(
        () => !/^(Deciding…|)$/.test(document.querySelector('.verdict')?.textContent ?? ''),
      );
      await page.getByRole('tab', { name: 'Learn' }).click();
    }
    await close(opened);
  });
});
