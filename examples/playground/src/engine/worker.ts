/**
 * # Workers
 *
 * Served, a worker starts from its script. From the disk browsers refuse that: there the page loads
 * the script itself, which hands over its text (`worker-script.ts`), and the worker is made of it.
 */
import { html } from '../dom/element.ts';
import checker from './checker.worker.ts?worker&url';
import engine from './engine.worker.ts?worker&url';
import proposer from './proposer.worker.ts?worker&url';

/** Address of MPFR's script, from the page's; the engine needs it. */
declare const MPFR_FILE: string;

const scripts = { engine, checker, proposer } as const;
export type WorkerName = keyof typeof scripts;

const fromDisk = location.protocol === 'file:';
/** Addresses of what was made from the disk. */
const made = new Map<WorkerName, string>();
const preparing = new Map<WorkerName, Promise<void>>();

/**
 * To be awaited before the first `startWorker` of that name.
 * @throws Error if its script cannot be loaded
 */
export function prepareWorker(name: WorkerName): Promise<void> {
  if (!fromDisk) return Promise.resolve();
  const prepared = preparing.get(name) ?? prepare(name);
  preparing.set(name, prepared);
  return prepared;
}

async function prepare(name: WorkerName): Promise<void> {
  const files = [...(name === 'engine' ? [MPFR_FILE] : []), scripts[name]];
  const texts = await Promise.all(files.map(textOf));
  const script = texts.map((text) => `(${text})().catch(reportError);\n`).join('');
  made.set(name, URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}

function textOf(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = html('script', { src: new URL(file, document.baseURI).href });
    script.addEventListener('text', (event) => resolve((event as CustomEvent<string>).detail));
    script.addEventListener('load', () => script.remove());
    script.addEventListener('error', () => reject(new Error(`${file} cannot be loaded`)));
    document.head.append(script);
  });
}

export function startWorker(name: WorkerName): Worker {
  return new Worker(made.get(name) ?? scripts[name], {
    name,
    // Unbuilt, in development, it is a module.
    ...(import.meta.env.DEV ? { type: 'module' } : {}),
  });
}
