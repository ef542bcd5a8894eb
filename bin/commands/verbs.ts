// Finds the verb of a command and runs it: the same for `nattoku` and for the auditors' single file.
import { CommandFailed } from '../failure';
import type { Command, Terminal } from './command';

export interface Verb {
  readonly words: string;
  readonly summary: string;
  load(): Promise<Command>;
}
export interface CommandSet {
  readonly name: string;
  readonly verbs: readonly Verb[];
  /** Printed under the list of verbs. */
  readonly epilogue: readonly string[];
  describeFailure(error: unknown): string;
}

function help({ name, verbs, epilogue }: CommandSet): string {
  const width = Math.max(...verbs.map(({ words }) => words.length));
  return [
    `${name} <command> [options]`,
    '',
    ...verbs.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`),
    '',
    `${name} <command> --help shows its options.`,
    ...epilogue,
  ].join('\n');
}

function findVerb(
  verbs: readonly Verb[],
  args: readonly string[],
): { verb: Verb; rest: readonly string[] } | undefined {
  for (const verb of verbs) {
    const words = verb.words.split(' ');
    if (words.every((word, i) => args[i] === word)) return { verb, rest: args.slice(words.length) };
  }
  return undefined;
}

/** Answers the exit code: 0 done, 1 failed, 2 called wrongly, 3 unavailable. Never throws. */
export async function runVerb(
  set: CommandSet,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    terminal.out(help(set));
    return args.length === 0 ? 2 : 0;
  }
  const found = findVerb(set.verbs, args);
  if (found === undefined) {
    terminal.err(
      `${set.name} knows no "${args.join(' ')}" (${set.name} --help shows what it knows)`,
    );
    return 2;
  }
  try {
    const command = await found.verb.load();
    if (found.rest.includes('--help')) {
      terminal.out(command.help);
      return 0;
    }
    return await command.run(found.rest, terminal);
  } catch (error) {
    terminal.err(set.describeFailure(error));
    return error instanceof CommandFailed ? error.exitCode : 1;
  }
}
