// A sample of people: the row's seal holds, its bytes are the fold of the events, and each
// personal part opens its commitment.
import type { StoredEvent, SubjectRow } from '../../db/port';
import { encodeState } from '../../lib/choice/codec';
import { foldSubject } from '../../lib/choice/fold';
import { personalCommitment, personalOpening } from '../../lib/ledger/commitment';
import { WATCH_SYSTEM } from '../../lib/identity/model';
import { parseEntry } from '../../lib/ledger/entry';
import { loadComponent } from '../../lib/record/component';
import { toFoldEvent } from '../../lib/record/personal';
import type { Runtime } from '../../lib/runtime/model';
import { logHolding } from '../../lib/transparency/log-name';
import type { LogInfo } from '../../lib/transparency/model';
import { ill, well, type Finding } from './finding';

const LOOKED_AT = 2_000;
const SAMPLE = 50;
const PEOPLE = { notBy: 'watch' } as const;

/** Subjects of the newest events, each once. */
async function sampleSubjects(runtime: Runtime): Promise<string[]> {
  const newest = await runtime.store.searchLog({ ...PEOPLE, order: 'newest', limit: LOOKED_AT });
  const subjects = newest.flatMap(({ personal }) =>
    personal === null || personal.n === null ? [] : [personal.subject],
  );
  return [...new Set(subjects)].slice(0, SAMPLE);
}

/** Openings are salted with the log that the entry is in. */
async function personalHolds(
  runtime: Runtime,
  event: StoredEvent,
  logs: readonly LogInfo[],
): Promise<boolean> {
  const { personal, eventId } = event;
  if (personal === null || eventId === null) return true;
  const [key] = await runtime.subjectKeys.find([personal.subject]);
  if (key === undefined) return true; // Erased: nothing left to hold against.
  const json = Buffer.from(runtime.vault.openPersonal(key, eventId, personal.sealed)).toString(
    'utf8',
  );
  const origin = logHolding(logs, event.seq)?.origin ?? '';
  const opening = personalOpening(key, personal.random, origin, eventId);
  return personalCommitment(opening, json) === parseEntry(event.entry).p;
}

async function problemOf(
  runtime: Runtime,
  row: SubjectRow,
  logs: readonly LogInfo[],
): Promise<string | undefined> {
  const { subject, n, head, state, seal } = row;
  if (!runtime.vault.stateSealHolds(subject, n, head, state, seal)) {
    return 'a state row was changed behind our back: its seal does not hold';
  }
  const { events } = await loadComponent(runtime, [subject]);
  for (const { stored } of events) {
    if (!(await personalHolds(runtime, stored, logs))) {
      return `entry ${String(stored.seq)}: its personal part does not match its commitment`;
    }
  }
  const folded = encodeState(foldSubject(events.map(toFoldEvent), subject));
  return Buffer.compare(folded, state) === 0 ? undefined : 'a state is not the fold of its events';
}

export async function checkStates(runtime: Runtime): Promise<Finding> {
  const subjects = await sampleSubjects(runtime);
  const logs = await runtime.ledger.logs();
  const rows = await runtime.store.findSubjects(subjects);
  for (const row of rows) {
    // No row: erased since.
    const problem = row === undefined ? undefined : await problemOf(runtime, row, logs);
    if (problem === undefined) continue;
    const mend =
      'this person is answered no until it is mended: restore the newest backup that verifies';
    return ill('states', problem, mend);
  }
  const known = await runtime.store.countIdentifiers();
  const invented = known.find(({ system }) => system === WATCH_SYSTEM)?.identifiers ?? 0;
  const total = (await runtime.store.countSubjects()) - invented;
  const said = `${String(subjects.length)} of ${String(total)} people: seals hold, state = fold of the events`;
  return well('states', said);
}
