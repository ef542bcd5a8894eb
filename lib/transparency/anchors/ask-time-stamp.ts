/** Asks an RFC 3161 authority about bytes, over HTTP, and believes only what verifies. */
import { randomBytes } from 'node:crypto';
import type { X509Certificate } from 'node:crypto';
import { sha256 } from '../../ledger/sha256';
import { SHA256_OID, verifyTimeStamp, type TimeStamp } from './time-stamp-token';

export interface Authority {
  readonly url: string;
  readonly trusted: readonly X509Certificate[];
  readonly policy?: string;
}
export interface GivenTimeStamp extends TimeStamp {
  /** DER of the token (a CMS ContentInfo). */
  readonly token: Uint8Array;
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 256 * 1024;
/** How far authority and this machine may differ; more, and one of them is wrong. */
const CLOCK_MS = 5 * 60_000;

/** 16 bytes that an INTEGER writes as they are: positive, without a leading zero. */
function newNonce(): Uint8Array {
  const nonce = new Uint8Array(randomBytes(16));
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  return nonce;
}

async function requestFor(
  stamped: Uint8Array,
  nonce: Uint8Array,
  policy: string | undefined,
): Promise<ArrayBuffer> {
  const [pki, asn1] = await Promise.all([import('pkijs'), import('asn1js')]);
  const request = new pki.TimeStampReq({
    version: 1,
    messageImprint: new pki.MessageImprint({
      hashAlgorithm: new pki.AlgorithmIdentifier({
        algorithmId: SHA256_OID,
        algorithmParams: new asn1.Null(),
      }),
      hashedMessage: new asn1.OctetString({ valueHex: Uint8Array.from(sha256(stamped)).buffer }),
    }),
    ...(policy !== undefined && { reqPolicy: policy }),
    nonce: new asn1.Integer({ valueHex: Uint8Array.from(nonce).buffer }),
    certReq: true,
  });
  return request.toSchema().toBER();
}

async function post(url: string, body: ArrayBuffer, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/timestamp-query' },
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (!response.ok) throw new Error(`it answers ${String(response.status)}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part as Uint8Array);
    size += (part as Uint8Array).length;
    if (size > MAX_ANSWER_BYTES) throw new Error('its answer is too long');
  }
  return Uint8Array.from(Buffer.concat(parts)).buffer;
}

/** Granted, or granted with changes; anything else throws. */
async function tokenIn(answer: ArrayBuffer): Promise<Uint8Array> {
  const pki = await import('pkijs');
  const { status, timeStampToken } = pki.TimeStampResp.fromBER(answer);
  const granted = status.status === pki.PKIStatus.granted;
  if ((!granted && status.status !== pki.PKIStatus.grantedWithMods) || !timeStampToken) {
    throw new Error(`it does not grant a time stamp (status ${String(status.status)})`);
  }
  return new Uint8Array(timeStampToken.toSchema().toBER());
}

/** Throws, with a sentence for people, when there is no time stamp that verifies. */
export async function askTimeStamp(
  { url, trusted, policy }: Authority,
  stamped: Uint8Array,
  nowMs: number,
  signal: AbortSignal,
): Promise<GivenTimeStamp> {
  const nonce = newNonce();
  const answer = await post(url, await requestFor(stamped, nonce, policy), signal);
  const token = await tokenIn(answer);
  const demands = { stamped, trusted, nonce, ...(policy !== undefined && { policy }) };
  const verdict = await verifyTimeStamp(token, demands);
  if (!verdict.ok) throw new Error(`its time stamp is refused: ${verdict.why}`);
  const { atMs, authority, policy: given } = verdict;
  if (Math.abs(atMs - nowMs) > CLOCK_MS) {
    throw new Error(`its clock says ${new Date(atMs).toISOString()}: one of the two is wrong`);
  }
  return { token, atMs, authority, policy: given };
}
