/**
 * What a witness says (LEDGER "Checkpoint", C2SP tlog-cosignature): at that second, this was the
 * largest consistent tree it had seen of that log.
 *
 *   message    cosignature/v1\ntime <seconds>\n || body
 *   signature  u64be seconds || Ed25519 signature of the message
 */
import { concatBytes, utf8 } from './bytes';
import { LedgerFormatError } from './canonical';
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519';
import { WITNESS_KEY_TYPE, keyIdOf, signatureLine } from './note-key';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const MAX_SECONDS = 2n ** 64n - 1n;

/** `body` is the note's text with its last newline; `seconds` are Unix time. */
export function cosignatureMessage(body: string, seconds: bigint): Uint8Array {
  checkSeconds(seconds);
  return utf8(`cosignature/v1\ntime ${seconds}\n${body}`);
}

/** The whole line, with its newline, for the witness of that name. */
export function cosignatureLine(
  body: string,
  name: string,
  seed: Uint8Array,
  seconds: bigint,
): string {
  const signature = signEd25519(seed, cosignatureMessage(body, seconds));
  const time = new Uint8Array(TIME_BYTES);
  new DataView(time.buffer).setBigUint64(0, seconds);
  const keyId = keyIdOf(name, WITNESS_KEY_TYPE, publicKeyOf(seed));
  return signatureLine(name, keyId, concatBytes(time, signature));
}

/** The second it was made at; undefined unless it is this key's cosignature of `body`. */
export function verifyCosignature(
  publicKey: Uint8Array,
  body: string,
  signature: Uint8Array,
): bigint | undefined {
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const time = signature.slice(0, TIME_BYTES);
  const seconds = new DataView(time.buffer).getBigUint64(0);
  const message = cosignatureMessage(body, seconds);
  return verifyEd25519(publicKey, message, signature.slice(TIME_BYTES)) ? seconds : undefined;
}

function checkSeconds(seconds: bigint): void {
  if (seconds < 0n || seconds > MAX_SECONDS) {
    throw new LedgerFormatError('a cosignature is made at Unix seconds');
  }
}
