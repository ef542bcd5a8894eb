/**
 * The operator, with database and key (LEDGER "What is promised"): everything is made anew and
 * signed again, and every check of our own holds. A witness outside remembers. The key is made for
 * this and thrown away: the deployment's own never signs a second tree, not even here.
 */
import path from 'node:path';
import { toBase64 } from '../../ledger/bytes';
import { formatCheckpoint } from '../../ledger/checkpoint';
import { cosignatureLine } from '../../ledger/cosignature';
import { generateSigningKey } from '../../ledger/ed25519';
import { parseVerifierKey, signNote } from '../../ledger/note';
import { createDerivedTiles } from '../../transparency/derived-tiles';
import type { RecordStore, SignedRecord } from '../../transparency/signer-record';
import { makeSigningKey, type SigningKey } from '../../transparency/signing-key';
import { addCheckpoint, type WitnessParts } from '../../transparency/witness-core';
import { finding } from './checks';
import type { Copy, Standing } from './copy';
import type { Finding } from './model';
import { blob, DROP_CHECKPOINT_TRIGGERS, text } from './sql';

export interface Operator {
  /** What our own checks are asked about. */
  readonly standing: Standing;
  /** Signs what the copy holds now and puts it in place of what was signed; the SQL it took. */
  sign(): Promise<readonly string[]>;
  /** What the witness answers to the newest checkpoint. */
  show(): Promise<Finding>;
}

/** In memory: as long as the copy lives. */
function memory(): RecordStore & { force(record: SignedRecord): void } {
  let standing: SignedRecord | undefined;
  return {
    find: () => Promise.resolve(standing),
    put(next) {
      standing = next;
      return Promise.resolve(true);
    },
    origins: () => Promise.resolve([]),
    force(record) {
      standing = record;
    },
  };
}

function witnessOf(key: SigningKey, nowMs: () => number): WitnessParts {
  const { seed } = generateSigningKey();
  return {
    records: memory(),
    keysOf: (origin) => (origin === key.origin ? [parseVerifierKey(key.vkey)] : undefined),
    cosign: (body, seconds) => cosignatureLine(body, 'witness.example', seed, seconds),
    nowMs,
  };
}

export async function operatorOf({ folder, file, standing }: Copy): Promise<Operator> {
  const { runtime } = standing;
  const { store, vault, clock } = runtime;
  const signerDir = path.join(folder, 'signer');
  const first = await store.head();
  const key = await makeSigningKey(signerDir, first.origin, vault);
  const witness = witnessOf(key, () => clock.now());
  const records = memory();
  let note = '';
  let seen = 0;
  const size = first.seq - first.firstSeq + 1;
  const published = { origin: first.origin, firstSeq: first.firstSeq, size };

  async function sign(): Promise<readonly string[]> {
    const { root, origin } = await store.head();
    const body = formatCheckpoint({ origin, size: BigInt(size), root });
    note = signNote(body, origin, key.seed);
    const line = note.slice(body.length + 1, -1);
    records.force({ origin, size: BigInt(size), root, line, signedAtMs: clock.now() });
    const sql = [
      `DELETE FROM checkpoints WHERE origin = ${text(origin)}`,
      `INSERT INTO checkpoints (origin, size, root, text, signed_at_ms) VALUES (${text(origin)}, ${String(size)}, ${blob(root)}, ${text(note)}, ${String(clock.now())})`,
    ];
    file.run(sql);
    return sql;
  }

  async function show(): Promise<Finding> {
    const answer = await addCheckpoint(witness, `old ${String(seen)}\n\n${note}`);
    if (answer.status === 200) {
      seen = size;
      return finding([]);
    }
    const held = await witness.records.find(first.origin);
    const two = [held?.root, (await store.head()).root].map((root) =>
      toBase64(root ?? new Uint8Array()),
    );
    return finding([
      `HTTP ${String(answer.status)}: size ${String(size)} was signed with the root ${String(two[0])}, and now with ${String(two[1])}`,
    ]);
  }

  file.run([
    ...DROP_CHECKPOINT_TRIGGERS.slice(1),
    `UPDATE logs SET vkey = ${text(key.vkey)} WHERE origin = ${text(first.origin)}`,
  ]);
  await sign();
  const files = {
    ...standing.files,
    read: (address: Parameters<typeof standing.files.read>[0]) =>
      createDerivedTiles(store).tile(published, address),
    checkpoint: () => Promise.resolve(note),
  };
  return { standing: { runtime, signerDir, records, files }, sign, show };
}
