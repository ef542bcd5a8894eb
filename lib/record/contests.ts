/**
 * 「違います」: a person says that what a place of some system rested on is wrong (DESIGN §5). It is
 * an event in their own chain, and folds to nothing. The system that runs the place may read it,
 * under the handle it reported with; that it has is an event beside it, for the person to read.
 * INVARIANT: what was guessed, and of whom it was reported, stands in the personal part alone.
 */
import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../db/port';
import type { ExposureReason } from '../../sdk/src/contract';
import type { CompiledCatalogue } from '../catalogue/compile';
import type { EventBody } from '../choice/model';
import { canonicalJson } from '../ledger/canonical';
import type { Runtime } from '../runtime/model';
import type { NewPersonalEvent } from './model';
import { openEvents, type Evidence, type OpenedEvent } from './personal';
import { isUndoable, undoneIds } from './undo';

export interface Contested {
  /** Names what was guessed, whichever report it stood in. */
  readonly guess: string;
  readonly reason: ExposureReason;
  readonly touchpoint: string;
  readonly exposure: string;
  readonly decisionId: string | null;
  /** Whom it was reported of: one of the person's subjects. */
  readonly reportedOf: string;
}
export interface Contest extends Contested {
  readonly eventId: string;
  /** Whose chain it stands in. */
  readonly subject: string;
  readonly atMs: number;
  readonly withdrawn: boolean;
  readonly undoable: boolean;
  /** Systems that have heard of it. */
  readonly received: readonly { readonly system: string; readonly atMs: number }[];
}
type ReadRuntime = Pick<Runtime, 'store' | 'vault' | 'subjectKeys' | 'clock'>;

/** The same words about the same data are the same guess, whoever reports them. */
export function guessTag({ kind, data = '', words }: ExposureReason): string {
  const said = typeof words === 'string' ? [words] : [words.ja ?? '', words.en ?? ''];
  const named = canonicalJson([kind, data, ...said]);
  return createHash('sha256').update(named).digest('base64url').slice(0, 22);
}

/** INVARIANT: who runs the place hears of it, through what may ask about that place, and nobody else. */
export function hearsOf(
  touchpoints: CompiledCatalogue['touchpoints'],
  place: string,
  system: string,
  listed: readonly string[],
): boolean {
  const owner = touchpoints.get(place)?.touchpoint.system;
  return owner === system && (listed[0] === '*' || listed.includes(place));
}

function evidenceOf({ guess, reason, decisionId, reportedOf }: Contested): Evidence {
  const { kind, data, words } = reason;
  const { ja, en } = typeof words === 'string' ? {} : words;
  return {
    ...{ guess, kind, reportedOf },
    ...(data !== undefined && { data }),
    ...(decisionId !== null && { decisionId }),
    ...(typeof words === 'string' && { words }),
    ...(ja !== undefined && { ja }),
    ...(en !== undefined && { en }),
  };
}

export function contestEvent(contested: Contested): NewPersonalEvent {
  const { touchpoint, exposure } = contested;
  return {
    about: 'subject',
    body: { type: 'contest', surface: 'portal', touchpoint },
    evidence: evidenceOf(contested),
    of: exposure,
  };
}

function text(evidence: Evidence, name: string): string | undefined {
  const value = evidence[name];
  return typeof value === 'string' ? value : undefined;
}

/** The reason as it was reported; undefined where the event names none. */
export function reasonIn(evidence: Evidence): ExposureReason | undefined {
  const kind = (['guess', 'data'] as const).find((known) => known === evidence['kind']);
  const [data, words] = [text(evidence, 'data'), text(evidence, 'words')];
  const [ja, en] = [text(evidence, 'ja'), text(evidence, 'en')];
  if (kind === undefined || (words ?? ja ?? en) === undefined) return undefined;
  const said = words ?? { ...(ja !== undefined && { ja }), ...(en !== undefined && { en }) };
  return { kind, ...(data !== undefined && { data }), words: said };
}

function contestedBy({ body, personal }: OpenedEvent): Contested | undefined {
  const { evidence = {}, of: exposure } = personal;
  if (body.type !== 'contest' || exposure === undefined) return undefined;
  const reason = reasonIn(evidence);
  const [guess, reportedOf] = [text(evidence, 'guess'), text(evidence, 'reportedOf')];
  const { touchpoint } = body;
  if (reason === undefined || guess === undefined) return undefined;
  if (touchpoint === undefined || reportedOf === undefined) return undefined;
  const decisionId = text(evidence, 'decisionId') ?? null;
  return { guess, reason, touchpoint, exposure, decisionId, reportedOf };
}

function contestsAmong(events: readonly OpenedEvent[], nowMs: number): readonly Contest[] {
  const undone = undoneIds(events);
  return events.flatMap((event): Contest[] => {
    const contested = contestedBy(event);
    if (contested === undefined) return [];
    const { event: eventId, subject } = event.personal;
    const received = events.flatMap(({ body, personal }) =>
      body.type === 'contest-received' && personal.of === eventId && body.system !== undefined
        ? [{ system: body.system, atMs: body.receivedAtMs }]
        : [],
    );
    return [
      {
        ...contested,
        ...{ eventId, subject, received, atMs: event.body.receivedAtMs },
        withdrawn: undone.has(eventId),
        undoable: isUndoable(event, undone, nowMs),
      },
    ];
  });
}

/** Of everybody this subject is one with, oldest first. */
export async function contestsOf(
  runtime: ReadRuntime,
  subject: string,
): Promise<readonly Contest[]> {
  const { store, clock } = runtime;
  const group = await store.findGroup({ subject });
  const subjects = (group?.rows ?? []).map((row) => row.subject);
  const events = await openEvents(runtime, await store.eventsOf(subjects));
  return contestsAmong(events, clock.now());
}

/** What this event says, or takes back, of a guess; undefined for any other. */
export async function contestBehind(
  runtime: ReadRuntime,
  stored: StoredEvent,
): Promise<Contested | undefined> {
  for (let next: StoredEvent | undefined = stored; next?.body != null;) {
    const { type } = JSON.parse(next.body.json) as EventBody;
    if (type !== 'contest' && type !== 'undo') return undefined;
    const [opened]: readonly OpenedEvent[] = await openEvents(runtime, [next]);
    if (opened === undefined || type === 'contest') return opened && contestedBy(opened);
    next = await runtime.store.findEvent(opened.personal.of ?? '');
  }
  return undefined;
}
