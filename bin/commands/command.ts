import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandFailed } from '../failure';

/** Where a command reads its settings and writes its lines. */
export interface Terminal {
  readonly source: NodeJS.ProcessEnv;
  out(line: string): void;
  err(line: string): void;
  /** Somebody sits there who can be asked. */
  readonly interactive?: boolean;
  /** One line of standard input; undefined where there is none. */
  ask?(question: string): Promise<string | undefined>;
}

/** One verb: what a file in this folder exports. */
export interface Command {
  /** Printed by `--help`; the first line is the usage, the second what it does. */
  readonly help: string;
  /** Answers the exit code; throws CommandFailed for what the person can mend. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Parses strictly: an unknown option, or a positional too many, ends with exit code 2 and one line. */
export function readOptions<T extends Options>(
  args: readonly string[],
  options: T,
  positionals: readonly string[] = [],
) {
  try {
    const parsed = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: positionals.length > 0,
    });
    if (parsed.positionals.length > positionals.length) {
      throw new Error(`Unexpected argument '${parsed.positionals[positionals.length] ?? ''}'`);
    }
    return parsed;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw wrongUse(`${message.split(/[.\n]/)[0] ?? message} (--help shows what is known)`);
  }
}

/** A mistake in how the command was called: one line, exit code 2. */
export function wrongUse(line: string): CommandFailed {
  return new CommandFailed([line], 2);
}

export function required(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw wrongUse(`${name} is needed`);
  return value.trim();
}

/** A path as it was typed: `nattoku` itself runs at the root of the project. */
export function typedPath({ source }: Terminal, given: string): string {
  return resolve(source['NATTOKU_CWD'] ?? '', given);
}

/** `a, b` as a list; each item must be one of `known`, where that is given. */
export function readList<T extends string>(text: string, name: string, known: readonly T[]): T[] {
  const items = text.split(',').map((item) => item.trim());
  return [...new Set(items)].map((item) => {
    const found = known.find((each) => each === item);
    if (found === undefined) throw wrongUse(`${name}: "${item}" is none of ${known.join(', ')}`);
    return found;
  });
}
