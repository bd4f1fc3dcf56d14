/**
 * A disguise that only factors from outside settle: decided by the page as by `nonpoly check`,
 * served and from the disk, and without them undecided.
 */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { answer } from '../../src/answer/answer.ts';
import { close, expectVerdict, site, verdictOf } from './browser.ts';

const served = site();
const fromDisk = site('disk');

/** log(AB) + log(CD) − log(AD) − log(BC) + x, multiplied out: no factor stands alone. */
const disguise =
  'log(exp(x)*x^2 + exp(x) + x^2 + 1) + log(exp(x)*x^2 + 2*exp(x) + 2*x^2 + 4)' +
  ' - log(exp(x)*x^2 + exp(x) + 2*x^2 + 2) - log(exp(x)*x^2 + 2*exp(x) + x^2 + 2) + x';

const type = (page: Page, text: string): Promise<void> =>
  page.getByRole('textbox', { name: 'Activation σ(x)' }).fill(text);
const undecided = (page: Page): Promise<void> =>
  verdictOf(page)
    .filter({ hasText: /^Undecided/ })
    .waitFor();

describe('proposals of factors', () => {
  it.each([
    ['served', served],
    ['from the disk', fromDisk],
  ])('settle what is undecided without them, %s', async (_from, here) => {
    expect(answer(disguise).verdict).toBe('undecided');
    const opened = await here.open('#activation=gelu');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    // What is decided without asks for none.
    for (const [text, verdict] of [
      ['softplus(x) - softplus(-x)', 'A polynomial of degree 1'],
      ['tanh', 'Not a polynomial'],
    ] as const) {
      await type(page, text);
      await expectVerdict(page, verdict);
    }
    expect(scripts.filter((url) => url.includes('proposer'))).toEqual([]);
    await type(page, disguise);
    await expectVerdict(page, 'A polynomial of degree 1');
    expect(await page.locator('.coefficients').first().textContent()).toBe('0,  1');
    expect(scripts.filter((url) => url.includes('proposer'))).toHaveLength(1);
    await close(opened);
  });

  it.each([
    ['wrong', 'onmessage = () => postMessage("(1+x^2)*(3+y1)")'],
    ['no text', 'onmessage = () => postMessage({ product: 1 })'],
    ['silence, until its time is over', 'onmessage = () => {}'],
    ['an error', 'throw new Error("broken")'],
  ])('are believed nothing: %s', async (_what, body) => {
    const opened = await served.open('#activation=gelu');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    await page.route('**/proposer.worker-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    await type(page, disguise);
    await undecided(page);
    await type(page, 'x + 1');
    await expectVerdict(page, 'A polynomial of degree 1');
    await page.context().close();
    expect(opened.complaints.filter((text) => !text.includes('broken'))).toEqual([]);
  });
});
