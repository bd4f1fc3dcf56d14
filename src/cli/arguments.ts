/**
 * # Arguments that are expressions
 *
 * Conventions that commands share: a leading minus begins an expression, not an option, and named
 * parameters get their values from `--set`.
 */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

/** Arguments that begin with one minus are expressions: they are moved behind `--`. */
export function prepare(args: readonly string[], self: Command): readonly string[] {
  const flags: string[] = [];
  const expressions: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      expressions.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--') || arg === '-h') {
      flags.push(arg);
      const takesValue = self.options.some((o) => o.long === arg && o.required);
      if (takesValue && i + 1 < args.length) flags.push(args[++i]!);
    } else {
      expressions.push(arg);
    }
  }
  return [...flags, '--', ...expressions];
}

/** One `name=value` more. */
export function parameter(
  text: string,
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Write name=value, for instance a=0.01.');
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is set twice.`);
  return { ...before, [name]: value };
}

/** Reads an integer of a range. */
export function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least || Number(text) > most)
      throw new InvalidArgumentError(
        most === Number.MAX_SAFE_INTEGER
          ? `Write an integer of at least ${least}.`
          : `Write an integer from ${least} to ${most}.`,
      );
    return Number(text);
  };
}

/** Parts between commas that no bracket encloses: "max(x, 0), tanh" has two. */
export function splitAtCommas(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of text) {
    if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  return parts.map((part) => part.trim());
}
