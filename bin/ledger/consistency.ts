import { toBase64 } from '../../lib/ledger/bytes';
import type { Checkpoint } from '../../lib/ledger/checkpoint';
import { LogUnavailable } from '../../lib/ledger/fsck';
import { consistencyProof, rootOfTree, verifyConsistency } from '../../lib/ledger/proofs';
import { createNodeReader } from '../../lib/ledger/tile-nodes';
import { readOptions, required, wrongUse, type Command, type Terminal } from '../commands/command';
import { CommandFailed } from '../failure';
import { BELIEF_HELP, BELIEF_OPTIONS, readBelief, readText } from './belief';
import { messageOf, openLogSource, type LogSource } from './log-source';

const OPTIONS = { ...BELIEF_OPTIONS, log: { type: 'string' } } as const;

export type Grown = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** Whether `newer` holds everything that `older` held, in the same order; nodes are read from the log. */
export async function hasGrown(
  source: LogSource,
  older: Checkpoint,
  newer: Checkpoint,
): Promise<Grown> {
  if (older.origin !== newer.origin) return { ok: false, why: 'these are two different logs' };
  if (older.size > newer.size) {
    return { ok: false, why: 'the log is smaller than it was: it was rolled back' };
  }
  try {
    const nodes = createNodeReader(source.fetch, newer.size);
    const proof = await consistencyProof(older.size, newer.size, nodes);
    const holds = verifyConsistency(older.size, newer.size, older.root, newer.root, proof);
    if (holds) return { ok: true };
    const root = older.size === 0n ? undefined : await rootOfTree(older.size, nodes);
    const now =
      root === undefined
        ? ''
        : ` (its first ${String(older.size)} entries now make ${toBase64(root)})`;
    return {
      ok: false,
      why: `the log was rewritten: the two checkpoints contradict each other${now}`,
    };
  } catch (error) {
    if (error instanceof LogUnavailable) throw new CommandFailed([error.message], 3);
    return { ok: false, why: messageOf(error) };
  }
}

/** `consistency OLD NEW`: two checkpoint files of anyone's log, its tiles in a folder or over HTTP. */
export const consistency: Command = {
  help: [
    'ledger consistency OLD [NEW] --log DIR|URL --vkey KEY',
    'Proves that a log only grew between two signed checkpoints: nothing before was changed.',
    'OLD and NEW are files that hold checkpoints; without NEW it is the one the log shows now.',
    '',
    '  --log DIR|URL  where the log’s tiles are',
    ...BELIEF_HELP,
    '',
    'Ends with 0 valid, 1 invalid, 2 called wrongly, 3 cannot be reached.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values, positionals } = readOptions(args, OPTIONS, ['OLD', 'NEW']);
    const [oldFile, newFile] = positionals;
    const source = openLogSource(required(values.log, '--log'), terminal);
    const belief = await readBelief(terminal, values);
    if (oldFile === undefined) throw wrongUse('OLD is needed: the file of an earlier checkpoint');
    const older = belief.open(await readText(terminal, oldFile, 'OLD'), oldFile);
    const newer =
      newFile === undefined
        ? belief.open(await source.checkpoint(), source.place)
        : belief.open(await readText(terminal, newFile, 'NEW'), newFile);
    const grown = await hasGrown(source, older, newer);
    if (!grown.ok) {
      terminal.err(grown.why);
      return 1;
    }
    terminal.out(
      `${newer.origin}: from ${String(older.size)} to ${String(newer.size)} entries, nothing before was changed`,
    );
    return 0;
  },
};
