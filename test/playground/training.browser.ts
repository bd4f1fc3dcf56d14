import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { close, picture, site } from './browser.ts';

const here = site();

const fourPoints = 'points=-2+-0.5+1+2&labels=1+-1+1+-1&tab=training';
const words = (page: Page, side = 0) => page.locator('#panel-training .words').nth(side);
const over = (page: Page, side = 0): Promise<void> =>
  words(page, side).filter({ hasText: 'The run is over' }).waitFor();
const lossOf = async (page: Page, side = 0): Promise<number> =>
  Number(
    /Loss (\S+) after/.exec((await words(page, side).textContent())!)![1]!.replaceAll('−', '-'),
  );
const stepsOf = async (page: Page): Promise<number> =>
  Number(/after (\d+) steps/.exec((await words(page).textContent())!)![1]);

describe('training', () => {
  it.each([0, 64])(
    'memorises with GELU, and meets the plateau with x², at width %s',
    async (width) => {
      const opened = await here.open(`#activation=gelu&other=x%5E2&width=${width}&${fourPoints}`);
      const { page } = opened;
      await over(page, 0);
      await over(page, 1);
      expect(await lossOf(page, 0)).toBeLessThan(1e-6);
      // ½(u·y)²/|u|² for u = (−5, 16, −20, 9), y = (1, −1, 1, −1): 50²/(2·762)
      expect(await lossOf(page, 1)).toBeCloseTo(2500 / 1524, 3);
      expect(await words(page, 1).textContent()).toMatch(/It cannot fall below 1\.64/);
      // Labels stand around outputs that meet them; the plateau can be read off.
      const outputs = page.locator('#panel-training figure', { hasText: 'Labels and outputs' });
      const circles = await outputs
        .first()
        .locator('circle')
        .evaluateAll((all) =>
          all.map((circle) => [circle.getAttribute('class'), Number(circle.getAttribute('r'))]),
        );
      expect(circles.map(([name]) => name)).toEqual([
        ...Array<string>(4).fill('dot first'),
        ...Array<string>(4).fill('ring-mark second'),
      ]);
      expect(Number(circles.at(-1)![1])).toBeGreaterThan(Number(circles[0]![1]));
      const losses = page.locator('#panel-training figure', { hasText: 'after each step' });
      expect(await losses.nth(1).locator('text.tick').allTextContents()).toEqual(
        expect.arrayContaining(['2', '5']),
      );
      await picture(page, `training-${width}`);
      await close(opened);
    },
  );

  it('pauses, goes on, and starts again', async () => {
    const opened = await here.open(`#activation=tanh&width=1024&rate=0.02&${fourPoints}`);
    const { page } = opened;
    const panel = page.locator('#panel-training section').nth(1);
    await words(page)
      .filter({ hasText: /after [1-9]\d* steps/ })
      .waitFor();
    await panel.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(300);
    const paused = await stepsOf(page);
    await page.waitForTimeout(700);
    expect(await stepsOf(page)).toBe(paused);
    await panel.getByRole('button', { name: 'Go on' }).click();
    await page.waitForFunction(
      (before) =>
        Number(
          /after (\d+) steps/.exec(
            document.querySelector('#panel-training .words')?.textContent ?? '',
          )?.[1],
        ) > before,
      paused,
    );
    const later = await stepsOf(page);
    await panel.getByRole('button', { name: 'Start again' }).click();
    await page.waitForFunction(
      (before) =>
        Number(
          /after (\d+) steps/.exec(
            document.querySelector('#panel-training .words')?.textContent ?? '',
          )?.[1],
        ) < before,
      later,
    );
    await close(opened);
  });

  it('keeps frames while it trains', async () => {
    const opened = await here.open(`#activation=tanh&width=1024&${fourPoints}`);
    const { page } = opened;
    await words(page)
      .filter({ hasText: /after [1-9]\d* steps/ })
      .waitFor();
    const frames = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const gaps: number[] = [];
          let last = performance.now();
          const begin = last;
          const next = (): void => {
            const now = performance.now();
            gaps.push(now - last);
            last = now;
            if (now - begin < 3000) requestAnimationFrame(next);
            else resolve(gaps);
          };
          requestAnimationFrame(next);
        }),
    );
    const sorted = [...frames].sort((a, b) => a - b);
    console.log(
      `frames in 3 s of training at width 1024: ${frames.length}; gap median ${sorted[frames.length >> 1]!.toFixed(1)} ms, worst ${sorted.at(-1)!.toFixed(0)} ms`,
    );
    expect(frames.length).toBeGreaterThan(30);
    await close(opened);
  });

  it('says that too large a rate diverges', async () => {
    const opened = await here.open(`#activation=tanh&width=0&rate=1.5&${fourPoints}`);
    await words(opened.page).filter({ hasText: 'It has diverged' }).waitFor();
    await close(opened);
  });
});
