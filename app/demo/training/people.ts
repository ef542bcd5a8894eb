/** The rows of the data system: the invented people of the demo, and a crowd that nobody plays. */
import { chance } from '../chance';
import { PERSONAS } from '../personas';
import { alsoViewed, GENRES, GOODS, sameGenre, type Good } from '../shop/goods';
import { historyOf, NOTHING_KNOWN, type History, type Visit } from '../shop/history';

export interface Row {
  /** How the data system knows the person. */
  readonly id: string;
  readonly history: History;
}

const PEOPLE = 120;

function pick(from: readonly Good[], about: string): Good | undefined {
  return from[chance(about, from.length)];
}

/** Somebody with a favourite department, who follows what lies beside the things they look at. */
function browsingOf(id: string): readonly Visit[] {
  const genre = GENRES[chance(`genre ${id}`, GENRES.length)];
  const [any] = GOODS.filter((good) => good.genre === genre);
  const liked = any === undefined ? GOODS : [any, ...sameGenre(any)];
  const seen: Good[] = [];
  for (let step = 0; step < 3 + chance(`steps ${id}`, 4); step += 1) {
    const about = `view ${id} ${String(step)}`;
    const last = seen.at(-1);
    const near = last === undefined ? liked : alsoViewed(last.key);
    const next = pick(near.length === 0 || chance(`stray ${about}`, 5) === 0 ? liked : near, about);
    if (next !== undefined && !seen.includes(next)) seen.push(next);
  }
  return seen.map(({ key }, index) => ({ good: key, daysAgo: seen.length - index }));
}

function purchasesOf(id: string, browsing: readonly Visit[]): readonly Visit[] {
  const last = browsing.at(-1);
  const [beside] = last === undefined ? [] : alsoViewed(last.good);
  const bought = beside !== undefined && chance(`buys ${id}`, 3) > 0 ? [beside.key] : [];
  return bought.map((good) => ({ good, daysAgo: 5 + chance(`bought ${id}`, 80) }));
}

function rowOf(index: number): Row {
  const id = `row-${String(60_000 + index * 37)}`;
  const browsing = browsingOf(id);
  const purchases = purchasesOf(id, browsing);
  // As everywhere, the newest stands first.
  return { id, history: { ...NOTHING_KNOWN, browsing: browsing.toReversed(), purchases } };
}

export const CROWD: readonly Row[] = Array.from({ length: PEOPLE - PERSONAS.length }, (_, index) =>
  rowOf(index),
);

export function allRows(): readonly Row[] {
  const played = PERSONAS.map(({ key, identifiers }) => ({
    id: identifiers.data,
    history: historyOf(key),
  }));
  return [...played, ...CROWD];
}
