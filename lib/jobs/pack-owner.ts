/** Whose pack it is, and whether whoever asked may still have it: an officer, or an auditor's key. */
import type { Store } from '../../db/port';
import type { Auditor } from '../evidence/auditor';
import { keyAtWork } from '../identity/api-keys';
import { officerAtWork } from '../identity/officer-at-work';

const KEY = 'key_';

export function ownerOf(auditor: Auditor): string {
  return auditor.kind === 'officer' ? auditor.officer : `${KEY}${auditor.keyId}`;
}

/** With what they may do now; undefined: no officer, or no key, any more. `work` stands where a session would. */
export async function ownerAtWork(
  store: Pick<Store, 'findOfficer' | 'findApiKey'>,
  owner: string,
  work: string,
  nowMs: number,
): Promise<Auditor | undefined> {
  if (!owner.startsWith(KEY)) return officerAtWork(store, owner, work);
  return keyAtWork(store, owner.slice(KEY.length), nowMs);
}
