/**
 * The catalogue: what may be asked, of whom, where and with what data (DESIGN §3).
 * It is published as immutable numbered versions; the map people see and the gate
 * services meet are both read from it.
 */
export const LOCALES = ['ja', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type Localised<T> = Readonly<Record<Locale, T>>;

/** `legitimate_interest` is done until objected; `contract` cannot be painted. */
export const BASES = ['consent', 'legitimate_interest', 'contract'] as const;
export type Basis = (typeof BASES)[number];

/** Stages of the journey, in the order in which stations stand along a line. */
export const STAGES = ['discover', 'explore', 'buy', 'use', 'consult', 'none'] as const;
export type Stage = (typeof STAGES)[number];

export const TECHNIQUES = [
  'rules',
  'individual',
  'collective',
  'prediction',
  'generative-ai',
  'staff',
] as const;
export type TechniqueKey = (typeof TECHNIQUES)[number];

/** Lines of the route map: サイト, アプリ, お知らせ, 広告とSNS, お店と窓口, 舞台裏. */
export const LINES = ['site', 'app', 'messages', 'ads', 'counter', 'backstage'] as const;
export type LineKey = (typeof LINES)[number];

/** The five groups in which a person meets purposes; `service` holds what is not optional. */
export const PURPOSE_GROUPS = ['screens', 'messages', 'ads', 'counter', 'ai', 'service'] as const;
export type PurposeGroupKey = (typeof PURPOSE_GROUPS)[number];

export const RELATIONS = ['self', 'processor', 'joint_use', 'third_party'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface Purpose {
  readonly key: string;
  readonly group: PurposeGroupKey;
  readonly basis: Basis;
  /** Being contacted at all: only its own cell counts, data on it is ignored. */
  readonly contact: boolean;
  /** Needs `explicit: true`: one purpose, two steps, an event of its own. */
  readonly explicit: boolean;
  /** Refused by a browser's opt-out signal (GPC). */
  readonly sharesForAds: boolean;
  /** W3C DPV 2.x IRI. */
  readonly dpv: string;
  /** Days after `givenAt` at which an allow ends; absent means 13 months. */
  readonly expiresAfterDays?: number;
  readonly text: Localised<PurposeText>;
}
export interface PurposeText {
  readonly name: string;
  /** What it is, in one or two sentences. */
  readonly summary: string;
  /** What stops when it is refused. */
  readonly stops: readonly string[];
  /** What still works when it is refused. */
  readonly continues: readonly string[];
}

export interface Channel {
  readonly key: string;
  readonly line: LineKey;
  readonly text: Localised<{ readonly name: string }>;
}

export interface DataCategory {
  readonly key: string;
  readonly sensitive: boolean;
  readonly dpv?: string;
  readonly text: Localised<DataCategoryText>;
}
export interface DataCategoryText {
  readonly name: string;
  readonly summary: string;
  /** Where it comes from (収集元). */
  readonly source: string;
  /** How long it is kept (保存期間). */
  readonly retention: string;
}

export interface Technique {
  readonly key: TechniqueKey;
  readonly text: Localised<{ readonly name: string; readonly summary: string }>;
}

export interface Recipient {
  readonly key: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly relation: Relation;
  /** ISO date since when. */
  readonly since: string;
  readonly text: Localised<{
    readonly name: string;
    readonly items: readonly string[];
    readonly ground: string;
  }>;
}

export const TOUCHPOINT_STATUSES = ['live', 'retired'] as const;
export interface Touchpoint {
  readonly key: string;
  readonly status: (typeof TOUCHPOINT_STATUSES)[number];
  readonly channel: string;
  readonly stage: Stage;
  readonly purposes: readonly string[];
  readonly requires: readonly string[];
  readonly mayUse: readonly string[];
  readonly technique: TechniqueKey;
  /** The owner system: the only one whose keys may ask about this place. */
  readonly system: string;
  readonly recipients: readonly string[];
  /** Catalogue version in which it appeared or last changed channel, purposes, data, technique or recipients. */
  readonly materialVersion: number;
  readonly text: Localised<TouchpointText>;
}
export interface TouchpointText {
  readonly name: string;
  /** What a person sees here with personalisation, in one or two sentences. */
  readonly with: string;
  /** What a person sees here without it: always something good. */
  readonly without: string;
  /** What is never used here (the used list comes from requires and mayUse). */
  readonly neverUsed: readonly string[];
}

export interface NoticeText {
  readonly controller: string;
  readonly contact: string;
  readonly dataProtectionOfficer: string;
  readonly storageLocation: string;
  readonly jurisdiction: string;
  readonly retention: string;
  readonly transfers: string;
  readonly howToWithdraw: string;
  /** What the map does not cover, and says so. */
  readonly notCovered: string;
}

/** What an author writes: everything but what publication assigns. */
export interface CatalogueContent {
  readonly notice: Localised<NoticeText>;
  readonly lines: readonly {
    readonly key: LineKey;
    readonly text: Localised<{ readonly name: string }>;
  }[];
  readonly purposeGroups: readonly {
    readonly key: PurposeGroupKey;
    readonly text: Localised<{ readonly name: string }>;
  }[];
  readonly stages: readonly {
    readonly key: Stage;
    readonly text: Localised<{ readonly name: string }>;
  }[];
  readonly purposes: readonly Purpose[];
  readonly channels: readonly Channel[];
  readonly data: readonly DataCategory[];
  readonly techniques: readonly Technique[];
  readonly recipients: readonly Recipient[];
  /** In the order of the journey inside each line. */
  readonly touchpoints: readonly Touchpoint[];
}

/** An immutable published version. */
export interface Catalogue extends CatalogueContent {
  readonly version: number;
  readonly publishedAtMs: number;
  /** base64url SHA-256 of the JCS of `{version, ...content}`: without `digest` and `publishedAtMs`. */
  readonly digest: string;
}

/** The pseudo-category: the purpose itself as a cell. */
export const ITSELF = 'itself';

/** One cell of the cube, as a key: `purpose channel data` joined by one space (keys hold no spaces). */
export type CellKey = `${string} ${string} ${string}`;
export function cellKey(purpose: string, channel: string, data: string): CellKey {
  return `${purpose} ${channel} ${data}`;
}
