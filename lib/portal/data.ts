/** The same cube seen from the data: who uses my location? (LOOK 「データから見る」) */
import type { CompiledCatalogue, CompiledTouchpoint } from '../catalogue/compile';
import type { DataCategory } from '../catalogue/model';
import type { StationState } from '../decision/stations';
import { notAtThisAge } from './age-said';
import { cellEffect, dataEffect } from './effects';
import type { DataUseView, DataView } from './model';
import type { PurposeParts } from './purposes';
import { standingAt } from './standing';

export interface DataParts extends PurposeParts {
  readonly stations: readonly StationState[] | null;
}

function livePlaces(compiled: CompiledCatalogue, data: string): CompiledTouchpoint[] {
  return [...compiled.touchpoints.values()].filter(
    (place) => place.touchpoint.status === 'live' && place.dataIndex.has(data),
  );
}

function usesOf(
  parts: DataParts,
  data: string,
  places: readonly CompiledTouchpoint[],
): DataUseView[] {
  const { compiled, locale, state, nowMs } = parts;
  return [...compiled.usedCells].flatMap(([purposeKey, channels]) => {
    const purpose = compiled.purposes.get(purposeKey);
    if (purpose === undefined) return [];
    return [...channels]
      .filter(([, categories]) => categories.includes(data))
      .map(([channel]) => ({
        purpose: { key: purposeKey, group: purpose.group, name: purpose.text[locale].name },
        channel: {
          key: channel,
          name: compiled.channels.get(channel)?.text[locale].name ?? channel,
        },
        basis: purpose.basis,
        standing: standingAt(state, purpose, channel, data, nowMs).standing,
        explicit: purpose.explicit || (compiled.data.get(data)?.sensitive ?? true),
        forMinors: notAtThisAge(purpose, state, nowMs),
        places: places
          .filter(
            ({ touchpoint }) =>
              touchpoint.channel === channel && touchpoint.purposes.includes(purposeKey),
          )
          .map(({ touchpoint }) => ({
            key: touchpoint.key,
            name: touchpoint.text[locale].name,
          })),
        effect: cellEffect(compiled, locale, purposeKey, channel, data),
      }));
  });
}

export function dataView(parts: DataParts, category: DataCategory): DataView {
  const places = livePlaces(parts.compiled, category.key);
  const text = category.text[parts.locale];
  const optional = places.filter(({ contractOnly }) => !contractOnly);
  return {
    key: category.key,
    name: text.name,
    sensitive: category.sensitive,
    summary: text.summary,
    source: text.source,
    retention: text.retention,
    uses: usesOf(parts, category.key, places),
    effect: dataEffect(parts.compiled, parts.locale, category.key),
    places: optional.length,
    permitted: optional.filter(({ touchpoint }) =>
      parts.stations?.some(
        (station) =>
          station.touchpoint === touchpoint.key &&
          station.verdict.decision &&
          station.permitted.includes(category.key),
      ),
    ).length,
  };
}

/** Data no live place uses is nobody's question. */
export function dataViews(parts: DataParts): DataView[] {
  return parts.compiled.catalogue.data
    .map((category) => dataView(parts, category))
    .filter(({ places }) => places > 0);
}
