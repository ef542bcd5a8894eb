/** Who changed since a place in the log, page by page, and who was erased. */
import type { ChangedPerson } from '../../../db/port';
import { openRow, type Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';
import { erasedSince } from './erased';

export interface Changed {
  readonly handle: string;
  readonly system: string;
  /** Undefined: nobody any more. */
  readonly subject: Pick<Subject, 'state' | 'broken'> | undefined;
}

const PAGE = 500;

async function erasedPeople(runtime: Runtime, afterSeq: number): Promise<Changed[] | undefined> {
  const erased = await erasedSince(runtime, afterSeq);
  if (erased === undefined) return undefined;
  const subjects = await runtime.subjects.byHandles(erased.map(({ handle }) => handle));
  return erased.map((one, at) => ({ ...one, subject: subjects[at] }));
}

/**
 * Pages of people of these systems written after `afterSeq`, each newer than what was told before.
 * `erased` alone where somebody was erased who cannot be named any more.
 */
export async function* changedSince(
  runtime: Runtime,
  systems: readonly string[],
  afterSeq: number,
): AsyncGenerator<readonly Changed[] | 'erased'> {
  const { store, vault, log } = runtime;
  const gone = await erasedPeople(runtime, afterSeq);
  if (gone === undefined) {
    yield 'erased';
    return;
  }
  if (gone.length > 0) yield gone;
  for (let after = { seq: afterSeq + 1, handle: '' }; ;) {
    const rows: readonly ChangedPerson[] = await store.changedPeople(systems, {
      after,
      limit: PAGE,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => ({
      handle: row.handle,
      system: row.system,
      subject: openRow(row, vault, log),
    }));
    if (rows.length < PAGE) return;
    after = { seq: last.seq, handle: last.handle };
  }
}
