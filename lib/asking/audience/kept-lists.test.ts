// What marketing makes on the console's page: by authors alone, in the log, encrypted, for an hour.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deny, newPerson, officerWith, say } from '../../evidence/log.test-support';
import type { Principal, Role } from '../../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import { findList, LIST_KEPT_MS, LIST_PEOPLE, makeList, placesForLists } from './kept-lists';

let temporary: TemporaryRuntime;
let aheadMs = 0;
const author = officerWith(['author'], 'off_author');
const touchpoint = 'shop-for-you';
const asked = { touchpoint, campaign: '冬のセール', segment: '東京・30代' };
const people = Array.from({ length: 30 }, (_, at) => `m-${String(at)}`);

beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { clock } = temporary.runtime;
  const now = clock.now.bind(clock);
  Object.assign(clock, { now: () => now() + aheadMs });
});
afterAll(() => temporary.dispose());

const entries = async () => (await temporary.runtime.store.head()).seq;

describe('a list for marketing', () => {
  it('is made after the log has it, for whoever made it, with small counts together', async () => {
    const { runtime, dataDir } = temporary;
    const system = 'shop';
    for (const id of people.slice(0, 3)) {
      const person = await newPerson(runtime, { system, id });
      await say(runtime, person, [deny('*', 'portal')]);
    }
    const before = await entries();
    const text = `${people.join('\r\n')}\r\n"m-0",東京\n\u0007\n`;
    const made = await makeList(runtime, author, { ...asked, people: text });
    if (!made.ok) throw new Error(made.field);
    expect(await entries()).toBe(before + 1);
    const [event] = await runtime.store.searchLog({
      ...{ types: ['export'], order: 'newest', limit: 1 },
    });
    expect(JSON.parse(event?.body?.json ?? '')).toMatchObject({
      ...{
        by: 'officer',
        surface: 'console',
        format: 'audience',
        filter: 'audience for shop-for-you',
      },
    });
    const list = await findList(runtime, author, made.id);
    expect(list).toMatchObject({ campaign: '冬のセール', unreadable: 1 });
    expect(list?.totals).toMatchObject({ people: 30, duplicates: 1 });
    expect(list?.totals.reasons?.refused).toBeUndefined();
    expect(list?.totals.reasons?.other).toBe(3);
    const [file = ''] = readdirSync(path.join(dataDir, 'audiences'));
    expect(readFileSync(path.join(dataDir, 'audiences', file)).includes('セール')).toBe(false);

    expect(await findList(runtime, officerWith(['author'], 'off_other'), made.id)).toBeUndefined();
    expect(await findList(runtime, author, '../../x')).toBeUndefined();
    aheadMs = LIST_KEPT_MS + 1;
    expect(await findList(runtime, author, made.id)).toBeUndefined();
    aheadMs = 0;
  });

  it.each([
    [{ touchpoint: 'nowhere' }, 'touchpoint'],
    [{ campaign: ' ' }, 'campaign'],
    [{ segment: 'a\u0007' }, 'segment'],
    [{ people: '\n\n' }, 'people'],
    [{ people: 'a\n'.repeat(LIST_PEOPLE + 1) }, 'many'],
  ])('%o is refused by its field, and nothing is recorded', async (wrong, field) => {
    const { runtime } = temporary;
    const before = await entries();
    const [place = ''] = placesForLists(runtime);
    const plan = { ...asked, touchpoint: place, people: 'm-1', ...wrong };
    expect(await makeList(runtime, author, plan)).toEqual({ ok: false, field });
    expect(await entries()).toBe(before);
  });

  it('is no auditor’s, approver’s or admin’s affair, and nobody else’s', async () => {
    const { runtime } = temporary;
    const before = await entries();
    const roles: readonly Role[] = ['auditor', 'approver', 'admin'];
    const others: readonly Principal[] = [officerWith(roles), { kind: 'anonymous' }];
    for (const principal of others) {
      const code = principal.kind === 'officer' ? 'forbidden' : 'unauthenticated';
      const plan = { ...asked, people: 'm-1' };
      await expect(makeList(runtime, principal, plan)).rejects.toMatchObject({ code });
      await expect(findList(runtime, principal, 'aud_x')).rejects.toMatchObject({ code });
    }
    expect(await entries()).toBe(before);
  });

  it('is never about a place where staff look on', () => {
    const { touchpoints } = temporary.runtime.catalogues.current();
    const techniques = placesForLists(temporary.runtime).map(
      (key) => touchpoints.get(key)?.touchpoint.technique,
    );
    expect(techniques).not.toContain('staff');
    expect(techniques.length).toBeGreaterThan(0);
  });
});
