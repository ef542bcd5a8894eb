/**
 * A published catalogue, indexed for the gate and the map (DESIGN §2 rule 1: they are the same
 * registry). Pure; done once a version.
 */
import {
  ITSELF,
  cellKey,
  type Catalogue,
  type CellKey,
  type Channel,
  type DataCategory,
  type Purpose,
  type Recipient,
  type Technique,
  type Touchpoint,
} from './model';

/** One purpose of a touchpoint on its channel, with its cell keys made beforehand. */
export interface TouchpointPurpose {
  readonly purpose: Purpose;
  /** The purpose itself on this channel. */
  readonly itself: CellKey;
  /** Cell of each data category of the touchpoint, by index into `data`. */
  readonly cells: readonly CellKey[];
  /** Data of this purpose decides here: it is neither contact nor contract. */
  readonly carriesData: boolean;
}

export interface CompiledTouchpoint {
  readonly touchpoint: Touchpoint;
  /** requires ∪ mayUse: required first, each once. */
  readonly data: readonly string[];
  readonly requiredCount: number;
  /** Index into `data` by key. */
  readonly dataIndex: ReadonlyMap<string, number>;
  readonly purposes: readonly TouchpointPurpose[];
  /** Every purpose is `contract`: switches, pauses, signals and limits pass it by. */
  readonly contractOnly: boolean;
  /** Some purpose is `contact`: frequency, quiet hours and `otherwise: nothing` apply. */
  readonly contact: boolean;
  /** Some purpose shares for ads: a browser's opt-out signal refuses it. */
  readonly sharesForAds: boolean;
  readonly hasSensitive: boolean;
}

export interface CompiledCatalogue {
  readonly catalogue: Catalogue;
  readonly version: number;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly data: ReadonlyMap<string, DataCategory>;
  readonly techniques: ReadonlyMap<string, Technique>;
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly touchpoints: ReadonlyMap<string, CompiledTouchpoint>;
  /**
   * The cells a person sees: only what some live touchpoint uses. purpose → channel → data
   * categories (in the catalogue's order; empty where only the purpose itself counts).
   */
  readonly usedCells: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

function byKey<T extends { readonly key: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((item) => [item.key, item]));
}

function mustGet<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`catalogue names an unknown ${what}: ${key}`);
  return found;
}

function compileTouchpoint(
  touchpoint: Touchpoint,
  purposes: ReadonlyMap<string, Purpose>,
  categories: ReadonlyMap<string, DataCategory>,
): CompiledTouchpoint {
  const data = [...new Set([...touchpoint.requires, ...touchpoint.mayUse])];
  const compiled = touchpoint.purposes.map((key): TouchpointPurpose => {
    const purpose = mustGet(purposes, key, 'purpose');
    return {
      purpose,
      itself: cellKey(key, touchpoint.channel, ITSELF),
      cells: data.map((category) => cellKey(key, touchpoint.channel, category)),
      carriesData: !purpose.contact && purpose.basis !== 'contract',
    };
  });
  return {
    touchpoint,
    data,
    requiredCount: new Set(touchpoint.requires).size,
    dataIndex: new Map(data.map((category, index) => [category, index])),
    purposes: compiled,
    contractOnly: compiled.every(({ purpose }) => purpose.basis === 'contract'),
    contact: compiled.some(({ purpose }) => purpose.contact),
    sharesForAds: compiled.some(({ purpose }) => purpose.sharesForAds),
    hasSensitive: data.some((category) => mustGet(categories, category, 'data category').sensitive),
  };
}

function collectUsedCells(
  touchpoints: Iterable<CompiledTouchpoint>,
  dataOrder: readonly string[],
): Map<string, Map<string, readonly string[]>> {
  const used = new Map<string, Map<string, Set<string>>>();
  for (const { touchpoint, purposes, data } of touchpoints) {
    if (touchpoint.status !== 'live') continue;
    for (const { purpose, carriesData } of purposes) {
      const channels = used.get(purpose.key) ?? new Map<string, Set<string>>();
      used.set(purpose.key, channels);
      const cells = channels.get(touchpoint.channel) ?? new Set<string>();
      channels.set(touchpoint.channel, cells);
      if (carriesData) for (const category of data) cells.add(category);
    }
  }
  const sorted = new Map<string, Map<string, readonly string[]>>();
  for (const [purpose, channels] of used) {
    const inOrder = [...channels].map(
      ([channel, cells]) => [channel, dataOrder.filter((key) => cells.has(key))] as const,
    );
    sorted.set(purpose, new Map(inOrder));
  }
  return sorted;
}

/** Throws a plain Error when the catalogue names something it does not define. */
export function compileCatalogue(catalogue: Catalogue): CompiledCatalogue {
  const purposes = byKey(catalogue.purposes);
  const data = byKey(catalogue.data);
  const touchpoints = new Map(
    catalogue.touchpoints.map((touchpoint) => [
      touchpoint.key,
      compileTouchpoint(touchpoint, purposes, data),
    ]),
  );
  return {
    catalogue,
    version: catalogue.version,
    purposes,
    channels: byKey(catalogue.channels),
    data,
    techniques: byKey(catalogue.techniques),
    recipients: byKey(catalogue.recipients),
    touchpoints,
    usedCells: collectUsedCells(
      touchpoints.values(),
      catalogue.data.map(({ key }) => key),
    ),
  };
}
