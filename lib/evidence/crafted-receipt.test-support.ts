// A receipt made from nothing but lib/ledger: a small log, one event in it, a key of one's own.
import { advanceLedger } from '../ledger/advance';
import { fromUtf8, toBase64Url } from '../ledger/bytes';
import { canonicalJson } from '../ledger/canonical';
import { formatCheckpoint } from '../ledger/checkpoint';
import { bodyCommitment, documentDigest, personalCommitment } from '../ledger/commitment';
import { publicKeyOf } from '../ledger/ed25519';
import type { EntryParts } from '../ledger/entry';
import { formatVerifierKey, keyIdOf, signNote } from '../ledger/note';
import { inclusionProof } from '../ledger/proofs';
import { formatTlogProof } from '../ledger/tlog-proof';
import { nodeHash } from '../ledger/tree';
import { RECEIPT_FORMAT, type Receipt } from './receipt-model';

export const ORIGIN = 'consent.example/2026';
export const EVENT = 'evt_AAAAAAAAAAAAAAAAAAAAAA';
const KEY_TYPE = 1;
const SIZE = 11;
const INDEX = 6;

export const NOTICE_TEXT = canonicalJson({
  catalogueVersion: 1,
  locale: 'ja',
  texts: { purposes: { recommend: { name: 'おすすめ' } } },
});
const NOTICE_DIGEST = documentDigest(NOTICE_TEXT);

export const BODY = {
  type: 'allow',
  by: 'person',
  surface: 'portal',
  receivedAtMs: 1_764_000_001_250,
  purposes: ['recommend'],
  channels: ['web'],
  data: ['browsing', 'purchases'],
  notice: { catalogueVersion: 1, locale: 'ja', digest: NOTICE_DIGEST },
} as const;
const PERSONAL = {
  subject: 'sub_BBBBBBBBBBBBBBBBBBBBBB',
  event: EVENT,
  n: 3,
  prev: ['p'.repeat(43)],
};

export function seedOf(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

/** A policy that trusts one log alone. */
export function policyOf(seed: Uint8Array, origin = ORIGIN): string {
  const publicKey = publicKeyOf(seed);
  const key = {
    name: origin,
    keyId: keyIdOf(origin, KEY_TYPE, publicKey),
    type: KEY_TYPE,
    publicKey,
  };
  return `log ${formatVerifierKey(key)}\nquorum none\n`;
}

/** Root of the perfect subtree of 2^level leaves. */
function nodeAt(hashes: readonly Uint8Array[], level: number, index: number): Uint8Array {
  if (level > 0) {
    return nodeHash(nodeAt(hashes, level - 1, 2 * index), nodeAt(hashes, level - 1, 2 * index + 1));
  }
  const leaf = hashes[index];
  if (leaf === undefined) throw new Error('no such leaf');
  return leaf;
}

export async function craftReceipt(
  seed: Uint8Array,
  parts: Partial<Receipt> = {},
): Promise<Receipt> {
  const [bodyOpening, personalOpening] = [seedOf(21), seedOf(22)];
  const [body, personal] = [canonicalJson(BODY), canonicalJson(PERSONAL)];
  const event: EntryParts = {
    k: 'event',
    b: bodyCommitment(bodyOpening, body),
    p: personalCommitment(personalOpening, personal),
  };
  const leaves = Array.from({ length: SIZE }, (_, i): EntryParts =>
    i === INDEX ? event : { k: 'notice', d: documentDigest(String(i)) },
  );
  const edge = { size: 0, range: new Uint8Array() };
  const log = advanceLedger(edge, 1_764_000_002, leaves);
  const hashes = log.leaves.map(({ leafHash }) => leafHash);
  const proof = await inclusionProof(BigInt(INDEX), BigInt(SIZE), (level, index) =>
    Promise.resolve(nodeAt(hashes, level, Number(index))),
  );
  const note = formatCheckpoint({ origin: ORIGIN, size: BigInt(SIZE), root: log.root });
  const checkpoint = signNote(note, ORIGIN, seed);
  const sealed = log.leaves[INDEX];
  if (sealed === undefined) throw new Error('no such leaf');
  return {
    format: RECEIPT_FORMAT,
    id: EVENT,
    entry: fromUtf8(sealed.entry),
    openings: { body: toBase64Url(bodyOpening), personal: toBase64Url(personalOpening) },
    ...{ body, personal },
    notice: { digest: NOTICE_DIGEST, locale: 'ja', text: NOTICE_TEXT },
    proof: formatTlogProof({ index: BigInt(INDEX), proof, checkpoint }),
    anchors: [],
    policy: policyOf(seed),
    issued: { origin: ORIGIN, verify: 'https://consent.example/verify' },
    ...parts,
  };
}
