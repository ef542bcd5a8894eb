/** `Prefer: wait=N` (RFC 7240): the caller would rather wait for proof than be told at once. */

/** Longer than a checkpoint takes by far; a connection is not held for nothing. */
const MOST_SECONDS = 10;
const WAIT = /^wait *= *("?)(\d{1,9})\1$/i;

/** Whole seconds, at most ten; undefined where nothing (readable) is preferred. The first one counts. */
export function readWaitSeconds(prefer: string | undefined): number | undefined {
  for (const part of prefer?.split(/[,;]/) ?? []) {
    const seconds = WAIT.exec(part.trim())?.[2];
    if (seconds !== undefined) return Math.min(Number(seconds), MOST_SECONDS);
  }
  return undefined;
}
