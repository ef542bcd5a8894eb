/** What can be wrong with a database, in one plain sentence that a command can print as it is. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

/** Thrown by a store whose engine failed; `code` is the engine's own (`SQLITE_FULL`, `40001` …). */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    message: string,
    readonly code: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function newerDatabase(where: string): DatabaseProblem {
  return new DatabaseProblem(
    `The database ${where} was written by a newer version of Nattoku: start that version, or restore a backup made with this one.`,
  );
}

/** A migration that failed for a reason of its own: not a full disk, a lost connection or the like. */
export function unfitDatabase(where: string, error: unknown): unknown {
  if (databaseProblem(error) !== undefined) return error;
  const why = causesOf(error).at(-1)?.message ?? String(error);
  return new DatabaseProblem(
    `The database ${where} does not fit this version and was left as it was (${why}): restore a backup with \`nattoku restore\`.`,
    { cause: error },
  );
}

const SENTENCES: Readonly<Record<string, string>> = {
  SQLITE_READONLY: 'The database cannot be written: its file or folder is read-only for this user.',
  SQLITE_CANTOPEN:
    'The database file cannot be opened: check that its folder exists and belongs to this user.',
  SQLITE_FULL:
    'The disk that holds the database is full: make room, nothing needs to be restarted.',
  SQLITE_IOERR_SHMSIZE:
    'The disk that holds the database is full: make room, nothing needs to be restarted.',
  SQLITE_CORRUPT: 'The database file is damaged: restore a backup with `nattoku restore`.',
  SQLITE_NOTADB: 'The file that the settings name is not an SQLite database.',
  SQLITE_BUSY: 'The database stayed locked by another process: stop what holds it and try again.',
  SQLITE_IOERR:
    'The disk that holds the database reported an error: check the disk, then start again.',
  EACCES: 'The folder of the database may not be written by this user.',
  EROFS: 'The folder of the database is on a read-only file system.',
  ENOSPC: 'The disk that holds the database is full: make room, nothing needs to be restarted.',
  EEXIST: 'The path of the database leads through something that is not a folder.',
  ENOTDIR: 'The path of the database leads through something that is not a folder.',
  CONNECTION:
    'The connection to the PostgreSQL server was refused or lost: check that the server runs and has room.',
  ECONNREFUSED:
    'The PostgreSQL server does not answer at the address in DATABASE_URL: start it or mend the address.',
  ENOTFOUND: 'The name of the PostgreSQL server in DATABASE_URL is not known: mend the address.',
  EAI_AGAIN:
    'The name of the PostgreSQL server in DATABASE_URL could not be looked up: check the network.',
  ETIMEDOUT: 'The PostgreSQL server in DATABASE_URL did not answer in time: check the network.',
  '28P01': 'The PostgreSQL server refused the password in DATABASE_URL.',
  '28000': 'The PostgreSQL server refused the user in DATABASE_URL.',
  '3D000':
    'The database named in DATABASE_URL does not exist on the PostgreSQL server: create it first.',
  '42501': 'The user in DATABASE_URL may not create or write the tables: grant it the rights.',
  '25006': 'The PostgreSQL server in DATABASE_URL is a read-only replica: name the primary.',
  '57P03': 'The PostgreSQL server is still starting: try again in a moment.',
};

/** A plain sentence for an error from opening or using a store; undefined where it is not the database. */
export function databaseProblem(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof DatabaseProblem) return cause.message;
    const code = codeOf(cause);
    if (code === undefined) continue;
    const sentence = SENTENCES[code] ?? SENTENCES[code.split('_').slice(0, 2).join('_')];
    if (sentence) return sentence;
  }
  return undefined;
}

/** The error, then its causes (an aggregate's first member stands for all), outermost first. */
export function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  let next = error;
  while (next instanceof Error && !causes.includes(next)) {
    causes.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return causes;
}

/** The engine's own code, wherever in the chain it stands. */
export function engineCode(error: unknown): string | undefined {
  return causesOf(error)
    .map(codeOf)
    .find((code) => code !== undefined);
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
