/** What each attacker does to the file; each knows the format as well as we do. */
import type { LeafRow } from '../../../db/port';
import type { UnguardedFile } from '../../../db/sqlite/unguarded';
import { fromUtf8, utf8 } from '../../ledger/bytes';
import { bodyCommitment, documentDigest } from '../../ledger/commitment';
import { entryBytes, parseEntry } from '../../ledger/entry';
import { appendToRange, leafHash, rootOfRange, writeRange } from '../../ledger/tree';
import type { Attack } from './model';
import { blob, DROP_CHECKPOINT_TRIGGERS, DROP_EVENT_TRIGGERS, text } from './sql';

/** The copy as the attacker finds it. */
export interface Found {
  readonly file: UnguardedFile;
  readonly origin: string;
  readonly firstSeq: number;
  readonly leaves: readonly LeafRow[];
  /** Leaves that were signed. */
  readonly signed: number;
}
export interface Plan {
  readonly seqs: readonly number[];
  readonly sql: readonly string[];
  /** The row to show before and after. */
  readonly show: string;
}

/** The leaves an old database would hold. */
const LOST = 5;

function rowOf(seq: number): string {
  return `SELECT seq, t, kind, entry, leaf_hash FROM events WHERE seq = ${String(seq)}`;
}

/** A refusal that was signed, where there is one; in the middle of eight leaves, so that its neighbours show. */
export function targetOf({ file, firstSeq, signed }: Found): number {
  const last = firstSeq + Math.max(1, Math.floor(signed / 8) * 8) - 1;
  const [row] = file.rows(
    `SELECT seq FROM event_bodies WHERE type = 'deny' AND json IS NOT NULL AND seq <= ${String(last)} AND (seq - ${String(firstSeq)}) % 8 BETWEEN 2 AND 5 ORDER BY seq DESC LIMIT 1`,
  );
  return typeof row?.['seq'] === 'number' ? row['seq'] : Math.max(firstSeq, last - 3);
}

interface Forged {
  readonly entry: Uint8Array;
  readonly bodySql: readonly string[];
}

const PURPOSES = /"purposes":("\*"|\[[^\]]*\])/;
const ONE_PURPOSE = 'none-of-these';

/** What was refused shrinks to nothing that anybody asks for, and the entry commits to that. */
function forge({ file, firstSeq, leaves }: Found, seq: number): Forged {
  const leaf = leaves[seq - firstSeq];
  if (leaf === undefined) throw new Error('the row that was chosen is not there');
  const { t, k, b, p } = parseEntry(leaf.entry);
  const committing = (to: string) =>
    entryBytes(t, b === undefined ? { k, d: to } : { k, b: to, ...(p !== undefined && { p }) });
  const [body] = file.rows(`SELECT json, opening FROM event_bodies WHERE seq = ${String(seq)}`);
  if (typeof body?.['json'] !== 'string' || !(body['opening'] instanceof Uint8Array)) {
    return { entry: committing(documentDigest('another document')), bodySql: [] };
  }
  const json = body['json'].replace(PURPOSES, `"purposes":["${ONE_PURPOSE}"]`);
  const bodySql = [`UPDATE event_bodies SET json = ${text(json)} WHERE seq = ${String(seq)}`];
  return { entry: committing(bodyCommitment(body['opening'], json)), bodySql };
}

/** The right edge that these leaves make. */
export function edgeOf(hashes: readonly Uint8Array[]): { range: Uint8Array; root: Uint8Array } {
  const range: Uint8Array[] = [];
  for (const [size, hash] of hashes.entries()) appendToRange(range, size, hash);
  return { range: writeRange(range), root: rootOfRange(range) };
}

function headSql(hashes: readonly Uint8Array[], rest = ''): string {
  const { range, root } = edgeOf(hashes);
  return `UPDATE head SET range = ${blob(range)}, root = ${blob(root)}${rest}`;
}

function edit(found: Found, seq: number): readonly string[] {
  const { entry, bodySql } = forge(found, seq);
  const place = `WHERE seq = ${String(seq)}`;
  return [
    ...DROP_EVENT_TRIGGERS.slice(0, 1),
    ...bodySql,
    `UPDATE events SET entry = ${blob(entry)} ${place}`,
  ];
}

/** Every hash in the database is made anew: inside the file nothing contradicts anything. */
function rewriteWhole(found: Found, seq: number): readonly string[] {
  const { entry, bodySql } = forge(found, seq);
  const hash = leafHash(entry);
  const hashes = found.leaves.map((leaf) => (leaf.seq === seq ? hash : leaf.leafHash));
  return [
    ...DROP_EVENT_TRIGGERS.slice(0, 1),
    ...bodySql,
    `UPDATE events SET entry = ${blob(entry)}, leaf_hash = ${blob(hash)} WHERE seq = ${String(seq)}`,
    headSql(hashes),
  ];
}

function swap(seq: number): readonly string[] {
  const [one, other] = [String(seq), String(seq + 1)];
  return [
    ...DROP_EVENT_TRIGGERS.slice(0, 1),
    `UPDATE events SET seq = -1 WHERE seq = ${one}`,
    `UPDATE events SET seq = ${one} WHERE seq = ${other}`,
    `UPDATE events SET seq = ${other} WHERE seq = -1`,
  ];
}

/** What a backup of some changes ago holds: whole in itself, its own checkpoint included. */
function old({ firstSeq, leaves, origin, signed }: Found): Plan {
  const size = Math.max(1, Math.min(leaves.length, signed) - LOST);
  const last = firstSeq + size - 1;
  const kept = leaves.slice(0, size);
  const t = kept.at(-1)?.t ?? 0;
  const after = `seq > ${String(last)}`;
  const hashes = kept.map((leaf) => leaf.leafHash);
  return {
    seqs: leaves.slice(size).map(({ seq }) => seq),
    show: rowOf(last + 1),
    sql: [
      ...DROP_EVENT_TRIGGERS.slice(1),
      ...DROP_CHECKPOINT_TRIGGERS.slice(1),
      `DELETE FROM events WHERE ${after}`,
      `DELETE FROM event_bodies WHERE ${after}`,
      `DELETE FROM event_personal WHERE ${after}`,
      `DELETE FROM checkpoints WHERE origin = ${text(origin)} AND size > ${String(size)}`,
      headSql(hashes, `, seq = ${String(last)}, t = ${String(t)}`),
    ],
  };
}

/** A person's settings, taken over by somebody else's: no line of the log is touched. */
function state(file: UnguardedFile): Plan {
  const [row] = file.rows(
    'SELECT a.rowid AS one, b.rowid AS other FROM subjects a, subjects b WHERE a.n > 0 AND b.state <> a.state ORDER BY length(a.state) DESC, a.rowid, b.rowid LIMIT 1',
  );
  const [one, other] = [String(row?.['one'] ?? 1), String(row?.['other'] ?? 1)];
  return {
    seqs: [],
    show: `SELECT n, state, seal FROM subjects WHERE rowid = ${one}`,
    sql: [
      `UPDATE subjects SET state = (SELECT state FROM subjects WHERE rowid = ${other}) WHERE rowid = ${one}`,
    ],
  };
}

export function planOf(attack: Attack, found: Found): Plan {
  if (attack === 'old') return old(found);
  if (attack === 'state') return state(found.file);
  const seq = targetOf(found);
  const one = { seqs: [seq], show: rowOf(seq) };
  switch (attack) {
    case 'edit':
      return { ...one, sql: edit(found, seq) };
    case 'delete': {
      const sql = `DELETE FROM events WHERE seq = ${String(seq)}`;
      return { ...one, sql: [...DROP_EVENT_TRIGGERS.slice(1), sql] };
    }
    case 'swap':
      return { ...one, seqs: [seq, seq + 1], sql: swap(seq) };
    case 'whole':
    case 'operator':
      return { ...one, sql: rewriteWhole(found, seq) };
  }
}

/** Values as a person can compare them. */
export function textOf(value: unknown): string {
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    const isText = bytes[0] === 0x7b && utf8(fromUtf8(bytes)).length === bytes.length;
    if (isText) return fromUtf8(bytes);
    return `${bytes.subarray(0, 12).toString('hex')}… (${String(bytes.length)})`;
  }
  return String(value);
}
