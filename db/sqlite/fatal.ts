/**
 * What a failed fsync left on the disk is not known: whoever meets it stops (LEDGER). SHMSIZE is a
 * full disk: the index of the log, which nothing depends on, could not grow.
 */
export function isFatal(code: string): boolean {
  return /^SQLITE_(IOERR(?!_SHMSIZE)|CORRUPT|NOTADB)/.test(code);
}
