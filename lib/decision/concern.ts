/** Whether an event can change what one place answers (DESIGN §4): whoever is there has to hear of it. Pure. */
import type { CompiledTouchpoint } from '../catalogue/compile';
import type { EventBody, Extent, LimitSpec } from '../choice/model';

function covers(extent: Extent, key: string): boolean {
  return extent === '*' || extent.includes(key);
}

function paints(
  { purposes, channels, data }: { purposes: Extent; channels: Extent; data: Extent },
  place: CompiledTouchpoint,
  itself: boolean,
): boolean {
  if (!covers(channels, place.touchpoint.channel)) return false;
  const met = place.purposes.filter(({ purpose }) => covers(purposes, purpose.key));
  if (itself) return met.length > 0;
  const carries = met.some(({ carriesData }) => carriesData);
  return carries && place.data.some((category) => covers(data, category));
}

function limits(limit: LimitSpec, { touchpoint, contact, data }: CompiledTouchpoint): boolean {
  switch (limit.kind) {
    case 'frequency':
      return contact && (limit.channel === undefined || limit.channel === touchpoint.channel);
    case 'quietHours':
      return contact;
    case 'dataAge':
      return data.includes(limit.data);
    default:
      return true;
  }
}

export function concernsPlace(body: EventBody, place: CompiledTouchpoint): boolean {
  const { touchpoint, purposes, contractOnly, sharesForAds } = place;
  // A guardian's own copy, and a child asking theirs, change no answer and are nobody's business.
  if (body.type === 'guardian' && (body.asGuardian || body.act === 'ask')) return false;
  // What is contract alone passes everything by but what the law says of minors, which is of ads.
  if (contractOnly) return body.type === 'erasure' || (body.type === 'guardian' && sharesForAds);
  switch (body.type) {
    case 'allow':
      // Lifts a browser's signal for the purpose, on every channel.
      return paints(sharesForAds ? { ...body, channels: '*' } : body, place, true);
    case 'deny':
      return paints(body, place, body.data === '*');
    case 'touchpoint-off':
    case 'touchpoint-on':
      return body.touchpoint === touchpoint.key;
    case 'technique-off':
    case 'technique-on':
      return body.technique === touchpoint.technique;
    case 'pause': {
      const named = body.purposes;
      return named === undefined || purposes.some(({ purpose }) => named.includes(purpose.key));
    }
    case 'signal':
      return sharesForAds;
    case 'limit':
      return limits(body.limit, place);
    case 'resume':
    case 'undo':
    case 'join':
    case 'split':
    case 'not-me':
    case 'guardian':
    case 'erasure':
      return true;
    default:
      return false;
  }
}
