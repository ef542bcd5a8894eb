/** How an event hangs on the chains it stands in (LEDGER "Entry": `n` and `prev`). */
import { isLink } from '../choice/links';
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

/** Links stand in both chains, so that each history can be read alone (but a confirmed join makes them one). */
export function mirrored(event: NewPersonalEvent): boolean {
  if (event.of === undefined || !isLink(event.body.type)) return false;
  return !joinsForSure(event);
}
