/**
 * Whether a choice may become an event, judged against the catalogue (DESIGN §4, API.md "type").
 * Pure. The schema has seen to the shape; who may say what at all is the gate's (DESIGN §2 rule 3).
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { TECHNIQUES, type Locale, type TechniqueKey } from '../catalogue/model';
import { allowBody } from './allow-rules';
import type { ActBy, EventBody, Extent, LimitSpec, Surface } from './model';
import { KEY_SURFACES } from './model';
import { contractNamed, no, unknownIn, type Problem } from './problem';
import type { ChoiceInput, ChoiceInputOf } from './schema';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A body as stated: who acted and when it arrived are the server's to set. */
export type StatedBody = Without<EventBody, 'by' | 'receivedAtMs' | 'system'>;

export interface ChoiceContext {
  readonly by: ActBy;
  /** Where it was said; a key names its own in the choice. */
  readonly surface: Surface;
  readonly nowMs: number;
  readonly newestVersion: number;
  readonly catalogueOf: (version: number) => CompiledCatalogue | undefined;
  /** base64url SHA-256 of the notice; `undefined` where there is none in that language. */
  readonly noticeDigestOf: (version: number, locale: Locale) => string | undefined;
}
/** What every body carries of the choice itself. */
export type StatedHead = Pick<StatedBody, 'surface' | 'givenAtMs'>;
export type ChoiceCheck<T = StatedBody> = { readonly ok: true; readonly body: T } | Problem;

const AHEAD_MS = 60_000;

/** Sorted and unique, as hashed lists are (model.ts). */
function tidy(extent: Extent): Extent {
  return extent === '*' ? '*' : [...new Set(extent)].sort();
}

function headOf(input: ChoiceInput, context: ChoiceContext): StatedHead | Problem {
  const surface = input.surface ?? context.surface;
  const allowed =
    context.by === 'key'
      ? KEY_SURFACES.some((known) => known === surface)
      : surface === context.surface;
  if (!allowed) return no('surface_not_allowed', '/surface', 'this surface is not yours to name');
  if (input.givenAt === undefined) return { surface };
  const givenAtMs = Date.parse(input.givenAt);
  return givenAtMs > context.nowMs + AHEAD_MS
    ? no('time_in_future', '/givenAt', 'lies more than a minute ahead')
    : { surface, givenAtMs };
}

function denyBody(
  catalogue: CompiledCatalogue,
  input: ChoiceInputOf<'deny'>,
  head: StatedHead,
): ChoiceCheck {
  if (input.expiresAt !== undefined) {
    return no('expiry_not_allowed', '/expiresAt', 'a refusal never expires');
  }
  const problem = unknownIn(catalogue, input) ?? contractNamed(catalogue, input.purposes);
  if (problem !== undefined) return problem;
  const [purposes, channels, data] = [tidy(input.purposes), tidy(input.channels), tidy(input.data)];
  return { ok: true, body: { type: 'deny', purposes, channels, data, ...head } };
}

function until(at: string, nowMs: number): number | Problem {
  const untilMs = Date.parse(at);
  return untilMs > nowMs ? untilMs : no('time_in_past', '/until', 'lies in the past');
}

function pauseBody(
  catalogue: CompiledCatalogue,
  input: ChoiceInputOf<'pause'>,
  head: StatedHead,
  nowMs: number,
): ChoiceCheck {
  const untilMs = until(input.until, nowMs);
  if (typeof untilMs !== 'number') return untilMs;
  if (input.purposes === undefined) return { ok: true, body: { type: 'pause', untilMs, ...head } };
  const problem =
    unknownIn(catalogue, { purposes: input.purposes }) ?? contractNamed(catalogue, input.purposes);
  if (problem !== undefined) return problem;
  const purposes = [...new Set(input.purposes)].sort();
  return { ok: true, body: { type: 'pause', untilMs, purposes, ...head } };
}

function limitSpec(input: ChoiceInputOf<'limit'>): LimitSpec | undefined {
  if (input.frequency !== undefined) return { kind: 'frequency', ...input.frequency };
  if (input.quietHours !== undefined) return { kind: 'quietHours', ...input.quietHours };
  if (input.dataAge !== undefined) return { kind: 'dataAge', ...input.dataAge };
  if (input.mute !== undefined) return { kind: 'mute', ...input.mute };
  if (input.notPurchased !== undefined) return { kind: 'notPurchased' };
  if (input.variety !== undefined) return { kind: 'variety' };
  return input.preferredChannel && { kind: 'preferredChannel', ...input.preferredChannel };
}

function limitBody(
  catalogue: CompiledCatalogue,
  input: ChoiceInputOf<'limit'>,
  head: StatedHead,
  nowMs: number,
): ChoiceCheck {
  const limit = limitSpec(input);
  if (limit === undefined) return no('invalid_request', '', 'names no limit');
  if ('channel' in limit && limit.channel !== undefined && !catalogue.channels.has(limit.channel)) {
    return no('unknown_channel', `/${limit.kind}/channel`, 'is not in the catalogue');
  }
  if (limit.kind === 'dataAge' && !catalogue.data.has(limit.data)) {
    return no('unknown_data', '/dataAge/data', 'is not in the catalogue');
  }
  const untilMs = input.until === undefined ? undefined : until(input.until, nowMs);
  if (typeof untilMs === 'object') return untilMs;
  return {
    ok: true,
    body: {
      type: 'limit',
      limit,
      ...(untilMs === undefined ? {} : { untilMs }),
      ...(input.remove === undefined ? {} : { remove: true as const }),
      ...head,
    },
  };
}

function techniqueOf(catalogue: CompiledCatalogue, key: string): TechniqueKey | undefined {
  return catalogue.techniques.has(key) ? TECHNIQUES.find((known) => known === key) : undefined;
}

/**
 * The body to commit, or the field at fault. `catalogue` is the newest version; an allow is judged
 * by the version its notice names. Personal words (told, contest, evidence) and what `undo` and
 * `contest` refer to stay with the caller: they are not part of a body.
 */
export function checkChoice(
  catalogue: CompiledCatalogue,
  input: ChoiceInput,
  context: ChoiceContext,
): ChoiceCheck {
  const head = headOf(input, context);
  if ('ok' in head) return head;
  switch (input.type) {
    case 'allow':
      return allowBody(catalogue, input, head, context);
    case 'deny':
      return denyBody(catalogue, input, head);
    case 'touchpoint-off':
    case 'touchpoint-on': {
      const { type, touchpoint } = input;
      if (catalogue.touchpoints.has(touchpoint))
        return { ok: true, body: { type, touchpoint, ...head } };
      return no('unknown_touchpoint', '/touchpoint', 'is not in the catalogue');
    }
    case 'technique-off':
    case 'technique-on': {
      const technique = techniqueOf(catalogue, input.technique);
      if (technique !== undefined)
        return { ok: true, body: { type: input.type, technique, ...head } };
      return no('unknown_technique', '/technique', 'is not in the catalogue');
    }
    case 'pause':
      return pauseBody(catalogue, input, head, context.nowMs);
    case 'limit':
      return limitBody(catalogue, input, head, context.nowMs);
    case 'signal':
      return {
        ok: true,
        body: { type: 'signal', signal: input.signal, device: input.device, ...head },
      };
    case 'resume':
    case 'told':
    case 'contest':
    case 'undo':
      return { ok: true, body: { type: input.type, ...head } };
  }
}
