import { PlaceInUse } from '../../db/places';
import { DatabaseProblem } from '../../db/problem';
import type { Settings } from '../../lib/env';
import { LogUnavailable } from '../../lib/ledger/fsck';
import { LedgerHalted, SignerTaken } from '../../lib/transparency/halt';
import { RefillFailed } from '../../lib/transparency/refill';
import { takeSignerLock } from '../../lib/transparency/signer-lock';
import { settingsFrom } from '../deployment';
import { CommandFailed } from '../failure';
import { messageOf } from '../ledger/log-source';
import { restoreBackup, type RestoreOptions, type RestoreOutcome } from '../restore/restore';
import { readOptions, required, typedPath, wrongUse, type Command, type Terminal } from './command';

const OPTIONS = {
  from: { type: 'string' },
  keys: { type: 'string' },
  bundles: { type: 'string' },
  'without-bundles': { type: 'boolean' },
  'new-log': { type: 'boolean' },
  again: { type: 'boolean' },
} as const;

function readRestore(
  args: readonly string[],
  terminal: Terminal,
  settings: Settings,
): RestoreOptions {
  const { values } = readOptions(args, OPTIONS);
  const { keys, bundles, again = false } = values;
  const withoutBundles = values['without-bundles'] === true;
  if (withoutBundles && bundles !== undefined) {
    throw wrongUse('--bundles and --without-bundles exclude each other');
  }
  if (settings.signerDir === null) {
    throw wrongUse('SIGNER_DIR=none: restore where the signer’s folder is');
  }
  const place = bundles ?? settings.ledgerDir;
  return {
    from: typedPath(terminal, required(values.from, '--from')),
    keys: keys === undefined ? undefined : typedPath(terminal, keys),
    bundles: /^https?:/.test(place) ? place : typedPath(terminal, place),
    withoutBundles,
    newLog: values['new-log'] === true,
    again,
    signerDir: settings.signerDir,
    nowMs: Date.now(),
  };
}

function told(outcome: Extract<RestoreOutcome, { done: true }>, from: string): string[] {
  const { staged, replayed, seq, kept, keysPutBack } = outcome;
  const { backup, from: first, to, freezes } = staged;
  const lost = to - first + 1;
  const count = (n: number, one: string, many: string) => `${String(n)} ${n === 1 ? one : many}`;
  return [
    `${from} is in place: ${String(backup.seq)} entries of the backup, ${String(seq)} now`,
    lost > 0
      ? `refilled from the published bundles: entries ${String(first)} to ${String(to)}; what opened them, and what they did to anybody’s state, is lost`
      : 'nothing that was signed was missing from the backup',
    ...(freezes.length > 0
      ? [
          'the log was frozen and a new one begun; entries of it that the backup lacks are lost here',
        ]
      : []),
    `said again: ${count(replayed.erased, 'erasure', 'erasures')}, ${count(replayed.suppressed, 'suppression', 'suppressions')}, ${count(replayed.withdrawals, 'refusal', 'refusals')}`,
    keysPutBack
      ? 'the key store of the backup was put in place, as there was none: who was erased or refused since it was made is not known here'
      : 'the key store was kept as it was',
    'everybody is signed out; catalogues, keys and officers are those of the backup: publish, revoke and remove again what was since',
    ...(kept === undefined
      ? []
      : [
          `the database that was there is kept as ${kept}: delete it when it is not needed, it holds personal data`,
        ]),
    'start the server, then run: nattoku ledger fsck --openings',
  ];
}

/** What the person at the keyboard can mend; undefined where it is a fault of ours. */
function failureOf(error: unknown): CommandFailed | undefined {
  if (error instanceof PlaceInUse || error instanceof SignerTaken) {
    return new CommandFailed([error.message], 3);
  }
  if (error instanceof LogUnavailable) return new CommandFailed([error.message], 3);
  if (error instanceof RefillFailed || error instanceof LedgerHalted) {
    return new CommandFailed([error.message, 'nothing was changed'], 1);
  }
  return error instanceof DatabaseProblem ? new CommandFailed([messageOf(error)], 3) : undefined;
}

export const restore: Command = {
  help: [
    'nattoku restore --from DIR [options]',
    'Puts a backup back, with what was signed since from the published bundles. Stop the server first.',
    '',
    'The database that is there is kept aside; the key store stays, so that nobody erased comes back.',
    'What was erased or refused since the backup is erased and refused again before anything is served.',
    '',
    '  --bundles DIR|URL  published logs: a folder like LEDGER_DIR (the default), or an address such',
    '                     as https://consent.example.com/ledger',
    '  --without-bundles  they are lost: freeze the log and begin a new one',
    '  --new-log          the signer’s folder is lost: refill, then freeze the log and begin a new one',
    '  --keys FILE        the key store’s copy, kept elsewhere; used only where there is no key store',
    '  --again            even if this backup is in place already and whole',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const settings = settingsFrom(terminal.source);
    const options = readRestore(args, terminal, settings);
    let lock;
    try {
      lock = takeSignerLock(options.signerDir);
      const outcome = await restoreBackup(settings, options, (line) => terminal.err(line));
      if (!outcome.done) {
        terminal.out(
          `${options.from} is in place already and whole: nothing was done (--again restores it once more)`,
        );
        return 0;
      }
      for (const line of told(outcome, options.from)) terminal.out(line);
      return 0;
    } catch (error) {
      throw failureOf(error) ?? error;
    } finally {
      lock?.release();
    }
  },
};
