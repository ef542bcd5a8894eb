// `ledger fsck` of this deployment: published files, database rows, and – asked for – what they commit to.
import path from 'node:path';
import { checkOpenings } from '../../lib/evidence/opening-check';
import { checkRows } from '../../lib/evidence/row-check';
import { openCheckpoint } from '../../lib/ledger/checkpoint';
import { fsckLog } from '../../lib/ledger/fsck';
import { parseVerifierKey } from '../../lib/ledger/note';
import type { Runtime } from '../../lib/runtime/model';
import { frozenOrigins } from '../../lib/transparency/frozen';
import type { LogInfo } from '../../lib/transparency/model';
import { openTileFiles } from '../../lib/transparency/tile-files';
import { settingsFrom, withRuntime } from '../deployment';
import { fsckPlace } from '../ledger/fsck';
import { messageOf, openLogSource } from '../ledger/log-source';
import { showProgress } from '../ledger/progress';
import { readOptions, type Command, type Terminal } from './command';

const OPTIONS = { openings: { type: 'boolean' } } as const;

interface Problem {
  readonly where: string;
  readonly what: string;
}

/** The published files against their own checkpoint; nothing where none are on this machine. */
async function filesOf(
  runtime: Runtime,
  log: LogInfo,
  folder: string,
  terminal: Terminal,
): Promise<Problem[]> {
  const text = await openTileFiles(folder).checkpoint();
  const published = await runtime.store.newestCheckpoint(log.origin);
  if (text === undefined) {
    const { signerDir } = runtime.env;
    // Of a log that a restore froze, what was published may be lost.
    const frozen = signerDir !== null && (await frozenOrigins(signerDir)).has(log.origin);
    return published === undefined || frozen
      ? []
      : [{ where: `${folder}/checkpoint`, what: 'is missing' }];
  }
  try {
    const { checkpoint } = openCheckpoint(text, log.vkeys.map(parseVerifierKey), log.origin);
    const progress = showProgress(`${log.name}: files`);
    const result = await fsckLog(checkpoint, openLogSource(folder, terminal).fetch, {
      ours: true,
      onProgress: progress.at,
    });
    progress.end();
    return result.problems.map(({ where, what }) => ({ where: path.join(folder, where), what }));
  } catch (error) {
    return [{ where: `${folder}/checkpoint`, what: messageOf(error) }];
  }
}

async function checkLog(runtime: Runtime, log: LogInfo, terminal: Terminal): Promise<number> {
  const folder = path.join(runtime.env.ledgerDir, log.name);
  const files = await filesOf(runtime, log, folder, terminal);
  const progress = showProgress(`${log.name}: rows`);
  const rows = await checkRows(runtime, log, openTileFiles(folder), progress.at);
  progress.end();
  const problems = [...files, ...rows.problems];
  for (const { where, what } of problems) terminal.err(`${where}: ${what}`);
  const verdict =
    problems.length === 0
      ? 'files, rows, root and signature hold'
      : `${String(problems.length)} problems`;
  terminal.out(`${log.origin}: ${String(rows.rows)} entries; ${verdict}`);
  return problems.length;
}

async function checkWhatIsCommittedTo(runtime: Runtime, terminal: Terminal): Promise<number> {
  const progress = showProgress('opening');
  const problems = await checkOpenings(runtime, (_, done, total) => {
    progress.at(BigInt(done), BigInt(total));
  });
  progress.end();
  for (const { where, what } of problems) terminal.err(`${where}: ${what}`);
  terminal.out(
    problems.length === 0
      ? 'every commitment opens or was erased; every state is the fold of its events'
      : `openings: ${String(problems.length)} problems`,
  );
  return problems.length;
}

/** With a place: anyone’s log; without: this deployment’s. */
export const ledgerFsck: Command = {
  help: [
    `nattoku ${fsckPlace.help}`,
    '',
    'nattoku ledger fsck [--openings]',
    'Without a place: this deployment’s published files and database rows, every log of it.',
    '',
    '  --openings     also every commitment, every seal, every state, every person’s chain',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const place = args.some((arg, i) => !arg.startsWith('-') && !args[i - 1]?.startsWith('--'));
    if (place || args.includes('--vkey')) return fsckPlace.run(args, terminal);
    const { values } = readOptions(args, OPTIONS);
    return withRuntime(settingsFrom(terminal.source), async (runtime) => {
      let problems = 0;
      for (const log of await runtime.ledger.logs()) {
        problems += await checkLog(runtime, log, terminal);
      }
      if (values.openings === true) problems += await checkWhatIsCommittedTo(runtime, terminal);
      return problems === 0 ? 0 : 1;
    });
  },
};
