// The verbs of the `nattoku` command. Each is a file of its own, loaded only when it is called.
import { describeFailure } from '../deployment';
import type { Terminal } from './command';
import { runVerb, type CommandSet, type Verb } from './verbs';

const VERBS: readonly Verb[] = [
  {
    words: 'doctor',
    summary: 'look at settings, clock, database, ledger and mail, and say what to mend',
    load: async () => (await import('./doctor')).doctor,
  },
  {
    words: 'backup',
    summary: 'copy store and key store while the server runs',
    load: async () => (await import('./backup')).backup,
  },
  {
    words: 'restore',
    summary: 'put a backup back, with what was signed since',
    load: async () => (await import('./restore')).restore,
  },
  {
    words: 'import',
    summary: 'record what many people said before, from a file',
    load: async () => (await import('./import')).importCommand,
  },
  {
    words: 'erase',
    summary: 'erase a person, with every record theirs is joined with',
    load: async () => (await import('./erase')).erase,
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
  {
    words: 'decision',
    summary: 'what would have been answered about a person at an instant, and why',
    load: async () => (await import('./decision')).decision,
  },
  {
    words: 'export',
    summary: 'part of the record as an audit pack, CSV, NDJSON or Parquet',
    load: async () => (await import('./export')).exportCommand,
  },
  {
    words: 'ledger verify',
    summary: 'a receipt, an audit pack or a proof, offline',
    load: async () => (await import('../ledger/verify')).verify,
  },
  {
    words: 'ledger fsck',
    summary: 'a whole log: this deployment’s, or anyone’s from a folder or over HTTP',
    load: async () => (await import('./ledger-fsck')).ledgerFsck,
  },
  {
    words: 'ledger consistency',
    summary: 'that a log only grew between two checkpoints',
    load: async () => (await import('../ledger/consistency')).consistency,
  },
  {
    words: 'ledger monitor',
    summary: 'look at a log again and again',
    load: async () => (await import('../ledger/monitor')).monitor,
  },
  {
    words: 'ledger rebuild',
    summary: 'write the published files again from the database',
    load: async () => (await import('./ledger-rebuild')).ledgerRebuild,
  },
  {
    words: 'witness',
    summary: 'cosign other people’s logs, as long as each only grows',
    load: async () => (await import('./witness')).witness,
  },
];

const COMMAND: CommandSet = {
  name: 'nattoku',
  verbs: VERBS,
  epilogue: [
    'Settings are those of the server, from the environment; what was generated is found in DATA_DIR.',
  ],
  describeFailure,
};

/** Answers the exit code: 0 done, 1 failed, 2 called wrongly, 3 unavailable. Never throws. */
export function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  return runVerb(COMMAND, args, terminal);
}
