/** How an event hangs on the chains it stands in (LEDGER "Entry": `n` and `prev`). */
import { isLink } from '../choice/links';
import type { GuardianBody } from '../choice/model';
import { placeOf, type Chain } from './chain';
import type { NewPersonalEvent } from './model';

function joinsForSure({ body }: NewPersonalEvent): boolean {
  return body.type === 'join' && 'confirmed' in body && body.confirmed;
}

/** `prev` and `n` of the next event: the newest of the chain, or of both chains a join brings together. */
export function nextLink(
  chain: Chain,
  subject: string,
  event: NewPersonalEvent,
): { readonly n: number; readonly prev: readonly string[] } {
  const own = placeOf(chain, subject);
  if (event.of === undefined || !joinsForSure(event)) {
    return { n: own.n + 1, prev: own.n > 0 ? [own.head] : [] };
  }
  const heads = [own, placeOf(chain, event.of)];
  const prev = [...new Set(heads.filter(({ n }) => n > 0).map(({ head }) => head))].sort();
  return { n: Math.max(...heads.map(({ n }) => n)) + 1, prev };
}

/** Who is whose guardian, and what a guardian says, concern two people who stay two. */
function isGuardians({ body }: NewPersonalEvent): boolean {
  return body.type === 'guardian';
}

/** Names somebody else's chain: what both have said so far must be read. */
export function namesAnother(event: NewPersonalEvent): boolean {
  return event.of !== undefined && (isLink(event.body.type) || isGuardians(event));
}

/** Links stand in both chains, so that each history can be read alone (but a confirmed join makes them one). */
export function mirrored(event: NewPersonalEvent): boolean {
  return namesAnother(event) && !joinsForSure(event);
}

/** The same in the other chain, from its side: of the two only the guardian's copy says so. */
export function mirrorOf(event: NewPersonalEvent, of: string): NewPersonalEvent {
  const { body } = event;
  if (body.type !== 'guardian') return { ...event, of };
  const { asGuardian = false, ...said } = body as Omit<GuardianBody, 'by' | 'receivedAtMs'>;
  return { ...event, of, body: asGuardian ? said : { ...said, asGuardian: true } };
}
