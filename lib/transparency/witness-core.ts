/**
 * What a witness does with a checkpoint (LEDGER "Signer", C2SP tlog-witness add-checkpoint): it
 * keeps the last (size, root) of each log and says yes only to what provably continues it. The
 * signer is a witness for ourselves and judges with the same function. No transport, no clock.
 *
 *   old <size>\n          what the caller believes this witness saw last
 *   <base64 hash>\n …     consistency proof from there, at most 63 lines
 *   \n
 *   <signed checkpoint>
 */
import { equalBytes, fromBase64 } from '../ledger/bytes';
import { LedgerFormatError } from '../ledger/canonical';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from '../ledger/checkpoint';
import { parseNote, type VerifierKey } from '../ledger/note';
import { verifyConsistency } from '../ledger/proofs';
import { emptyRoot } from '../ledger/tree';
import type { RecordStore } from './signer-record';

export interface Tree {
  readonly size: bigint;
  readonly root: Uint8Array;
}
/** Why not: `stale` – the caller's old size is not what stands; `other-root` – a second tree of the same size. */
export type AdvanceFault = 'old-size' | 'stale' | 'other-root' | 'proof';

const MAX_PROOF_LINES = 63;
const EMPTY: Tree = { size: 0n, root: emptyRoot() };

/** undefined: `next` continues `known`. A log never seen is known as the empty tree. */
export function advanceFault(
  known: Tree | undefined,
  oldSize: bigint,
  next: Tree,
  proof: readonly Uint8Array[],
): AdvanceFault | undefined {
  const standing = known ?? EMPTY;
  if (oldSize > next.size) return 'old-size';
  if (oldSize !== standing.size) return 'stale';
  // INVARIANT: the same size is the same root, for ever.
  if (standing.size === next.size) {
    if (!equalBytes(standing.root, next.root)) return 'other-root';
    return proof.length === 0 ? undefined : 'proof';
  }
  if (standing.size === 0n) return proof.length === 0 ? undefined : 'proof';
  const holds = verifyConsistency(standing.size, next.size, standing.root, next.root, proof);
  return holds ? undefined : 'proof';
}

export interface AddCheckpointRequest {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  /** The signed note, as it came. */
  readonly note: string;
}

/** Throws LedgerFormatError for anything that is not the form above. */
export function parseAddCheckpoint(text: string): AddCheckpointRequest {
  const end = text.indexOf('\n\n');
  const [first = '', ...lines] = end === -1 ? [] : text.slice(0, end).split('\n');
  const old = /^old (0|[1-9]\d{0,19})$/.exec(first)?.[1];
  if (old === undefined || lines.length > MAX_PROOF_LINES) {
    throw new LedgerFormatError('not an add-checkpoint request');
  }
  const proof = lines.map(fromBase64);
  if (proof.some(({ length }) => length !== 32)) {
    throw new LedgerFormatError('a proof line is not a hash');
  }
  return { oldSize: BigInt(old), proof, note: text.slice(end + 2) };
}

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}
export interface WitnessParts {
  readonly records: RecordStore;
  /** The keys this witness trusts for a log; undefined for a log it does not follow. */
  keysOf(origin: string): readonly VerifierKey[] | undefined;
  /** The cosignature line over a checkpoint's body, with its newline. */
  cosign(body: string, seconds: bigint): string;
  nowMs(): number;
}

function say(status: WitnessAnswer['status'], words: string): WitnessAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${words}\n` };
}

const STATUS_OF_FAULT = { 'old-size': 400, stale: 409, 'other-root': 409, proof: 422 } as const;
const WORDS: Readonly<Record<AdvanceFault, string>> = {
  'old-size': 'the old size is larger than the checkpoint',
  stale: 'another size stands here',
  'other-root': 'another root stands here for this size',
  proof: 'the proof does not lead from the old tree to the new one',
};

function refuse(fault: AdvanceFault, known: Tree | undefined): WitnessAnswer {
  const status = STATUS_OF_FAULT[fault];
  if (status !== 409) return say(status, WORDS[fault]);
  const body = `${String(known?.size ?? 0n)}\n`;
  return { status, contentType: 'text/x.tlog.size', body };
}

/** undefined when no trusted key signed it. */
function openedBy(
  note: string,
  keys: readonly VerifierKey[],
  origin: string,
): Checkpoint | undefined {
  try {
    return openCheckpoint(note, keys, origin).checkpoint;
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

function readRequest(
  text: string,
): (AddCheckpointRequest & { readonly body: string; readonly named: Checkpoint }) | undefined {
  try {
    const request = parseAddCheckpoint(text);
    const { body } = parseNote(request.note);
    return { ...request, body, named: parseCheckpoint(body) };
  } catch (error) {
    if (error instanceof LedgerFormatError) return undefined;
    throw error;
  }
}

/** Answers one add-checkpoint request. INVARIANT: what is cosigned was durable in the records before. */
export async function addCheckpoint(parts: WitnessParts, text: string): Promise<WitnessAnswer> {
  const request = readRequest(text);
  if (request === undefined) return say(400, 'this is not an add-checkpoint request');
  const { origin } = request.named;
  const keys = parts.keysOf(origin);
  if (keys === undefined) return say(404, 'this witness does not follow that log');
  const checkpoint = openedBy(request.note, keys, origin);
  if (checkpoint === undefined) return say(403, 'no key of that log signed this checkpoint');
  const known = await parts.records.find(origin);
  const fault = advanceFault(known, request.oldSize, checkpoint, request.proof);
  if (fault !== undefined) return refuse(fault, known);
  const nowMs = parts.nowMs();
  const cosigned = parts.cosign(request.body, BigInt(Math.floor(nowMs / 1000)));
  const line = cosigned.slice(0, -1);
  const next = { origin, size: checkpoint.size, root: checkpoint.root, line, signedAtMs: nowMs };
  if (!(await parts.records.put(next, known))) {
    return refuse('stale', await parts.records.find(origin));
  }
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: cosigned };
}
