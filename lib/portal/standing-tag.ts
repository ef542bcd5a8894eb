/** Changes with whatever is on record about somebody, and says nothing else: for a page that asks whether it is still true. */
import type { Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { ownRecord } from './queries';

/** Empty where nobody is known. */
export async function standingTag(runtime: Runtime, principal: Principal): Promise<string> {
  const person = ownRecord(principal);
  const group = person && (await runtime.store.findGroup({ subject: person.subject }));
  if (group === undefined) return '';
  const heads = group.rows.map(({ head }) => head).sort();
  const tag = runtime.vault.mac('standing-tag', JSON.stringify(heads));
  return Buffer.from(tag).toString('base64url').slice(0, 16);
}
