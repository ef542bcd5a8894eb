// A signed log as static files, made from entries by lib/ledger alone: ours, or somebody else's.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeBundle } from '../../lib/ledger/bundle';
import { formatCheckpoint } from '../../lib/ledger/checkpoint';
import { generateSigningKey } from '../../lib/ledger/ed25519';
import { formatVerifierKey, keyIdOf, LOG_KEY_TYPE, signNote } from '../../lib/ledger/note';
import { createRecount } from '../../lib/ledger/recount';
import { tilePath, TILE_WIDTH } from '../../lib/ledger/tile-path';

export interface MadeLog {
  readonly folder: string;
  readonly vkey: string;
  readonly policy: string;
  /** The signed note of the first `size` entries. */
  checkpointOf(size: number): string;
}

function write(file: string, bytes: Uint8Array | string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}

export function makeLog(origin: string, entries: readonly Uint8Array[]): MadeLog {
  const folder = mkdtempSync(path.join(tmpdir(), 'nattoku-log-'));
  const { seed, publicKey } = generateSigningKey();
  const keyId = keyIdOf(origin, LOG_KEY_TYPE, publicKey);
  const vkey = formatVerifierKey({ name: origin, keyId, type: LOG_KEY_TYPE, publicKey });
  const checkpointOf = (size: number) => {
    const recount = createRecount();
    for (const entry of entries.slice(0, size)) recount.add(entry);
    const checkpoint = { origin, size: BigInt(size), root: recount.root() };
    return signNote(formatCheckpoint(checkpoint), origin, seed);
  };
  const recount = createRecount((address, bytes) => {
    write(path.join(folder, tilePath(address)), bytes);
  });
  for (const entry of entries) recount.add(entry);
  recount.emitPartial();
  for (let at = 0; at < entries.length; at += TILE_WIDTH) {
    const part = entries.slice(at, at + TILE_WIDTH);
    const address = {
      kind: 'entries',
      index: BigInt(at / TILE_WIDTH),
      width: part.length,
    } as const;
    write(path.join(folder, tilePath(address)), encodeBundle(part));
  }
  write(path.join(folder, 'checkpoint'), checkpointOf(entries.length));
  return { folder, vkey, policy: `log ${vkey}\nquorum none\n`, checkpointOf };
}
