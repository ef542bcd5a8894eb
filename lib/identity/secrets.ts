/**
 * The deployment's own secrets: 32 random bytes each, wrapped by a key derived from
 * NATTOKU_SECRET, kept in the key store and never rotated (the handle pepper above all: a new
 * one would make everybody a stranger).
 */
import { hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { KeyStore } from '../../db/port';
import { AppError } from '../errors';
import { openBytes, sealBytes, SealBrokenError, sealingKey } from './sealing';

/** The key that wraps every other key. */
export function keyEncryptionKey(secret: string): KeyObject {
  return sealingKey(new Uint8Array(hkdfSync('sha256', secret, '', 'nattoku/v1/kek', 32)));
}

/** The secret of this name; made on first use, when the first of several processes wins. */
export async function findOrMakeSecret(
  kek: KeyObject,
  keyStore: Pick<KeyStore, 'findSecret' | 'putSecret'>,
  name: string,
): Promise<Uint8Array> {
  const context = `secret\0${name}`;
  const stored =
    (await keyStore.findSecret(name)) ??
    (await keyStore.putSecret(name, sealBytes(kek, context, randomBytes(32))));
  try {
    return openBytes(kek, context, stored);
  } catch (cause) {
    if (!(cause instanceof SealBrokenError)) throw cause;
    throw new AppError('internal', 'NATTOKU_SECRET does not open this key store', { cause });
  }
}
