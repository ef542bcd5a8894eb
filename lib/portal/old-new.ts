/**
 * What stood before something was said, and what stands by it (UX-35): the same history, folded to
 * just before each event and to just after it.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF } from '../catalogue/model';
import { applyEvent, foldSubject, needsReplay } from '../choice/fold';
import { componentsOf, isFull, isLink, linksOf } from '../choice/links';
import { EVERYTHING, type EventBody, type FoldEvent, type SubjectState } from '../choice/model';
import { extentHas } from '../choice/paint';
import { loadComponent } from '../record/component';
import { toFoldEvent } from '../record/personal';
import type { Runtime } from '../runtime/model';
import type { PurposeStanding } from './model';
import { commonStanding, standingAt, type StandingCell } from './standing';

/** Where no cell is meant: a switch, or everything that rests for a while. */
export type Stood = PurposeStanding | 'on' | 'off' | 'going' | 'resting';
export interface OldNew {
  readonly was: Stood;
  readonly is: Stood;
}

type Painted = Extract<EventBody, { type: 'allow' | 'deny' | 'signal' }>;

function cellsOf(
  { purposes, usedCells }: CompiledCatalogue,
  state: SubjectState,
  body: Painted,
  nowMs: number,
): StandingCell[] {
  const cells: StandingCell[] = [];
  for (const [key, channels] of usedCells) {
    const purpose = purposes.get(key);
    if (purpose === undefined || purpose.basis === 'contract') continue;
    if (body.type === 'signal' ? !purpose.sharesForAds : !extentHas(body.purposes, key)) continue;
    for (const [channel, used] of channels) {
      if (body.type !== 'signal' && !extentHas(body.channels, channel)) continue;
      const data = body.type === 'signal' ? EVERYTHING : body.data;
      const named = data === EVERYTHING ? [] : used.filter((category) => data.includes(category));
      const whole = body.type !== 'deny' || data === EVERYTHING || data.includes(ITSELF);
      for (const category of whole ? [ITSELF, ...named] : named) {
        cells.push(standingAt(state, purpose, channel, category, nowMs));
      }
    }
  }
  return cells;
}

function stoodIn(
  compiled: CompiledCatalogue,
  state: SubjectState,
  body: EventBody,
  nowMs: number,
): Stood | undefined {
  switch (body.type) {
    case 'allow':
    case 'deny':
    case 'signal': {
      const cells = cellsOf(compiled, state, body, nowMs);
      return cells.length === 0 ? undefined : commonStanding(cells).standing;
    }
    case 'touchpoint-off':
    case 'touchpoint-on':
      return state.touchpointsOff.has(body.touchpoint) ? 'off' : 'on';
    case 'technique-off':
    case 'technique-on':
      return state.techniquesOff.has(body.technique) ? 'off' : 'on';
    case 'pause':
    case 'resume':
      return state.pauses.some(({ untilMs }) => untilMs > nowMs) ? 'resting' : 'going';
    default:
      return undefined;
  }
}

/** Its own, or that of the event it takes back. */
function bodyMeant(event: FoldEvent, byId: ReadonlyMap<string, FoldEvent>): EventBody | undefined {
  if (event.body.type !== 'undo') return event.body;
  const undone = byId.get(event.of ?? '');
  return undone === undefined || undone === event ? undefined : bodyMeant(undone, byId);
}

/**
 * Of the wanted events that change how something stands, by event id. `events` as the fold reads
 * them: of everybody ever linked with `me`, oldest first. Only where it must be is it folded anew.
 */
export function oldNewOf(
  compiled: CompiledCatalogue,
  events: readonly FoldEvent[],
  me: string,
  isWanted: (eventId: string) => boolean = () => true,
): ReadonlyMap<string, OldNew> {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const oneOf = componentsOf(linksOf(events).filter(isFull));
  const isOne = events.every(({ subject }) => oneOf(subject) === oneOf(me));
  const lastLink = events.findLastIndex(({ body }) => isLink(body.type));
  const foldTo = (end: number) => foldSubject(events.slice(0, end), me);
  const found = new Map<string, OldNew>();
  let known: SubjectState | undefined;
  events.forEach((event, index) => {
    const wanted = isWanted(event.eventId);
    const before = known ?? (wanted ? foldTo(index) : undefined);
    // Once all of them are one, an event more is a step more.
    const step = isOne && index > lastLink && !needsReplay(event.body);
    known = before && step ? applyEvent(before, event) : undefined;
    if (!wanted || before === undefined) return;
    known ??= foldTo(index + 1);
    const body = bodyMeant(event, byId);
    if (body === undefined) return;
    const atMs = event.body.receivedAtMs;
    const was = stoodIn(compiled, before, body, atMs);
    const is = stoodIn(compiled, known, body, atMs);
    if (was !== undefined && is !== undefined) found.set(event.eventId, { was, is });
  });
  return found;
}

export async function readOldNew(
  runtime: Runtime,
  me: string,
  compiled: CompiledCatalogue,
  wanted?: readonly string[],
): Promise<ReadonlyMap<string, OldNew>> {
  const { events } = await loadComponent(runtime, [me]);
  const named = wanted && new Set(wanted);
  return oldNewOf(compiled, events.map(toFoldEvent), me, (id) => named?.has(id) !== false);
}
