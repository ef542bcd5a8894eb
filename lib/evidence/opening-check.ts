/**
 * Every commitment opened again (LEDGER "Over HTTP", `fsck --openings`): each body and personal
 * part against its entry; where one is missing, an erasure or a restore must have said so. And every person:
 * the seal of the state row, state = fold of the events, no gap in the chain.
 */
import type { StoredEvent, SubjectRow } from '../../db/port';
import { encodeState } from '../choice/codec';
import { foldSubject } from '../choice/fold';
import { equalBytes } from '../ledger/bytes';
import { bodyCommitment, personalCommitment, personalOpening } from '../ledger/commitment';
import { parseEntry } from '../ledger/entry';
import { chainStanding } from '../record/chain-standing';
import { loadComponent } from '../record/component';
import { officerKey, toFoldEvent, type OpenedEvent } from '../record/personal';
import { wasRefilled } from '../record/restored';
import type { Runtime } from '../runtime/model';
import { logHolding } from '../transparency/log-name';
import type { LogInfo } from '../transparency/model';

export interface OpeningProblem {
  /** `event 17`, or `a person's state`: never who. */
  readonly where: string;
  readonly what: string;
}
type OnProgress = (what: 'events' | 'people', done: number, total: number) => void;

const PAGE = 500;

async function personalProblem(
  runtime: Runtime,
  event: StoredEvent,
  logs: readonly LogInfo[],
): Promise<string | undefined> {
  const { personal, eventId } = event;
  if (personal === null || eventId === null) return undefined;
  const [key] =
    personal.n === null
      ? [officerKey(runtime.vault, personal.subject)]
      : await runtime.subjectKeys.find([personal.subject]);
  if (key === undefined) return 'its personal part has no key, and nobody erased it';
  const json = Buffer.from(runtime.vault.openPersonal(key, eventId, personal.sealed)).toString();
  const origin = logHolding(logs, event.seq)?.origin ?? '';
  const opening = personalOpening(key, personal.random, origin, eventId);
  if (personalCommitment(opening, json) === parseEntry(event.entry).p) return undefined;
  return 'its personal part does not match its commitment';
}

async function eventProblem(
  runtime: Runtime,
  event: StoredEvent,
  logs: readonly LogInfo[],
): Promise<string | undefined> {
  const entry = parseEntry(event.entry);
  if (entry.k !== event.kind || entry.t !== event.t) return 'its row says something else';
  const { body, personal } = event;
  if (body !== null && bodyCommitment(body.opening, body.json) !== entry.b) {
    return 'its body does not match its commitment';
  }
  const closed =
    (entry.b !== undefined && body === null) || (entry.p !== undefined && personal === null);
  if (closed) {
    const [erased] = await runtime.store.isErased([event.seq]);
    if (erased !== true && !wasRefilled(runtime.restores, event.seq)) {
      return 'its opening is missing, and no erasure or restore says why';
    }
  }
  return personalProblem(runtime, event, logs);
}

async function safely(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    // A forged body may be of no known form: what stumbles over it says nothing to people.
    if (error instanceof TypeError) return 'cannot be folded: its content has another form';
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The row stands at an event that is there, and nothing of its group came after it. (After a split
 * the other side's event may follow the one this side ends with: both once were one chain.)
 */
async function endsAt(
  runtime: Runtime,
  { leader, n, head }: SubjectRow,
  events: readonly OpenedEvent[],
): Promise<boolean> {
  const group = new Set((await runtime.store.membersOf(leader)).map(({ subject }) => subject));
  const newest = events.filter(({ personal }) => group.has(personal.subject));
  if (newest.some(({ personal }) => (personal.n ?? 0) > n)) return false;
  return events.some(
    ({ stored, personal }) => personal.n === n && parseEntry(stored.entry).p === head,
  );
}

async function personProblem(runtime: Runtime, subject: string): Promise<string | undefined> {
  const [row] = await runtime.store.findSubjects([subject]);
  if (row === undefined) return undefined; // Erased since.
  const { n, head, state, seal } = row;
  if (!runtime.vault.stateSealHolds(subject, n, head, state, seal)) {
    return 'was changed behind our back: its seal does not hold';
  }
  const { events } = await loadComponent(runtime, [subject]);
  const { gaps } = chainStanding(events);
  if (gaps.length > 0) return `the chain has a gap before ${String(gaps[0])}`;
  if (n > 0 && !(await endsAt(runtime, row, events))) {
    return 'does not end where its chain of events ends';
  }
  const folded = encodeState(foldSubject(events.map(toFoldEvent), subject));
  return equalBytes(folded, state) ? undefined : 'is not the fold of its events';
}

export async function checkOpenings(
  runtime: Runtime,
  onProgress: OnProgress = () => undefined,
): Promise<readonly OpeningProblem[]> {
  const { store } = runtime;
  const problems: OpeningProblem[] = [];
  const logs = await runtime.ledger.logs();
  const head = await store.head();
  for (let seq = 0; ;) {
    const page = await store.searchLog({ order: 'oldest', limit: PAGE, afterSeq: seq });
    for (const event of page) {
      const what = await safely(() => eventProblem(runtime, event, logs));
      if (what !== undefined) problems.push({ where: `event ${String(event.seq)}`, what });
    }
    seq = page.at(-1)?.seq ?? seq;
    onProgress('events', seq, head.seq);
    if (page.length < PAGE) break;
  }
  const total = await store.countSubjects();
  let done = 0;
  for (let after: string | undefined; ;) {
    const page = await store.subjectIds({ limit: PAGE, ...(after !== undefined && { after }) });
    for (const subject of page) {
      const what = await safely(() => personProblem(runtime, subject));
      if (what !== undefined) problems.push({ where: 'a person’s state', what });
    }
    done += page.length;
    after = page.at(-1);
    onProgress('people', done, total);
    if (page.length < PAGE) break;
  }
  return problems;
}
