// The answer then is the answer that was given then: real engine, real commits, a clock that is moved.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { decide } from '../decision/decide';
import type { Verdict } from '../decision/model';
import { deploymentPrincipal } from '../identity/deployment';
import type { PersonPrincipal } from '../identity/model';
import { publishCatalogue } from '../publishing/publish';
import type { NewPersonalEvent } from '../record/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { allow, deny, newPerson, say, switchOff } from './log.test-support';
import { decisionAt } from './point-in-time';

const START = Date.parse('2026-03-01T00:00:00Z');
const PLACE = 'shop-for-you';
let nowMs = START;
let temporary: TemporaryRuntime;
let people = 0;

beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
});
afterAll(() => temporary.dispose());

async function somebody(): Promise<PersonPrincipal> {
  people += 1;
  return newPerson(temporary.runtime, { system: 'shop', id: `then-${String(people)}` });
}

/** What a service would have been told at this moment. */
async function answerNow(person: PersonPrincipal): Promise<Verdict> {
  const { runtime } = temporary;
  await runtime.subjects.fresh();
  const subject = await runtime.subjects.bySubject(person.subject);
  const question = { touchpoint: PLACE, data: [], signals: { gpc: false }, system: 'shop' };
  const counters = { contacts: [] };
  return decide(runtime.catalogues.current(), subject?.state, counters, question, nowMs);
}

const pause: NewPersonalEvent = {
  about: 'subject',
  body: { type: 'pause', surface: 'portal', untilMs: START + 90 * 86_400_000 },
};
const resume: NewPersonalEvent = {
  about: 'subject',
  body: { type: 'resume', surface: 'portal' },
};
const acts: Readonly<Record<string, NewPersonalEvent>> = {
  allow: allow('recommend', 'web'),
  refuse: deny(['recommend'], 'portal'),
  stop: deny('*', 'portal'),
  off: switchOff(PLACE),
  pause,
  resume,
};

describe('the answer then', () => {
  it('is the answer that was given then, for any history and any instant', async () => {
    const steps = fc.array(
      fc.record({
        act: fc.constantFrom(...Object.keys(acts)),
        waitMs: fc.integer({ min: 1, max: 3 * 86_400_000 }),
      }),
      { minLength: 1, maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const person = await somebody();
        const given: { atMs: number; verdict: Verdict }[] = [];
        for (const { act, waitMs } of history) {
          nowMs += waitMs;
          given.push({ atMs: nowMs - 1, verdict: await answerNow(person) });
          const event = acts[act];
          if (event !== undefined) await say(temporary.runtime, person, [event]);
          given.push({ atMs: nowMs, verdict: await answerNow(person) });
        }
        for (const { atMs, verdict } of given) {
          const question = { subject: person.subject, place: { touchpoint: PLACE }, atMs };
          const then = await decisionAt(temporary.runtime, question);
          expect(then?.verdict.decision).toBe(verdict.decision);
          expect(then?.verdict.reason).toBe(verdict.reason);
          expect(then?.verdict.eventId).toBe(verdict.eventId);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('says which event decided, what came after, and that no event is missing', async () => {
    const person = await somebody();
    await say(temporary.runtime, person, [allow('recommend', 'web')]);
    const atMs = nowMs;
    nowMs += 1000;
    await say(temporary.runtime, person, [deny(['recommend'], 'portal')]);
    const question = { subject: person.subject, place: { touchpoint: PLACE }, atMs };
    const then = await decisionAt(temporary.runtime, question);
    expect(then?.verdict).toMatchObject({ decision: true, reason: 'allowed' });
    expect(then?.deciding?.body.type).toBe('allow');
    expect(then?.before).toHaveLength(1);
    expect(then?.after.map(({ body }) => body.type)).toEqual(['deny']);
    expect(then?.chain).toMatchObject({ events: 2, gaps: [] });
    expect(then?.chain.heads).toHaveLength(1);
  });

  it('knows nothing of an undo that came later, and folds one that came before', async () => {
    const person = await somebody();
    await say(temporary.runtime, person, [allow('recommend', 'web')]);
    nowMs += 1000;
    await say(temporary.runtime, person, [deny('*', 'portal')]);
    const stoppedMs = nowMs;
    nowMs += 1000;
    const { before } = (await decisionAt(temporary.runtime, {
      subject: person.subject,
      place: { touchpoint: PLACE },
      atMs: nowMs,
    })) ?? { before: [] };
    const stop = before.at(-1)?.personal.event ?? '';
    const undo: NewPersonalEvent = {
      about: 'subject',
      body: { type: 'undo', surface: 'portal' },
      of: stop,
    };
    await say(temporary.runtime, person, [undo]);
    const at = async (atMs: number) =>
      (
        await decisionAt(temporary.runtime, {
          subject: person.subject,
          place: { touchpoint: PLACE },
          atMs,
        })
      )?.verdict.decision;
    expect([await at(stoppedMs), await at(nowMs)]).toEqual([false, true]);
  });

  it('rests on the catalogue and the words that were in force', async () => {
    const person = await somebody();
    const atMs = nowMs;
    nowMs += 86_400_000;
    const published = await publishCatalogue(
      temporary.runtime,
      deploymentPrincipal(),
      defaultCatalogue,
    );
    expect(published.ok).toBe(true);
    const ask = (when: number) =>
      decisionAt(temporary.runtime, {
        subject: person.subject,
        place: { touchpoint: PLACE },
        atMs: when,
      });
    const [then, now] = [await ask(atMs), await ask(nowMs)];
    expect([then?.catalogue.version, now?.catalogue.version]).toEqual([1, 2]);
    expect(then?.words.map(({ locale }) => locale)).toEqual(['ja', 'en']);
    expect(then?.words[0]?.digest).not.toBe(now?.words[0]?.digest);
    expect(await ask(START - 1)).toBeUndefined();
  });
});
