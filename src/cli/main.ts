#!/usr/bin/env node
/**
 * # The program
 *
 * The only file that knows `process`. A reader that has gone (`| head`) ends it quietly; at Ctrl-C
 * the line being written is complete, because writing is synchronous, and the workers end with the
 * process.
 */
import { run } from './run.ts';

const leave = (code: number): void => {
  // The callback comes when everything before it has reached the reader.
  process.stdout.write('', () => process.exit(code));
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`error: cannot write the output: ${error.message}\n`);
  process.exit(2);
});
process.stderr.on('error', () => {});

function onInterrupt(listener: () => void): () => void {
  const stop = (code: number) => (): void => {
    listener();
    process.exit(code);
  };
  const [interrupt, terminate] = [stop(130), stop(143)];
  process.on('SIGINT', interrupt).on('SIGTERM', terminate);
  return () => process.off('SIGINT', interrupt).off('SIGTERM', terminate);
}

try {
  leave(
    await run(process.argv.slice(2), {
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      onInterrupt,
    }),
  );
} catch (error) {
  process.stderr.write(`internal error: ${error instanceof Error ? error.stack : String(error)}\n`);
  leave(2);
}
