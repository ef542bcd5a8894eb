import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { openPersonSession } from '../identity/entrances';
import { anonymous, mint } from '../identity/mint';
import type { OfficerPrincipal, PersonPrincipal, SystemPrincipal } from '../identity/model';
import { placeHold } from '../record/holds';
import { answerErasure, askedOfSystem, askServices } from '../record/service-erasures';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { carriedRefusalMs } from './carried-refusal';
import { eraseOneself, sealWish } from './erase-oneself';
import { erasingView } from './erasing';

const DAY_MS = 86_400_000;
const wish = { keepRefusal: true, askServices: false };
const shop = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'k',
  scopes: ['erase'],
  touchpoints: ['*'],
  test: false,
});

let temporary: TemporaryRuntime;
let runtime: Runtime;
let nowMs = Date.parse('2027-02-01T00:00:00Z');
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
  runtime = temporary.runtime;
});
afterAll(() => temporary.dispose());

async function signedIn(email: string): Promise<PersonPrincipal> {
  const session = await openPersonSession(runtime, email);
  if (session === undefined) throw new Error('no session');
  return mint<PersonPrincipal>({ kind: 'person', subject: session.who, sessionId: 's' });
}

let people = 0;
/** Signed in by mail, and known to two services. */
async function someone() {
  people += 1;
  const email = `portal-erase-${String(people)}@example.test`;
  const person = await signedIn(email);
  for (const system of ['app', 'shop']) {
    const card = await runtime.commit({
      actor: deploymentPrincipal(),
      about: { identifier: { system, id: `no-${String(people)}` } },
      events: [],
    });
    if (!card.ok || card.subject === undefined) throw new Error('no card');
    await runtime.commit({
      actor: person,
      about: { subject: person.subject },
      events: [
        {
          about: 'subject',
          body: { type: 'join', surface: 'portal', confirmed: true },
          of: card.subject,
        },
      ],
    });
  }
  return { email, person };
}
const exists = async ({ subject }: PersonPrincipal) =>
  (await runtime.store.findGroup({ subject })) !== undefined;

describe('erasing oneself', () => {
  test('takes the seal of the second step, for this person, while it lasts', async () => {
    const [{ person }, { person: other }] = [await someone(), await someone()];
    const seal = sealWish(runtime, person, wish);
    const conflict = { ok: false, reason: 'conflict' };
    expect(await eraseOneself(runtime, person, 'nothing')).toEqual(conflict);
    expect(await eraseOneself(runtime, other, seal)).toEqual(conflict);
    nowMs += 16 * 60_000;
    expect(await eraseOneself(runtime, person, seal)).toEqual(conflict);
    expect([await exists(person), await exists(other)]).toEqual([true, true]);
    const fresh = sealWish(runtime, person, wish);
    const unauthenticated = { ok: false, reason: 'unauthenticated' };
    expect(await eraseOneself(runtime, anonymous, fresh)).toEqual(unauthenticated);
    expect(await exists(person)).toBe(true);
    expect(await eraseOneself(runtime, person, fresh)).toEqual({ ok: true, keptRefusal: true });
    expect(await exists(person)).toBe(false);
    // The second press, or the first one sent again: nobody is signed in any more.
    expect(await eraseOneself(runtime, anonymous, fresh)).toEqual({ ok: true, keptRefusal: true });
  });

  test('asks the services first where that was wished', async () => {
    const { person } = await someone();
    const before = (await askedOfSystem(runtime, shop, { status: 'asked' })).length;
    await eraseOneself(runtime, person, sealWish(runtime, person, { ...wish, askServices: true }));
    const asked = await askedOfSystem(runtime, shop, { status: 'asked' });
    expect(asked).toHaveLength(before + 1);
    expect(asked.at(-1)?.subject).toBe('');
  });

  test('waits for a hold, and says until when and why', async () => {
    const { person } = await someone();
    const approver = mint<OfficerPrincipal>({
      kind: 'officer',
      officer: 'off_1',
      roles: ['approver'],
      sessionId: 's',
    });
    const ground = '返品の争いが終わるまで';
    const untilMs = nowMs + 30 * DAY_MS;
    await placeHold(runtime, approver, { subject: person.subject, ground, untilMs });
    const outcome = await eraseOneself(runtime, person, sealWish(runtime, person, wish));
    expect(outcome).toEqual({ ok: false, reason: 'held' });
    const view = await erasingView(runtime, person);
    expect(view?.holds).toMatchObject([{ ground, untilMs }]);
    expect(view?.waitingSinceMs).toBe(nowMs);
  });
});

describe('who comes back', () => {
  test('begins refused and is told so, until they choose something themselves', async () => {
    const { person, email } = await someone();
    const state = async ({ subject }: PersonPrincipal) =>
      (await runtime.subjects.bySubject(subject))?.state;
    expect(await carriedRefusalMs(runtime, await state(person))).toBeUndefined();
    await eraseOneself(runtime, person, sealWish(runtime, person, wish));
    const erasedAtMs = nowMs;
    nowMs += DAY_MS;
    const again = await signedIn(email);
    expect(again.subject).not.toBe(person.subject);
    expect(await carriedRefusalMs(runtime, await state(again))).toBe(erasedAtMs);
    await runtime.commit({
      actor: again,
      about: { subject: again.subject },
      events: [
        {
          about: 'subject',
          body: { type: 'touchpoint-off', surface: 'portal', touchpoint: 'home-hero' },
        },
      ],
    });
    expect(await carriedRefusalMs(runtime, await state(again))).toBeUndefined();
  });

  test('is nobody known where the refusal was not kept', async () => {
    const { person, email } = await someone();
    const none = { ...wish, keepRefusal: false };
    await eraseOneself(runtime, person, sealWish(runtime, person, none));
    const again = await signedIn(email);
    const subject = await runtime.subjects.bySubject(again.subject);
    expect(subject?.state.sweeps).toEqual([]);
  });
});

describe('asking the services', () => {
  test('asks the chosen ones alone, and shows how each stands', async () => {
    const { person } = await someone();
    const standing = async () =>
      (await erasingView(runtime, person))?.services.map(({ system, asked, mayAsk }) => [
        system,
        asked?.status,
        mayAsk,
      ]);
    expect(await standing()).toEqual([
      ['app', undefined, true],
      ['shop', undefined, true],
    ]);
    expect(await askServices(runtime, person, ['shop'])).toEqual({ ok: true, systems: ['shop'] });
    expect(await standing()).toEqual([
      ['app', undefined, true],
      ['shop', 'asked', false],
    ]);
    const [asked] = await runtime.store
      .serviceErasures({ system: 'shop', status: 'asked', limit: 9 })
      .then((rows) => rows.filter(({ subject }) => subject !== ''));
    await answerErasure(runtime, shop, asked?.id ?? '', 'refused');
    expect(await standing()).toEqual([
      ['app', undefined, true],
      ['shop', 'refused', true],
    ]);
    expect(await askServices(runtime, person, [])).toEqual({ ok: true, systems: [] });
  });
});
