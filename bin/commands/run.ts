// Finds the verb and runs it. Each verb is a file of its own, loaded only when it is called.
import { CommandFailed, describeFailure } from '../deployment';
import type { Command, Terminal } from './command';

interface Verb {
  readonly words: string;
  readonly summary: string;
  load(): Promise<Command>;
}

const VERBS: readonly Verb[] = [
  {
    words: 'doctor',
    summary: 'look at settings, clock, database, ledger and mail, and say what to mend',
    load: async () => (await import('./doctor')).doctor,
  },
  {
    words: 'keys create',
    summary: 'a key for one system; prints nothing but the key',
    load: async () => (await import('./keys-create')).keysCreate,
  },
  {
    words: 'keys list',
    summary: 'all keys, without their secrets',
    load: async () => (await import('./keys-list')).keysList,
  },
  {
    words: 'keys revoke',
    summary: 'end a key at once',
    load: async () => (await import('./keys-revoke')).keysRevoke,
  },
  {
    words: 'officers add',
    summary: 'let somebody into the console',
    load: async () => (await import('./officers-add')).officersAdd,
  },
  {
    words: 'officers list',
    summary: 'who may enter the console',
    load: async () => (await import('./officers-list')).officersList,
  },
  {
    words: 'officers remove',
    summary: 'take the way into the console away',
    load: async () => (await import('./officers-remove')).officersRemove,
  },
];

function help(): string {
  const width = Math.max(...VERBS.map(({ words }) => words.length));
  return [
    'nattoku <command> [options]',
    '',
    ...VERBS.map(({ words, summary }) => `  ${words.padEnd(width)}  ${summary}`),
    '',
    'nattoku <command> --help shows its options. Settings are those of the server, from the',
    'environment; what was generated is found in DATA_DIR.',
  ].join('\n');
}

function findVerb(args: readonly string[]): { verb: Verb; rest: readonly string[] } | undefined {
  for (const verb of VERBS) {
    const words = verb.words.split(' ');
    if (words.every((word, i) => args[i] === word)) return { verb, rest: args.slice(words.length) };
  }
  return undefined;
}

/** Answers the exit code: 0 done, 1 failed, 2 called wrongly. Never throws. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    terminal.out(help());
    return args.length === 0 ? 2 : 0;
  }
  const found = findVerb(args);
  if (found === undefined) {
    terminal.err(`nattoku knows no "${args.join(' ')}" (nattoku --help shows what it knows)`);
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
    terminal.err(describeFailure(error));
    return error instanceof CommandFailed ? error.exitCode : 1;
  }
}
