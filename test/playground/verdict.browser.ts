import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyText } from '../../src/answer/verify.ts';
import { close, detailOf, expectVerdict, picture, root, site, verdictOf } from './browser.ts';

const here = site();

describe('typing', () => {
  it('gets a checked verdict of each of ten activations', async () => {
    const opened = await here.open('#activation=sin');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    const input = page.getByRole('textbox', { name: 'Activation σ(x)' });
    const times: string[] = [];
    for (const [text, verdict] of [
      ['relu', 'Not a polynomial'],
      ['(x+1)^2 - x^2', 'A polynomial of degree 1'],
      ['tanh', 'Not a polynomial'],
      ['softplus(x) - softplus(-x)', 'A polynomial of degree 1'],
      ['x^3 + relu(x - 1000)', 'Not a polynomial'],
      ['gelu', 'Not a polynomial'],
      ['cosh(x)^2 - sinh(x)^2', 'A polynomial of degree 0'],
      ['mish', 'Not a polynomial'],
      ['exp(3*log(1+x^2))', 'A polynomial of degree 6'],
      ['sign(x)^2 + x', 'Not a polynomial'],
    ] as const) {
      await input.fill(text.slice(0, -1));
      await input.press('End');
      await input.pressSequentially(text.slice(-1));
      await expectVerdict(page, verdict);
      const took = await detailOf(page).textContent();
      times.push(`${text}: ${/(\d+) ms/.exec(took ?? '')?.[1]} ms`);
    }
    console.log(`keystroke to checked verdict\n  ${times.join('\n  ')}`);
    await close(opened);
  });

  it('sets the formula as MathML, and names the library', async () => {
    const opened = await here.open('#activation=torch.nn.SiLU');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    expect(await page.locator('.formula math mi').count()).toBeGreaterThan(2);
    expect(await page.locator('.formula .library').textContent()).toBe('torch.nn.SiLU');
    await page.getByRole('textbox', { name: 'Activation σ(x)' }).fill('x^2/(1+exp(-x))');
    await expectVerdict(page, 'Not a polynomial');
    expect(await page.locator('.formula mfrac').count()).toBe(1);
    await close(opened);
  });

  it('says what is wrong and where, while the last formula fades', async () => {
    const opened = await here.open('#activation=x%5E2');
    const { page } = opened;
    await expectVerdict(page, 'A polynomial of degree 2');
    const input = page.getByRole('textbox', { name: 'Activation σ(x)' });
    await input.fill('x^2 + y');
    await page.locator('.error p').first().waitFor();
    expect(await page.locator('.error').first().textContent()).toMatch(/'y'/);
    expect(await page.locator('.error mark').first().textContent()).toBe('y');
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await verdictOf(page).textContent()).toBe('Not an activation yet');
    await input.fill('x^2 + 1');
    await expectVerdict(page, 'A polynomial of degree 2');
    expect(await page.locator('.error').first().textContent()).toBe('');
    await close(opened);
  });

  it('asks for the values of parameters, and takes them', async () => {
    const opened = await here.open('#activation=max(x%2C+a*x)');
    const { page } = opened;
    await page.getByLabel('Values of parameters').fill('a = 0.01');
    await expectVerdict(page, 'Not a polynomial');
    await page.getByLabel('Values of parameters').fill('a = 1');
    await expectVerdict(page, 'A polynomial of degree 1');
    await close(opened);
  });

  it('keeps the page alive while verdicts come and go', async () => {
    const opened = await here.open('#activation=x');
    const { page } = opened;
    await expectVerdict(page, 'A polynomial of degree 1');
    await page.evaluate(() => {
      const seen = ((window as typeof window & { tasks?: number[] }).tasks = [] as number[]);
      new PerformanceObserver((list) =>
        seen.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: 'longtask' });
    });
    const input = page.getByRole('textbox', { name: 'Activation σ(x)' });
    await input.fill('');
    await input.pressSequentially('x*tanh(softplus(x)) + sin(x)^2 + cos(x)^2', { delay: 40 });
    expect(await input.inputValue()).toBe('x*tanh(softplus(x)) + sin(x)^2 + cos(x)^2');
    await expectVerdict(page, 'Not a polynomial');
    const tasks = await page.evaluate(
      () => (window as typeof window & { tasks?: number[] }).tasks ?? [],
    );
    console.log(`long tasks of the page while typing: ${tasks.map(Math.round).join(', ')} ms`);
    expect(Math.max(0, ...tasks)).toBeLessThan(1000);
    await close(opened);
  });
});

describe('the proof', () => {
  it('says the ceiling and the witness, draws the gap, and gives a certificate that verifies', async () => {
    const opened = await here.open('#activation=x%5E3+%2B+relu(x+-+1000)');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    const proof = page.getByRole('region', { name: 'Proof for σ' });
    expect(await proof.locator('.reasons').textContent()).toMatch(/degree ≤ 3.*order 4/s);
    expect(await proof.locator('.enclosure').textContent()).toMatch(/The checker encloses it in/);
    expect(await proof.locator('.segment.gap').count()).toBe(1);
    expect(await proof.locator('figcaption').textContent()).toMatch(/through the first 4/);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download certificate' }).click(),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'nonpoly-download-'));
    const file = join(folder, download.suggestedFilename());
    await download.saveAs(file);
    expect(verifyText(readFileSync(file, 'utf8'))).toMatchObject({ accepted: true });
    const output = execFileSync(
      process.execPath,
      [join(root, 'dist/cli/main.js'), 'verify', file],
      {
        encoding: 'utf8',
      },
    );
    expect(output).toMatch(/accepted/);
    rmSync(folder, { recursive: true });
    await picture(page, 'proof-kink');
    await close(opened);
  });

  it('claims nothing when the checker refuses', async () => {
    const opened = await here.open('#activation=relu');
    const { page } = opened;
    await expectVerdict(page, 'Not a polynomial');
    await page.route('**/checker.worker-*.js', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `onmessage = () => postMessage({ accepted: false, refusal: { code: 'test', path: '', expected: 'a', found: 'b' } })`,
      }),
    );
    await page.reload();
    await page.waitForFunction(() =>
      document.querySelector('.verdict')?.textContent?.startsWith('Undecided'),
    );
    expect(await page.locator('.proof').first().textContent()).not.toMatch(
      /positive definite|Ceiling/,
    );
    expect(await page.locator('.proof').first().textContent()).toMatch(/nothing is claimed/);
    await close(opened);
  });

  it('compares two activations', async () => {
    const opened = await here.open('#activation=tanh');
    const { page } = opened;
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('textbox', { name: 'Compared with' }).fill('x^3 - 3*x');
    await expectVerdict(page, 'Not a polynomial', 0);
    await expectVerdict(page, 'A polynomial of degree 3', 1);
    await picture(page, 'compare');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(await page.getByRole('textbox', { name: 'Compared with' }).isVisible()).toBe(false);
    await close(opened);
  });
});
