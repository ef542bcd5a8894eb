/**
 * An answer at an instant for whoever asks without a console: an auditor's key, or the command on
 * the machine (DESIGN §4, last lines; SEC-23). What can be refused without looking is refused
 * first; then the look is recorded; then the record is read.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { ErrorCode } from '../errors';
import type { DeploymentPrincipal, SystemPrincipal } from '../identity/model';
import type { Subject } from '../record/subjects';
import type { Runtime } from '../runtime/model';
import { logHolding } from '../transparency/log-name';
import { requireAuditKey } from './auditor';
import { commitLook, readGround } from './look-event';
import { provenReceipt } from './own-receipt';
import { catalogueAt } from '../record/catalogue-at';
import { decisionAt, type AnswerThen, type PlaceThen } from './point-in-time';
import type { Receipt } from './receipt-model';

export interface AskedThen {
  readonly place: PlaceThen;
  readonly data: readonly string[];
  readonly atMs: number;
  readonly ground: string;
}
export interface Inquired {
  readonly ok: true;
  readonly then: AnswerThen;
  /** Of the deciding event; undefined when none decided, or no checkpoint covers it yet. */
  readonly receipt: Receipt | undefined;
  /** The log of that moment and its leaves then; undefined before the first. */
  readonly log: { readonly origin: string; readonly size: number } | undefined;
}
export interface NotInquired {
  readonly ok: false;
  readonly reason: ErrorCode;
  /** JSON pointer into the question. */
  readonly field: string;
  readonly detail: string;
}

function refused(reason: ErrorCode, field: string, detail: string): NotInquired {
  return { ok: false, reason, field, detail };
}

/** By the catalogue of that time: a place may be gone since. */
function placeProblem(
  { touchpoints, purposes, channels, data: categories }: CompiledCatalogue,
  { place, data }: AskedThen,
): NotInquired | undefined {
  if ('touchpoint' in place) {
    if (!touchpoints.has(place.touchpoint)) {
      return refused('unknown_touchpoint', '/touchpoint', 'is no place of the catalogue then');
    }
  } else if (!purposes.has(place.purpose)) {
    return refused('unknown_purpose', '/purpose', 'is no purpose of the catalogue then');
  } else if (!channels.has(place.channel)) {
    return refused('unknown_channel', '/channel', 'is no channel of the catalogue then');
  }
  const strange = data.findIndex((key) => !categories.has(key));
  if (strange === -1) return undefined;
  return refused('unknown_data', `/data/${String(strange)}`, 'is no data of the catalogue then');
}

/** Reads nothing about anybody. */
async function problemOf(runtime: Runtime, asked: AskedThen): Promise<NotInquired | undefined> {
  if (readGround(asked.ground) === undefined) {
    return refused('invalid_request', '/ground', 'takes 5 to 500 characters');
  }
  if (asked.atMs > runtime.clock.now()) {
    return refused('time_in_future', '/at', 'has not come yet');
  }
  const catalogue = await catalogueAt(runtime, asked.atMs);
  if (catalogue === undefined) {
    return refused('time_in_past', '/at', 'lies before anything was published');
  }
  return placeProblem(catalogue, asked);
}

async function logThen(runtime: Runtime, seq: number): Promise<Inquired['log']> {
  const log = seq === 0 ? undefined : logHolding(await runtime.ledger.logs(), seq);
  return log && { origin: log.origin, size: seq - log.firstSeq + 1 };
}

type Found = Pick<Subject, 'subject' | 'suppressed'> | undefined;

/** `find` answers whom it is about; it is called once nothing else stands against the question. */
export async function inquire(
  runtime: Runtime,
  actor: SystemPrincipal | DeploymentPrincipal,
  find: () => Promise<Found>,
  asked: AskedThen,
): Promise<Inquired | NotInquired> {
  if (actor.kind === 'system') requireAuditKey(actor);
  const problem = await problemOf(runtime, asked);
  if (problem !== undefined) return problem;
  const found = await find();
  if (found === undefined) return refused('not_found', '/subject', 'is nobody we know');
  if (found.suppressed !== undefined) {
    return refused('erased', '/subject', 'was erased: what is left is that everything is refused');
  }
  const { subject } = found;
  const ground = asked.ground.trim();
  // INVARIANT: durable before anything about the person is read (SEC-23).
  await commitLook(runtime, actor, { subject, ground });
  const { place, data, atMs } = asked;
  const then = await decisionAt(runtime, { subject, place, data, atMs });
  if (then === undefined) return refused('not_found', '/subject', 'is nobody we know');
  const { deciding } = then;
  const proven =
    deciding && (await provenReceipt(runtime, deciding.stored, { withPersonal: true }));
  const receipt = proven?.ok === true ? proven.receipt : undefined;
  return { ok: true, then, receipt, log: await logThen(runtime, then.logSeq) };
}
