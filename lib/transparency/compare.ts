/**
 * The start-up comparison (LEDGER "Order of steps"): the signer's record, the published checkpoint
 * and the database must tell one story. Pure; what it cannot explain it halts on, naming which of
 * the three disagrees. A log is created only where none of them knows it.
 */
import { equalBytes } from '../ledger/bytes';

export interface KnownTree {
  readonly size: number;
  readonly root: Uint8Array;
}
export interface Testimony {
  readonly origin: string;
  readonly record: KnownTree | undefined;
  /** `unreadable`: a file is there, and no key of this log vouches for it. */
  readonly published: KnownTree | 'unreadable' | undefined;
  /** Newest checkpoint that the database stores. */
  readonly stored: KnownTree | undefined;
  /** Of the entries' bytes, as they were just hashed. */
  readonly entries: { readonly size: number; rootAt(size: number): Uint8Array | undefined };
  /** What the database's head says; undefined for a closed log. */
  readonly head: Uint8Array | undefined;
}
export type Comparison =
  | { readonly kind: 'create' }
  | { readonly kind: 'continue' }
  | { readonly kind: 'halt'; readonly why: string };

const ADVICE = 'nothing is signed until this is cleared up; see docs/operations.md';

function halt(origin: string, why: string): Comparison {
  return { kind: 'halt', why: `${origin}: ${why} – ${ADVICE}` };
}

function count(size: number): string {
  return size === 1 ? '1 entry' : `${String(size)} entries`;
}

function withoutRecord({ origin, published, stored }: Testimony): Comparison {
  if (published === undefined && stored === undefined) return { kind: 'create' };
  const others = [
    ...(stored === undefined ? [] : [`the database holds a checkpoint of ${count(stored.size)}`]),
    ...(published === undefined ? [] : ['a checkpoint is published']),
  ];
  return halt(origin, `the signer's record is missing, though ${others.join(' and ')}`);
}

/** Rollbacks: one of the three is older than another. */
function behind({ record, published, stored, entries }: Testimony): string | undefined {
  if (record === undefined) return undefined;
  if (entries.size < record.size) {
    return (
      `the database disagrees: it holds ${count(entries.size)}, the signer's record ` +
      `${count(record.size)}: an old database was put back without nattoku restore, which is the command to run`
    );
  }
  if (typeof published === 'object' && published.size > record.size) {
    return (
      `the signer's record disagrees: it holds ${count(record.size)}, the published checkpoint ` +
      `${count(published.size)}: an old record was put back`
    );
  }
  if (stored !== undefined && stored.size > record.size) {
    return (
      `the signer's record disagrees: it holds ${count(record.size)}, a checkpoint in the ` +
      `database ${count(stored.size)}: an old record was put back`
    );
  }
  return undefined;
}

/** Forks: two roots for one size. */
function forked(testimony: Testimony): string | undefined {
  const { record, published, stored, entries, head } = testimony;
  if (record === undefined) return undefined;
  const agrees = (tree: KnownTree) => {
    const root = entries.rootAt(tree.size);
    return root !== undefined && equalBytes(root, tree.root);
  };
  const publishedAgrees = typeof published === 'object' ? agrees(published) : undefined;
  if (!agrees(record)) {
    const size = count(record.size);
    if (publishedAgrees === true) {
      return `the signer's record disagrees with the database and the published checkpoint about the first ${size}`;
    }
    const others = publishedAgrees === false ? ' and the published checkpoint' : '';
    return `the database disagrees: its first ${size} do not give the root in the signer's record${others}`;
  }
  if (publishedAgrees === false) {
    return "the published checkpoint disagrees with the database and the signer's record: a second tree was signed with this key";
  }
  if (stored !== undefined && !agrees(stored)) {
    return `the database disagrees with itself: its checkpoint of ${count(stored.size)} is not the root of its entries`;
  }
  const newest = entries.rootAt(entries.size);
  if (head !== undefined && (newest === undefined || !equalBytes(newest, head))) {
    return `the database disagrees with itself: its head is not the root of its ${count(entries.size)}`;
  }
  return undefined;
}

export function compareTestimony(testimony: Testimony): Comparison {
  const { origin, record } = testimony;
  if (record === undefined) return withoutRecord(testimony);
  const why = behind(testimony) ?? forked(testimony);
  return why === undefined ? { kind: 'continue' } : halt(origin, why);
}
