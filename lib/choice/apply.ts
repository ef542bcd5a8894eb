/**
 * What one event does to one subject's state (DESIGN §4). Whatever looks back – joins, splits,
 * undo – is a replay of the history (fold.ts).
 */
import { ITSELF, cellKey, type CellKey } from '../catalogue/model';
import { namedCell } from './codec-cells';
import { applyLimit } from './limits';
import { applyWord, cameTooLate } from './minors';
import {
  EVERYTHING,
  type AllowBody,
  type DenyBody,
  type EventBody,
  type Extent,
  type FoldEvent,
  type GuardianBody,
  type HoldBody,
  type Mark,
  type Paint,
  type SubjectState,
} from './model';
import { addPause } from './pauses';
import { addSignal, crossedDevice, liftSignals, TAKEN_BACK } from './signals';
import { withCells } from './state';
import { addSweep } from './sweeps';

/** Written out: what is spread gets a shape of its own, which weighs more than the paint. */
function allowed({ notice, expiresAtMs }: AllowBody, mark: Mark): Paint {
  const { order, eventId, atMs: receivedAtMs } = mark;
  const noticeVersion = notice.catalogueVersion;
  return expiresAtMs === undefined
    ? { effect: 'allow', order, eventId, receivedAtMs, hadAllow: false, noticeVersion }
    : {
        effect: 'allow',
        order,
        eventId,
        receivedAtMs,
        hadAllow: false,
        noticeVersion,
        expiresAtMs,
      };
}

function applyAllow(state: SubjectState, body: AllowBody, mark: Mark): SubjectState {
  if (cameTooLate(state.age, body)) return { ...state, order: mark.order };
  const cells = new Map(state.cells);
  const skipped = new Set<CellKey>(body.notPainted);
  const paint = allowed(body, mark);
  for (const purpose of body.purposes) {
    for (const channel of body.channels) {
      const prefix = `${purpose} ${channel}`;
      for (const data of [ITSELF, ...body.data]) {
        const key = namedCell(prefix, data);
        if (!skipped.has(key)) cells.set(key, paint);
      }
    }
  }
  return withCells(state, mark.order, cells, liftSignals(state, body, mark));
}

function sweep(
  state: SubjectState,
  body: Pick<DenyBody, 'purposes' | 'channels' | 'data'>,
  mark: Mark,
): SubjectState {
  const { purposes, channels, data } = body;
  const { order, eventId, atMs: receivedAtMs } = mark;
  const box = { purposes, channels, data, order, eventId, receivedAtMs };
  return { ...state, order, sweeps: addSweep(state.sweeps, box) };
}

function applyDeny(state: SubjectState, body: DenyBody, mark: Mark): SubjectState {
  const { purposes, channels, data } = body;
  if (purposes === EVERYTHING || channels === EVERYTHING || data === EVERYTHING) {
    return sweep(state, body, mark);
  }
  const cells = new Map(state.cells);
  const refused: Paint = {
    effect: 'deny',
    order: mark.order,
    eventId: mark.eventId,
    receivedAtMs: mark.atMs,
    hadAllow: false,
    noticeVersion: 0,
  };
  const withdrawn: Paint = { ...refused, hadAllow: true };
  for (const purpose of purposes) {
    for (const channel of channels) {
      for (const category of data) {
        const key = cellKey(purpose, channel, category);
        const before = cells.get(key);
        const hadAllow = before !== undefined && (before.effect === 'allow' || before.hadAllow);
        cells.set(key, hadAllow ? withdrawn : refused);
      }
    }
  }
  return withCells(state, mark.order, cells, state.signalsLifted);
}

/** What the event refuses: what the age alone had refused is not permitted by who takes the age back. */
function refusedBy({ act, by, purposes }: GuardianBody): Extent | undefined {
  if (act === 'refuse') return purposes ?? EVERYTHING;
  return act === 'declare' && by === 'officer' ? purposes : undefined;
}

function applyGuardian(
  state: SubjectState,
  body: GuardianBody,
  mark: Mark,
  of: string | undefined,
): SubjectState {
  if (body.asGuardian || body.act === 'ask') return state;
  const next = body.act === 'refuse' ? state : applyWord(state, body, mark, of);
  const purposes = refusedBy(body);
  if (purposes === undefined) return next;
  return sweep(next, { purposes, channels: EVERYTHING, data: EVERYTHING }, mark);
}

function applyHold(
  holds: SubjectState['holds'],
  { endsAtMs, released }: HoldBody,
  mark: Mark,
): SubjectState['holds'] {
  if (released) return holds.filter((hold) => hold.endsAtMs !== endsAtMs);
  return [...holds, { ...mark, endsAtMs }];
}

/**
 * From when a paint counts against an allow that comes late. What the system says again – a
 * refusal that outlived an erasure or a restore – counts from when it was said: a yes given
 * since then stands, one given before it does not.
 */
function paintedAtMs({ by, givenAtMs, receivedAtMs }: EventBody): number {
  return by === 'system' ? (givenAtMs ?? receivedAtMs) : receivedAtMs;
}

function marked(
  marks: ReadonlyMap<string, Mark>,
  key: string,
  mark: Mark,
): ReadonlyMap<string, Mark> {
  return new Map(marks).set(key, mark);
}

function unmarked(marks: ReadonlyMap<string, Mark>, key: string): ReadonlyMap<string, Mark> {
  const rest = new Map(marks);
  rest.delete(key);
  return rest;
}

/**
 * The state after this event. Events that say nothing about what is allowed (told, contest, dismiss, look,
 * role, export, what is asked about erasing) give the same state back. Throws on an event that
 * needs a replay.
 */
export function applyEvent(state: SubjectState, event: FoldEvent): SubjectState {
  const { body, eventId } = event;
  const order = state.order + 1;
  const mark: Mark = { order, eventId, atMs: paintedAtMs(body) };
  switch (body.type) {
    case 'allow':
      return applyAllow(state, body, mark);
    case 'deny':
      return applyDeny(state, body, mark);
    case 'touchpoint-off':
      return {
        ...state,
        order,
        touchpointsOff: marked(state.touchpointsOff, body.touchpoint, mark),
      };
    case 'touchpoint-on':
      return { ...state, order, touchpointsOff: unmarked(state.touchpointsOff, body.touchpoint) };
    case 'technique-off':
      return { ...state, order, techniquesOff: marked(state.techniquesOff, body.technique, mark) };
    case 'technique-on':
      return { ...state, order, techniquesOff: unmarked(state.techniquesOff, body.technique) };
    case 'pause':
      return { ...state, order, pauses: addPause(state.pauses, mark, body.untilMs, body.purposes) };
    case 'resume':
      return { ...state, order, pauses: [] };
    case 'signal': {
      const said = event.takenBack ? { ...mark, order: TAKEN_BACK } : mark;
      return { ...state, order, signals: addSignal(state.signals, body.device, said) };
    }
    case 'limit':
      return { ...state, order, limits: applyLimit(state.limits, body, mark) };
    case 'hold':
      return { ...state, order, holds: applyHold(state.holds, body, mark) };
    case 'guardian':
      return applyGuardian(state, body, mark, event.of);
    case 'told':
    case 'contest':
    case 'contest-received':
    case 'dismiss':
    case 'look':
    case 'role':
    case 'export':
    case 'erasure-request':
    case 'ask-erasure':
    case 'erasure-answered':
      return state;
    default:
      throw new Error(`a ${body.type} is folded by replaying the history`);
  }
}

/** What of another subject's event reaches this one over an unconfirmed link: only what restricts. */
export function applyRestrictively(state: SubjectState, event: FoldEvent): SubjectState {
  const { body } = event;
  switch (body.type) {
    case 'deny':
    case 'touchpoint-off':
    case 'technique-off':
    case 'pause':
      return applyEvent(state, event);
    case 'signal':
      return applyEvent(state, {
        ...event,
        body: { ...body, device: crossedDevice(event.eventId) },
      });
    case 'limit':
      // As from anyone but the person: the strictest holds, nothing is taken away.
      return applyEvent(state, { ...event, body: { ...body, by: 'link' } });
    case 'guardian':
      return body.act === 'refuse' ? applyEvent(state, event) : state;
    default:
      return state;
  }
}
