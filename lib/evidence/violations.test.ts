import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log';
import { newId } from '../ids';
import { sealForSubject } from '../record/personal';
import type { NewBody } from '../record/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { newPerson, officerWith } from './log.test-support';
import { findGaps, findViolations } from './violations';
import type { Runtime } from '../runtime/model';

const SECOND = 1000;
const DAY_MS = 86_400_000;

describe('violations and gaps', () => {
  let opened: TemporaryRuntime;
  let runtime: Runtime;
  let nowMs = Date.parse('2026-11-01T00:00:00Z');
  const officer = officerWith(['auditor']);
  beforeAll(async () => {
    const log = createLog({ level: 'silent' });
    opened = await openTemporaryRuntime({}, { clock: { now: () => nowMs }, log });
    ({ runtime } = opened);
  });
  afterAll(() => opened.dispose());

  let people = 0;
  async function somebody() {
    people += 1;
    const person = await newPerson(runtime, { system: 'shop', id: `v${String(people)}` });
    const say = async (body: NewBody) => {
      const outcome = await runtime.commit({
        ...{ actor: person, about: { subject: person.subject } },
        events: [{ about: 'subject', body }],
      });
      expect(outcome.ok).toBe(true);
    };
    const box = { surface: 'portal', purposes: ['recommend'], channels: ['web'] } as const;
    const notice = { catalogueVersion: 1, locale: 'ja', digest: 'A'.repeat(43) };
    return {
      allow: () => say({ type: 'allow', ...box, data: ['purchases'], notice }),
      deny: () => say({ type: 'deny', ...box, data: '*' }),
      pause: (untilMs: number) => say({ type: 'pause', surface: 'portal', untilMs }),
      async shown(data = 'purchases', touchpoint = 'shop-for-you') {
        const { subject } = person;
        const id = newId('exp');
        const said = [{ kind: 'data', data, words: 'お茶を買われたため' }];
        await runtime.store.putExposure({
          ...{ id, subject, touchpoint, atMs: nowMs, receivedAtMs: nowMs, decisionId: null },
          sealed: await sealForSubject(runtime, subject, id, said),
        });
      },
    };
  }
  /** What was found since the case began. */
  async function found(sinceMs: number) {
    const days = (nowMs - sinceMs) / DAY_MS;
    const { violations } = await findViolations(runtime, officer, { days });
    return violations.map(({ touchpoint, reason, data }) => [touchpoint, reason, ...data]);
  }
  const begin = () => (nowMs += DAY_MS);

  it('shown to somebody never asked is one; shown under a permit is none', async () => {
    const sinceMs = begin();
    const [never, allowed] = [await somebody(), await somebody()];
    await allowed.allow();
    nowMs += SECOND;
    await never.shown();
    await allowed.shown();
    expect(await found(sinceMs)).toEqual([['shop-for-you', 'never_asked', 'purchases']]);
  });

  it('after a withdrawal the lease still covers it, and not a moment longer', async () => {
    const sinceMs = begin();
    const person = await somebody();
    await person.allow();
    nowMs += 60 * SECOND;
    const withdrawnAtMs = nowMs;
    await person.deny();
    nowMs = withdrawnAtMs + 4 * SECOND;
    await person.shown();
    expect(await found(sinceMs)).toEqual([]);
    nowMs = withdrawnAtMs + 5 * SECOND;
    await person.shown();
    expect(await found(sinceMs)).toEqual([['shop-for-you', 'withdrawn', 'purchases']]);
  });

  it('a permit that began within the lease covers it, by a choice or by time alone', async () => {
    const sinceMs = begin();
    const [late, paused] = [await somebody(), await somebody()];
    await paused.allow();
    await paused.pause(nowMs + 60 * SECOND);
    nowMs += 58 * SECOND;
    await paused.shown();
    expect(await found(sinceMs)).toEqual([['shop-for-you', 'paused', 'purchases']]);
    nowMs += 2 * SECOND;
    await late.allow();
    nowMs += SECOND;
    await late.shown();
    await paused.shown();
    expect(await found(sinceMs)).toHaveLength(1);
  });

  it('resting on data that was not permitted is one, though the place was', async () => {
    const sinceMs = begin();
    const person = await somebody();
    await person.allow();
    nowMs += SECOND;
    await person.shown('browsing');
    expect(await found(sinceMs)).toEqual([['shop-for-you', 'never_asked', 'browsing']]);
  });

  it('goes on where a page ended, and finds each once', async () => {
    const sinceMs = begin();
    const person = await somebody();
    for (let count = 0; count < 320; count += 1) {
      nowMs += 1;
      await person.shown();
    }
    const days = (nowMs - sinceMs) / DAY_MS;
    const first = await findViolations(runtime, officer, { days });
    expect([first.examined, first.violations.length]).toEqual([300, 300]);
    const rest = await findViolations(runtime, officer, { days, after: first.next });
    expect([rest.violations.length, rest.next]).toEqual([20, undefined]);
  });

  it('a live place nobody asks about is a gap, until somebody asks', async () => {
    begin();
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const gapOf = async (days: number) =>
      (await findGaps(runtime, officer, { days })).find(
        ({ touchpoint }) => touchpoint === 'home-hero',
      );
    expect(await gapOf(7)).toEqual({ touchpoint: 'home-hero', system: 'shop', lastDay: null });
    const tally = { subject: 'sub_x', touchpoint: 'home-hero', outcome: 'allowed', count: 1 };
    await runtime.store.addTallies([{ ...tally, day }]);
    expect(await gapOf(7)).toBeUndefined();
    nowMs += 8 * DAY_MS;
    expect(await gapOf(7)).toMatchObject({ lastDay: day });
    expect(await gapOf(30)).toBeUndefined();
  });

  it.each([officerWith(['author', 'approver', 'admin']), { kind: 'anonymous' } as const])(
    'nobody but an auditor sees them',
    async (other) => {
      await expect(findViolations(runtime, other, { days: 1 })).rejects.toThrow();
      await expect(findGaps(runtime, other, { days: 1 })).rejects.toThrow();
    },
  );

  it('names nobody', async () => {
    const all = await findViolations(runtime, officer, { days: 365 });
    expect(all.violations.length).toBeGreaterThan(0);
    expect(JSON.stringify(all)).not.toMatch(/sub_|h1_|お茶/);
  });
});
