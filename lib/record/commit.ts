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
import { standingOf } from './chain';
import { load, type Loaded, type LoadParts } from './load';
import type { CommitOutcome, CommitRequest } from './model';
import type { Origins } from './origins';
import { prepareCommit, type PreparedAnswer, type PrepareParts } from './prepare';
import type { CommitQueue } from './queue';
import { createTurns } from './turns';

const TRIES = 12;

interface CommitParts extends PrepareParts, LoadParts {
  readonly queue: CommitQueue;
  readonly origins: Origins;
}

function turnNames(
  { about, idempotency, events }: CommitRequest,
  handle: string | undefined,
): string[] {
  const names = idempotency === undefined ? [] : [`key ${idempotency.scope} ${idempotency.key}`];
  if (about !== undefined && 'subject' in about) names.push(about.subject);
  if (handle !== undefined) names.push(handle);
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
  const { subject } = answer;
  const first = result.seqs.length - answer.events.length;
  const events = answer.events.map(({ eventId, notPainted }, index) => {
    return { eventId, notPainted, seq: result.seqs[first + index] ?? 0 };
  });
  const seq = result.seqs.at(-1) ?? headSeq;
  return subject === undefined
    ? { ok: true, events, seq, replayed: false }
    : { ok: true, subject, events, seq, replayed: false };
}

/** `seq` is that of its last entry. */
function remember(
  { lately }: CommitParts,
  { events }: CommitRequest,
  { target, chain }: Loaded,
  seq: number | undefined,
  handle: string | undefined,
): void {
  if (events[0]?.about === 'erasure') {
    lately.clear();
    return;
  }
  const standing = chain === null || seq === undefined ? undefined : standingOf(chain, seq);
  if (standing !== undefined) lately.keep(standing, handle);
  else if (target !== undefined) lately.drop(target.subject);
}

async function attempt(
  parts: CommitParts,
  request: CommitRequest,
  handle: string | undefined,
): Promise<CommitOutcome | 'again'> {
  const loading = load(parts, request, handle);
  const loaded = loading instanceof Promise ? await loading : loading;
  const subject = loaded.target?.subject;
  const origin = parts.origins.current();
  const prepared = prepareCommit(parts, request, loaded, origin);
  if (!prepared.ok) return prepared;
  const result = await parts.queue.push(prepared.commit, prepared.keys);
  if (result.ok) {
    remember(parts, request, loaded, result.seqs.at(-1), handle);
    const head = result.seqs.length === 0 ? (await parts.store.head()).seq : 0;
    return acknowledged(prepared.answer, result, head);
  }
  if (result.reason === 'replay') return replayed(result, request);
  if (subject !== undefined) parts.lately.drop(subject);
  // The year ended meanwhile: personal openings are salted with the log that is current now.
  if ((await parts.origins.refresh()) !== origin) return 'again';
  return request.expected === undefined ? 'again' : { ok: false, reason: 'conflict' };
}

async function run(
  parts: CommitParts,
  request: CommitRequest,
  handle: string | undefined,
): Promise<CommitOutcome> {
  const { idempotency } = request;
  if (idempotency !== undefined) {
    const stored = await parts.store.findReplay(idempotency.scope, idempotency.key);
    if (stored !== undefined) return replayed(stored, request);
  }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await attempt(parts, request, handle);
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
      const { about } = request;
      const named = about !== undefined && 'identifier' in about;
      const handle = named ? parts.vault.handleOf(about.identifier) : undefined;
      return await turns.take(turnNames(request, handle), () => run(parts, request, handle));
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('unavailable', 'the change could not be made durable', { cause });
    }
  };
}
