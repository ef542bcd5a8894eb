/**
 * Age, guardians and what waits for them (DESIGN §3), ready to print. The guardian's side holds
 * what waits for their word and what they said: built from nothing else of the minor's record.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, cellKey, type Locale } from '../catalogue/model';
import { guardedUntilMs, minorAt, wordOn } from '../choice/minors';
import { guardiansIn } from '../choice/guardians';
import type { Mark, SubjectState } from '../choice/model';
import { paintAt } from '../choice/paint';
import type { PersonPrincipal } from '../identity/model';
import { GUARDIANS_MAX } from '../record/guardian-rules';
import { guardiansOf, wardsOf, type OwnGuardian, type Ward } from '../record/guardians';
import type { Runtime } from '../runtime/model';
import type { Named } from './model';

export interface Sight {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  readonly nowMs: number;
}

/** A purpose that the child allowed, and whose guardian has not said anything of it. */
export interface WaitingView extends Named {
  readonly summary: string;
  readonly stops: readonly string[];
  /** Names, each once. */
  readonly channels: readonly string[];
  readonly data: readonly string[];
  /** What exactly waits: a form that was made before something else did is not taken. */
  readonly cells: readonly string[];
}

function waitingIn(
  { compiled, nowMs }: Sight,
  state: SubjectState,
  purpose: string,
  said: Mark | undefined,
): readonly { readonly channel: string; readonly data: string; readonly name: string }[] {
  const used = [...(compiled.usedCells.get(purpose) ?? [])];
  return used.flatMap(([channel, categories]) =>
    [ITSELF, ...categories].flatMap((data) => {
      const key = cellKey(purpose, channel, data);
      const paint = paintAt(state, purpose, channel, data, key);
      if (paint?.effect !== 'allow' || (paint.expiresAtMs ?? Infinity) <= nowMs) return [];
      const heard = said !== undefined && said.order > paint.order;
      const waits = !heard && wordOn(state, purpose, paint, nowMs) === 'waiting';
      return waits ? [{ channel, data, name: `${key} ${paint.eventId}` }] : [];
    }),
  );
}

/**
 * While there is a guardian's word to wait for – of one of them, where `guardian` is named. Ads are
 * left out, since nothing permits them.
 */
export function waitingViews(
  sight: Sight,
  state: SubjectState,
  guardian?: string,
): readonly WaitingView[] {
  const { compiled, locale, nowMs } = sight;
  if (guardedUntilMs(state.age) <= nowMs) return [];
  const said = guardian === undefined ? undefined : guardiansIn(state).get(guardian)?.approved;
  return compiled.catalogue.purposes.flatMap((purpose): WaitingView[] => {
    if (purpose.basis !== 'consent' || purpose.sharesForAds) return [];
    const cells = waitingIn(sight, state, purpose.key, said?.get(purpose.key));
    if (cells.length === 0) return [];
    const { name, summary, stops } = purpose.text[locale];
    const once = (keys: readonly string[]) => [...new Set(keys)];
    const data = once(cells.map((cell) => cell.data)).filter((key) => key !== ITSELF);
    return [
      {
        ...{ key: purpose.key, name, summary, stops },
        cells: cells.map((cell) => cell.name).sort(),
        channels: once(cells.map(({ channel }) => channel)).map(
          (key) => compiled.channels.get(key)?.text[locale].name ?? key,
        ),
        data: data.map((key) => compiled.data.get(key)?.text[locale].name ?? key),
      },
    ];
  });
}

export interface AgeView {
  readonly band: 'child' | 'teen' | null;
  readonly endsAtMs: number | null;
  /** Said by oneself, no guardian was ever linked. */
  readonly takeBack: boolean;
  /** The day has come; said once, until it is heard. */
  readonly ofAge: boolean;
  /** A guardian decided with them until then. */
  readonly wasGuarded: boolean;
  readonly waiting: readonly WaitingView[];
}

export function ageView(sight: Sight, state: SubjectState | undefined): AgeView {
  const age = state?.age;
  const band = minorAt(age, sight.nowMs) ?? null;
  return {
    band,
    endsAtMs: age?.endsAtMs ?? null,
    takeBack: band !== null && age?.own === true,
    ofAge: band === null && age !== undefined && age.band !== 'adult',
    wasGuarded: Number.isFinite(guardedUntilMs(age)) && guardedUntilMs(age) <= sight.nowMs,
    waiting: state === undefined ? [] : waitingViews(sight, state),
  };
}

export interface WardView {
  /** Names the minor for this guardian alone. */
  readonly tag: string;
  readonly sinceMs: number;
  /** A guardian decides for them now. */
  readonly guarded: boolean;
  /** Null: until somebody says otherwise. */
  readonly untilMs: number | null;
  readonly waiting: readonly (WaitingView & { readonly seen: string })[];
  readonly said: readonly (Named & { readonly act: 'approve' | 'refuse'; readonly atMs: number })[];
}

const TAG_PURPOSE = 'guardian-ward';
const SEEN_PURPOSE = 'guardian-seen';

function macText({ vault }: Pick<Runtime, 'vault'>, purpose: string, text: string): string {
  return Buffer.from(vault.mac(purpose, text)).toString('base64url').slice(0, 22);
}

export function wardTag(runtime: Pick<Runtime, 'vault'>, ward: Ward): string {
  return macText(runtime, TAG_PURPOSE, `${ward.via}\0${ward.subject}`);
}

export function seenTag(
  runtime: Pick<Runtime, 'vault'>,
  ward: Ward,
  { key, cells }: Pick<WaitingView, 'key' | 'cells'>,
): string {
  return macText(runtime, SEEN_PURPOSE, [ward.subject, key, ...cells].join('\0'));
}

function wardView(runtime: Pick<Runtime, 'vault'>, sight: Sight, ward: Ward): WardView {
  const { compiled, locale, nowMs } = sight;
  const { state, sinceMs } = ward;
  const untilMs = guardedUntilMs(state?.age);
  const waiting = state === undefined ? [] : waitingViews(sight, state, ward.via);
  const isWaiting = new Set(waiting.map(({ key }) => key));
  return {
    ...{ tag: wardTag(runtime, ward), sinceMs, guarded: untilMs > nowMs },
    untilMs: Number.isFinite(untilMs) ? untilMs : null,
    waiting: waiting.map((one) => ({ ...one, seen: seenTag(runtime, ward, one) })),
    said: [...ward.said].flatMap(([key, { act, atMs }]) => {
      const name = compiled.purposes.get(key)?.text[locale].name ?? key;
      return isWaiting.has(key) ? [] : [{ key, name, act, atMs }];
    }),
  };
}

/** Oldest link first. */
export async function wardViews(
  runtime: Runtime,
  guardian: PersonPrincipal,
  sight: Sight,
): Promise<readonly WardView[]> {
  const wards = await wardsOf(runtime, guardian.subject);
  return wards.map((ward) => wardView(runtime, sight, ward));
}

export interface OwnGuardianView {
  /** Names the guardian for this minor alone. */
  readonly tag: string;
  readonly sinceMs: number;
  /** The link hangs on this very record. */
  readonly mayEnd: boolean;
}
export interface OwnGuardiansView {
  /** Oldest link first. */
  readonly linked: readonly OwnGuardianView[];
  readonly mayLink: boolean;
}

const OWN_PURPOSE = 'guardian-own';

export function guardianTag(runtime: Pick<Runtime, 'vault'>, one: OwnGuardian): string {
  return macText(runtime, OWN_PURPOSE, `${one.via}\0${one.guardian}`);
}

export async function ownGuardiansView(
  runtime: Runtime,
  { subject }: PersonPrincipal,
  state: SubjectState | undefined,
): Promise<OwnGuardiansView> {
  const links = state?.guardian === undefined ? [] : await guardiansOf(runtime, subject);
  const linked = links.map((one): OwnGuardianView => ({
    tag: guardianTag(runtime, one),
    sinceMs: one.sinceMs,
    mayEnd: one.via === subject,
  }));
  return { linked, mayLink: linked.length < GUARDIANS_MAX };
}
