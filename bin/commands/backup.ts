import { DatabaseProblem } from '../../db/problem';
import { settingsFrom } from '../deployment';
import { CommandFailed } from '../failure';
import { makeBackup } from '../restore/make-backup';
import { readOptions, required, typedPath, type Command, type Terminal } from './command';

const OPTIONS = { out: { type: 'string' } } as const;

export const backup: Command = {
  help: [
    'nattoku backup --out DIR',
    'Copies store and key store into a new folder, while the server runs; checks the copy’s tree.',
    '',
    'database.* and keys.* may be kept in different places: move keys.* where copies live for days',
    'only, since it holds the key of everybody who is erased after it was made. Keep NATTOKU_SECRET',
    '(or DATA_DIR/secret) elsewhere: without it nothing in a backup opens. The signer’s folder is',
    'never part of a backup. PostgreSQL is copied by pg_dump, which must not be older than the server.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const out = typedPath(terminal, required(values.out, '--out'));
    try {
      const made = await makeBackup(settingsFrom(terminal.source), out, Date.now());
      const { seq, size, origin, database, keys, checkpoint } = made;
      terminal.out(
        `${out}: ${String(seq)} entries, ${String(size)} of them in ${origin}; the tree holds`,
      );
      for (const { name, sizeBytes } of [database, keys]) {
        terminal.out(`  ${name}  ${String(sizeBytes)} bytes`);
      }
      if (checkpoint === null) terminal.out('  nothing was signed yet');
      terminal.out('  keep keys.* for days only; NATTOKU_SECRET is not in it');
      return 0;
    } catch (error) {
      if (error instanceof DatabaseProblem) throw new CommandFailed([error.message], 3);
      throw error;
    }
  },
};
