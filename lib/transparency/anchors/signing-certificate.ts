/**
 * The signed attribute that says which certificate signed (RFC 5816 SigningCertificateV2, RFC 2634
 * SigningCertificate): without it, another certificate of the same key could be put in its place.
 *
 *   SEQUENCE { SEQUENCE OF SEQUENCE { [hash algorithm], OCTET STRING hash, [issuer and serial] }, … }
 */
import { createHash } from 'node:crypto';
import type * as pkijs from 'pkijs';
import { equalBytes } from '../../ledger/bytes';

const V1 = '1.2.840.113549.1.9.16.2.12';
const V2 = '1.2.840.113549.1.9.16.2.47';
const DIGEST_OF_OID: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

type Pki = typeof pkijs;
type Signer = InstanceType<Pki['SignerInfo']>;

/** What stands in a constructed value; anything else has nothing in it. */
function partsOf(block: unknown): readonly object[] {
  const { valueBlock } = (block ?? {}) as { valueBlock?: { value?: unknown } };
  return Array.isArray(valueBlock?.value) ? (valueBlock.value as object[]) : [];
}

function octetsOf(block: object | undefined): Uint8Array | undefined {
  const { idBlock, valueBlock } = (block ?? {}) as {
    idBlock?: { tagClass: number; tagNumber: number };
    valueBlock?: { valueHexView?: Uint8Array };
  };
  return idBlock?.tagClass === 1 && idBlock.tagNumber === 4 ? valueBlock?.valueHexView : undefined;
}

function oidOf(block: object | undefined): string {
  const [first] = partsOf(block);
  return String((first as { valueBlock?: { toString(): string } } | undefined)?.valueBlock ?? '');
}

/** `der`: the certificate under which the signature verified. */
export function namesCertificate(pki: Pki, { signedAttrs }: Signer, der: Uint8Array): boolean {
  const attributes = signedAttrs?.attributes ?? [];
  const named = attributes.filter(({ type }) => type === V1 || type === V2);
  return (
    named.length > 0 &&
    named.every(({ type, values }) => {
      const [identifier] = partsOf(partsOf(values[0])[0]);
      const [first, second] = partsOf(identifier);
      const plain = octetsOf(first);
      const algorithm =
        plain === undefined ? DIGEST_OF_OID[oidOf(first)] : type === V1 ? 'sha1' : 'sha256';
      const hash = plain ?? octetsOf(second);
      if (algorithm === undefined || hash === undefined) return false;
      return equalBytes(hash, createHash(algorithm).update(der).digest());
    })
  );
}
