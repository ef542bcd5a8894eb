/** What the spread of something said is worked out from: whom it concerns, who knows them, who asks. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { EventBody } from '../choice/model';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import { openEvents } from '../record/personal';
import type { Runtime } from '../runtime/model';
import { changesAnswers, spreadView, type SpreadView, type Telling } from './spread';

const DAY_MS = 86_400_000;
/** A place that nobody asked about for longer is not said to ask. */
const ASKS_DAYS = 30;

/** How far systems were told of one event (lib/delivery): handed in, since this reads no deliveries. */
export type TellingOf = (
  said: { readonly seq: number; readonly body: EventBody },
  subjects: readonly string[],
) => Promise<readonly Telling[]>;

interface Meant {
  readonly seq: number;
  readonly own: EventBody;
  /** What it changes answers by: its own, or that of the event it takes back. */
  readonly body: EventBody;
}

/** Undefined for a word or a look, and for what lies in nobody's chain of these. */
async function meantBy(
  runtime: Runtime,
  subjects: readonly string[],
  eventId: string,
): Promise<Meant | undefined> {
  const stored = await runtime.store.findEvent(eventId);
  if (stored?.personal == null || !subjects.includes(stored.personal.subject)) return undefined;
  const [opened] = await openEvents(runtime, [stored]);
  if (opened === undefined) return undefined;
  const { body, personal } = opened;
  const said = { seq: stored.seq, own: body };
  if (changesAnswers(body)) return { ...said, body };
  if (body.type !== 'undo' || personal.of === undefined || personal.of === eventId)
    return undefined;
  const undone = await meantBy(runtime, subjects, personal.of);
  return undone && { ...said, body: undone.body };
}

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
  const group = await store.findGroup({ subject: person.subject });
  const subjects = (group?.rows ?? []).map(({ subject }) => subject);
  const all = await Promise.all(eventIds.map((id) => meantBy(runtime, subjects, id)));
  const meant = all.filter((one) => one !== undefined);
  if (meant.length === 0) return undefined;
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
