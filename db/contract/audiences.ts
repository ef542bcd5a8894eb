import { describe, expect, test } from 'vitest';
import { bucketOf, subjectBytes } from '../audience-marks';
import type { Store } from '../port';
import { addToAudience, erasing } from './person';
import { appendOk, bytes, newSubject, NOW_MS, sampleCommit, type FreshDatabase } from './samples';
import { onTwoNodes } from './two-nodes';

export function audienceContract(fresh: FreshDatabase): void {
  describe('audiences', () => {
    let store: Store;
    let other: Store;
    onTwoNodes(fresh, (...nodes) => {
      [store, other] = nodes;
    });
    const idsOf = async (...subjects: string[]) =>
      (await other.audiencesOf(subjects, 0, 10)).map(({ id }) => id);

    test('somebody reads those they were in, whichever part named them, and no others', async () => {
      const people = Array.from({ length: 1200 }, newSubject);
      const [first = '', last = ''] = [people[0], people.at(-1)];
      const row = { id: newSubject(), system: 'shop', touchpoint: newSubject(), sealed: bytes() };
      await store.putAudience({ ...row, atMs: NOW_MS });
      const asked = { touchpoint: row.touchpoint, day: '2026-07-01', count: 600 };
      for (const [part, from] of [0, 600].entries()) {
        const subjects = subjectBytes(people.slice(from, from + 600));
        await store.addAudiencePart({ audience: row.id, part, subjects, asked });
      }
      const nobody = { audience: row.id, part: 2, subjects: subjectBytes([]) };
      await store.addAudiencePart({ ...nobody, asked: { ...asked, day: '2026-07-02', count: 3 } });
      const [read] = await other.audiencesOf([first], NOW_MS, 10);
      const sealed = Uint8Array.from(read?.sealed ?? []);
      expect({ ...read, sealed }).toEqual({ ...row, atMs: NOW_MS });
      expect(await idsOf(last)).toEqual([row.id]);
      expect(await idsOf(newSubject())).toEqual([]);
      expect(await other.audiencesOf([first], NOW_MS + 1, 10)).toEqual([]);
      const places = await other.askedPlaces('2026-07-01');
      expect(places.find(({ touchpoint }) => touchpoint === row.touchpoint)).toMatchObject({
        day: '2026-07-02',
        count: 1203,
      });
    });

    test('each once and newest first, for somebody known under two subjects too', async () => {
      const [one, two] = [newSubject(), newSubject()];
      const ids = [await addToAudience(store, [one, two]), await addToAudience(store, [two])];
      const newest = { id: newSubject(), system: 'shop', touchpoint: 'home', sealed: bytes() };
      await store.putAudience({ ...newest, atMs: NOW_MS + 1 });
      const asked = { touchpoint: 'home', day: '2026-07-01', count: 0 };
      const subjects = subjectBytes([one]);
      await store.addAudiencePart({ audience: newest.id, part: 0, subjects, asked });
      expect(await idsOf(one, two)).toEqual([newest.id, ...ids.sort()]);
      expect(await other.audiencesOf([one, two], 0, 1)).toHaveLength(1);
      expect(await idsOf()).toEqual([]);
    });

    test('whoever is erased is in none; their neighbours still are', async () => {
      const gone = newSubject();
      // Of the same bucket: in the same row.
      const stays = `${gone.slice(0, 10)}${newSubject().slice(10)}`;
      expect(bucketOf(stays)).toBe(bucketOf(gone));
      await appendOk(store, sampleCommit(gone));
      const id = await addToAudience(store, [stays, gone]);
      await addToAudience(store, [gone]);
      expect(await idsOf(gone)).toHaveLength(2);
      await appendOk(store, erasing({ subject: gone }, 1));
      expect(await idsOf(gone)).toEqual([]);
      expect(await idsOf(stays)).toEqual([id]);
    });
  });
}
