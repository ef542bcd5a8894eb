/** The same cube seen from the channel: what may mail do? (DESIGN §4) */
import type { CompiledTouchpoint } from '../catalogue/compile';
import { ITSELF, type Channel } from '../catalogue/model';
import { notAtThisAge } from './age-said';
import type { DataParts } from './data';
import { cellEffect } from './effects';
import type { ChannelUseView, ChannelView, Named } from './model';
import { channelCells } from './purposes';

function namesOf(places: readonly CompiledTouchpoint[], { locale }: DataParts): readonly Named[] {
  return places.map(({ touchpoint }) => ({
    key: touchpoint.key,
    name: touchpoint.text[locale].name,
  }));
}

function livePlaces({ compiled }: DataParts, channel: string): CompiledTouchpoint[] {
  return [...compiled.touchpoints.values()].filter(
    ({ touchpoint }) => touchpoint.status === 'live' && touchpoint.channel === channel,
  );
}

function usesOf(parts: DataParts, channel: string): ChannelUseView[] {
  const { compiled, locale } = parts;
  const places = livePlaces(parts, channel);
  const uses = [...compiled.usedCells.keys()].flatMap((key): ChannelUseView[] => {
    const purpose = compiled.purposes.get(key);
    const cells = purpose && channelCells(parts, purpose).find((one) => one.key === channel);
    if (purpose === undefined || cells === undefined) return [];
    const { name, summary } = purpose.text[locale];
    return [
      {
        purpose: { key, name, summary, group: purpose.group },
        ...{ basis: purpose.basis, explicit: purpose.explicit, contact: purpose.contact, cells },
        forMinors: notAtThisAge(purpose, parts.state, parts.nowMs),
        places: namesOf(
          places.filter(({ touchpoint }) => touchpoint.purposes.includes(key)),
          parts,
        ),
        effect: cellEffect(compiled, locale, key, channel, ITSELF),
      },
    ];
  });
  // Being written to at all comes first.
  return [...uses.filter(({ contact }) => contact), ...uses.filter(({ contact }) => !contact)];
}

export function channelView(parts: DataParts, channel: Channel): ChannelView {
  const optional = livePlaces(parts, channel.key).filter(({ contractOnly }) => !contractOnly);
  const permits = (key: string) =>
    parts.stations?.some((one) => one.touchpoint === key && one.verdict.decision) === true;
  return {
    key: channel.key,
    name: channel.text[parts.locale].name,
    line: channel.line,
    uses: usesOf(parts, channel.key),
    places: namesOf(optional, parts),
    permitted: optional.filter(({ touchpoint }) => permits(touchpoint.key)).length,
  };
}

/** Channels on which there is something to choose. */
export function channelViews(parts: DataParts): ChannelView[] {
  return parts.compiled.catalogue.channels
    .map((channel) => channelView(parts, channel))
    .filter(({ places }) => places.length > 0);
}
