import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import path from 'node:path';
import { deploymentPrincipal } from '../identity/deployment';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

async function known(
  id: string,
  { runtime } = temporary,
): Promise<{ subject: string; handle: string }> {
  const identifier = { system: 'shop', id };
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier },
    events: [
      {
        about: 'subject',
        body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
      },
    ],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('not committed');
  return { subject: outcome.subject, handle: runtime.vault.handleOf(identifier) };
}

describe('the cache of states', () => {
  it('answers from memory, and never older than the last commit', async () => {
    const { runtime } = temporary;
    const { subject, handle } = await known('cached');
    const before = await runtime.subjects.byHandle(handle);
    const identifier = { system: 'shop', id: 'cached' };
    expect(runtime.subjects.cached(handle)).toBe(before);
    expect(runtime.subjects.cachedAs(identifier)).toBe(before);
    expect(runtime.subjects.cachedAs(identifier)).toBe(before);
    await known('cached');
    await runtime.subjects.fresh();
    expect(runtime.subjects.cached(handle)).toBeUndefined();
    expect(runtime.subjects.cachedAs(identifier)).toBeUndefined();
    const after = await runtime.subjects.byHandle(handle);
    expect([after?.subject, after?.n]).toEqual([subject, (before?.n ?? 0) + 1]);
  });

  it('holds as bytes whom it has no other room for: as they are, and never older than the last commit', async () => {
    const small = await openTemporaryRuntime({}, { people: 3 });
    try {
      const { subjects } = small.runtime;
      const ids = Array.from({ length: 12 }, (_, n) => `many-${String(n)}`);
      const people: { subject: string; handle: string }[] = [];
      for (const id of ids) people.push(await known(id, small));
      const first = await subjects.byHandles(people.map(({ handle }) => handle));
      const again = people.map(({ handle }) => subjects.cached(handle));
      expect(again).toEqual(first);
      expect(again.filter((one, at) => one !== first[at]).length).toBeGreaterThan(8);
      expect(subjects.counts().held).toBe(ids.length);
      await known('many-5', small);
      await subjects.fresh();
      const after = people.map(({ handle }) => subjects.cached(handle));
      expect(after.map((one) => one !== undefined)).toEqual(ids.map((id) => id !== 'many-5'));
      const changed = await subjects.byHandle(people[5]?.handle ?? '');
      expect(changed?.n).toBe((first[5]?.n ?? 0) + 1);
    } finally {
      await small.dispose();
    }
  });

  it('sees a handle that was unseen as soon as it is linked to somebody known', async () => {
    const { runtime } = temporary;
    const { subject, handle } = await known('linked-later');
    await runtime.subjects.byHandle(handle);
    const other = runtime.vault.handleOf({ system: 'mailer', id: 'linked-later' });
    expect(await runtime.subjects.byHandle(other)).toBeUndefined();
    expect(runtime.subjects.cached(other)).toBeNull();
    await runtime.commit({
      actor: deploymentPrincipal(),
      about: { subject },
      events: [],
      identifiers: [{ handle: other, system: 'mailer', sealed: null }],
    });
    expect((await runtime.subjects.byHandle(other))?.subject).toBe(subject);
  });

  it('breaks a subject whose row was changed behind our back, and builds nothing on it', async () => {
    const { runtime, dataDir } = temporary;
    const { subject, handle } = await known('tampered');
    const raw = new Database(path.join(dataDir, 'nattoku.db'));
    raw.prepare('update subjects set n = n + 1 where subject = ?').run(subject);
    raw.close();
    // Somebody else's commit: the cache is held against the database again.
    await known('another');
    expect((await runtime.subjects.bySubject(subject))?.broken).toBe(true);
    expect((await runtime.subjects.byHandle(handle))?.broken).toBe(true);
    await expect(known('tampered')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
