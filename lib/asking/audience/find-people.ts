/**
 * The states behind a block of a list, read in the order of the index and not kept: an audience
 * must not push out of memory whom others ask about all the time.
 */
import type { SubjectRow } from '../../../db/port';
import type { Subject } from '../../record/subjects';
import { suppressedSubject } from '../../record/suppression';
import type { Runtime } from '../../runtime/model';
import type { AskedSubject } from '../model';

/** A row whose seal nobody has looked at yet, or the refusal that somebody erased has left. */
export type Found =
  | { readonly row: SubjectRow }
  | {
      readonly left: Pick<Subject, 'state' | 'broken'> & {
        readonly suppressed: { readonly system: string };
      };
    };

/** Whose handles these are, among those that were named by handle. */
async function foreignHandles(
  { store }: Runtime,
  system: string,
  named: ReadonlyMap<string, Found>,
): Promise<ReadonlySet<string>> {
  const foreign = new Set<string>();
  const subjects = new Set<string>();
  for (const [handle, found] of named) {
    if ('row' in found) subjects.add(found.row.subject);
    else if (found.left.suppressed.system !== system) foreign.add(handle);
  }
  if (subjects.size === 0) return foreign;
  const rows = await store.identifiersOf([...subjects]);
  for (const row of rows) if (row.system !== system) foreign.add(row.handle);
  return foreign;
}

async function readStates(
  { store, vault, log }: Runtime,
  handles: readonly string[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const sorted = [...handles].sort();
  const rows = await store.findByHandles(sorted);
  const unseen: string[] = [];
  sorted.forEach((handle, at) => {
    const row = rows[at];
    if (row === undefined) unseen.push(handle);
    else found.set(handle, { row });
  });
  const left = await store.findSuppressions(unseen);
  unseen.forEach((handle, at) => {
    const row = left[at];
    if (row === undefined) return;
    found.set(handle, { left: suppressedSubject({ vault, log }, handle, row.sealed) });
  });
  return found;
}

/** By handle; absent: nobody this system has shown us. */
export async function findPeople(
  runtime: Runtime,
  system: string,
  people: readonly { readonly subject: AskedSubject; readonly handle: string }[],
): Promise<ReadonlyMap<string, Found>> {
  const handles = people.map(({ handle }) => handle);
  const found = await readStates(runtime, handles);
  const named = new Map<string, Found>();
  for (const { subject, handle } of people) {
    const state = 'handle' in subject ? found.get(handle) : undefined;
    if (state !== undefined) named.set(handle, state);
  }
  if (named.size > 0) {
    // Another system's handle is answered like one nobody has seen.
    for (const handle of await foreignHandles(runtime, system, named)) {
      if (named.has(handle)) found.delete(handle);
    }
  }
  return found;
}
