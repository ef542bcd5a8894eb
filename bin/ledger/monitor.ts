import { readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkpoint } from '../../lib/ledger/checkpoint';
import {
  readOptions,
  required,
  typedPath,
  wrongUse,
  type Command,
  type Terminal,
} from '../commands/command';
import { CommandFailed } from '../failure';
import { BELIEF_HELP, BELIEF_OPTIONS, readBelief, type Belief } from './belief';
import { hasGrown } from './consistency';
import { messageOf, openLogSource, type LogSource } from './log-source';

const OPTIONS = {
  ...BELIEF_OPTIONS,
  state: { type: 'string' },
  every: { type: 'string' },
  once: { type: 'boolean' },
} as const;
const EVERY = /^([1-9]\d{0,4})(s|m|h)$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

function readEvery(text: string): number {
  const [, count, unit = ''] = EVERY.exec(text) ?? [];
  const unitMs = UNIT_MS[unit];
  if (count === undefined || unitMs === undefined) {
    throw wrongUse(`--every takes a time like 60s, 5m or 1h, not "${text}"`);
  }
  return Number(count) * unitMs;
}

interface Watch {
  readonly source: LogSource;
  readonly belief: Belief;
  readonly stateFile: string;
}

async function remembered({ belief, stateFile }: Watch): Promise<Checkpoint | undefined> {
  try {
    return belief.open(await readFile(stateFile, 'utf8'), stateFile);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (error instanceof CommandFailed) throw error;
    throw new CommandFailed([`--state: ${messageOf(error)}`], 3);
  }
}

/** One look: the log must have grown out of what was remembered. Throws CommandFailed, exit code 1, when it did not. */
async function look(watch: Watch): Promise<string> {
  const text = await watch.source.checkpoint();
  const newer = watch.belief.open(text, watch.source.place);
  const older = await remembered(watch);
  if (older !== undefined) {
    const grown = await hasGrown(watch.source, older, newer);
    if (!grown.ok) {
      const evidence = `${watch.stateFile}.contradicted`;
      await writeFile(evidence, text);
      throw new CommandFailed(
        [
          `${newer.origin}: ${grown.why}`,
          `both checkpoints are kept: ${watch.stateFile}, ${evidence}`,
        ],
        1,
      );
    }
  }
  await writeFile(`${watch.stateFile}.new`, text);
  await rename(`${watch.stateFile}.new`, watch.stateFile);
  const before =
    older === undefined ? 'seen for the first time' : `${String(newer.size - older.size)} new`;
  return `${new Date().toISOString()} ${newer.origin}: ${String(newer.size)} entries, ${before}`;
}

/** `monitor URL`: remembers a log’s checkpoint and looks again and again whether it only grew. */
export const monitor: Command = {
  help: [
    'ledger monitor DIR|URL --state FILE --vkey KEY [options]',
    'Remembers the newest checkpoint and, at each look, proves that the log only grew since.',
    '',
    '  --state FILE   what was seen last; keep it where the log’s operator cannot write',
    ...BELIEF_HELP,
    '  --every 60s    how often (60s unless given; s, m, h)',
    '  --once         one look, then ends',
    '',
    'Ends with 1 when the log was rewritten or rolled back, and keeps both checkpoints: together they prove it.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values, positionals } = readOptions(args, OPTIONS, ['DIR|URL']);
    const source = openLogSource(required(positionals[0], 'DIR|URL'), terminal);
    const stateFile = typedPath(terminal, required(values.state, '--state'));
    const everyMs = readEvery(values.every ?? '60s');
    const watch = { source, stateFile, belief: await readBelief(terminal, values) };
    if (values.once === true) {
      terminal.out(await look(watch));
      return 0;
    }
    for (;;) {
      try {
        terminal.out(await look(watch));
      } catch (error) {
        // Out of reach for a while is no proof of anything: it looks again.
        if (!(error instanceof CommandFailed) || error.exitCode !== 3) throw error;
        terminal.err(error.message);
      }
      await sleep(everyMs);
    }
  },
};
