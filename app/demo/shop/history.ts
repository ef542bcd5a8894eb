/**
 * What the shop's own systems hold about the invented customers. The shop owns this; the consent
 * centre never sees it. Every entry is named like the data category it is.
 */
import type { Persona } from '../personas';
import type { Genre } from './goods';
import { HISTORIES } from './histories.data';
import type { Words } from './words';

export interface Dated {
  readonly daysAgo: number;
}
export interface Visit extends Dated {
  readonly good: string;
}
export type AreaKey = 'tokyo' | 'yokohama' | 'nagano' | 'kyoto' | 'sapporo';
export type StoreKey = 'station' | 'river';
/** Out of a hundred. */
export interface SkinReading extends Dated {
  readonly moisture: number;
  readonly redness: number;
}
export type DnaTrait = 'burns-fast' | 'dries-fast' | 'calm';
/** Answers to the five questions of the tea quiz, in their order: 0 is the first of two. */
export interface QuizAnswers extends Dated {
  readonly answers: readonly (0 | 1)[];
}

export interface History {
  readonly purchases: readonly Visit[];
  /** Pages of goods that were viewed, the newest first. */
  readonly browsing: readonly Visit[];
  readonly 'search-terms': readonly (Dated & { readonly words: string })[];
  readonly carts: readonly Visit[];
  /** Tags a person named themselves. */
  readonly 'interests-told': readonly string[];
  /** Tags a system of ours guessed. */
  readonly 'interests-guessed': readonly string[];
  /** Genres of articles opened in mails. */
  readonly 'mail-engagement': readonly string[];
  /** Genres of notices tapped in the app. */
  readonly 'push-engagement': readonly Genre[];
  /** Whether an advertising partner can recognise the browser. */
  readonly 'ad-identifiers': boolean;
  /** 30: in the thirties. */
  readonly age: number | null;
  readonly 'home-area': AreaKey | null;
  /** Where the phone is now: metres from a store of ours. */
  readonly 'current-location': { readonly store: StoreKey; readonly metres: number } | null;
  readonly lifestyle: readonly ('mornings' | 'home-cooking' | 'weekends-out')[];
  /** Days since the visit before. */
  readonly recency: number | null;
  /** When the app is opened most: a time of day. */
  readonly 'active-hours': string | null;
  readonly device: 'iphone' | 'android' | 'windows' | null;
  readonly conversations: readonly (Visit & { readonly about: Words })[];
  readonly survey: readonly QuizAnswers[];
  readonly 'store-visits': readonly (Dated & { readonly store: StoreKey })[];
  readonly 'skin-photos': readonly Dated[];
  /** The newest first. */
  readonly 'skin-analysis': readonly SkinReading[];
  readonly dna: readonly DnaTrait[];
  readonly 'published-articles': readonly (Dated & {
    readonly title: Words;
    readonly genre: Genre;
  })[];
}
export type HistoryKey = keyof History;

export const NOTHING_KNOWN: History = {
  purchases: [],
  browsing: [],
  'search-terms': [],
  carts: [],
  'interests-told': [],
  'interests-guessed': [],
  'mail-engagement': [],
  'push-engagement': [],
  'ad-identifiers': false,
  age: null,
  'home-area': null,
  'current-location': null,
  lifestyle: [],
  recency: null,
  'active-hours': null,
  device: null,
  conversations: [],
  survey: [],
  'store-visits': [],
  'skin-photos': [],
  'skin-analysis': [],
  dna: [],
  'published-articles': [],
};

export const HISTORY_KEYS = Object.keys(NOTHING_KNOWN) as HistoryKey[];

export function historyOf(customer: Persona['key'] | undefined): History {
  return customer === undefined ? NOTHING_KNOWN : { ...NOTHING_KNOWN, ...HISTORIES[customer] };
}

declare const permittedOnly: unique symbol;
/** A history in which everything that is not permitted is not there. */
export type PermittedHistory = History & { readonly [permittedOnly]: true };

/**
 * INVARIANT: the slots see a history through here alone, so that what is not in `permitted`
 * cannot change what they show.
 */
export function onlyPermitted(history: History, permitted: readonly string[]): PermittedHistory {
  const open = HISTORY_KEYS.filter((key) => permitted.includes(key));
  const kept = Object.fromEntries(open.map((key) => [key, history[key]]));
  return { ...NOTHING_KNOWN, ...kept } as PermittedHistory;
}
