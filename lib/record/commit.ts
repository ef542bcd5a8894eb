/**
 * `commit()`: the only door (DESIGN §6). Validates, appends, folds, advances the tree head,
 * stores idempotency and outbox rows – one transaction; nothing outside it changes what is
 * known, said or allowed.
 *
 * Order: an idempotent answer that stands is given again → the subject is resolved and read →
 * prepared (pure and local) → new keys durable → group transaction → acknowledged. A lost race
 * writes nothing and is prepared anew.
 */
import type { AppendResult } from '../../db/port';
import { AppError } from '../errors';
import { mayRequest } from '../identity/gates';
import { newId } from '../ids';
import type { About, CommitOutcome, CommitRequest } from './model';
import type { Origins } from './origins';
import { prepareCommit, type PreparedAnswer, type PrepareParts, type Target } from './prepare';
import type { CommitQueue } from './queue';
import { createTurns } from './turns';

const TRIES = 12;

interface CommitParts extends Omit<PrepareParts, 'origin'> {
  readonly queue: CommitQueue;
  readonly origins: Origins;
  /** True for a run with its own clock (a demo's history): `t` follows it. */
  readonly ownTime: boolean;
}

/** Throws AppError('not_found') for a subject id that names nobody. */
async function resolveTarget(
  parts: CommitParts,
  about: About | undefined,
): Promise<Target | undefined> {
  if (about === undefined) return undefined;
  if ('create' in about) return newTarget(null);
  if ('subject' in about) {
    const group = await parts.store.findGroup({ subject: about.subject });
    if (group === undefined) throw new AppError('not_found', 'the subject does not exist');
    return { ...group, isNew: false, identifier: null };
  }
  const handle = parts.vault.handleOf(about.identifier);
  const group = await parts.store.findGroup({ handle });
  if (group === undefined) return newTarget({ ...about.identifier, handle });
  return { ...group, isNew: false, identifier: null };
}

function newTarget(identifier: Target['identifier']): Target {
  return { subject: newId('sub'), rows: [], isNew: true, identifier };
}

function turnNames(parts: CommitParts, { about, idempotency, events }: CommitRequest): string[] {
  const names = idempotency === undefined ? [] : [`key ${idempotency.scope} ${idempotency.key}`];
  if (about !== undefined && 'subject' in about) names.push(about.subject);
  if (about !== undefined && 'identifier' in about)
    names.push(parts.vault.handleOf(about.identifier));
  for (const event of events)
    if (event.about === 'subject' && event.of !== undefined) names.push(event.of);
  return names;
}

function replayed(
  stored: { readonly payloadHash: string; readonly answer: string; readonly seq: number },
  request: CommitRequest,
): CommitOutcome {
  if (stored.payloadHash !== request.idempotency?.payloadHash) {
    return { ok: false, reason: 'idempotency_key_reused' };
  }
  // INVARIANT: the key stays when its subject is erased, so that a retry records nothing again.
  if (stored.answer === '') return { ok: false, reason: 'erased' };
  const { subject, events } = JSON.parse(stored.answer) as PreparedAnswer;
  return {
    ok: true,
    ...(subject !== undefined && { subject }),
    events: events.map((event, index) => ({
      ...event,
      seq: stored.seq - events.length + 1 + index,
    })),
    seq: stored.seq,
    replayed: true,
  };
}

function acknowledged(
  answer: PreparedAnswer,
  result: Extract<AppendResult, { ok: true }>,
  headSeq: number,
): CommitOutcome {
  // What the commit adds of its own accord comes first and is not named in the answer.
  const seqs = result.seqs.slice(result.seqs.length - answer.events.length);
  return {
    ok: true,
    ...(answer.subject !== undefined && { subject: answer.subject }),
    events: answer.events.map((event, index) => ({ ...event, seq: seqs[index] ?? 0 })),
    seq: result.seqs.at(-1) ?? headSeq,
    replayed: false,
  };
}

async function attempt(
  parts: CommitParts,
  request: CommitRequest,
): Promise<CommitOutcome | 'again'> {
  const target = await resolveTarget(parts, request.about);
  const origin = parts.origins.current();
  const prepared = await prepareCommit({ ...parts, origin }, request, target);
  if (!prepared.ok) return prepared;
  const t = parts.ownTime ? Math.floor(parts.clock.now() / 1000) : null;
  const result = await parts.queue.push({ ...prepared.commit, t, origin }, prepared.keys);
  if (result.ok) {
    const head = result.seqs.length === 0 ? (await parts.store.head()).seq : 0;
    return acknowledged(prepared.answer, result, head);
  }
  if (result.reason === 'replay') return replayed(result, request);
  // The year ended meanwhile: personal openings are salted with the log that is current now.
  if ((await parts.origins.refresh()) !== origin) return 'again';
  return request.expected === undefined ? 'again' : { ok: false, reason: 'conflict' };
}

async function run(parts: CommitParts, request: CommitRequest): Promise<CommitOutcome> {
  const { idempotency } = request;
  if (idempotency !== undefined) {
    const stored = await parts.store.findReplay(idempotency.scope, idempotency.key);
    if (stored !== undefined) return replayed(stored, request);
  }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt(parts, request);
    if (outcome !== 'again') return outcome;
  }
  return { ok: false, reason: 'conflict' };
}

export function createCommit(
  parts: CommitParts,
): (request: CommitRequest) => Promise<CommitOutcome> {
  const turns = createTurns();
  return async (request) => {
    const allowed = mayRequest(request.actor, request);
    if (!allowed.ok) return allowed;
    try {
      return await turns.take(turnNames(parts, request), () => run(parts, request));
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('unavailable', 'the change could not be made durable', { cause });
    }
  };
}
