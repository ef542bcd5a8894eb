/**
 * Who is behind the names of a block, read in the order of the index and not kept: an audience
 * must not push out of memory whom others ask about all the time.
 */
import type { Subject } from '../../record/subjects';
import { suppressedSubject } from '../../record/suppression';
import type { Runtime } from '../../runtime/model';
import type { AskedSubject } from '../model';
import { namesAt, nearTogether } from './near-together';
import { slices } from './slices';

/** Somebody's subject, or the refusal that somebody erased has left. */
export type Found = string | Pick<Subject, 'state' | 'broken'>;

const HANDLE_BEGINS = 'h1_'.length;

/** Of each, in one order: how they were named, and the handle that stands for it. */
export interface People {
  readonly named: readonly { readonly subject: AskedSubject }[];
  readonly handles: readonly string[];
}

/** In the order of the people; undefined: nobody this system has shown us. */
export async function findPeople(
  runtime: Runtime,
  system: string,
  people: People,
): Promise<readonly (Found | undefined)[]> {
  const { handles } = people;
  const found = Array<Found | undefined>(handles.length).fill(undefined);
  const order = nearTogether(handles, HANDLE_BEGINS);
  for await (const [from, to] of slices(order.length)) {
    await findSlice(runtime, system, people, order.subarray(from, to), found);
  }
  return found;
}

/** Whose handles these are, of those that were named by handle: another system's is nobody's. */
async function foreignHandles(
  { store }: Pick<Runtime, 'store'>,
  system: string,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const rows = await store.identifiersOf([...new Set(subjects)]);
  return new Set(rows.flatMap((row) => (row.system === system ? [] : [row.handle])));
}

function isByHandle(named: People['named'], place: number): boolean {
  return 'handle' in (named[place]?.subject ?? {});
}

/** Puts who was found at these places there. */
async function findSlice(
  { store, vault, log }: Runtime,
  system: string,
  { named, handles }: People,
  places: Uint32Array,
  found: (Found | undefined)[],
): Promise<void> {
  const subjects = await store.subjectsOf(namesAt(handles, places));
  const unseen: number[] = [];
  const byHandle: number[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    const subject = subjects[at];
    found[place] = subject;
    if (subject === undefined) unseen.push(place);
    else if (isByHandle(named, place)) byHandle.push(place);
  }
  const shown = byHandle.flatMap((place) => (typeof found[place] === 'string' ? found[place] : []));
  const foreign = await foreignHandles({ store }, system, shown);
  for (const place of byHandle) if (foreign.has(handles[place] ?? '')) found[place] = undefined;
  if (unseen.length === 0) return;
  const left = await store.findSuppressions(namesAt(handles, Uint32Array.from(unseen)));
  for (const [at, place] of unseen.entries()) {
    const row = left[at];
    if (row === undefined) continue;
    const refusal = suppressedSubject({ vault, log }, handles[place] ?? '', row.sealed);
    if (!isByHandle(named, place) || refusal.suppressed.system === system) found[place] = refusal;
  }
}
