/**
 * # nonpoly playground
 *
 * Serves the built page to this machine only, until it is interrupted.
 */
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { exitCode, isSystemError, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';
import { createPageServer, readPage } from './page-server.ts';
import type { PageFile } from './page-server.ts';

const examples = `
Examples:
  nonpoly playground
  nonpoly playground --port 8080

It is served until Ctrl-C, to this machine only (127.0.0.1).

Exit codes: 130 ended by Ctrl-C; 2 wrong usage, or the port is taken.`;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('playground')
    .description('Serve the playground, a page to see and try all of this in a browser.')
    .option('--port <number>', 'port on 127.0.0.1; 0 takes a free one', portOf, 4180)
    .addHelpText('after', examples)
    .action(async ({ port }: { readonly port: number }) => {
      done(await serve(port, io));
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('expected a port from 0 to 65535');
  return port;
}

/** Serves until the process is interrupted. */
async function serve(port: number, io: Io): Promise<ExitCode> {
  // src/cli and dist/cli lie equally deep.
  const folder = fileURLToPath(new URL('../../dist/playground/', import.meta.url));
  const fail = async (message: string): Promise<ExitCode> => {
    await write(io.stderr, `error: ${message}\n`);
    return exitCode.wrongInput;
  };
  let files: ReadonlyMap<string, PageFile>;
  try {
    files = readPage(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(`the page is not built: npm run build (${error.message})`);
  }
  const server = createPageServer(files);
  try {
    await listen(server, port);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(
      error.code === 'EADDRINUSE'
        ? `port ${port} is taken: choose another (--port 0 takes a free one)`
        : `cannot listen on port ${port}: ${error.message}`,
    );
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  await write(io.stdout, `http://127.0.0.1:${actual}/\n`);
  await write(io.stderr, 'Ctrl-C ends it.\n');
  return new Promise((resolve) => {
    const end = (): void => {
      server.close();
      server.closeAllConnections();
      resolve(exitCode.answered);
    };
    io.onInterrupt?.(end);
  });
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
