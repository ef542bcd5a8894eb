/**
 * An officer's answer to an inquiry: one person, one place, one instant (issue of the auditor,
 * DESIGN §1). The person is an open case – the look and its ground are in their record already.
 */
import type { Principal } from '../identity/model';
import { instantOf } from '../decision/zones';
import type { Runtime } from '../runtime/model';
import type { LogLine } from './log-search';
import { requireAuditor } from './auditor';
import { openCase, type Case } from './look-up';
import { decisionAt, type AnswerThen } from './point-in-time';
import type { OpenedEvent } from '../record/personal';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const AROUND = { before: 6, after: 4 };

export type InquiryProblem = 'over' | 'time' | 'place' | 'nothing';
export type Inquiry =
  | {
      readonly ok: true;
      readonly person: Case;
      readonly then: AnswerThen;
      /** The newest first: what came after, then what was on record. */
      readonly after: readonly LogLine[];
      readonly before: readonly LogLine[];
    }
  | { readonly ok: false; readonly problem: InquiryProblem };

/** Wall time of a zone as an instant; undefined for what is no time, or not past. */
export function inquiryInstant(
  day: string,
  time: string,
  zone: string,
  nowMs: number,
): number | undefined {
  if (!DAY.test(day) || !TIME.test(time)) return undefined;
  const wall = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(day)) return undefined;
  const atMs = instantOf(wall, zone);
  return atMs > nowMs ? undefined : atMs;
}

function toLine({ stored, body }: OpenedEvent): LogLine {
  const { seq, kind, eventId } = stored;
  return { seq, kind, eventId, body, atMs: body.receivedAtMs };
}

export async function answerInquiry(
  runtime: Runtime,
  principal: Principal,
  asked: { readonly case: string; readonly touchpoint: string; readonly atMs: number | undefined },
): Promise<Inquiry> {
  requireAuditor(principal);
  const person = openCase(runtime, principal, asked.case);
  const [subject] = person?.subjects ?? [];
  if (person === undefined || subject === undefined) return { ok: false, problem: 'over' };
  if (asked.atMs === undefined) return { ok: false, problem: 'time' };
  if (!runtime.catalogues.current().touchpoints.has(asked.touchpoint)) {
    return { ok: false, problem: 'place' };
  }
  const place = { touchpoint: asked.touchpoint };
  const then = await decisionAt(runtime, { subject, place, atMs: asked.atMs });
  if (then === undefined) return { ok: false, problem: 'nothing' };
  const after = then.after.slice(0, AROUND.after).map(toLine).reverse();
  const before = then.before.slice(-AROUND.before).map(toLine).reverse();
  return { ok: true, person, then, after, before };
}
