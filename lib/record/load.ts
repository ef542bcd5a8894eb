/**
 * Everything that is read before a request is prepared: whom it is about, where their chain
 * stands, the keys its events lie under, and the refusal that an erased person left under a
 * handle. Preparing itself then waits for nothing.
 */
import type { Store, SubjectRow } from '../../db/port';
import type { FoldEvent } from '../choice/model';
import { needsReplay } from '../choice/fold';
import { AppError } from '../errors';
import type { Vault } from '../identity/vault';
import { newId } from '../ids';
import type { Log } from '../log';
import { chainAt, chainFrom, newChain, type Chain } from './chain';
import { mirrored, namesAnother } from './chain-links';
import { loadComponent } from './component';
import type { Lately, Standing } from './lately';
import type { CommitRequest, NewEvent } from './model';
import { toFoldEvent, type OpenedEvent } from './personal';
import type { SubjectKeys } from './subject-keys';

export interface LoadParts {
  readonly store: Store;
  readonly vault: Vault;
  readonly subjectKeys: SubjectKeys;
  readonly lately: Lately;
  readonly log: Log;
}

/** The subject a request is about. */
export interface Target {
  readonly subject: string;
  /** Everyone it is joined with, itself included; empty when it is new or was written to lately. */
  readonly rows: readonly SubjectRow[];
  readonly isNew: boolean;
  /** Registered with the subject when it is new. */
  readonly identifier: {
    readonly system: string;
    readonly id: string;
    readonly handle: string;
  } | null;
}

export interface Loaded {
  readonly target: Target | undefined;
  /** Null without a target, and for an erasure, which builds on no state. */
  readonly chain: Chain | null;
  /** The whole history, where the events look back. */
  readonly past: readonly OpenedEvent[];
  /** By subject; not of whoever is new. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
  /** Key of the target, where it is not new. */
  readonly key: Uint8Array | undefined;
  /** When whoever had these handles before was erased. */
  readonly erasedAtMs: readonly number[];
}

const NO_ROWS: readonly SubjectRow[] = [];
const NOTHING = { past: [], keys: new Map<string, Uint8Array>(), erasedAtMs: [] } as const;

/** Synchronous for whoever was written to lately. `handle` is that of `about.identifier`. */
export function load(
  parts: LoadParts,
  request: CommitRequest,
  handle: string | undefined,
): Loaded | Promise<Loaded> {
  const standing = standingFor(parts.lately, request, handle);
  const key = standing && parts.subjectKeys.cached(standing.subject);
  if (standing === undefined || key === undefined) return loadFresh(parts, request, handle);
  const { subject } = standing;
  const target = { subject, rows: NO_ROWS, isNew: false, identifier: null };
  const { past, keys, erasedAtMs } = NOTHING;
  return { target, chain: chainAt(standing), past, keys, key, erasedAtMs };
}

/** Only where the events follow one another: what looks back, links or erases reads everything. */
function standingFor(
  lately: Lately,
  { about, events, expected, identifiers }: CommitRequest,
  handle: string | undefined,
): Standing | undefined {
  if (about === undefined || identifiers !== undefined || events.length === 0) return undefined;
  for (const event of events) {
    if (event.about !== 'subject' || namesAnother(event)) return undefined;
    if (needsReplay(event.body as FoldEvent['body'])) return undefined;
  }
  const standing = 'subject' in about ? lately.bySubject(about.subject) : lately.byHandle(handle);
  // Whoever saw another revision may have seen a newer one.
  return expected === undefined || standing?.n === expected ? standing : undefined;
}

async function loadFresh(
  parts: LoadParts,
  request: CommitRequest,
  handle: string | undefined,
): Promise<Loaded> {
  const target = await resolveTarget(parts, request.about, handle);
  const erases = request.events[0]?.about === 'erasure';
  if (target === undefined || erases) return { ...NOTHING, target, chain: null, key: undefined };
  const { chain, past } = await loadChain(parts, target, request.events);
  const keys = await loadKeys(parts, target, request.events);
  const erasedAtMs = await loadErased(parts, request, target);
  return { target, chain, past, keys, key: keys.get(target.subject), erasedAtMs };
}

/** Throws AppError('not_found') for a subject id that names nobody. */
async function resolveTarget(
  { store }: LoadParts,
  about: CommitRequest['about'],
  handle: string | undefined,
): Promise<Target | undefined> {
  if (about === undefined) return undefined;
  if ('create' in about) return newTarget(null);
  if ('subject' in about) {
    const group = await store.findGroup({ subject: about.subject });
    if (group === undefined) throw new AppError('not_found', 'the subject does not exist');
    return { ...group, isNew: false, identifier: null };
  }
  if (handle === undefined) throw new AppError('internal', 'an identifier without its handle');
  const group = await store.findGroup({ handle });
  if (group === undefined) return newTarget({ ...about.identifier, handle });
  return { ...group, isNew: false, identifier: null };
}

function newTarget(identifier: Target['identifier']): Target {
  return { subject: newId('sub'), rows: [], isNew: true, identifier };
}

async function loadChain(
  parts: LoadParts,
  target: Target,
  events: readonly NewEvent[],
): Promise<{ readonly chain: Chain; readonly past: readonly OpenedEvent[] }> {
  const { vault, log } = parts;
  const personal = events.filter((event) => event.about === 'subject');
  const others = personal.flatMap((event) =>
    namesAnother(event) && event.of !== undefined ? [event.of] : [],
  );
  const replay =
    others.length > 0 || personal.some(({ body }) => needsReplay(body as FoldEvent['body']));
  if (target.isNew) return { chain: newChain(target.subject, replay), past: [] };
  const plain = chainFrom(target.subject, target.rows, null, vault, log);
  if (!replay && !plain.state.unconfirmed) return { chain: plain, past: [] };
  const { rows, events: past } = await loadComponent(parts, [target.subject, ...others]);
  const history = past.map(toFoldEvent);
  return { chain: chainFrom(target.subject, [...rows.values()], history, vault, log), past };
}

/** Of everyone under whom an event will lie; whoever is new gets one when it is registered. */
async function loadKeys(
  { subjectKeys }: LoadParts,
  target: Target,
  events: readonly NewEvent[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys = new Map<string, Uint8Array>();
  for (const event of events) {
    if (event.about !== 'subject') continue;
    const others = event.of !== undefined && mirrored(event) ? [event.of] : [];
    for (const subject of target.isNew ? others : [target.subject, ...others]) {
      if (!keys.has(subject)) keys.set(subject, await subjectKeys.get(subject));
    }
  }
  return keys;
}

async function loadErased(
  { store }: LoadParts,
  { identifiers = [] }: CommitRequest,
  target: Target,
): Promise<readonly number[]> {
  const handles = identifiers.map(({ handle }) => handle);
  if (target.isNew && target.identifier !== null) handles.push(target.identifier.handle);
  if (handles.length === 0) return [];
  const found = await store.findSuppressions(handles);
  return found.flatMap((row) => row?.erasedAtMs ?? []);
}
