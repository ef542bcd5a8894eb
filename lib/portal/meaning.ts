/** What a tap means: what is to be committed, or why nothing can be. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { ActBy, SubjectState } from '../choice/model';
import type { ErrorCode } from '../errors';
import type { NewPersonalEvent } from '../record/model';

export interface Sight {
  /** The catalogue that was on the screen. */
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  readonly state: SubjectState;
  readonly nowMs: number;
  /** An end that the act itself sets to what it allows. */
  readonly endsAtMs?: number;
  /** Who acts; the signed-in person unless said. */
  readonly by?: Extract<ActBy, 'person' | 'browser'>;
}

/** Why something said changes less than it seems to. */
export const MEANING_NOTES = ['stricter_holds', 'longer_holds'] as const;
export type MeaningNote = (typeof MEANING_NOTES)[number];

export interface LeftOut {
  readonly refused: readonly string[];
  readonly sensitive: readonly string[];
}
export type Meaning =
  | {
      readonly ok: true;
      readonly events: readonly NewPersonalEvent[];
      /** Data a broad allow left alone, by key. */
      readonly leftOut: LeftOut;
      readonly note?: MeaningNote;
    }
  | {
      readonly ok: false;
      readonly reason: ErrorCode;
      /** The field of the form at fault. */
      readonly field?: string;
    };

export type Body = NewPersonalEvent['body'];
export const NOTHING_LEFT_OUT: LeftOut = { refused: [], sensitive: [] };

export function eventOf(body: Body): NewPersonalEvent {
  return { about: 'subject', body };
}
export function says(...bodies: readonly Body[]): Extract<Meaning, { ok: true }> {
  return { ok: true, events: bodies.map(eventOf), leftOut: NOTHING_LEFT_OUT };
}
/** Everything stands so already: nothing is written. */
export function unchanged(note?: MeaningNote): Meaning {
  return { ...says(), ...(note === undefined ? {} : { note }) };
}
export function no(reason: ErrorCode, field?: string): Extract<Meaning, { ok: false }> {
  return { ok: false, reason, ...(field === undefined ? {} : { field }) };
}

/** Why this purpose is no choice; undefined where it is one. */
export function notOptional(compiled: CompiledCatalogue, key: string): ErrorCode | undefined {
  const purpose = compiled.purposes.get(key);
  if (purpose === undefined) return 'unknown_purpose';
  return purpose.basis === 'contract' ? 'contract_not_optional' : undefined;
}
