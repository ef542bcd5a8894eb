/** Renewal of one person: what is listed, what is brought up, and what allowing again or 「今はしない」 means. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import { noticeDigest } from '../catalogue/notice';
import { defaultExpiry } from '../choice/expiry';
import type { SubjectState } from '../choice/model';
import type { DevicePrincipal, PersonPrincipal } from '../identity/model';
import { historyOf } from '../record/history';
import type { Runtime } from '../runtime/model';
import type { ActOf } from './form-schema';
import { no, notOptional, says, unchanged, type Body, type Meaning, type Sight } from './meaning';
import {
  isBroughtUp,
  renewalsOf,
  renewalView,
  renewedBoxes,
  versionsNeeded,
  type Dismissed,
  type Renewal,
  type RenewalView,
} from './renewal';

async function formerOf(
  { catalogues }: Pick<Runtime, 'catalogues'>,
  renewals: readonly Renewal[],
): Promise<ReadonlyMap<number, CompiledCatalogue>> {
  const former = new Map<number, CompiledCatalogue>();
  for (const version of versionsNeeded(renewals)) {
    const compiled = await catalogues.find(version);
    if (compiled !== undefined) former.set(version, compiled);
  }
  return former;
}

async function dismissedBy(
  runtime: Runtime,
  person: PersonPrincipal,
): Promise<Dismissed | undefined> {
  const items = await historyOf(runtime, person);
  const last = items.find(({ body }) => body.type === 'dismiss');
  return last?.body.type === 'dismiss'
    ? { atMs: last.atMs, version: last.body.catalogueVersion }
    : undefined;
}

interface Shown {
  readonly compiled: CompiledCatalogue;
  readonly state: SubjectState | undefined;
  readonly nowMs: number;
}

/** Everything that is or will be concerned. */
export async function renewalViews(
  runtime: Runtime,
  { compiled, state, nowMs }: Shown,
  locale: Locale,
): Promise<readonly RenewalView[]> {
  const renewals = renewalsOf(compiled, state, nowMs);
  if (state === undefined || renewals.length === 0) return [];
  const sight = { compiled, state, former: await formerOf(runtime, renewals) };
  return renewals.map((renewal) => renewalView(sight, renewal, locale));
}

export interface BroughtUp {
  readonly changed: number;
  readonly ending: number;
}

/** For the first screen. The history is read only where there is something to bring up. */
export async function broughtUp(
  runtime: Runtime,
  person: PersonPrincipal,
  { compiled, state, nowMs }: Shown,
): Promise<BroughtUp | undefined> {
  const renewals = renewalsOf(compiled, state, nowMs).filter(({ why }) => why !== 'ended');
  if (renewals.length === 0) return undefined;
  const dismissed = await dismissedBy(runtime, person);
  const due = renewals.filter((renewal) => isBroughtUp(renewal, dismissed));
  if (due.length === 0) return undefined;
  const count = (why: Renewal['why']) => due.filter((renewal) => renewal.why === why).length;
  return { changed: count('changed'), ending: count('ending') };
}

function allowing({ compiled, locale, nowMs }: Sight, renewal: Renewal) {
  const { purpose } = renewal;
  const expiresAtMs = defaultExpiry([purpose], nowMs);
  const digest = noticeDigest(compiled.catalogue, locale);
  return ({ channel, data }: { channel: string; data: readonly string[] }): Body => ({
    ...{ type: 'allow', surface: 'portal', purposes: [purpose.key], channels: [channel], data },
    notice: { catalogueVersion: compiled.version, locale, digest },
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  });
}

/** The signed-in person alone; what is not concerned stays as it is. */
export async function renewalMeaning(
  runtime: Runtime,
  person: PersonPrincipal | DevicePrincipal,
  act: ActOf<'renew' | 'dismiss'>,
  sight: Sight,
): Promise<Meaning> {
  if (person.kind !== 'person') return no('forbidden');
  const { compiled, state, nowMs } = sight;
  if (act.act === 'dismiss') {
    return says({ type: 'dismiss', surface: 'portal', catalogueVersion: compiled.version });
  }
  const problem = notOptional(compiled, act.purpose);
  if (problem !== undefined) return no(problem);
  const renewal = renewalsOf(compiled, state, nowMs).find(
    ({ purpose }) => purpose.key === act.purpose,
  );
  if (renewal === undefined) return unchanged();
  const former = await formerOf(runtime, [renewal]);
  const boxes = renewedBoxes({ compiled, state, former }, renewal);
  if (boxes === null) return no('explicit_not_allowed');
  return says(...boxes.map(allowing(sight, renewal)));
}
