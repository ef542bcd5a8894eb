/**
 * What the shop's own systems hold about the invented customers. The shop owns this; the consent
 * centre never sees it. Every list is named like the data category it is.
 */
import type { Persona } from '../personas';

export interface Visit {
  readonly good: string;
  readonly daysAgo: number;
}

export interface History {
  readonly purchases: readonly Visit[];
  /** Pages of goods that were viewed, the newest first. */
  readonly browsing: readonly Visit[];
  readonly 'search-terms': readonly { readonly words: string; readonly daysAgo: number }[];
  readonly carts: readonly Visit[];
  /** Tags a person named themselves. */
  readonly 'interests-told': readonly string[];
  /** Tags a system of ours guessed. */
  readonly 'interests-guessed': readonly string[];
  /** Genres of articles opened in mails. */
  readonly 'mail-engagement': readonly string[];
  /** Whether an advertising partner can recognise the browser. */
  readonly 'ad-identifiers': boolean;
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
  'ad-identifiers': false,
};

const at = (good: string, daysAgo: number): Visit => ({ good, daysAgo });

const HISTORIES: Readonly<Record<Persona['key'], History>> = {
  misaki: {
    purchases: [at('sencha', 13), at('yunomi', 40), at('black-tea', 71)],
    browsing: [at('kyusu', 1), at('vase', 2), at('plate', 4), at('mug', 9)],
    'search-terms': [
      { words: '急須', daysAgo: 1 },
      { words: '花 器', daysAgo: 2 },
    ],
    carts: [at('kyusu', 1)],
    'interests-told': ['black-tea', 'pottery', 'flowers'],
    'interests-guessed': ['gift'],
    'mail-engagement': ['tea', 'pottery'],
    'ad-identifiers': true,
  },
  kenichi: {
    purchases: [at('backpack', 21), at('bottle', 36), at('stove', 90)],
    browsing: [at('rain-jacket', 1), at('boots', 3), at('lantern', 3), at('dripper', 8)],
    'search-terms': [
      { words: '登山 雨', daysAgo: 1 },
      { words: 'ランタン', daysAgo: 3 },
    ],
    carts: [at('rain-jacket', 1), at('lantern', 3)],
    'interests-told': ['hiking'],
    'interests-guessed': ['coffee', 'evening'],
    'mail-engagement': ['hiking'],
    'ad-identifiers': true,
  },
  emily: {
    purchases: [at('notebook', 8), at('dripper', 30), at('herbs', 62)],
    browsing: [at('kettle', 1), at('mug', 1), at('pen', 5), at('watering-can', 6)],
    'search-terms': [
      { words: 'coffee', daysAgo: 1 },
      { words: 'pen', daysAgo: 5 },
    ],
    carts: [at('kettle', 1)],
    'interests-told': ['coffee', 'writing'],
    'interests-guessed': ['garden'],
    'mail-engagement': ['kitchen', 'stationery'],
    'ad-identifiers': true,
  },
  haru: {
    purchases: [at('mug', 1)],
    browsing: [at('donabe', 1), at('plate', 1), at('knife', 1)],
    'search-terms': [{ words: '土鍋', daysAgo: 1 }],
    carts: [at('donabe', 1)],
    'interests-told': [],
    'interests-guessed': ['table'],
    'mail-engagement': [],
    'ad-identifiers': true,
  },
};

export function historyOf(customer: Persona['key'] | undefined): History {
  return customer === undefined ? NOTHING_KNOWN : HISTORIES[customer];
}

declare const permittedOnly: unique symbol;
/** A history in which everything that is not permitted is not there. */
export type PermittedHistory = History & { readonly [permittedOnly]: true };

/**
 * INVARIANT: the slots see a history through here alone, so that what is not in `permitted`
 * cannot change what they show.
 */
export function onlyPermitted(history: History, permitted: readonly string[]): PermittedHistory {
  const may = (key: HistoryKey): boolean => permitted.includes(key);
  const open: History = {
    purchases: may('purchases') ? history.purchases : [],
    browsing: may('browsing') ? history.browsing : [],
    'search-terms': may('search-terms') ? history['search-terms'] : [],
    carts: may('carts') ? history.carts : [],
    'interests-told': may('interests-told') ? history['interests-told'] : [],
    'interests-guessed': may('interests-guessed') ? history['interests-guessed'] : [],
    'mail-engagement': may('mail-engagement') ? history['mail-engagement'] : [],
    'ad-identifiers': may('ad-identifiers') && history['ad-identifiers'],
  };
  return open as PermittedHistory;
}
