/**
 * Who of those a system knows is permitted something: a personal-data export (API.md "AuthZEN").
 * People are judged page by page in the order of the system's own handles, as if it had asked
 * about each; nobody it does not know comes up.
 */
import { setImmediate } from 'node:timers/promises';
import { openRow } from '../record/subjects';
import type { SystemPrincipal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { answered, tokenFor } from './answered';
import { judgeWaiting, knownJudge } from './judging';
import type { Answered, Asking } from './model';

/** Judged without a pause: a few milliseconds. */
const ROWS_AT_ONCE = 250;
/** People looked at in one call at most: an answer in time, however few are permitted. */
const LOOKS = 5000;

export interface PeopleQuestion {
  /** What is asked about each. */
  readonly askings: (subject: { readonly handle: string }) => readonly Asking[];
  readonly permits: (answers: readonly Answered[]) => boolean;
}
export interface PeopleFound {
  readonly handles: readonly string[];
  /** The last one looked at, '' where nobody was; undefined when everybody was. */
  readonly after: string | undefined;
}

type Row = Awaited<ReturnType<Runtime['store']['subjectsOfSystem']>>[number];

async function askAbout(
  runtime: Runtime,
  principal: SystemPrincipal,
  question: PeopleQuestion,
  row: Row,
  token: string,
): Promise<boolean> {
  const { handle } = row;
  const nowMs = runtime.clock.now();
  const subject = openRow(row, runtime.vault, runtime.log);
  const known = knownJudge(runtime, principal);
  const answers: Answered[] = [];
  for (const asking of question.askings({ handle })) {
    const judgement = known(asking, subject) ?? (await judgeWaiting(runtime, principal, asking));
    answers.push(answered(runtime, judgement, token, nowMs));
  }
  return question.permits(answers);
}

export async function findPermitted(
  runtime: Runtime,
  principal: SystemPrincipal,
  question: PeopleQuestion,
  page: { readonly after: string; readonly limit: number; readonly looks?: number },
): Promise<PeopleFound> {
  const { store, subjects, clock } = runtime;
  const { limit, looks = LOOKS } = page;
  const handles: string[] = [];
  let after = page.after;
  let looked = 0;
  while (handles.length < limit && looked < looks) {
    await subjects.fresh();
    // Before the rows are read: it never says fresher than they are.
    const token = tokenFor(runtime, principal.system, clock.now());
    const part = { ...(after !== '' && { after }), limit: ROWS_AT_ONCE };
    const rows = await store.subjectsOfSystem(principal.system, part);
    for (const row of rows) {
      if (handles.length === limit) return { handles, after };
      ({ handle: after } = row);
      looked += 1;
      if (await askAbout(runtime, principal, question, row, token)) handles.push(row.handle);
    }
    if (rows.length < ROWS_AT_ONCE) return { handles, after: undefined };
    // Decisions go first.
    await setImmediate();
  }
  return { handles, after };
}
