import path from 'node:path';
import { rebuildFiles } from '../../lib/transparency/rebuild';
import { LedgerHalted } from '../../lib/transparency/halt';
import { takeSignerLock, type SignerLock } from '../../lib/transparency/signer-lock';
import { openTileFiles } from '../../lib/transparency/tile-files';
import { witnessedText } from '../../lib/transparency/witnessed';
import { settingsFrom, withRuntime } from '../deployment';
import { CommandFailed } from '../failure';
import { messageOf } from '../ledger/log-source';
import { showProgress } from '../ledger/progress';
import { readOptions, type Command, type Terminal } from './command';

export const ledgerRebuild: Command = {
  help: [
    'nattoku ledger rebuild',
    'Writes the published files (tiles, entries, checkpoint) again from the database, every log.',
    '',
    'Stop the server that signs first. Nothing is written unless the database makes the root that',
    'was signed; what is there and right is left as it is.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    readOptions(args, {});
    return withRuntime(settingsFrom(terminal.source), async ({ env, store, ledger }) => {
      const held = env.signerDir === null ? undefined : lock(env.signerDir);
      try {
        for (const { origin, name, firstSeq } of await ledger.logs()) {
          const checkpoint = await store.newestCheckpoint(origin);
          if (checkpoint === undefined) {
            terminal.out(`${origin}: nothing was published yet`);
            continue;
          }
          const files = openTileFiles(path.join(env.ledgerDir, name));
          const progress = showProgress(`${name}: writing`);
          const parts = { store, files, firstSeq, onProgress: progress.at };
          const text = await witnessedText(store, checkpoint);
          const { tiles, written } = await rebuildFiles(parts, { ...checkpoint, text });
          progress.end();
          terminal.out(
            `${origin}: ${String(tiles)} files of ${String(checkpoint.size)} entries, ${String(written)} written again`,
          );
        }
        return 0;
      } catch (error) {
        if (error instanceof LedgerHalted) throw new CommandFailed([error.message], 1);
        throw error;
      } finally {
        held?.release();
      }
    });
  },
};

function lock(signerDir: string): SignerLock {
  try {
    return takeSignerLock(signerDir);
  } catch (error) {
    throw new CommandFailed([messageOf(error)], 3);
  }
}
