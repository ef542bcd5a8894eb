/**
 * Who is behind the names of a block, read in the order of the index and not kept: an audience
 * must not push out of memory whom others ask about all the time.
 */
import { SUBJECT_BYTES } from '../../../db/audience-marks';
import { NameList } from '../../../db/name-list';
import { OwnerRun } from '../../../db/owner-run';
import { suppressedSubject } from '../../record/suppression';
import type { Runtime } from '../../runtime/model';
import { ERASED, NOBODY, SOMEBODY, type Block } from './block';
import { nearTogether, type Names } from './near-together';
import { slices } from './slices';

/** Says in the block whose each handle is. */
export async function findPeople(runtime: Runtime, system: string, block: Block): Promise<void> {
  const names = block.handleNames();
  const order = nearTogether(names, block.placesOf(NOBODY));
  const list = new NameList();
  for await (const [from, to] of slices(order.length)) {
    await findSlice(runtime, system, block, listed(list, names, order.subarray(from, to)));
  }
}

export interface Listed {
  readonly list: NameList;
  readonly places: Uint32Array;
}

/** The names at these places as a list to ask with. */
export function listed(list: NameList, { bytes, each }: Names, places: Uint32Array): Listed {
  list.clear();
  for (let at = 0; at < places.length; at += 1) {
    const from = (places[at] ?? 0) * each;
    list.add(bytes, from, from + each);
  }
  return { list, places };
}

/** Whose handles these are, of those that were named by handle: another system's is nobody's. */
async function foreignHandles(
  { store }: Pick<Runtime, 'store'>,
  system: string,
  subjects: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await store.identifiersOf([...new Set(subjects)]);
  return new Set(rows.flatMap((row) => (row.system === system ? [] : [row.handle])));
}

/** Puts down whose they are; answers the places of those who were named by handle. */
function putOwners(bytes: Buffer, block: Block, places: Uint32Array): readonly number[] {
  const byHandle: number[] = [];
  const run = new OwnerRun(bytes);
  while (run.next()) {
    const place = places[run.place] ?? -1;
    const { subjectAt, endsAt } = run;
    if (place < 0 || endsAt - subjectAt !== SUBJECT_BYTES) throw new Error('no subject of ours');
    const to = place * SUBJECT_BYTES - subjectAt;
    for (let at = subjectAt; at < endsAt; at += 1) block.subjects[to + at] = bytes[at] ?? 0;
    block.whose[place] = SOMEBODY;
    if (block.byHandle[place] === 1) byHandle.push(place);
  }
  return byHandle;
}

async function findSlice(
  { store, vault, log }: Runtime,
  system: string,
  block: Block,
  { list, places }: Listed,
): Promise<void> {
  const byHandle = putOwners(await store.ownerRunOf(list), block, places);
  const unseen: number[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    if (block.whose[place] === NOBODY) unseen.push(place);
  }
  if (byHandle.length > 0) {
    const shown = byHandle.map((place) => block.subject(place));
    const foreign = await foreignHandles({ store }, system, shown);
    for (const place of byHandle) {
      if (foreign.has(block.handle(place))) block.whose[place] = NOBODY;
    }
  }
  if (unseen.length === 0) return;
  const left = await store.findSuppressions(unseen.map((place) => block.handle(place)));
  for (const [at, place] of unseen.entries()) {
    const row = left[at];
    if (row === undefined) continue;
    const refusal = suppressedSubject({ vault, log }, block.handle(place), row.sealed);
    if (block.byHandle[place] === 1 && refusal.suppressed.system !== system) continue;
    block.refusals.set(place, refusal);
    block.whose[place] = ERASED;
  }
}
