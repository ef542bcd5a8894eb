/** What a choice about one cell does, before it is made (UX-08), and truly (UX-09). */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, type Locale } from '../catalogue/model';
import type { CellEffect, Named } from './model';

/**
 * Refusing the cell makes the answer at `stops` a no, whatever else is allowed; at `without` it
 * leaves this data out. A cell of the purpose itself stops every place of it there.
 */
export function cellEffect(
  compiled: CompiledCatalogue,
  locale: Locale,
  purpose: string,
  channel: string,
  data: string,
): CellEffect {
  const stops: Named[] = [];
  const without: Named[] = [];
  for (const place of compiled.touchpoints.values()) {
    const { touchpoint, purposes, dataIndex } = place;
    if (touchpoint.status !== 'live' || touchpoint.channel !== channel) continue;
    const mine = purposes.find((one) => one.purpose.key === purpose);
    if (mine === undefined || mine.purpose.basis === 'contract') continue;
    const named = { key: touchpoint.key, name: touchpoint.text[locale].name };
    if (data === ITSELF) stops.push(named);
    else if (mine.carriesData && dataIndex.has(data)) {
      const only = dataIndex.size === 1;
      (only || touchpoint.requires.includes(data) ? stops : without).push(named);
    }
  }
  return { stops, without };
}

/** The same for one kind of data, wherever it is used. */
export function dataEffect(compiled: CompiledCatalogue, locale: Locale, data: string): CellEffect {
  const cells = [...compiled.usedCells].flatMap(([purpose, channels]) =>
    [...channels.keys()].map((channel) => cellEffect(compiled, locale, purpose, channel, data)),
  );
  const unique = (all: readonly Named[]) => [...new Map(all.map((one) => [one.key, one])).values()];
  const stops = unique(cells.flatMap((cell) => cell.stops));
  const stopped = new Set(stops.map(({ key }) => key));
  return {
    stops,
    without: unique(cells.flatMap((cell) => cell.without)).filter(({ key }) => !stopped.has(key)),
  };
}
