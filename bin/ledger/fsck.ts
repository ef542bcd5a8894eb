import { fsckLog, LogUnavailable, type FsckResult } from '../../lib/ledger/fsck';
import { toBase64 } from '../../lib/ledger/bytes';
import type { Checkpoint } from '../../lib/ledger/checkpoint';
import { readOptions, required, type Command, type Terminal } from '../commands/command';
import { CommandFailed } from '../failure';
import { BELIEF_HELP, BELIEF_OPTIONS, readBelief } from './belief';
import { openLogSource, type LogSource } from './log-source';
import { showProgress } from './progress';

const OPTIONS = { ...BELIEF_OPTIONS, json: { type: 'boolean' } } as const;

async function recheck(source: LogSource, checkpoint: Checkpoint): Promise<FsckResult> {
  const progress = showProgress('checking');
  try {
    return await fsckLog(checkpoint, source.fetch, {
      onProgress: (done, total) => {
        progress.at(done, total);
      },
    });
  } catch (error) {
    if (error instanceof LogUnavailable) throw new CommandFailed([error.message], 3);
    throw error;
  } finally {
    progress.end();
  }
}

function tell(terminal: Terminal, { origin, size, root }: Checkpoint, result: FsckResult): void {
  const { problems, complete } = result;
  for (const { where, index, what } of problems) {
    terminal.err(`${where}${index === undefined ? '' : ` (leaf ${String(index)})`}: ${what}`);
  }
  if (!complete) terminal.err('reading stopped here: what comes after was not checked');
  if (problems.length === 0) {
    terminal.out(
      `${origin}: ${String(size)} entries, every tile and the root ${toBase64(root)} hold`,
    );
  } else {
    terminal.out(`${origin}: ${String(problems.length)} problems in ${String(size)} entries`);
  }
}

function tellJson(terminal: Terminal, { origin, root }: Checkpoint, result: FsckResult): void {
  const problems = result.problems.map(({ index, ...rest }) => ({
    ...rest,
    ...(index !== undefined && { index: String(index) }),
  }));
  const valid = problems.length === 0 && result.complete;
  const size = String(result.size);
  terminal.out(JSON.stringify({ valid, origin, size, root: toBase64(root), problems }));
}

/** `fsck PLACE`: anyone's C2SP tlog-tiles log, from a folder or over HTTP. */
export const fsckPlace: Command = {
  help: [
    'ledger fsck DIR|URL --vkey KEY [options]',
    'Hashes every entry of a log again and compares every tile and the root with what was signed.',
    'DIR holds the file checkpoint and the folder tile; URL is what stands before /checkpoint.',
    '',
    ...BELIEF_HELP,
    '  --json         the result as one line of JSON',
    '',
    'Ends with 0 valid, 1 invalid, 2 called wrongly, 3 cannot be reached.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values, positionals } = readOptions(args, OPTIONS, ['DIR|URL']);
    const source = openLogSource(required(positionals[0], 'DIR|URL'), terminal);
    const belief = await readBelief(terminal, values);
    const checkpoint = belief.open(await source.checkpoint(), source.place);
    const result = await recheck(source, checkpoint);
    if (values.json === true) tellJson(terminal, checkpoint, result);
    else tell(terminal, checkpoint, result);
    return result.problems.length === 0 && result.complete ? 0 : 1;
  },
};
