/**
 * # nonpoly verify
 *
 * Certificate files → what each proves, or why it is refused. The checker proves statements about
 * the expression in the certificate; the text it was made from is parsed again and compared.
 */
import { createReadStream } from 'node:fs';
import { Command } from 'commander';
import pc from 'picocolors';
import type { Verification } from '../answer/verify.ts';
import type { Colours } from './answer-text.ts';
import { exitCode, visible, wantsColour, worse, write } from './io.ts';
import type { ExitCode, Io } from './io.ts';

interface Options {
  readonly json?: true;
  readonly quiet?: true;
}

const examples = `
Examples:
  nonpoly verify gelu.json
  nonpoly verify proofs/*.json --json
  nonpoly check gelu --json | jq .certificate | nonpoly verify -

Exit codes: 0 accepted; 1 refused; 2 a file cannot be read, or wrong usage; of several the worst,
in the order 2, 1, 0.`;

/** Bytes of a certificate. */
const largest = 64 * 2 ** 20;

export function command(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('verify')
    .description('Check certificates, independently of how they were found.')
    .argument('<file...>', 'certificates as JSON; - is the standard input')
    .option('--json', 'print one JSON object a line')
    .option('--quiet', 'print errors and refusals only (and JSON where --json asks for it)')
    .addHelpText('after', examples)
    .action(async (files: string[], options: Options) => {
      done(await verify(files, options, io));
    });
}

async function verify(files: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const colours = pc.createColors(wantsColour(io.stdout, io));
  let code: ExitCode = exitCode.answered;
  for (const file of files) {
    const content = await read(file, io);
    if ('error' in content) {
      code = worse(code, exitCode.wrongInput);
      if (options.json)
        await write(io.stdout, JSON.stringify({ file, error: content.error }) + '\n');
      else await write(io.stderr, `error: ${visible(file)}: ${visible(content.error.message)}\n`);
      continue;
    }
    // Loaded when there is something to verify.
    const { verifyText } = await import('../answer/verify.ts');
    const outcome = content.text === null ? notUtf8 : verifyText(content.text);
    if (!outcome.accepted) code = worse(code, exitCode.notExpected);
    if (options.json) await write(io.stdout, JSON.stringify({ file, ...outcome }) + '\n');
    else if (!outcome.accepted || !options.quiet)
      await write(io.stdout, verificationText(file, outcome, colours));
  }
  return code;
}

const notUtf8: Verification = {
  accepted: false,
  code: 'not-json',
  path: '',
  expected: 'a JSON object',
  found: 'bytes that are not UTF-8',
  message: 'refused: expected a JSON object, found bytes that are not UTF-8',
};

type Content =
  | { readonly text: string | null }
  | { readonly error: { readonly code: string; readonly message: string } };

/** The text of a file; null if it is not UTF-8. */
async function read(file: string, io: Io): Promise<Content> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const stream: AsyncIterable<Buffer | string> = file === '-' ? io.stdin : createReadStream(file);
    for await (const chunk of stream) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      chunks.push(bytes);
      length += bytes.length;
      if (length > largest)
        return { error: { code: 'too-large', message: `it is larger than ${largest} bytes` } };
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { error: { code, message } };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
  } catch {
    return { text: null };
  }
}

function verificationText(file: string, outcome: Verification, colours: Colours): string {
  const name = colours.bold(visible(file));
  if (!outcome.accepted)
    return [
      `${name}: ${colours.red('refused')} (${visible(outcome.code)})`,
      ...(outcome.path === '' ? [] : [`  at        ${visible(outcome.path)}`]),
      `  expected  ${visible(outcome.expected)}`,
      `  found     ${visible(outcome.found)}`,
      '',
    ].join('\n');
  const { claims, expression, source } = outcome;
  return [
    `${name}: ${colours.green('accepted')}`,
    `  for σ(x) = ${visible(expression)}`,
    ...(source === expression ? [] : [`  typed as   ${visible(source)}`]),
    ...claims.map(
      ({ statement, rules }) =>
        `  • ${visible(statement)} ${colours.dim(`[${rules.length > 1 ? 'rules' : 'rule'} ${rules.join(', ')}]`)}`,
    ),
    '',
  ].join('\n');
}
