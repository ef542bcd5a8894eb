/**
 * Whom a publication touches: what each person may be tailored to now is held against what they
 * might be under the draft, by the very judgement that systems get. Counters apart, as in a replay.
 */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import { WATCH_SYSTEM } from '../identity/model';
import { decodeState } from '../choice/codec';
import type { SubjectState } from '../choice/model';
import { decide } from '../decision/decide';
import type { SubjectRow } from '../../db/port';
import type { Runtime } from '../runtime/model';
import type { Affected } from './draft-model';

const PAGE = 500;
const NOBODY: Affected = { people: 0, askedAgain: 0, ending: 0, staying: 0, places: {} };

/** Live places of `now` that are gone, or mean something else, in `next`: elsewhere nothing can change. */
export function changedPlaces(
  now: CompiledCatalogue,
  next: CompiledCatalogue,
): readonly CompiledTouchpoint[] {
  return [...now.touchpoints.values()].filter(({ touchpoint }) => {
    if (touchpoint.status !== 'live') return false;
    const then = next.touchpoints.get(touchpoint.key)?.touchpoint;
    return then?.status !== 'live' || then.materialVersion === next.version;
  });
}

function verdict(
  catalogue: CompiledCatalogue,
  state: SubjectState,
  { touchpoint: { key: touchpoint, system } }: CompiledTouchpoint,
  nowMs: number,
) {
  const question = { touchpoint, data: [], signals: { gpc: false }, system };
  return decide(catalogue, state, { contacts: [] }, question, nowMs);
}

/** Places that end for this person, and whether they are asked again about it. */
export function changesFor(
  now: CompiledCatalogue,
  next: CompiledCatalogue,
  state: SubjectState,
  places: readonly CompiledTouchpoint[],
  nowMs: number,
): readonly { readonly place: string; readonly again: boolean }[] {
  return places.flatMap((place) => {
    if (!verdict(now, state, place, nowMs).decision) return [];
    const then = next.touchpoints.get(place.touchpoint.key) ?? place;
    const { decision, reason } = verdict(next, state, then, nowMs);
    return decision ? [] : [{ place: place.touchpoint.key, again: reason === 'renewal_needed' }];
  });
}

/** Said anything that stands: allowed, refused, switched, paused or limited. */
function saidAnything(state: SubjectState): boolean {
  return (
    state.cells.size > 0 ||
    state.sweeps.length > 0 ||
    state.touchpointsOff.size > 0 ||
    state.techniquesOff.size > 0 ||
    state.limits.length > 0
  );
}

function add(so: Affected, changes: ReturnType<typeof changesFor>): Affected {
  const again = changes.some((change) => change.again);
  const ends = changes.some((change) => !change.again);
  const places = { ...so.places };
  for (const { place } of changes) places[place] = (places[place] ?? 0) + 1;
  return {
    people: so.people + 1,
    askedAgain: so.askedAgain + (again ? 1 : 0),
    ending: so.ending + (ends ? 1 : 0),
    staying: so.staying + (changes.length === 0 ? 1 : 0),
    places,
  };
}

/** Whom the product watches its own way out with: nobody. */
async function invented({ store }: Runtime): Promise<ReadonlySet<string>> {
  const all = new Set<string>();
  for (let after: string | undefined; ;) {
    const page = { limit: PAGE, ...(after !== undefined && { after }) };
    const rows = await store.subjectsOfSystem(WATCH_SYSTEM, page);
    for (const { subject } of rows) all.add(subject);
    after = rows.at(-1)?.handle;
    if (rows.length < PAGE) return all;
  }
}

/** A record that somebody changed behind our back permits nothing, now and then. */
function stateOf({ vault }: Runtime, row: SubjectRow): SubjectState | undefined {
  const { subject, n, head, state, seal } = row;
  return vault.stateSealHolds(subject, n, head, state, seal) ? decodeState(state) : undefined;
}

/** Everybody, page by page; undefined where `onPage` says that somebody else goes on. */
export async function countAffected(
  runtime: Runtime,
  now: CompiledCatalogue,
  next: CompiledCatalogue,
  onPage: (done: number, total: number) => Promise<boolean>,
): Promise<Affected | undefined> {
  const { store, clock } = runtime;
  const [total, nobody] = [await store.countSubjects(), await invented(runtime)];
  const places = changedPlaces(now, next);
  let so = NOBODY;
  let done = 0;
  for (let after: string | undefined; ;) {
    const page = { limit: PAGE, ...(after !== undefined && { after }) };
    const ids = await store.subjectIds(page);
    for (const row of await store.findSubjects(ids.filter((id) => !nobody.has(id)))) {
      // Records that are joined are one person's.
      if (row === undefined || row.leader !== row.subject) continue;
      const state = stateOf(runtime, row);
      if (state === undefined || !saidAnything(state)) continue;
      so = add(so, changesFor(now, next, state, places, clock.now()));
    }
    done += ids.length;
    after = ids.at(-1);
    if (!(await onPage(done, Math.max(done, total)))) return undefined;
    if (ids.length < PAGE) return so;
  }
}
