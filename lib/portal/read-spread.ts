/** What the spread of something said is worked out from: whom it concerns, who knows them, who asks. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { EventBody } from '../choice/model';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import { historyOf } from '../record/history';
import type { Runtime } from '../runtime/model';
import { changingBody, spreadView, type SpreadView, type Telling } from './spread';

const DAY_MS = 86_400_000;
/** A place that nobody asked about for longer is not said to ask. */
const ASKS_DAYS = 30;

/** How far systems were told of one event (lib/delivery): handed in, since this reads no deliveries. */
export type TellingOf = (
  said: { readonly seq: number; readonly body: EventBody },
  subjects: readonly string[],
) => Promise<readonly Telling[]>;

/** Of what one tap wrote. Undefined where nothing of it changes an answer, or it is not this person's. */
export async function readSpread(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  view: { readonly compiled: CompiledCatalogue; readonly locale: Locale },
  eventIds: readonly string[],
  tellingOf: TellingOf,
): Promise<SpreadView | undefined> {
  if (person.kind !== 'person') return undefined;
  const { store, clock } = runtime;
  const items = await historyOf(runtime, person);
  const meant = items
    .filter(({ eventId }) => eventIds.includes(eventId))
    .flatMap((item) => {
      const body = changingBody(item, items);
      return body === undefined ? [] : [{ seq: item.seq, own: item.body, body }];
    });
  if (meant.length === 0) return undefined;
  const group = await store.findGroup({ subject: person.subject });
  const subjects = (group?.rows ?? []).map(({ subject }) => subject);
  const [known, asked, told] = await Promise.all([
    store.identifiersOf(subjects),
    store.askedPlaces(new Date(clock.now() - ASKS_DAYS * DAY_MS).toISOString().slice(0, 10)),
    Promise.all(meant.map(({ seq, own }) => tellingOf({ seq, body: own }, subjects))),
  ]);
  return spreadView({
    ...view,
    bodies: meant.map(({ body }) => body),
    systems: new Set(known.map(({ system }) => system)),
    asked: new Set(asked.map(({ touchpoint }) => touchpoint)),
    told: told.flat(),
  });
}
