import type { Vault } from '../identity/vault';

/** What outlives a restore of somebody erased: an HMAC of a random id, which says nothing by itself. */
export function tombstoneOf(vault: Pick<Vault, 'mac'>, subject: string): string {
  return Buffer.from(vault.mac('tombstone', subject)).toString('base64url');
}
