/**
 * Judgements kept with the state they rest on, and gone with it.
 * INVARIANT: what is kept is found only through the very subject it was judged for: a copy of a
 * subject, or its next state, begins with nothing.
 */
import type { Subject } from '../record/subjects';
import type { Asking, Judgement } from './model';

interface Kept {
  readonly of: Subject;
  readonly touchpoint: string;
  readonly system: string;
  readonly data: readonly string[];
  readonly gpc: boolean;
  judgement: Judgement;
  next: Kept | undefined;
}

const KEPT_PER_SUBJECT = 32;
const KEPT_LISTS = 1000;

/** One list for all who ask about the same data: what is compared all the time stays in cache. */
const lists = new Map<string, readonly string[]>();
function sharedList(data: readonly string[]): readonly string[] {
  const name = data.join(' ');
  const known = lists.get(name);
  if (known !== undefined) return known;
  if (lists.size >= KEPT_LISTS) lists.clear();
  lists.set(name, data);
  return data;
}

function sameData(kept: readonly string[], asked: readonly string[]): boolean {
  if (kept.length !== asked.length) return false;
  for (let at = 0; at < kept.length; at += 1) if (kept[at] !== asked[at]) return false;
  return true;
}

function firstOf(subject: Subject): Kept | undefined {
  const kept = subject.derived as Kept | undefined;
  return kept?.of === subject ? kept : undefined;
}

function find(
  subject: Subject,
  touchpoint: string,
  system: string,
  { data, gpc }: Asking,
): Kept | undefined {
  let kept = firstOf(subject);
  while (kept !== undefined) {
    if (
      kept.touchpoint === touchpoint &&
      kept.system === system &&
      kept.gpc === gpc &&
      sameData(kept.data, data)
    )
      return kept;
    kept = kept.next;
  }
  return undefined;
}

/** Whether it still stands is the caller's to say. */
export function findKept(
  subject: Subject,
  touchpoint: string,
  system: string,
  asking: Asking,
): Judgement | undefined {
  return find(subject, touchpoint, system, asking)?.judgement;
}

export function keep(
  subject: Subject,
  touchpoint: string,
  system: string,
  asking: Asking,
  judgement: Judgement,
): void {
  const known = find(subject, touchpoint, system, asking);
  if (known !== undefined) {
    known.judgement = judgement;
    return;
  }
  const { data, gpc } = asking;
  let next = firstOf(subject);
  let count = 0;
  for (let kept = next; kept !== undefined; kept = kept.next) count += 1;
  if (count >= KEPT_PER_SUBJECT) next = undefined;
  const kept: Kept = {
    of: subject,
    touchpoint,
    system,
    data: sharedList(data),
    gpc,
    judgement,
    next,
  };
  subject.derived = kept;
}
