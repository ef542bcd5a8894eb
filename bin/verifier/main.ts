// The auditors' single file: what needs nothing of the project. Built by build.mjs.
import type { Verb } from '../commands/verbs';
import { runVerb } from '../commands/verbs';
import { CommandFailed } from '../failure';

const VERBS: readonly Verb[] = [
  {
    words: 'verify',
    summary: 'a receipt, an audit pack or a proof, offline',
    load: async () => (await import('../ledger/verify')).verify,
  },
  {
    words: 'fsck',
    summary: 'a whole log, from a folder or over HTTP',
    load: async () => (await import('../ledger/fsck')).fsckPlace,
  },
  {
    words: 'consistency',
    summary: 'that a log only grew between two checkpoints',
    load: async () => (await import('../ledger/consistency')).consistency,
  },
  {
    words: 'monitor',
    summary: 'look at a log again and again',
    load: async () => (await import('../ledger/monitor')).monitor,
  },
];

const args = process.argv.slice(2);
const set = {
  name: 'nattoku-verify',
  verbs: VERBS,
  epilogue: ['Needs Node 20.9 or newer and nothing else. `nattoku ledger …` is the same.'],
  describeFailure: (error: unknown) =>
    error instanceof CommandFailed ? error.message : String(error),
};
process.exitCode = await runVerb(set, args[0] === 'ledger' ? args.slice(1) : args, {
  source: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
