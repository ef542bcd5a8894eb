/**
 * 「自分で伝えた好み」 (DESIGN §4 "told interests"): a person's own words about themselves. They stand in
 * the personal part of their events alone (decision 0005), fold to nothing, and no system reads them.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import { historyOf, type HistoryItem } from '../record/history';
import type { Runtime } from '../runtime/model';
import type { ActOf } from './form-schema';
import { no, says, unchanged, type Meaning } from './meaning';
import type { Named } from './model';

export const WORDS_MAX = 80;
/** The data category that the owners of places hold such statements under. */
export const TOLD_DATA = 'interests-told';

export interface ToldView {
  readonly eventId: string;
  readonly words: string;
  readonly atMs: number;
}

function wordsOf({ body, evidence }: HistoryItem): string | undefined {
  const said = evidence['interests'];
  if (body.type !== 'told' || body.withdrawn === true) return undefined;
  return typeof said === 'string' ? said : undefined;
}

/** What stands, newest first. */
export async function toldFor(
  runtime: Runtime,
  person: PersonPrincipal,
): Promise<readonly ToldView[]> {
  const items = (await historyOf(runtime, person)).filter(({ undone }) => !undone);
  const taken = new Set(
    items.flatMap(({ body, of }) => (body.type === 'told' && body.withdrawn ? [of] : [])),
  );
  return items.flatMap((item) => {
    const words = wordsOf(item);
    const { eventId, atMs } = item;
    return words === undefined || taken.has(eventId) ? [] : [{ eventId, words, atMs }];
  });
}

/** Null where no sentence of ours holds characters that cannot be written. */
function tidyWords(text: string): string | null {
  const words = text.normalize('NFC').trim();
  const isWritable = !/[\p{Cs}\p{Cc}]/u.test(words);
  return words.length >= 1 && words.length <= WORDS_MAX && isWritable ? words : null;
}

export async function toldMeaning(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  act: ActOf<'tell' | 'untell'>,
): Promise<Meaning> {
  // A browser's own record is nobody's to speak for.
  if (person.kind !== 'person') return no('forbidden');
  const standing = await toldFor(runtime, person);
  if (act.act === 'untell') {
    if (!standing.some(({ eventId }) => eventId === act.told)) return unchanged();
    const said = says({ type: 'told', surface: 'portal', withdrawn: true });
    return { ...said, events: said.events.map((event) => ({ ...event, of: act.told })) };
  }
  const words = tidyWords(act.words);
  if (words === null) return no('invalid_request', 'words');
  if (standing.some((one) => one.words === words)) return unchanged();
  const said = says({ type: 'told', surface: 'portal' });
  const evidence = { interests: words };
  return { ...said, events: said.events.map((event) => ({ ...event, evidence })) };
}

/** Places that use what people said they like. */
export function toldPlaces(compiled: CompiledCatalogue, locale: Locale): readonly Named[] {
  return [...compiled.touchpoints.values()].flatMap(({ touchpoint, dataIndex }) =>
    touchpoint.status === 'live' && dataIndex.has(TOLD_DATA)
      ? [{ key: touchpoint.key, name: touchpoint.text[locale].name }]
      : [],
  );
}
