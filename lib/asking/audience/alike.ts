/**
 * People who said the same get the same answer, so that most of an audience is judged once: two
 * states are alike where nothing differs but event ids and instants that do not matter here –
 * gone by already, or beyond the last instant at which a list of today may be used.
 * INVARIANT: only of states that hold nothing but cells, sweeps and switches; in doubt, not alike.
 */
import type { Verdict } from '../../decision/model';
import { FARTHEST_MS } from './terms';

const KEPT = 4096;
/** Limits, pauses, signals, ages, holds (lib/choice/codec.ts): each is judged by itself. */
const MORE = /,"[^eksxt]":\[/u;
/** An event id, or an instant as it stands in a list. */
const VARYING = /evt_[\w-]{22}|(?<=[,[])\d{13}(?=[,\]])/gu;

/** A name that all alike states share at `nowMs`; undefined: judge it by itself. */
export function likeness(state: Uint8Array, nowMs: number): string | undefined {
  const { buffer, byteOffset, length } = state;
  const text = Buffer.from(buffer, byteOffset, length).toString('utf8');
  if (MORE.test(text)) return undefined;
  let matters = false;
  const name = text.replace(VARYING, (varying) => {
    if (varying.startsWith('evt_')) return '';
    const atMs = Number(varying);
    if (atMs <= nowMs) return '-';
    if (atMs <= nowMs + FARTHEST_MS) matters = true;
    return '+';
  });
  return matters ? undefined : name;
}

/** Verdicts by likeness, of one question and one catalogue. */
export class Alike {
  readonly #verdicts = new Map<string, Verdict>();

  find(name: string): Verdict | undefined {
    return this.#verdicts.get(name);
  }
  keep(name: string, verdict: Verdict): void {
    if (this.#verdicts.size >= KEPT) this.#verdicts.clear();
    this.#verdicts.set(name, verdict);
  }
}
