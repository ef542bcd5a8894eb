import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import type { Role } from '../identity/model';
import { confirmErasure, requestErasure } from '../record/erasure-requests';
import { eraseSubject } from '../record/erase';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { endHoldOf, erasureDesk, holdsOfCase, placeHoldOn, subjectMeant } from './erasure-desk';
import { newPerson, officerWith } from './log.test-support';
import { lookUp } from './look-up';

const auditor = officerWith(['auditor'], 'off_auditor');
const approver = officerWith(['approver'], 'off_approver');
const DAY_MS = 86_400_000;
const ground = '返品の争いが終わるまで';

let temporary: TemporaryRuntime;
let runtime: Runtime;
const nowMs = Date.parse('2027-03-01T00:00:00Z');
beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { clock: { now: () => nowMs } });
  runtime = temporary.runtime;
});
afterAll(() => temporary.dispose());

let people = 0;
async function asked() {
  people += 1;
  const identifier = { system: 'shop', id: `desk-${String(people)}` };
  const person = await newPerson(runtime, identifier);
  const outcome = await requestErasure(runtime, auditor, {
    subject: person.subject,
    ground: 'not-needed',
    words: '退会の手紙による',
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { person, identifier, request: outcome.id };
}

describe('the desk', () => {
  it('is for auditors and approvers alone', async () => {
    const others: readonly (readonly Role[])[] = [['admin'], ['author'], []];
    for (const roles of others) {
      expect(await erasureDesk(runtime, officerWith(roles))).toBeUndefined();
    }
    expect(await erasureDesk(runtime, deploymentPrincipal())).toBeUndefined();
  });

  it('shows what waits and who may decide, what was erased as a count, and nobody by name', async () => {
    const { person, request } = await asked();
    const desk = await erasureDesk(runtime, auditor);
    expect(desk?.waiting).toMatchObject([{ id: request, mayDecide: false, holds: [] }]);
    expect(JSON.stringify(desk)).not.toContain(person.subject);
    expect((await erasureDesk(runtime, approver))?.waiting).toMatchObject([{ mayDecide: true }]);
    await confirmErasure(runtime, approver, request);
    const after = await erasureDesk(runtime, approver);
    expect(after?.waiting).toEqual([]);
    // The asking and the confirming.
    expect(after?.done[0]).toEqual({ atMs: nowMs, ground: 'not-needed', by: 'officer', count: 2 });
  });
});

describe('a hold from the desk', () => {
  it('is placed on the person of a request and ended, by an approver', async () => {
    const { request } = await asked();
    const wanted = { ground, untilMs: nowMs + 9 * DAY_MS };
    const forbidden = { ok: false, reason: 'forbidden' };
    expect(await placeHoldOn(runtime, auditor, { request }, wanted)).toEqual(forbidden);
    const placed = await placeHoldOn(runtime, approver, { request }, wanted);
    if (!placed.ok) throw new Error(placed.reason);
    const mine = async () =>
      (await erasureDesk(runtime, approver))?.waiting.find(({ id }) => id === request);
    expect((await mine())?.holds).toMatchObject([{ ground, untilMs: wanted.untilMs }]);
    expect(await endHoldOf(runtime, auditor, { request }, placed.id)).toEqual(forbidden);
    expect(await endHoldOf(runtime, approver, { request: 'era_x' }, placed.id)).toMatchObject({
      reason: 'not_found',
    });
    expect(await endHoldOf(runtime, approver, { request }, placed.id)).toMatchObject({ ok: true });
    expect((await mine())?.holds).toEqual([]);
  });

  it('keeps a confirmed request waiting where everybody can read why', async () => {
    const { request } = await asked();
    await placeHoldOn(runtime, approver, { request }, { ground, untilMs: nowMs + DAY_MS });
    expect(await confirmErasure(runtime, approver, request)).toMatchObject({ reason: 'held' });
    const desk = await erasureDesk(runtime, auditor);
    expect(desk?.held.find(({ id }) => id === request)?.holds).toMatchObject([{ ground }]);
  });

  it('is placed on the person whose record is open, and on nobody by another’s case', async () => {
    const identifier = { system: 'shop', id: 'desk-case' };
    const person = await newPerson(runtime, identifier);
    const both = officerWith(['auditor', 'approver'], 'off_both');
    const look = await lookUp(runtime, both, { identifier, ground });
    if (!look.ok) throw new Error(look.reason);
    const meant = { case: look.case };
    expect(await subjectMeant(runtime, both, meant)).toBe(person.subject);
    expect(await subjectMeant(runtime, approver, meant)).toBeUndefined();
    expect(await subjectMeant(runtime, auditor, meant)).toBeUndefined();
    await placeHoldOn(runtime, both, meant, { ground, untilMs: nowMs + DAY_MS });
    expect(await holdsOfCase(runtime, both, look.case)).toMatchObject([{ ground }]);
    const erased = await eraseSubject(runtime, {
      actor: deploymentPrincipal(),
      subject: person.subject,
      ground: 'legal-duty',
    });
    expect(erased).toMatchObject({ ok: false, reason: 'held' });
  });
});
