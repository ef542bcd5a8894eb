/** From a time-stamping certificate to one that is trusted (RFC 5280), judged at the stamp's time. */
import { X509Certificate } from 'node:crypto';

/** A trusted one may be the authority's own (pinned), or one of those above it. */
const LONGEST = 6;

/** Every certificate of a PEM file; throws when there is none. */
export function readCertificates(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Error('there is no certificate in it');
  return blocks.map((block) => new X509Certificate(block));
}

function validAt(certificate: X509Certificate, atMs: number): boolean {
  return Date.parse(certificate.validFrom) <= atMs && atMs <= Date.parse(certificate.validTo);
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** Every certificate on the way, the trusted one too, must be valid at `atMs`. */
export function leadsToTrusted(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  atMs: number,
): boolean {
  const reaches = (certificate: X509Certificate, depth: number): boolean => {
    if (depth > LONGEST || !validAt(certificate, atMs)) return false;
    if (trusted.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) {
      return true;
    }
    return [...trusted, ...others].some(
      (issuer) =>
        issuer.fingerprint256 !== certificate.fingerprint256 &&
        issued(issuer, certificate) &&
        reaches(issuer, depth + 1),
    );
  };
  return reaches(leaf, 1);
}
