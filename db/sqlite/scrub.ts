import type { WriterClient } from './writer-client';

const TRIES = 20;
const PAUSE_MS = 50;

/** Empties the write-ahead log. Another process may be reading: tries again for a while, then false. */
export async function emptyLog(writer: WriterClient): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if ((await writer.ask({ kind: 'scrub' })) === true) return true;
    await new Promise((wake) => setTimeout(wake, PAUSE_MS));
  }
  return false;
}
