/** Which engine a URL names, for whole databases: as `open.ts` for what is inside. */
import type { DatabasePlace } from './place-port';
import { postgresPlace } from './postgres/place';
import { DatabaseProblem } from './problem';
import { sqliteFile } from './sqlite/connection';
import { sqlitePlace } from './sqlite/place';

export { PlaceInUse } from './place-port';

/** `copyName` is what its copy in a backup is called, without an ending. */
export function databasePlace(url: string, dataDir: string, copyName: string): DatabasePlace {
  if (url.startsWith('file:')) return sqlitePlace(sqliteFile(url, dataDir), copyName);
  if (/^postgres(ql)?:/.test(url)) return postgresPlace(url, copyName);
  throw new DatabaseProblem(
    'PGlite has no backups: it is for trials. Stop the process and copy its folder, or use SQLite or PostgreSQL.',
  );
}
