/**
 * Everything that needs a secret, behind one door: handles and refs (DESIGN §3), subject keys
 * and the personal parts under them, seals on state rows (§6), tokens. Keys never leave it but
 * for `handleKey`, which is the system's own, and a subject's key on its way to a commitment.
 */
import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { KeyStore } from '../../db/port';
import { readConsentToken, writeConsentToken, type ConsentToken } from './consent-token';
import { createHandles, type Handles } from './handles';
import type { Some } from './keyed-hmac';
import { openBytes, sealBytes, sealingKey } from './sealing';
import { findOrMakeSecret, keyEncryptionKey } from './secrets';
import { sameBytes, sealedRuns, stateSeal, type StateBytes } from './state-seal';

export interface Vault extends Handles {
  /** A fresh 32-byte key and its wrapped form, which opens for this subject alone. */
  newSubjectKey(subject: string): { readonly key: Uint8Array; readonly wrapped: Uint8Array };
  /** Throws SealBrokenError when the wrapped key is another's or was changed. */
  unwrapSubjectKey(subject: string, wrapped: Uint8Array): Uint8Array;
  sealPersonal(subjectKey: Uint8Array, eventId: string, bytes: Uint8Array): Uint8Array;
  /** Throws SealBrokenError. */
  openPersonal(subjectKey: Uint8Array, eventId: string, sealed: Uint8Array): Uint8Array;
  sealState(subject: string, n: number, head: string, state: Uint8Array): Uint8Array;
  stateSealHolds(
    subject: string,
    n: number,
    head: string,
    state: Uint8Array,
    seal: Uint8Array,
  ): boolean;
  /** The same of a row that was read among many. */
  stateRunHolds(subject: Some, row: StateBytes): boolean;
  /** Deployment-level encryption; what was sealed for one purpose opens for no other. */
  seal(purpose: string, bytes: Uint8Array): Uint8Array;
  /** Throws SealBrokenError. */
  open(purpose: string, sealed: Uint8Array): Uint8Array;
  /** Deployment-level HMAC-SHA-256, one key a purpose. */
  mac(purpose: string, message: Uint8Array | string): Uint8Array;
  /** Equality in constant time. */
  macHolds(purpose: string, message: Uint8Array | string, mac: Uint8Array): boolean;
  consentToken(epoch: string, revision: number): string;
  /** Undefined when malformed or not ours. */
  readConsentToken(token: string): ConsentToken | undefined;
}

export async function openVault(parts: {
  readonly secret: string;
  readonly keyStore: Pick<KeyStore, 'findSecret' | 'putSecret'>;
}): Promise<Vault> {
  const kek = keyEncryptionKey(parts.secret);
  const secret = (name: string) => findOrMakeSecret(kek, parts.keyStore, name);
  const handles = createHandles(await secret('pepper'));
  const stateKey = await secret('state-seal');
  const tokenKey = sealingKey(await secret('consent-token'));
  const deployment = await secret('deployment');
  return {
    ...handles,
    ...subjectKeys(kek),
    ...deploymentKeys(deployment),
    sealState: (subject, n, head, state) => stateSeal(stateKey, subject, n, head, state),
    stateSealHolds: (subject, n, head, state, seal) =>
      sameBytes(stateSeal(stateKey, subject, n, head, state), seal),
    stateRunHolds: sealedRuns(stateKey),
    consentToken: (epoch, revision) => writeConsentToken(tokenKey, { epoch, revision }),
    readConsentToken: (token) => readConsentToken(tokenKey, token),
  };
}

function subjectKeys(
  kek: KeyObject,
): Pick<Vault, 'newSubjectKey' | 'unwrapSubjectKey' | 'sealPersonal' | 'openPersonal'> {
  return {
    newSubjectKey(subject) {
      const key = randomBytes(32);
      return { key, wrapped: sealBytes(kek, `subject-key\0${subject}`, key) };
    },
    unwrapSubjectKey: (subject, wrapped) => openBytes(kek, `subject-key\0${subject}`, wrapped),
    sealPersonal: (key, eventId, bytes) => sealBytes(key, eventId, bytes),
    openPersonal: (key, eventId, sealed) => openBytes(key, eventId, sealed),
  };
}

function deploymentKeys(deployment: Uint8Array): Pick<Vault, 'seal' | 'open' | 'mac' | 'macHolds'> {
  // Purposes are words of this code, never a caller's text: the cache stays small.
  const derived = new Map<string, KeyObject>();
  function keyFor(use: 'seal' | 'mac', purpose: string): KeyObject {
    const info = `nattoku/v1/${use}\0${purpose}`;
    const known = derived.get(info);
    if (known !== undefined) return known;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', deployment, '', info, 32)));
    derived.set(info, key);
    return key;
  }
  function mac(purpose: string, message: Uint8Array | string): Uint8Array {
    return createHmac('sha256', keyFor('mac', purpose)).update(message).digest();
  }
  return {
    seal: (purpose, bytes) => sealBytes(keyFor('seal', purpose), purpose, bytes),
    open: (purpose, sealed) => openBytes(keyFor('seal', purpose), purpose, sealed),
    mac,
    macHolds: (purpose, message, expected) => sameBytes(mac(purpose, message), expected),
  };
}
