/**
 * The origin of the current log: the salt of personal openings (LEDGER "Entry"). It changes once a
 * year, and another process may change it: a commit prepared for the old one is a conflict, and
 * asks again.
 */
import type { Store } from '../../db/port';

export interface Origins {
  current(): string;
  refresh(): Promise<string>;
}

export function createOrigins(store: Pick<Store, 'head'>, origin: string): Origins {
  let known = origin;
  return {
    current: () => known,
    async refresh() {
      known = (await store.head()).origin;
      return known;
    },
  };
}
