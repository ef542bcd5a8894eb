/**
 * Signed notes (LEDGER "Checkpoint", C2SP signed-note): text, one blank line – the last of the
 * note –, then 1 to 100 signature lines.
 *
 *   text\n … text\n
 *   \n
 *   — name base64(keyId[4] || signature)\n
 */
import { equalBytes, fromLooseBase64, toBase64, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import { verifyCosignature } from './cosignature';
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519';
import {
  checkKeyName,
  KEY_ID_BYTES,
  WITNESS_KEY_TYPE,
  LOG_KEY_TYPE,
  keyIdOf,
  signatureLine,
  type VerifierKey,
} from './note-key';

export {
  formatVerifierKey,
  keyIdOf,
  LOG_KEY_TYPE,
  parseVerifierKey,
  signatureLine,
  type VerifierKey,
  WITNESS_KEY_TYPE,
} from './note-key';

const MAX_SIGNATURES = 100;
/** Characters; a hundred post-quantum signatures take about half of it. */
const MAX_NOTE_LENGTH = 1_000_000;
const DASH = '— ';
/** Control characters other than the newline, and what is not Unicode. */
const FORBIDDEN = /[^\u0020-\u{10ffff}\n]|\p{Surrogate}/u;

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  /**
   * For a cosignature its eight bytes of time come first. Empty, so that no key verifies it, when
   * the line is a second spelling of its bytes.
   */
  readonly signature: Uint8Array;
}
export interface Note {
  /** With its last newline, without the blank line. */
  readonly body: string;
  readonly signatures: readonly NoteSignature[];
}
export interface VerifiedSignature {
  readonly key: VerifierKey;
  readonly signature: Uint8Array;
  /** When a witness saw it, Unix seconds; only on cosignatures. */
  readonly seconds?: bigint;
}
export interface OpenedNote {
  readonly body: string;
  /** At least one; one for each key. */
  readonly verified: readonly VerifiedSignature[];
  /** Lines of keys that are not known. */
  readonly unknown: number;
}

/** Splits a note, without looking at any key; throws LedgerFormatError when it is malformed. */
export function parseNote(text: string): Note {
  if (text.length > MAX_NOTE_LENGTH) throw new LedgerFormatError('the note is too long');
  if (FORBIDDEN.test(text)) throw new LedgerFormatError('the note holds control characters');
  const split = text.lastIndexOf('\n\n');
  if (split === -1 || !text.endsWith('\n')) {
    throw new LedgerFormatError('the note has no signatures after a blank line');
  }
  const lines = text.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES)
    throw new LedgerFormatError('the note has too many signatures');
  return { body: text.slice(0, split + 1), signatures: lines.map(parseLine) };
}

/**
 * The note's text, verified under at least one of `keys`. Signatures of other keys are counted and
 * ignored; throws LedgerFormatError when a known key's signature fails, when two of `keys` share
 * the name and id of a line, when none verifies, and when the note is malformed.
 */
export function openNote(text: string, keys: readonly VerifierKey[]): OpenedNote {
  const { body, signatures } = parseNote(text);
  const verified = new Map<VerifierKey, VerifiedSignature>();
  let unknown = 0;
  for (const line of signatures) {
    const [key, another] = keys.filter(
      ({ name, keyId }) => name === line.name && equalBytes(keyId, line.keyId),
    );
    if (another !== undefined) throw new LedgerFormatError('two known keys share a name and id');
    if (key === undefined) {
      unknown += 1;
      continue;
    }
    // INVARIANT: every line of a known key is verified, a second one too.
    const signature = verify(key, body, line.signature);
    if (!verified.has(key)) verified.set(key, signature);
  }
  if (verified.size === 0) throw new LedgerFormatError('no known key signed the note');
  return { body, verified: [...verified.values()], unknown };
}

/** A note of one signature by the log of that name. */
export function signNote(body: string, name: string, seed: Uint8Array): string {
  const keyId = keyIdOf(name, LOG_KEY_TYPE, publicKeyOf(seed));
  const note = `${body}\n${signatureLine(name, keyId, signEd25519(seed, utf8(body)))}`;
  if (parseNote(note).body !== body) throw new LedgerFormatError('the text ends in no newline');
  return note;
}

/** The note with one more line at its end, as `signatureLine` and `cosignatureLine` write them; unchanged when it has it. */
export function withSignature(note: string, line: string): string {
  const { body, signatures } = parseNote(note);
  const added = parseNote(`${body}\n${line}`);
  if (added.body !== body || added.signatures.length !== 1) {
    throw new LedgerFormatError('not one signature line');
  }
  if (note.includes(`\n${line}`, body.length)) return note;
  if (signatures.length === MAX_SIGNATURES) {
    throw new LedgerFormatError('the note has too many signatures');
  }
  return note + line;
}

function parseLine(line: string): NoteSignature {
  if (!line.startsWith(DASH)) throw new LedgerFormatError('not a signature line');
  const [name = '', encoded = '', ...rest] = line.slice(DASH.length).split(' ');
  checkKeyName(name);
  const bytes = fromLooseBase64(encoded);
  if (rest.length > 0 || bytes.length <= KEY_ID_BYTES) {
    throw new LedgerFormatError('not a signature line');
  }
  const keyId = bytes.slice(0, KEY_ID_BYTES);
  // Spare bits spoil the line for its own key alone: a stranger's line is nobody's concern.
  const exact = toBase64(bytes) === encoded;
  return { name, keyId, signature: exact ? bytes.slice(KEY_ID_BYTES) : new Uint8Array() };
}

function verify(key: VerifierKey, body: string, signature: Uint8Array): VerifiedSignature {
  if (key.type === WITNESS_KEY_TYPE) {
    const seconds = verifyCosignature(key.publicKey, body, signature);
    if (seconds !== undefined) return { key, signature, seconds };
  } else if (verifyEd25519(key.publicKey, utf8(body), signature)) {
    return { key, signature };
  }
  throw new LedgerFormatError(`the signature of ${key.name} does not verify`);
}
