/** What a copy of the database is checked by, on either engine; nothing can be written through it. */
import type { Db, Engine, Tables } from './operations/engine';
import { ledgerOperations } from './operations/ledger';
import { logReads } from './operations/log';
import { catalogueReads } from './operations/principals';
import type { Store } from './port';

export type LogReader = Pick<
  Store,
  | 'head'
  | 'listLogs'
  | 'readLeaves'
  | 'newestCheckpoint'
  | 'newestCatalogueVersion'
  | 'engine'
  | 'engineVersion'
>;

export function logReader(
  read: Db,
  tables: Tables,
  { engine, engineVersion }: Pick<Store, 'engine' | 'engineVersion'>,
): LogReader {
  const refuse = () => Promise.reject(new Error('A copy is only read.'));
  const never = () => {
    throw new Error('A copy is only read.');
  };
  const search = { holds: never, replaced: never, entries: never };
  const reading: Engine = {
    read,
    write: read,
    tables,
    search,
    exclusive: refuse,
    together: refuse,
  };
  const { head } = logReads(reading);
  const { listLogs, readLeaves, newestCheckpoint } = ledgerOperations(reading);
  const { newestCatalogueVersion } = catalogueReads(reading);
  return {
    ...{ engine, engineVersion, head, listLogs, readLeaves },
    ...{ newestCheckpoint, newestCatalogueVersion },
  };
}
