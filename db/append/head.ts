import { createHash, randomBytes } from 'node:crypto';

/** The head of a log with nothing in it; the epoch is new with every database. */
export function newHead() {
  return {
    id: 1,
    seq: 0,
    t: 0,
    epoch: randomBytes(9).toString('base64url'),
    firstSeq: 1,
    range: new Uint8Array(),
    root: Uint8Array.from(createHash('sha256').digest()),
  };
}
