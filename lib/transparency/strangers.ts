/** Logs that were signed or published and that the database does not know. */
import type { LogRow } from '../../db/port';
import { LedgerHalted } from './halt';
import { logNameOf } from './log-name';
import type { RecordStore } from './signer-record';
import { publishedLogs } from './tile-files';

/** Throws LedgerHalted when there is one: an old database was put back, or a folder is another's. */
export async function refuseStrangers(
  records: RecordStore,
  ledgerDir: string,
  logs: readonly Pick<LogRow, 'origin'>[],
  frozen: ReadonlySet<string>,
): Promise<void> {
  const origins = new Set([...logs.map(({ origin }) => origin), ...frozen]);
  const stranger = (await records.origins()).find((origin) => !origins.has(origin));
  if (stranger !== undefined) {
    throw new LedgerHalted(
      `${stranger}: the database disagrees: the signer's record knows this log, the database does not: an old database was put back (run nattoku restore), or SIGNER_DIR is another deployment's`,
    );
  }
  const names = new Set([...origins].map(logNameOf));
  const unknown = (await publishedLogs(ledgerDir)).find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new LedgerHalted(
      `log ${unknown}: the database disagrees: a checkpoint of this log is published, the database does not know it: an old database was put back (run nattoku restore), or LEDGER_DIR is another deployment's`,
    );
  }
}
