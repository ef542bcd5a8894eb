/** 「休む」 (DESIGN §4 "pause/resume"): what pausing and resuming mean, and what is paused now. */
import type { Locale } from '../catalogue/model';
import type { CompiledCatalogue } from '../catalogue/compile';
import { EVERYTHING, type SubjectState } from '../choice/model';
import { addPause } from '../choice/pauses';
import { extentCovers } from '../choice/paint';
import { endOf } from './ends';
import type { ActOf } from './form-schema';
import { no, notOptional, says, unchanged, type Body, type Meaning, type Sight } from './meaning';

type Pause = SubjectState['pauses'][number];

/** `*`, or the purpose. */
function keyOf({ purposes }: Pause): string {
  return purposes === EVERYTHING ? EVERYTHING : purposes.join(' ');
}

function activePauses(state: SubjectState, nowMs: number): readonly Pause[] {
  return state.pauses.filter(({ untilMs }) => nowMs < untilMs);
}

function pauseBody(untilMs: number, purposes: readonly string[] | undefined): Body {
  return { type: 'pause', surface: 'portal', untilMs, ...(purposes && { purposes }) };
}

export function pauseMeaning(sight: Sight, act: ActOf<'pause'>): Meaning {
  const { compiled, state, nowMs } = sight;
  const untilMs = endOf(act.end, act.date, nowMs);
  if (untilMs === undefined) return no('invalid_request', 'date');
  if (untilMs <= nowMs) return no('time_in_past', 'date');
  const problem = act.purpose === '' ? undefined : notOptional(compiled, act.purpose);
  if (problem !== undefined) return no(problem);
  const purposes = act.purpose === '' ? undefined : [act.purpose];
  const mark = { order: state.order + 1, eventId: '', atMs: nowMs };
  if (addPause(state.pauses, mark, untilMs, purposes) === state.pauses) {
    return unchanged('longer_holds');
  }
  return says(pauseBody(untilMs, purposes));
}

/** A resume ends every pause: those that are to go on are said again, with the ends they had. */
export function resumeMeaning({ state, nowMs }: Sight, act: ActOf<'resume'>): Meaning {
  const active = activePauses(state, nowMs);
  const going = act.pause === '' ? [] : active.filter((pause) => keyOf(pause) !== act.pause);
  if (going.length === active.length) return unchanged();
  const again = going.map(({ untilMs, purposes }) =>
    pauseBody(untilMs, purposes === EVERYTHING ? undefined : purposes),
  );
  return says({ type: 'resume', surface: 'portal' }, ...again);
}

export interface PauseView {
  readonly key: string;
  /** Null: everything optional. */
  readonly name: string | null;
  readonly sinceMs: number;
  readonly untilMs: number;
}

export function pauseViews(
  compiled: CompiledCatalogue,
  locale: Locale,
  state: SubjectState | undefined,
  nowMs: number,
): readonly PauseView[] {
  if (state === undefined) return [];
  return activePauses(state, nowMs).map((pause) => {
    const key = keyOf(pause);
    return {
      key,
      name: key === EVERYTHING ? null : (compiled.purposes.get(key)?.text[locale].name ?? key),
      sinceMs: pause.atMs,
      untilMs: pause.untilMs,
    };
  });
}

/** Until when a purpose rests; undefined where it does not. */
export function restsUntil(
  state: SubjectState | undefined,
  purpose: string,
  nowMs: number,
): number | undefined {
  const ends = (state === undefined ? [] : activePauses(state, nowMs))
    .filter(({ purposes }) => extentCovers(purposes, [purpose]))
    .map(({ untilMs }) => untilMs);
  return ends.length === 0 ? undefined : Math.max(...ends);
}
