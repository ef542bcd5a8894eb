/** Purposes in five groups, with only the cells some live place uses (UX-10b). */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, type Locale, type Purpose } from '../catalogue/model';
import type { SubjectState } from '../choice/model';
import { notAtThisAge } from './age-said';
import { cellEffect } from './effects';
import type {
  ChannelCellsView,
  Named,
  PurposeGroupView,
  PurposeInBrief,
  PurposeView,
} from './model';
import { restsUntil } from './pauses';
import { commonStanding, standingAt } from './standing';

export interface PurposeParts {
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  readonly state: SubjectState | undefined;
  readonly nowMs: number;
}

export function placesOfPurpose(
  compiled: CompiledCatalogue,
  purpose: string,
  locale: Locale,
): readonly Named[] {
  return [...compiled.touchpoints.values()]
    .filter((p) => p.touchpoint.status === 'live' && p.touchpoint.purposes.includes(purpose))
    .map(({ touchpoint }) => ({ key: touchpoint.key, name: touchpoint.text[locale].name }));
}

export function channelCells(parts: PurposeParts, purpose: Purpose): ChannelCellsView[] {
  const { compiled, locale, state, nowMs } = parts;
  const used = compiled.usedCells.get(purpose.key) ?? new Map<string, readonly string[]>();
  return [...used].map(([channel, categories]) => ({
    key: channel,
    name: compiled.channels.get(channel)?.text[locale].name ?? channel,
    standing: standingAt(state, purpose, channel, ITSELF, nowMs).standing,
    effect: cellEffect(compiled, locale, purpose.key, channel, ITSELF),
    data: categories.map((key) => ({
      key,
      name: compiled.data.get(key)?.text[locale].name ?? key,
      sensitive: compiled.data.get(key)?.sensitive ?? true,
      standing: standingAt(state, purpose, channel, key, nowMs).standing,
      effect: cellEffect(compiled, locale, purpose.key, channel, key),
    })),
  }));
}

/** Undefined where no live place uses the purpose: then nobody is asked about it. */
function inBrief(parts: PurposeParts, purpose: Purpose): PurposeInBrief | undefined {
  const { compiled, locale, state, nowMs } = parts;
  const used = compiled.usedCells.get(purpose.key);
  if (used === undefined) return undefined;
  const cells = [...used.keys()].map((channel) =>
    standingAt(state, purpose, channel, ITSELF, nowMs),
  );
  const { key, group, basis } = purpose;
  return { ...{ key, group, basis }, name: purpose.text[locale].name, ...commonStanding(cells) };
}

/** Undefined as in brief. */
export function purposeView(parts: PurposeParts, key: string): PurposeView | undefined {
  const { compiled, locale, state, nowMs } = parts;
  const purpose = compiled.purposes.get(key);
  const brief = purpose && inBrief(parts, purpose);
  if (purpose === undefined || brief === undefined) return undefined;
  const text = purpose.text[locale];
  const restsUntilMs = purpose.basis === 'contract' ? undefined : restsUntil(state, key, nowMs);
  return {
    ...brief,
    explicit: purpose.explicit,
    contact: purpose.contact,
    summary: text.summary,
    stops: text.stops,
    continues: text.continues,
    ...(restsUntilMs === undefined ? {} : { restsUntilMs }),
    forMinors: notAtThisAge(purpose, state, nowMs),
    channels: channelCells(parts, purpose),
    places: placesOfPurpose(compiled, key, locale),
  };
}

/** What a line about each purpose needs; the rest is `purposeView`. */
export function purposeGroups(parts: PurposeParts): PurposeGroupView[] {
  const { compiled, locale } = parts;
  return compiled.catalogue.purposeGroups.flatMap(({ key, text }) => {
    const purposes = compiled.catalogue.purposes
      .filter(({ group }) => group === key)
      .flatMap((purpose) => inBrief(parts, purpose) ?? []);
    return purposes.length === 0 ? [] : [{ key, name: text[locale].name, purposes }];
  });
}
