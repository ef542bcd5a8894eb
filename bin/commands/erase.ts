import { ERASURE_GROUNDS } from '../../lib/choice/erasing-model';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { normaliseAddress } from '../../lib/identity/mail-address';
import { MAIL_SYSTEM, type Identifier } from '../../lib/identity/model';
import { eraseSubject, type ErasureOutcome } from '../../lib/record/erase';
import type { Runtime } from '../../lib/runtime/model';
import { settingsFrom, withRuntime } from '../deployment';
import { CommandFailed } from '../failure';
import { readList, readOptions, required, wrongUse, type Command, type Terminal } from './command';

const OPTIONS = {
  system: { type: 'string' },
  id: { type: 'string' },
  email: { type: 'string' },
  ground: { type: 'string' },
  'keep-bodies': { type: 'boolean' },
  'no-suppression': { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

/** From the arguments, or its last part from standard input, where no shell remembers it. */
async function identifierOf(
  { system, id, email }: { system?: string; id?: string; email?: string },
  terminal: Terminal,
): Promise<Identifier> {
  if (email !== undefined) {
    if (system !== undefined || id !== undefined) throw wrongUse('--email stands alone');
    const address = normaliseAddress(email === '-' ? await lineOf(terminal, 'address') : email);
    if (address === undefined) throw wrongUse('--email takes an e-mail address, or - to be asked');
    return { system: MAIL_SYSTEM, id: address };
  }
  const named = required(system, '--system (or --email)');
  const given = id === undefined || id === '-' ? await lineOf(terminal, 'identifier') : id;
  return { system: named, id: required(given, '--id') };
}

async function lineOf({ ask }: Terminal, what: string): Promise<string> {
  return (await ask?.(`${what}: `)) ?? '';
}

async function confirm(terminal: Terminal): Promise<void> {
  if (terminal.interactive !== true || terminal.ask === undefined) {
    throw wrongUse('--yes is needed where nobody can be asked');
  }
  const said = await terminal.ask('This cannot be undone. Type "erase" to go on: ');
  if (said?.trim() !== 'erase') throw new CommandFailed(['nothing was erased'], 1);
}

function failure(outcome: Extract<ErasureOutcome, { ok: false }>): CommandFailed {
  const { reason, untilMs } = outcome;
  if (reason === 'not_found') return new CommandFailed(['nobody is known by that name'], 1);
  if (reason !== 'held') return new CommandFailed([`nothing was erased: ${reason}`], 1);
  const day = new Date(untilMs ?? 0).toISOString().slice(0, 10);
  return new CommandFailed([`a hold delays it until ${day}; the server carries it out then`], 1);
}

/** Until when bytes that were deleted may be read somewhere. */
function horizon({ store }: Runtime, scrubbed: boolean): string {
  if (store.engine === 'sqlite') {
    return scrubbed
      ? 'old bytes: gone from database, write-ahead log and key store'
      : 'old bytes: somebody still reads the database; the server makes them go within a minute of their leaving';
  }
  return 'old bytes: gone from the tables; PostgreSQL keeps them in its write-ahead log until that is recycled, and on standbys and backups until those expire (docs/operations.md)';
}

function report(
  runtime: Runtime,
  outcome: Extract<ErasureOutcome, { ok: true }>,
  keepBodies: boolean,
): string[] {
  const { erased, people, suppressed, scrubbed } = outcome;
  return [
    `erased ${String(erased)} events of ${String(people)} joined record${people === 1 ? '' : 's'}`,
    keepBodies
      ? 'kept: what was said, as facts about nobody, and the ledger’s commitments'
      : 'kept: the ledger’s commitments, which open no more',
    suppressed > 0
      ? `kept: that everything optional is refused, for ${String(suppressed)} handle${suppressed === 1 ? '' : 's'}`
      : 'kept: no refusal; whoever asks about them is told that they were never asked',
    horizon(runtime, scrubbed),
    'backups: a restore erases them again (nattoku restore)',
  ];
}

export const erase: Command = {
  help: [
    'nattoku erase (--system SYSTEM [--id ID] | --email ADDRESS) --ground GROUND [options]',
    'Erases one person with every record theirs is joined with. A hold delays it.',
    '',
    '  --id ID, --email ADDRESS  left out or "-": asked for, or read from standard input',
    `  --ground                  ${ERASURE_GROUNDS.join(', ')}`,
    '  --keep-bodies             what was said stays, as facts about nobody',
    '  --no-suppression          not even that they refuse is kept: later askers hear "never asked"',
    '  --yes                     do not ask again',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const [ground] = readList(required(values.ground, '--ground'), '--ground', ERASURE_GROUNDS);
    if (ground === undefined) throw wrongUse('--ground is needed');
    const settings = settingsFrom(terminal.source);
    const identifier = await identifierOf(values, terminal);
    if (values.yes !== true) await confirm(terminal);
    const keepBodies = values['keep-bodies'] === true;
    const lines = await withRuntime(settings, async (runtime) => {
      const found = await runtime.subjects.byHandle(runtime.vault.handleOf(identifier));
      if (found === undefined) throw failure({ ok: false, reason: 'not_found' });
      const outcome = await eraseSubject(runtime, {
        actor: deploymentPrincipal(),
        subject: found.subject,
        ground,
        keepBodies,
        keepSuppression: values['no-suppression'] !== true,
      });
      if (!outcome.ok) throw failure(outcome);
      return report(runtime, outcome, keepBodies);
    });
    for (const line of lines) terminal.out(line);
    return 0;
  },
};
