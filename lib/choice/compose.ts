/**
 * A broad yes (DESIGN §4 "A broad yes never takes back a separate no"): which cells a person's
 * 許可する on a purpose, a channel, a place or everything names. Pure.
 * INVARIANT: it never names data last refused by name, sensitive data, an explicit purpose or a
 * contract; what it leaves out it says, so that the page can.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, cellKey, type Purpose } from '../catalogue/model';
import type { SubjectState } from './model';
import { paintAt, refusedByName } from './paint';

export interface AllowScope {
  /** Absent: every purpose. */
  readonly purposes?: readonly string[];
  /** Absent: every channel. */
  readonly channels?: readonly string[];
  /** Only what this place uses. */
  readonly touchpoint?: string;
}
export interface AllowBox {
  readonly purposes: readonly string[];
  readonly channels: readonly string[];
  readonly data: readonly string[];
}
export interface LeftOut {
  readonly data: string;
  readonly why: 'refused' | 'sensitive';
  readonly purpose: string;
  readonly channel: string;
}
/** One box for each allow to commit. */
export interface Composition {
  readonly boxes: readonly AllowBox[];
  readonly leftOut: readonly LeftOut[];
}

/** One purpose on one channel, with the data a person sees there. */
interface Row {
  readonly purpose: Purpose;
  readonly channel: string;
  readonly data: readonly string[];
}

function rowsOf(catalogue: CompiledCatalogue, scope: AllowScope): Row[] {
  const rows: Row[] = [];
  const named =
    scope.touchpoint === undefined ? undefined : catalogue.touchpoints.get(scope.touchpoint);
  const place = named?.touchpoint.status === 'live' ? named : undefined;
  for (const [key, channels] of catalogue.usedCells) {
    const purpose = catalogue.purposes.get(key);
    if (purpose === undefined || purpose.basis === 'contract' || purpose.explicit) continue;
    if (scope.purposes !== undefined && !scope.purposes.includes(key)) continue;
    const here = place?.purposes.find((compiled) => compiled.purpose.key === key);
    if (scope.touchpoint !== undefined && here === undefined) continue;
    for (const [channel, used] of channels) {
      if (scope.channels !== undefined && !scope.channels.includes(channel)) continue;
      if (place !== undefined && place.touchpoint.channel !== channel) continue;
      const inPlace = (data: string): boolean =>
        here === undefined || (here.carriesData && place?.dataIndex.has(data) === true);
      rows.push({ purpose, channel, data: used.filter(inPlace) });
    }
  }
  return rows;
}

function isDenied(state: SubjectState, purpose: string, channel: string, data: string): boolean {
  return paintAt(state, purpose, channel, data, cellKey(purpose, channel, data))?.effect === 'deny';
}

/** Sorts a row's data into what a broad yes names and what it leaves out. */
function sift(
  catalogue: CompiledCatalogue,
  state: SubjectState,
  { purpose: { key: purpose }, channel, data }: Row,
): { readonly named: string[]; readonly leftOut: LeftOut[] } {
  const named: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const category of data) {
    const key = cellKey(purpose, channel, category);
    const isSensitive = catalogue.data.get(category)?.sensitive !== false;
    if (refusedByName(state, purpose, channel, category, key)) {
      leftOut.push({ data: category, why: 'refused', purpose, channel });
    } else if (!isSensitive) {
      named.push(category);
    } else if (paintAt(state, purpose, channel, category, key)?.effect !== 'allow') {
      leftOut.push({ data: category, why: 'sensitive', purpose, channel });
    }
  }
  return { named, leftOut };
}

interface NamedRow {
  readonly purpose: string;
  readonly channel: string;
  readonly data: readonly string[];
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function sorted(keys: Iterable<string>): string[] {
  return [...new Set(keys)].sort();
}

/** Rows to boxes: equal data of one axis first, then of the other. */
function boxesOf(rows: readonly NamedRow[], first: 'purpose' | 'channel'): AllowBox[] {
  const other = first === 'purpose' ? 'channel' : 'purpose';
  const strips = groupBy(rows, (row) => `${row[first]}|${row.data.join(' ')}`).map((strip) => ({
    rows: strip,
    name: `${sorted(strip.map((row) => row[other])).join(' ')}|${strip[0]?.data.join(' ') ?? ''}`,
  }));
  return groupBy(strips, ({ name }) => name).map((group) => {
    const all = group.flatMap((strip) => strip.rows);
    return {
      purposes: sorted(all.map(({ purpose }) => purpose)),
      channels: sorted(all.map(({ channel }) => channel)),
      data: all[0]?.data ?? [],
    };
  });
}

function fewestBoxes(rows: readonly NamedRow[]): AllowBox[] {
  const [a, b] = [boxesOf(rows, 'purpose'), boxesOf(rows, 'channel')];
  return a.length <= b.length ? a : b;
}

function textOf({ purposes, channels, data }: AllowBox): string {
  return `${purposes.join(' ')}|${channels.join(' ')}|${data.join(' ')}`;
}

/**
 * The boxes a broad yes paints: each holds purposes that end alike, so each can be one allow. What
 * rests on legitimate interest is named only where something of it was refused: elsewhere there is
 * nothing to lift.
 */
export function composeAllow(
  catalogue: CompiledCatalogue,
  state: SubjectState,
  scope: AllowScope,
): Composition {
  const leftOut: LeftOut[] = [];
  const rows: (NamedRow & { readonly ends: string })[] = [];
  for (const row of rowsOf(catalogue, scope)) {
    const { purpose, channel } = row;
    const sifted = sift(catalogue, state, row);
    leftOut.push(...sifted.leftOut);
    const lifts = [ITSELF, ...sifted.named].some((data) =>
      isDenied(state, purpose.key, channel, data),
    );
    if (purpose.basis !== 'consent' && !lifts) continue;
    const ends = `${purpose.basis} ${purpose.expiresAfterDays ?? ''}`;
    rows.push({ purpose: purpose.key, channel, data: sorted(sifted.named), ends });
  }
  const boxes = groupBy(rows, ({ ends }) => ends).flatMap(fewestBoxes);
  const texts = new Map(boxes.map((box) => [textOf(box), box]));
  return { boxes: sorted(texts.keys()).flatMap((text) => texts.get(text) ?? []), leftOut };
}
