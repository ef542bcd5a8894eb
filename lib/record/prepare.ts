/**
 * Makes one request ready for its transaction: who may, about whom, folded, encrypted and
 * committed to – everything that does not need the write lock (DESIGN §6). Nothing here writes.
 */
import type { IdentifierWrite, PreparedCommit, Store, SubjectRow } from '../../db/port';
import type { ActBy, FoldEvent } from '../choice/model';
import { needsReplay } from '../choice/fold';
import { isLink } from '../choice/links';
import type { Clock } from '../clock';
import { AppError, type ErrorCode } from '../errors';
import { deploymentPrincipal } from '../identity/deployment';
import { mayCommit } from '../identity/gates';
import type { Vault } from '../identity/vault';
import { newId } from '../ids';
import type { Log } from '../log';
import { completeBody, withNotPainted } from './body';
import {
  advanceChain,
  chainFrom,
  groupOf,
  newChain,
  placeOf,
  stateWrites,
  type Chain,
} from './chain';
import { mirrored, nextLink } from './chain-links';
import { loadComponent } from './component';
import { prepareAnnouncement, prepareEvent, type LeafContext } from './leaf';
import type { CommitRequest, NewEvent, NewOfficerEvent, NewPersonalEvent } from './model';
import { officerKey, toFoldEvent, type OpenedEvent } from './personal';
import { prepareErasure } from './prepare-erasure';
import type { NewKey } from './queue';
import type { SubjectKeys } from './subject-keys';
import { everythingRefused } from './suppression';
import { isUndoable, undoneIds } from './undo';

export interface PrepareParts {
  readonly store: Store;
  readonly vault: Vault;
  readonly subjectKeys: SubjectKeys;
  readonly clock: Clock;
  readonly log: Log;
  readonly origin: string;
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
  readonly events: PreparedCommit['events'][number][];
  readonly answers: { eventId: string; notPainted: readonly string[] }[];
  readonly keys: NewKey[];
  readonly identifiers: IdentifierWrite[];
}

/** The subject a request is about. */
export interface Target {
  readonly subject: string;
  /** Everyone it is joined with, itself included; empty when it is new. */
  readonly rows: readonly SubjectRow[];
  readonly isNew: boolean;
  /** Registered with the subject when it is new. */
  readonly identifier: {
    readonly system: string;
    readonly id: string;
    readonly handle: string;
  } | null;
}

async function loadChain(
  parts: PrepareParts,
  target: Target,
  events: readonly NewEvent[],
): Promise<{ readonly chain: Chain; readonly past: readonly OpenedEvent[] }> {
  const { vault, log } = parts;
  const personal = events.filter((event) => event.about === 'subject');
  const replay = personal.some(({ body }) => needsReplay(body as FoldEvent['body']));
  if (target.isNew) return { chain: newChain(target.subject, replay), past: [] };
  const plain = chainFrom(target.subject, target.rows, null, vault, log);
  if (!replay && !plain.state.unconfirmed) return { chain: plain, past: [] };
  const others = personal.flatMap(({ body, of }) =>
    isLink(body.type) && of !== undefined ? [of] : [],
  );
  const { rows, events: past } = await loadComponent(parts, [target.subject, ...others]);
  const history = past.map(toFoldEvent);
  return { chain: chainFrom(target.subject, [...rows.values()], history, vault, log), past };
}

async function addPersonal(
  parts: PrepareParts & LeafContext,
  draft: Draft,
  chain: Chain,
  subject: string,
  event: NewPersonalEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): Promise<void> {
  const eventId = newId('evt');
  const body = withNotPainted(completeBody(event.body, by, actor, parts.clock.now()), chain.state);
  const { n, prev } = nextLink(chain, subject, event);
  // In the order in which they are written.
  const personal = {
    event: eventId,
    ...(event.evidence !== undefined && { evidence: event.evidence }),
    n,
    ...(event.of !== undefined && { of: event.of }),
    prev,
    subject,
  };
  const key = await parts.subjectKeys.get(subject);
  const prepared = prepareEvent(parts, key, body, personal);
  draft.events.push(prepared.event);
  const notPainted = body.type === 'allow' ? (body.notPainted ?? []) : [];
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
  parts: PrepareParts & LeafContext,
  draft: Draft,
  event: NewOfficerEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): void {
  const officer = nameOf(actor);
  const eventId = newId('evt');
  const body = completeBody(event.body, by, actor, parts.clock.now());
  const personal = {
    subject: officer,
    event: eventId,
    ...(event.evidence !== undefined && { evidence: event.evidence }),
  };
  draft.events.push(prepareEvent(parts, officerKey(parts.vault, officer), body, personal).event);
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
  draft.keys.push({ subject: target.subject, wrapped });
  if (target.identifier === null) return;
  const { handle, system, id } = target.identifier;
  const sealed = keepSealed
    ? parts.vault.sealPersonal(key, handle, Buffer.from(id.normalize('NFC'), 'utf8'))
    : null;
  draft.identifiers.push({ handle, system, subject: target.subject, sealed });
}

async function addEvent(
  parts: PrepareParts & LeafContext,
  draft: Draft,
  chain: Chain | null,
  event: NewEvent,
  by: ActBy,
  actor: CommitRequest['actor'],
): Promise<void> {
  if (event.about === 'deployment') {
    const eventId = newId('evt');
    draft.events.push(prepareAnnouncement(event, eventId, parts.clock.now()));
    draft.answers.push({ eventId, notPainted: [] });
    return;
  }
  if (event.about === 'officer') return addOfficerEvent(parts, draft, event, by, actor);
  if (event.about === 'erasure') throw new AppError('internal', 'an erasure stands alone');
  if (chain === null) throw new AppError('internal', 'a personal event without a subject');
  await addPersonal(parts, draft, chain, chain.subject, event, by, actor);
  if (event.of !== undefined && mirrored(event)) {
    await addPersonal(parts, draft, chain, event.of, { ...event, of: chain.subject }, by, actor);
  }
}

/**
 * Who comes back under a handle that was erased begins with the refusal that was kept for it
 * (DESIGN §5), said again by the system as of the erasure. The caller's answer does not name it.
 */
async function repeatRefusal(
  parts: PrepareParts,
  draft: Draft,
  chain: Chain,
  { identifiers = [] }: CommitRequest,
  target: Target,
): Promise<void> {
  const handles = identifiers.map(({ handle }) => handle);
  if (target.isNew && target.identifier !== null) handles.push(target.identifier.handle);
  if (handles.length === 0) return;
  const found = await parts.store.findSuppressions(handles);
  const erasedAtMs = found.flatMap((row) => row?.erasedAtMs ?? []);
  if (erasedAtMs.length === 0) return;
  const event = { about: 'subject', body: everythingRefused(Math.max(...erasedAtMs)) } as const;
  const unnamed = { ...draft, answers: [] };
  const { subject } = chain;
  await addPersonal(parts, unnamed, chain, subject, event, 'system', deploymentPrincipal());
}

export async function prepareCommit(
  parts: PrepareParts,
  request: CommitRequest,
  target: Target | undefined,
): Promise<Preparation> {
  const [first] = request.events;
  if (first?.about === 'erasure') return prepareErasure(parts, request, target, first);
  const draft: Draft = { events: [], answers: [], keys: [], identifiers: [] };
  const loaded = target === undefined ? undefined : await loadChain(parts, target, request.events);
  const chain = loaded?.chain ?? null;
  if (chain !== null && request.expected !== undefined) {
    if (placeOf(chain, chain.subject).n !== request.expected)
      return { ok: false, reason: 'conflict' };
  }
  if (target !== undefined) {
    const keep =
      request.about !== undefined &&
      'identifier' in request.about &&
      request.about.keepSealed === true;
    registerNew(parts, draft, target, keep);
  }
  if (target !== undefined && chain !== null)
    await repeatRefusal(parts, draft, chain, request, target);
  for (const [index, event] of request.events.entries()) {
    const allowed = mayCommit(request.actor, event);
    if (!allowed.ok)
      return { ok: false, reason: allowed.reason, field: `/events/${String(index)}` };
    if (event.about === 'subject' && chain !== null) {
      const problem = undoProblem(event, chain, loaded?.past ?? [], parts.clock.now());
      if (problem !== undefined) return { ok: false, reason: 'undo_not_possible', detail: problem };
    }
    await addEvent(parts, draft, chain, event, allowed.by, request.actor);
  }
  const subject = target?.subject;
  for (const identifier of request.identifiers ?? []) {
    if (subject !== undefined) draft.identifiers.push({ ...identifier, subject });
  }
  const answer = { ...(subject !== undefined && { subject }), events: draft.answers };
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
    t: null,
  };
}
