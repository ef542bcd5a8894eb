import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../decision/decide';
import { ageOfCase, askCorrectionOf } from '../evidence/age-desk';
import { lookUp } from '../evidence/look-up';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { OfficerPrincipal, PersonPrincipal, Role, SystemPrincipal } from '../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { ENGINES } from '../transparency/kept.test-support';
import {
  askCorrection,
  decideCorrection,
  listCorrections,
  sweepCorrections,
} from './age-corrections';
import { eraseSubject } from './erase';
import { declareAge } from './guardians';
import { historyOf } from './history';
import type { NewBody } from './model';

let opened: TemporaryRuntime;
let nowMs = Date.parse('2026-11-22T00:00:00Z');
const MAJORITY = Date.parse('2031-05-31T15:00:00Z');
const GROUND = 'shown a passport at the counter';
let count = 0;

function officer(name: string, ...roles: Role[]): OfficerPrincipal {
  return mint<OfficerPrincipal>({ kind: 'officer', officer: name, roles, sessionId: 's' });
}
const auditor = officer('off_1', 'auditor');
const approver = officer('off_2', 'approver');
const shop = mint<SystemPrincipal>({
  ...{ kind: 'system', system: 'shop', keyId: 'k', scopes: ['age'], touchpoints: ['*'] },
  test: false,
});
const about = (id: string) => ({ identifier: { system: 'shop', id } });

async function says(id: string, body: NewBody): Promise<void> {
  const person = await personOf(id);
  const events = [{ about: 'subject', body }] as const;
  const said = { actor: person, about: { subject: person.subject }, events };
  expect(await opened.runtime.commit(said)).toMatchObject({ ok: true });
}
const allow = (): NewBody => ({
  ...{ type: 'allow', surface: 'portal', purposes: ['advertise', 'recommend'] },
  ...{ channels: ['web', 'ads'], data: ['purchases', 'browsing', 'ad-identifiers'] },
  notice: { catalogueVersion: 1, locale: 'ja', digest: 'A'.repeat(43) },
});
async function personOf(id: string): Promise<PersonPrincipal> {
  const { runtime } = opened;
  const made = { actor: deploymentPrincipal(), about: about(id), events: [] };
  const outcome = await runtime.commit(made);
  const subject = (outcome.ok && outcome.subject) || '';
  return mint<PersonPrincipal>({ kind: 'person', subject, sessionId: 's' });
}
async function saidYoung(id: string, ageBand: 'child' | 'teen', endsAtMs = MAJORITY) {
  const body = { type: 'guardian', act: 'declare', surface: 'api', ageBand, endsAtMs } as const;
  const events = [{ about: 'subject', body }] as const;
  const outcome = await opened.runtime.commit({ actor: shop, about: about(id), events });
  expect(outcome).toMatchObject({ ok: true });
}
/** Allowed before and while a system said that they are under eighteen. */
async function wronglyYoung(band: 'child' | 'teen') {
  const id = `S-${String((count += 1))}`;
  await says(id, allow());
  await saidYoung(id, band);
  const { subject } = await personOf(id);
  return { id, subject };
}
async function ask(subject: string, by = auditor): Promise<string> {
  const asked = await askCorrection(opened.runtime, by, { subject, ground: GROUND });
  expect(asked).toMatchObject({ ok: true });
  return (asked.ok && asked.id) || '';
}
async function answers(subject: string) {
  const { runtime } = opened;
  await runtime.subjects.fresh();
  const state = (await runtime.subjects.bySubject(subject))?.state;
  const catalogue = runtime.catalogues.current();
  return ['shop-for-you', 'retargeting-ads'].map((touchpoint) => {
    const system = catalogue.touchpoints.get(touchpoint)?.touchpoint.system ?? '';
    const question = { touchpoint, data: [], signals: { gpc: false }, system };
    return decide(catalogue, state, { contacts: [] }, question, nowMs).decision;
  });
}

describe.each(ENGINES)('a wrong age said by a system, on %s', (_, settings) => {
  beforeAll(async () => {
    opened = await openTemporaryRuntime(await settings(), { clock: { now: () => nowMs } });
  });
  afterAll(() => opened.dispose());

  it.each(['child', 'teen'] as const)(
    'is taken back by two officers; of a %s nothing is permitted by it that the age had refused',
    async (band) => {
      const { runtime } = opened;
      const { id, subject } = await wronglyYoung(band);
      const before = await answers(subject);
      const request = await ask(subject);
      expect(await answers(subject)).toEqual(before);
      const decided = await decideCorrection(runtime, approver, request, 'confirm');
      expect(decided).toEqual({ ok: true, id: request });
      expect(await answers(subject)).toEqual(before);
      nowMs += 1000;
      await says(id, allow());
      expect(await answers(subject)).toEqual([true, true]);
      const [, confirmed, asked] = await historyOf(runtime, await personOf(id));
      expect([confirmed, asked]).toMatchObject([
        {
          body: { act: 'declare', ageBand: 'adult', by: 'officer', purposes: ['advertise'] },
          evidence: { officer: 'off_2', askedBy: 'off_1', ground: GROUND },
          undoable: false,
        },
        { body: { act: 'ask', ageBand: 'adult' }, evidence: { officer: 'off_1', ground: GROUND } },
      ]);
      expect(await listCorrections(runtime, approver)).toEqual([]);
      // Whoever says it again is heard again.
      await saidYoung(id, band);
      expect((await answers(subject))[1]).toBe(false);
    },
  );

  it('stays where it is turned down, and may be asked about anew', async () => {
    const { runtime } = opened;
    const { id, subject } = await wronglyYoung('teen');
    const request = await ask(subject);
    const listed = await listCorrections(runtime, approver);
    expect(listed).toMatchObject([{ id: request, askedBy: 'off_1', mayDecide: true }]);
    expect(JSON.stringify(listed)).not.toContain(subject);
    const refused = await decideCorrection(runtime, approver, request, 'refuse');
    expect([refused.ok, (await answers(subject))[1]]).toEqual([true, false]);
    const [event] = await historyOf(runtime, await personOf(id));
    expect(event?.body).toMatchObject({ act: 'ask', ageBand: 'teen', by: 'officer' });
    const again = await decideCorrection(runtime, approver, request, 'confirm');
    expect(again).toMatchObject({ ok: false, reason: 'conflict' });
    const next = await ask(subject);
    nowMs += 31 * 86_400_000;
    const late = await decideCorrection(runtime, approver, next, 'confirm');
    expect([late.ok, await listCorrections(runtime, approver)]).toEqual([false, []]);
    await sweepCorrections(runtime);
    expect(await runtime.store.findJob(next)).toBeUndefined();
  });

  it('is never taken back by one alone, by who has no such role, or where the person says it too', async () => {
    const { runtime } = opened;
    const { id, subject } = await wronglyYoung('child');
    const both = officer('off_3', 'auditor', 'approver');
    const request = await ask(subject, both);
    const n = async () => (await runtime.subjects.bySubject(subject))?.n;
    const before = await n();
    const tried = [
      await decideCorrection(runtime, both, request, 'confirm'),
      await decideCorrection(runtime, both, request, 'refuse'),
      await decideCorrection(runtime, officer('off_4', 'auditor'), request, 'confirm'),
      await decideCorrection(runtime, officer('off_5', 'admin', 'author'), request, 'confirm'),
      await decideCorrection(runtime, approver, 'agc_unknown', 'confirm'),
      await askCorrection(runtime, auditor, { subject, ground: GROUND }),
      await askCorrection(runtime, auditor, { subject, ground: 'no' }),
      await askCorrection(runtime, officer('off_5', 'admin'), { subject, ground: GROUND }),
    ];
    expect(tried.map((one) => !one.ok && one.reason)).toEqual([
      ...['forbidden', 'forbidden', 'forbidden', 'forbidden', 'not_found'],
      ...['conflict', 'invalid_request', 'conflict'],
    ]);
    const body = { type: 'guardian', act: 'declare', ageBand: 'adult' } as const;
    for (const [actor, surface] of [
      [both, 'console'],
      [shop, 'api'],
    ] as const) {
      const event = { about: 'subject', body: { ...body, surface } } as const;
      const outcome = await runtime.commit({ actor, about: { subject }, events: [event] });
      expect(outcome).toMatchObject({ ok: false, reason: 'forbidden' });
    }
    await runtime.subjects.fresh();
    expect(await n()).toBe(before);
    expect(await listCorrections(runtime, shop)).toBeUndefined();
    expect(await listCorrections(runtime, officer('off_5', 'admin'))).toBeUndefined();
    const own = await personOf(`own ${id}`);
    const young = { ageBand: 'teen', endsAtMs: MAJORITY } as const;
    await declareAge(runtime, own, young, 'said-by-myself-01');
    const asked = await askCorrection(runtime, auditor, { subject: own.subject, ground: GROUND });
    expect(asked).toMatchObject({ ok: false, reason: 'conflict', field: '/age' });
  });

  it('is read with who said it by the auditor who has the record open, and goes with the person', async () => {
    const { runtime } = opened;
    const { id, subject } = await wronglyYoung('child');
    const look = { identifier: { system: 'shop', id }, ground: 'a letter about it' };
    const found = await lookUp(runtime, auditor, look);
    const text = found.ok ? found.case : '';
    const read = { band: 'child', endsAtMs: MAJORITY, own: false, systems: ['shop'] };
    expect(await ageOfCase(runtime, auditor, text)).toEqual({ ...read, asked: false });
    expect(await ageOfCase(runtime, approver, text)).toBeUndefined();
    const other = officer('off_6', 'auditor');
    expect(await askCorrectionOf(runtime, other, text, GROUND)).toMatchObject({ field: '/over' });
    const asked = await askCorrectionOf(runtime, auditor, text, GROUND);
    const ids = async () => (await listCorrections(runtime, approver))?.map((one) => one.id);
    expect(await ids()).toContain(asked.ok && asked.id);
    expect(await ageOfCase(runtime, auditor, text)).toEqual({ ...read, asked: true });
    const erasure = { actor: deploymentPrincipal(), subject, ground: 'requested' } as const;
    await eraseSubject(runtime, erasure);
    expect(await ids()).not.toContain(asked.ok && asked.id);
  });
});
