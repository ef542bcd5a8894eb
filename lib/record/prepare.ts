/**
 * Makes one request ready for its transaction: who may, about whom, folded, encrypted and
 * committed to – everything that does not need the write lock (DESIGN §6). Nothing here writes.
 */
import type { IdentifierWrite, PreparedCommit } from '../../db/port';
import type { ActBy } from '../choice/model';
import type { Clock } from '../clock';
import { AppError, type ErrorCode } from '../errors';
import { deploymentPrincipal } from '../identity/deployment';
import { mayCommit } from '../identity/gates';
import type { Vault } from '../identity/vault';
import { newEventId } from '../ids';
import { completeBody, withNotPainted } from './body';
import { advanceChain, groupOf, placeOf, stateWrites, type Chain } from './chain';
import { mirrored, mirrorOf, nextLink } from './chain-links';
import { prepareAnnouncement, prepareEvent } from './leaf';
import { guardianProblem } from './guardian-rules';
import type { Loaded, Target } from './load';
import type { CommitRequest, NewEvent, NewOfficerEvent, NewPersonalEvent } from './model';
import { officerKey, type OpenedEvent, type Personal } from './personal';
import { prepareErasure } from './prepare-erasure';
import type { NewKey } from './queue';
import type { SubjectKeys } from './subject-keys';
import { everythingRefused } from './suppression';
import { isUndoable, undoneIds } from './undo';

export interface PrepareParts {
  readonly vault: Vault;
  readonly subjectKeys: SubjectKeys;
  readonly clock: Clock;
  /** True for a run with its own clock (a demo's history): `t` follows it. */
  readonly ownTime: boolean;
}
export interface PreparedAnswer {
  readonly subject?: string;
  readonly events: readonly { readonly eventId: string; readonly notPainted: readonly string[] }[];
}
export type Preparation =
  | {
      readonly ok: true;
      readonly commit: PreparedCommit;
      readonly keys: readonly NewKey[];
      readonly answer: PreparedAnswer;
    }
  | {
      readonly ok: false;
      readonly reason: ErrorCode;
      readonly field?: string;
      readonly detail?: string;
    };

interface Draft {
  /** Origin of the current log: the salt of personal openings. */
  readonly origin: string;
  readonly loaded: Loaded;
  /** Of the target, when it is new. */
  minted: Uint8Array | undefined;
  readonly events: PreparedCommit['events'][number][];
  readonly answers: { eventId: string; notPainted: readonly string[] }[];
  readonly keys: NewKey[];
  readonly identifiers: IdentifierWrite[];
}

const NONE: readonly string[] = [];

function keyOf({ loaded, minted }: Draft, subject: string): Uint8Array {
  const own = subject === loaded.target?.subject;
  const key = own ? (minted ?? loaded.key) : loaded.keys.get(subject);
  if (key === undefined) throw new AppError('internal', 'a subject key was not loaded');
  return key;
}

/** In the order in which they are written, and set one by one: what is spread gets a shape of its own. */
function personalPart(
  eventId: string,
  { evidence, of }: NewPersonalEvent,
  n: number,
  prev: readonly string[],
  subject: string,
): Personal {
  const personal: { -readonly [Key in keyof Personal]?: Personal[Key] } & { event: string } = {
    event: eventId,
  };
  if (evidence !== undefined) personal.evidence = evidence;
  personal.n = n;
  if (of !== undefined) personal.of = of;
  personal.prev = prev;
  return Object.assign(personal, { subject });
}

function addPersonal(
  parts: PrepareParts,
  draft: Draft,
  chain: Chain,
  subject: string,
  event: NewPersonalEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): void {
  const eventId = newEventId();
  const body = withNotPainted(completeBody(event.body, by, actor, parts.clock.now()), chain.state);
  const { n, prev } = nextLink(chain, subject, event);
  const personal = personalPart(eventId, event, n, prev, subject);
  const prepared = prepareEvent(draft, keyOf(draft, subject), body, personal);
  draft.events.push(prepared.event);
  const notPainted = body.type === 'allow' ? (body.notPainted ?? NONE) : NONE;
  draft.answers.push({ eventId, notPainted });
  const folded =
    event.of === undefined ? { eventId, subject, body } : { eventId, subject, body, of: event.of };
  advanceChain(chain, folded, n, prepared.p);
}

/** Under whose name an officer's own event lies. */
function nameOf(actor: CommitRequest['actor']): string {
  if (actor.kind === 'officer') return actor.officer;
  return actor.kind === 'system' ? `key_${actor.keyId}` : 'deployment';
}

function addOfficerEvent(
  parts: PrepareParts,
  draft: Draft,
  event: NewOfficerEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): void {
  const officer = nameOf(actor);
  const eventId = newEventId();
  const body = completeBody(event.body, by, actor, parts.clock.now());
  const personal = {
    subject: officer,
    event: eventId,
    ...(event.evidence !== undefined && { evidence: event.evidence }),
  };
  draft.events.push(prepareEvent(draft, officerKey(parts.vault, officer), body, personal).event);
  draft.answers.push({ eventId, notPainted: [] });
}

function undoProblem(
  event: NewPersonalEvent,
  chain: Chain,
  past: readonly OpenedEvent[],
  nowMs: number,
): string | undefined {
  if (event.body.type !== 'undo') return undefined;
  const target = past.find(({ personal }) => personal.event === event.of);
  if (target === undefined) return 'there is no such event of yours';
  const mine = groupOf(chain, chain.subject).some(
    ({ subject }) => subject === target.personal.subject,
  );
  if (!mine || !isUndoable(target, undoneIds(past), nowMs)) {
    return 'only your own choices of the last 30 days can be undone, each once';
  }
  return undefined;
}

function registerNew(parts: PrepareParts, draft: Draft, target: Target, keepSealed: boolean): void {
  if (!target.isNew) return;
  const { key, wrapped } = parts.subjectKeys.mint(target.subject);
  draft.minted = key;
  draft.keys.push({ subject: target.subject, wrapped });
  if (target.identifier === null) return;
  const { handle, system, id } = target.identifier;
  const sealed = keepSealed
    ? parts.vault.sealPersonal(key, handle, Buffer.from(id.normalize('NFC'), 'utf8'))
    : null;
  draft.identifiers.push({ handle, system, subject: target.subject, sealed });
}

function addEvent(
  parts: PrepareParts,
  draft: Draft,
  chain: Chain | null,
  event: NewEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): void {
  if (event.about === 'deployment') {
    const eventId = newEventId();
    draft.events.push(prepareAnnouncement(event, eventId, parts.clock.now()));
    draft.answers.push({ eventId, notPainted: [] });
    return;
  }
  if (event.about === 'officer') return addOfficerEvent(parts, draft, event, by, actor);
  if (event.about === 'erasure') throw new AppError('internal', 'an erasure stands alone');
  if (chain === null) throw new AppError('internal', 'a personal event without a subject');
  addPersonal(parts, draft, chain, chain.subject, event, by, actor);
  if (event.of !== undefined && mirrored(event)) {
    addPersonal(parts, draft, chain, event.of, mirrorOf(event, chain.subject), by, actor);
  }
}

/**
 * Who comes back under a handle that was erased begins with the refusal that was kept for it
 * (DESIGN §5), said again by the system as of the erasure. The caller's answer does not name it.
 */
function repeatRefusal(parts: PrepareParts, draft: Draft, chain: Chain): void {
  const { erasedAtMs } = draft.loaded;
  if (erasedAtMs.length === 0) return;
  const event = { about: 'subject', body: everythingRefused(Math.max(...erasedAtMs)) } as const;
  const unnamed = { ...draft, answers: [] };
  const { subject } = chain;
  addPersonal(parts, unnamed, chain, subject, event, 'system', deploymentPrincipal());
}

function keepsSealed({ about }: CommitRequest): boolean {
  return about !== undefined && 'identifier' in about && about.keepSealed === true;
}

/** Waits for nothing: what it needs was loaded. */
export function prepareCommit(
  parts: PrepareParts,
  request: CommitRequest,
  loaded: Loaded,
  origin: string,
): Preparation {
  const { target, chain, past } = loaded;
  const [first] = request.events;
  if (first?.about === 'erasure') return prepareErasure(parts, request, target, first, origin);
  const draft: Draft = {
    origin,
    loaded,
    minted: undefined,
    events: [],
    answers: [],
    keys: [],
    identifiers: [],
  };
  if (chain !== null && request.expected !== undefined) {
    if (placeOf(chain, chain.subject).n !== request.expected)
      return { ok: false, reason: 'conflict' };
  }
  if (target !== undefined) registerNew(parts, draft, target, keepsSealed(request));
  if (chain !== null) repeatRefusal(parts, draft, chain);
  for (let index = 0; index < request.events.length; index += 1) {
    const event = request.events[index];
    if (event === undefined) continue;
    const allowed = mayCommit(request.actor, event);
    if (!allowed.ok)
      return { ok: false, reason: allowed.reason, field: `/events/${String(index)}` };
    if (event.about === 'subject' && chain !== null) {
      const problem = undoProblem(event, chain, past, parts.clock.now());
      if (problem !== undefined) return { ok: false, reason: 'undo_not_possible', detail: problem };
      const guardian = guardianProblem(chain, event, parts.clock.now());
      if (guardian !== undefined) return { ok: false, ...guardian };
    }
    addEvent(parts, draft, chain, event, allowed.by, request.actor);
  }
  return finish(parts, request, draft, chain);
}

function finish(
  parts: PrepareParts,
  request: CommitRequest,
  draft: Draft,
  chain: Chain | null,
): Preparation {
  const subject = draft.loaded.target?.subject;
  if (subject !== undefined && request.identifiers !== undefined) {
    for (const identifier of request.identifiers)
      draft.identifiers.push({ ...identifier, subject });
  }
  const answer =
    subject === undefined ? { events: draft.answers } : { subject, events: draft.answers };
  return {
    ok: true,
    commit: toCommit(parts, request, draft, chain, answer),
    keys: draft.keys,
    answer,
  };
}

function toCommit(
  parts: PrepareParts,
  request: CommitRequest,
  draft: Draft,
  chain: Chain | null,
  answer: PreparedAnswer,
): PreparedCommit {
  return {
    expected: chain?.expected ?? [],
    idempotency:
      request.idempotency === undefined
        ? null
        : {
            ...request.idempotency,
            subject: answer.subject ?? null,
            answer: JSON.stringify(answer),
          },
    events: draft.events,
    states: chain === null ? [] : stateWrites(chain, parts.vault),
    identifiers: draft.identifiers,
    rows: request.rows ?? [],
    t: ownSeconds(parts),
    origin: draft.origin,
  };
}

/** Null: the engine's own clock. */
export function ownSeconds({
  clock,
  ownTime,
}: Pick<PrepareParts, 'clock' | 'ownTime'>): number | null {
  return ownTime ? Math.floor(clock.now() / 1000) : null;
}
