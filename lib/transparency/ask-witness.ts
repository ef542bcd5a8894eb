/**
 * One question to one witness (C2SP tlog-witness): does this checkpoint continue what you saw? Only
 * a line that verifies under the witness's own key is an answer. Bounded in time and size; what
 * the witness says is never trusted with more than which size it holds.
 */
import { toBase64 } from '../ledger/bytes';
import { LedgerFormatError } from '../ledger/canonical';
import { openNote, withSignature } from '../ledger/note';
import type { AskedWitness } from './witness-policy';

export interface AskedCheckpoint {
  readonly origin: string;
  readonly size: number;
  /** The signed note, without lines of witnesses. */
  readonly text: string;
}
export interface AskParts {
  /** Proof lines between two sizes of that log. */
  consistency(origin: string, from: bigint, to: bigint): Promise<readonly Uint8Array[]>;
  /** Ends it before its time is over. */
  readonly signal: AbortSignal;
}
export type WitnessOutcome =
  | { readonly kind: 'cosigned'; readonly line: string; readonly seconds: bigint }
  /** No answer, or none that counts: asked again later. */
  | { readonly kind: 'failed'; readonly why: string }
  /** It holds another tree of this log, or a later one: somebody must look. */
  | { readonly kind: 'disagrees'; readonly why: string };

const TIMEOUT_MS = 3_000;
const MAX_ANSWER_CHARACTERS = 16_384;
/** Others may ask the same witness about the same log meanwhile. */
const TRIES = 3;

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function post(witness: AskedWitness, body: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > MAX_ANSWER_CHARACTERS) throw new Error('its answer is too long');
  }
  return { status: response.status, text };
}

/** The first of the lines that verifies. */
function cosignatureIn({ key }: AskedWitness, note: string, text: string): WitnessOutcome {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const [found] = openNote(withSignature(note, `${line}\n`), [key]).verified;
      if (found?.seconds !== undefined) return { kind: 'cosigned', line, seconds: found.seconds };
    } catch (error) {
      if (!(error instanceof LedgerFormatError)) throw error;
    }
  }
  return { kind: 'failed', why: 'no line of its answer verifies under its key' };
}

async function attempt(
  parts: AskParts,
  witness: AskedWitness,
  { origin, size, text }: AskedCheckpoint,
  known: bigint,
): Promise<WitnessOutcome | { readonly kind: 'holds'; readonly size: bigint }> {
  const grows = known > 0n && known < BigInt(size);
  const proof = grows ? await parts.consistency(origin, known, BigInt(size)) : [];
  const lines = proof.map((hash) => `${toBase64(hash)}\n`).join('');
  const body = `old ${String(known)}\n${lines}\n${text}`;
  const answer = await post(witness, body, parts.signal);
  if (answer.status === 200) return cosignatureIn(witness, text, answer.text);
  if (answer.status === 422) {
    const why = `it holds another tree of ${String(known)} entries of ${origin}`;
    return { kind: 'disagrees', why };
  }
  const holds = /^(0|[1-9]\d{0,19})\n?$/.exec(answer.text)?.[1];
  if (answer.status === 409 && holds !== undefined) return { kind: 'holds', size: BigInt(holds) };
  return { kind: 'failed', why: `it answers ${String(answer.status)}` };
}

/** `known`: what the witness cosigned last, as far as is remembered; it corrects that itself. Never throws. */
export async function askWitness(
  parts: AskParts,
  witness: AskedWitness,
  checkpoint: AskedCheckpoint,
  known: bigint,
): Promise<WitnessOutcome> {
  const size = BigInt(checkpoint.size);
  let from = known <= size ? known : size;
  try {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const outcome = await attempt(parts, witness, checkpoint, from);
      if (outcome.kind !== 'holds') return outcome;
      if (outcome.size > size) {
        const why = `it has seen ${String(outcome.size)} entries of ${checkpoint.origin}, more than ${String(size)}`;
        return { kind: 'disagrees', why };
      }
      if (outcome.size === from && from === size) {
        const why = `it holds another root for ${String(size)} entries of ${checkpoint.origin}`;
        return { kind: 'disagrees', why };
      }
      from = outcome.size;
    }
    return { kind: 'failed', why: 'others keep asking it at the same time' };
  } catch (error) {
    return { kind: 'failed', why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
