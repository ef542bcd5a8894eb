/**
 * Who is behind the names of a block, read in the order of the index and not kept: an audience
 * must not push out of memory whom others ask about all the time.
 */
import type { Subject } from '../../record/subjects';
import { suppressedSubject } from '../../record/suppression';
import type { Runtime } from '../../runtime/model';
import type { AskedSubject } from '../model';
import { nearTogether } from './near-together';
import { slices } from './slices';

/** Somebody's subject, or the refusal that somebody erased has left. */
export type Found = string | Pick<Subject, 'state' | 'broken'>;

export interface Person {
  readonly subject: AskedSubject;
  readonly handle: string;
}

const HANDLE_BEGINS = 'h1_'.length;

/** In the order of the people; undefined: nobody this system has shown us. */
export async function findPeople(
  runtime: Runtime,
  system: string,
  people: readonly Person[],
): Promise<readonly (Found | undefined)[]> {
  const found = Array<Found | undefined>(people.length).fill(undefined);
  const order = nearTogether(
    people.map(({ handle }) => handle),
    HANDLE_BEGINS,
  );
  for await (const places of slices(order)) {
    const slice = places.flatMap((place) => people[place] ?? []);
    const asked = await findSlice(runtime, system, slice);
    places.forEach((place, at) => {
      found[place] = asked[at];
    });
  }
  return found;
}

/** Whose handles these are, of those that were named by handle: another system's is nobody's. */
async function foreignHandles(
  { store }: Pick<Runtime, 'store'>,
  system: string,
  people: readonly Person[],
  subjects: readonly (string | undefined)[],
): Promise<ReadonlySet<string>> {
  const named = people.flatMap(({ subject }, at) =>
    'handle' in subject ? (subjects[at] ?? []) : [],
  );
  if (named.length === 0) return new Set();
  const rows = await store.identifiersOf([...new Set(named)]);
  return new Set(rows.flatMap((row) => (row.system === system ? [] : [row.handle])));
}

async function findSlice(
  { store, vault, log }: Runtime,
  system: string,
  people: readonly Person[],
): Promise<readonly (Found | undefined)[]> {
  const handles = people.map(({ handle }) => handle);
  const subjects = await store.subjectsOf(handles);
  const unseen = handles.filter((_, at) => subjects[at] === undefined);
  const left = unseen.length === 0 ? [] : await store.findSuppressions(unseen);
  const foreign = await foreignHandles({ store }, system, people, subjects);
  let at = 0;
  return people.map(({ subject: named, handle }, index) => {
    const subject = subjects[index];
    const byHandle = 'handle' in named;
    if (subject !== undefined) return byHandle && foreign.has(handle) ? undefined : subject;
    const row = left[at];
    at += 1;
    if (row === undefined) return undefined;
    const refusal = suppressedSubject({ vault, log }, handle, row.sealed);
    return byHandle && refusal.suppressed.system !== system ? undefined : refusal;
  });
}
