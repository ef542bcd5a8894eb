/**
 * Verifies an RFC 3161 token: what it covers, who signed it, that this certificate may give time
 * stamps and nothing else (critical extended key usage), and – where certificates to trust are
 * given – that it leads to one of them at the moment it names. Asks nobody: revocation is not
 * looked up.
 */
import { webcrypto, X509Certificate } from 'node:crypto';
import type * as pkijs from 'pkijs';
import { equalBytes } from '../../ledger/bytes';
import { sha256 } from '../../ledger/sha256';
import { leadsToTrusted } from './certificate-chain';
import { namesCertificate } from './signing-certificate';

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
/** SHA-256, -384, -512. */
const DIGESTS = /^2\.16\.840\.1\.101\.3\.4\.2\.[123]$/;

export interface TimeStampDemands {
  /** What the token must cover. */
  readonly stamped: Uint8Array;
  /** Absent: the chain is not judged. */
  readonly trusted?: readonly X509Certificate[];
  /** Unsigned, without leading zeros. */
  readonly nonce?: Uint8Array;
  readonly policy?: string;
}
export interface TimeStamp {
  readonly atMs: number;
  /** Object identifier of the authority's policy. */
  readonly policy: string;
  /** The authority's name, as its certificate gives it. */
  readonly authority: string;
}
export type TimeStampVerdict =
  ({ readonly ok: true } & TimeStamp) | { readonly ok: false; readonly why: string };

type Pki = typeof pkijs;

class Refused extends Error {}

function ensure(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Refused(why);
}

function withoutZeros(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? new Uint8Array() : bytes.subarray(first);
}

function copyOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

function checkTstInfo(
  tst: InstanceType<Pki['TSTInfo']>,
  { stamped, nonce, policy }: TimeStampDemands,
): void {
  const { hashAlgorithm, hashedMessage } = tst.messageImprint;
  ensure(hashAlgorithm.algorithmId === SHA256_OID, 'it covers no SHA-256 digest');
  const covered = hashedMessage.valueBlock.valueHexView;
  ensure(equalBytes(covered, sha256(stamped)), 'it covers something else');
  ensure(policy === undefined || tst.policy === policy, 'it was given under another policy');
  if (nonce === undefined) return;
  const given = tst.nonce?.valueBlock.valueHexView ?? new Uint8Array();
  ensure(equalBytes(withoutZeros(given), nonce), 'its nonce is not the one that was sent');
}

/** RFC 3161 2.3: this purpose alone, and critical. */
function mayStamp(pki: Pki, certificate: InstanceType<Pki['Certificate']>): boolean {
  const found = certificate.extensions?.filter(({ extnID }) => extnID === EXTENDED_KEY_USAGE) ?? [];
  const [usage] = found;
  if (usage === undefined || found.length !== 1 || !usage.critical) return false;
  if (!(usage.parsedValue instanceof pki.ExtKeyUsage)) return false;
  const { keyPurposes } = usage.parsedValue;
  return keyPurposes.length === 1 && keyPurposes[0] === TIME_STAMPING;
}

async function verify(token: Uint8Array, demands: TimeStampDemands): Promise<TimeStamp> {
  // Loaded where it is needed: most processes never look at a token.
  const pki = await import('pkijs');
  const engine = new pki.CryptoEngine({ crypto: webcrypto as Crypto });
  const content = pki.ContentInfo.fromBER(copyOf(token));
  ensure(equalBytes(new Uint8Array(content.toSchema().toBER()), token), 'it is not DER');
  ensure(content.contentType === SIGNED_DATA, 'it is not signed data');
  const signed = new pki.SignedData({ schema: content.content as never });
  const { eContent, eContentType } = signed.encapContentInfo;
  ensure(eContentType === TST_INFO && eContent !== undefined, 'it holds no time stamp');
  const tst = pki.TSTInfo.fromBER(eContent.getValue());
  checkTstInfo(tst, demands);
  const [signer, another] = signed.signerInfos;
  ensure(signer !== undefined && another === undefined, 'it has not exactly one signer');
  ensure(DIGESTS.test(signer.digestAlgorithm.algorithmId), 'its digest is too weak');
  const carried = (signed.certificates ?? []).filter((one) => one instanceof pki.Certificate);
  const pinned = (demands.trusted ?? []).map(({ raw }) => pki.Certificate.fromBER(copyOf(raw)));
  signed.certificates = [...carried, ...pinned];
  const { signatureVerified, signerCertificate } = await signed.verify(
    { signer: 0, data: copyOf(demands.stamped), checkChain: false, extendedMode: true },
    engine,
  );
  ensure(signatureVerified === true && signerCertificate != null, 'its signature does not verify');
  const raw = new Uint8Array(signerCertificate.toSchema(true).toBER());
  ensure(namesCertificate(pki, signer, raw), 'its signature names another certificate');
  ensure(mayStamp(pki, signerCertificate), 'its certificate is not one for time stamps');
  const [leaf, ...others] = [raw, ...signed.certificates.map((one) => one.toSchema().toBER())].map(
    (der) => new X509Certificate(Buffer.from(der as Uint8Array)),
  );
  const atMs = tst.genTime.getTime();
  ensure(leaf !== undefined && Number.isSafeInteger(atMs), 'it names no moment');
  if (demands.trusted !== undefined) {
    const leads = leadsToTrusted(leaf, others, demands.trusted, atMs);
    ensure(leads, 'its certificate does not lead to a trusted one that was valid then');
  }
  return { atMs, policy: tst.policy, authority: leaf.subject.replaceAll('\n', ', ') };
}

/** Never throws on what it is given. */
export async function verifyTimeStamp(
  token: Uint8Array,
  demands: TimeStampDemands,
): Promise<TimeStampVerdict> {
  try {
    return { ok: true, ...(await verify(token, demands)) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, why: error.message };
    const why = error instanceof Error ? error.message : 'it does not verify';
    return { ok: false, why: `it cannot be verified: ${why}` };
  }
}
