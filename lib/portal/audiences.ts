/** Which audiences a person was in, in the words marketing gave them (CATALOGUE: segments and phases). */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { PersonPrincipal } from '../identity/model';
import { openWords } from '../record/audience-words';
import type { Runtime } from '../runtime/model';

const DAY_MS = 86_400_000;
const SHOWN_DAYS = 400;
const SHOWN_MOST = 200;

export interface AudienceView {
  readonly id: string;
  readonly atMs: number;
  readonly campaign: string;
  readonly segment: string;
  readonly system: string;
  readonly touchpoint: string;
  /** In words; its key where the catalogue knows it no more. */
  readonly place: string;
}

/** Newest first. */
export async function audiencesFor(
  { store, vault, clock }: Pick<Runtime, 'store' | 'vault' | 'clock'>,
  person: PersonPrincipal,
  compiled: CompiledCatalogue,
  locale: Locale,
): Promise<readonly AudienceView[]> {
  const group = await store.findGroup({ subject: person.subject });
  const subjects = (group?.rows ?? []).map(({ subject }) => subject);
  const sinceMs = clock.now() - SHOWN_DAYS * DAY_MS;
  const rows = await store.audiencesOf(subjects, sinceMs, SHOWN_MOST);
  return rows.map(({ id, atMs, system, touchpoint, sealed }) => {
    const place = compiled.touchpoints.get(touchpoint)?.touchpoint.text[locale].name ?? touchpoint;
    return { id, atMs, system, touchpoint, place, ...openWords(vault, sealed) };
  });
}
