/** One person as a view may know them: a timeline a place, and the instants they share. */
import type { LocalAnswer, LocalTimeline } from '../../../sdk/src/local-contract';
import type { CompiledTouchpoint } from '../../catalogue/compile';
import { MOST_CHANGES, spansOf, type Draw } from '../../decision/instants';
import { asking, personOf, segmentsOf, type Segment } from '../../decision/timeline';
import type { Vault } from '../../identity/vault';
import type { Subject } from '../../record/subjects';
import type { ViewMap } from './view';

export interface Told {
  /** In the order of the view's places. */
  readonly timelines: readonly LocalTimeline[];
  /** Two for each change (LocalPerson). */
  readonly instants: readonly number[];
}

const PURPOSE = 'local-instants';
const UINT32 = 2 ** 32;

/** Without the deployment's key nobody tells where in its span an instant lies. */
export function drawFor(vault: Pick<Vault, 'mac'>, handle: string): Draw {
  return (atMs) => {
    const mac = Buffer.from(vault.mac(PURPOSE, `${handle} ${String(atMs)}`));
    return mac.readUInt32BE(0) / UINT32;
  };
}

function timelineOf(
  compiled: CompiledTouchpoint,
  [begin, ...later]: readonly Segment[],
  numbers: ReadonlyMap<number, number>,
): LocalTimeline {
  const first = begin?.answer ?? asking(compiled);
  const then: [number, LocalAnswer][] = [];
  for (const { fromMs, answer } of later) {
    const number = numbers.get(fromMs);
    const last = then.at(-1);
    if (number === undefined) {
      // Too many changes to tell: nothing is said from the last one on.
      if (last?.[0] === MOST_CHANGES - 1) then.pop();
      then.push([MOST_CHANGES - 1, asking(compiled)]);
      break;
    }
    if (last?.[0] === number) last[1] = answer;
    else then.push([number, answer]);
  }
  return then.length === 0 ? { first } : { first, then };
}

/** A state that cannot be trusted: a no everywhere, as a decision would say. */
function broken({ touchpoint, contact }: CompiledTouchpoint): LocalTimeline {
  const otherwise = contact ? 'nothing' : 'generic';
  const staff = touchpoint.technique === 'staff';
  return { first: { decision: false, ...(!staff && { reason: 'error' }), otherwise } };
}

/** `subject` is undefined for somebody nobody has seen. */
export function tellPerson(
  { catalogue, places }: ViewMap,
  subject: Pick<Subject, 'state' | 'broken'> | undefined,
  system: string,
  nowMs: number,
  draw: Draw,
): Told {
  if (subject?.broken) return { timelines: places.map(broken), instants: [] };
  const person = personOf(catalogue, subject?.state, system);
  const segments = places.map((compiled) => segmentsOf(compiled, person, nowMs));
  const changes = new Set(segments.flatMap(([, ...later]) => later.map(({ fromMs }) => fromMs)));
  const sorted = [...changes].sort((a, b) => a - b);
  const { spans, numbers } = spansOf(sorted, nowMs, draw);
  return {
    timelines: places.map((compiled, at) => timelineOf(compiled, segments[at] ?? [], numbers)),
    instants: spans.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]),
  };
}
