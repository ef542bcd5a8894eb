/** What an auditor may find in the log: facts about events, never who they are about. */
import type { LogFilter, StoredEvent } from '../../db/port';
import type { EventBody } from '../choice/model';
import type { Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { requireAuditor } from './auditor';

export type LogQuestion = Omit<LogFilter, 'afterSeq' | 'order' | 'limit' | 'subjects'> & {
  /** From `openCase`: the person an officer gave a ground for looking at. */
  readonly subjects?: readonly string[];
};

export interface LogLine {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: StoredEvent['kind'];
  readonly eventId: string | null;
  /** null on announcements and once erased. */
  readonly body: EventBody | null;
}

function toLine({ seq, t, kind, eventId, body }: StoredEvent): LogLine {
  const parsed = body === null ? null : (JSON.parse(body.json) as EventBody);
  return { seq, kind, eventId, body: parsed, atMs: parsed?.receivedAtMs ?? t * 1000 };
}

/** One page, newest first; `beforeSeq` continues it. */
export async function searchLog(
  runtime: Runtime,
  principal: Principal,
  question: LogQuestion,
  page: { readonly beforeSeq?: number; readonly limit: number },
): Promise<readonly LogLine[]> {
  requireAuditor(principal);
  const found = await runtime.store.searchLog({
    ...question,
    order: 'newest',
    limit: page.limit,
    ...(page.beforeSeq !== undefined && { afterSeq: page.beforeSeq }),
  });
  return found.map(toLine);
}

export async function countLog(
  runtime: Runtime,
  principal: Principal,
  question: LogQuestion,
): Promise<number> {
  requireAuditor(principal);
  return runtime.store.countLog(question);
}

const STREAM_PAGE = 500;

/** The whole result, oldest first, a page at a time in memory; who may read it was judged before. */
export async function* linesOf(runtime: Runtime, question: LogQuestion): AsyncGenerator<LogLine> {
  let afterSeq: number | undefined;
  for (;;) {
    const page = await runtime.store.searchLog({
      ...question,
      order: 'oldest',
      limit: STREAM_PAGE,
      ...(afterSeq !== undefined && { afterSeq }),
    });
    for (const stored of page) yield toLine(stored);
    afterSeq = page.at(-1)?.seq;
    if (page.length < STREAM_PAGE || afterSeq === undefined) return;
  }
}
