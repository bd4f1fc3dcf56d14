import { describe, expect, it } from 'vitest';
import { startProcess, startThread } from '../../src/cli/host.ts';
import type { StartHost } from '../../src/cli/host.ts';
import { createPool } from '../../src/cli/pool.ts';
import type { Pool } from '../../src/cli/pool.ts';
import type { Result, Task } from '../../src/cli/worker.ts';
import { fixtureWorker } from './build.ts';

const pool = (start: StartHost, options = {}): Pool<Task, Result> =>
  createPool({ worker: fixtureWorker, start, size: 2, timeout: 20_000, memory: 1500, ...options });
const task = (text: string): Task => ({ text, parameters: {} });

describe.each([
  ['threads', startThread],
  ['processes', startProcess],
] as const)('a pool of %s', (_, start) => {
  it('stops a busy worker at its time, and the other tasks go on', async () => {
    const workers = pool(start, { timeout: 400 });
    const began = performance.now();
    const replies = await Promise.all(
      ['spin', 'a', 'spin', 'b', 'c'].map((text) => workers.run(task(text))),
    );
    expect(replies.map((reply) => reply.kind)).toEqual([
      'timeout',
      'answered',
      'timeout',
      'answered',
      'answered',
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
    await workers.close();
  });

  it('replaces a worker that ends, throws or reports a defect', async () => {
    const workers = pool(start, { size: 1 });
    for (const text of ['exit', 'throw', 'defect']) {
      expect(await workers.run(task(text))).toMatchObject({ kind: 'failed' });
      expect(await workers.run(task('a'))).toMatchObject({ kind: 'answered' });
    }
    await workers.close();
  });

  it('answers when it is closed, though a worker never would', async () => {
    const workers = pool(start, { size: 1, timeout: null });
    const open = ['spin', 'a'].map((text) => workers.run(task(text)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await workers.close();
    for (const reply of open) expect(await reply).toMatchObject({ kind: 'closed' });
  });

  it('answers each task by itself, whatever the number', async () => {
    const workers = pool(start);
    const texts = Array.from({ length: 200 }, (_, i) => `x + ${i}`);
    const replies = await Promise.all(texts.map((text) => workers.run(task(text))));
    replies.forEach((reply, i) => {
      if (reply.kind !== 'answered') throw new Error(reply.kind);
      expect(JSON.parse(reply.result.json)).toMatchObject({ input: texts[i] });
    });
    await workers.close();
  });

  it('answers where the worker cannot be loaded', async () => {
    const workers = pool(start, { worker: new URL('./fixtures/none.mjs', import.meta.url) });
    expect(await workers.run(task('a'))).toMatchObject({ kind: 'failed' });
    await workers.close();
  });
});

describe('memory', () => {
  it('of a process is bounded, and the batch goes on', async () => {
    const workers = pool(startProcess, { size: 1, memory: 100 });
    expect(await workers.run(task('allocate'))).toMatchObject({ kind: 'out-of-memory' });
    expect(await workers.run(task('a'))).toMatchObject({ kind: 'answered' });
    await workers.close();
  });

  it('of a thread is bounded', async () => {
    // The test's own process counts too.
    const memory = Math.ceil(process.memoryUsage.rss() / 2 ** 20) + 200;
    const workers = pool(startThread, { size: 1, memory });
    expect(await workers.run(task('allocate'))).toMatchObject({ kind: 'out-of-memory' });
    await workers.close();
  });
});
