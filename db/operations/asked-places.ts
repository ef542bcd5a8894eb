import { gte, sql } from 'drizzle-orm';
import type { ActivityStore, TallyWrite } from '../activity-port';
import type { Db, Engine, Tables } from './engine';

export function placeReads({ read, tables }: Engine): Pick<ActivityStore, 'askedPlaces'> {
  const { askedPlaces } = tables;
  return {
    async askedPlaces(sinceDay) {
      const rows = await read
        .select({
          touchpoint: askedPlaces.touchpoint,
          day: sql<string>`max(${askedPlaces.day})`,
          count: sql<number>`sum(${askedPlaces.count})`,
        })
        .from(askedPlaces)
        .where(gte(askedPlaces.day, sinceDay))
        .groupBy(askedPlaces.touchpoint)
        .orderBy(askedPlaces.touchpoint);
      return rows.map((row) => ({ ...row, count: Number(row.count) }));
    },
  };
}

type PlaceCount = Pick<TallyWrite, 'touchpoint' | 'day' | 'count'>;

/** How often places were asked about, whoever it was about; not for an empty list. */
export function addingPlaces(db: Db, { askedPlaces }: Tables, rows: readonly PlaceCount[]) {
  const sums = new Map<string, Map<string, number>>();
  for (const { touchpoint, day, count } of rows) {
    const days = sums.get(touchpoint) ?? new Map<string, number>();
    sums.set(touchpoint, days.set(day, (days.get(day) ?? 0) + count));
  }
  // In the key's order: two nodes that add to the same places never wait for each other in a circle.
  const values = [...sums.keys()].sort().flatMap((touchpoint) => {
    const days = [...(sums.get(touchpoint) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    return days.map(([day, count]) => ({ touchpoint, day, count }));
  });
  const { touchpoint, day, count } = askedPlaces;
  return db
    .insert(askedPlaces)
    .values(values)
    .onConflictDoUpdate({
      target: [touchpoint, day],
      set: { count: sql`${count} + excluded.count` },
    });
}
