import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticeDigest } from '../catalogue/notice';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { DevicePrincipal, PersonPrincipal, SystemPrincipal } from '../identity/model';
import type { NewPersonalEvent } from '../record/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { auditReceipt, type AuditedReceipt } from './audit-receipt';
import { allow, deny, newPerson, say } from './log.test-support';
import { ownReceipt, type ReceiptOutcome } from './own-receipt';
import { receiptOf } from './receipt';
import type { Receipt } from './receipt-model';
import { verifyReceipt } from './receipt-verify';
import { retellReceipt } from './retell-receipt';

type Given = Extract<ReceiptOutcome, { ok: true }>;

let temporary: TemporaryRuntime;
let kim: PersonPrincipal;
let lee: PersonPrincipal;
const ids: Record<'allowed' | 'refused' | 'withdrawn', string> = {
  ...{ allowed: '', refused: '', withdrawn: '' },
};

function readNow(): NewPersonalEvent {
  const event = allow('recommend', 'web');
  const { catalogue } = temporary.runtime.catalogues.current();
  const notice = { catalogueVersion: 1, locale: 'ja', digest: noticeDigest(catalogue, 'ja') };
  return { ...event, body: { ...event.body, notice } as NewPersonalEvent['body'] };
}

async function idOf(seq: number | undefined): Promise<string> {
  const [event] = await temporary.runtime.store.searchLog({
    order: 'oldest',
    limit: 1,
    afterSeq: (seq ?? 0) - 1,
  });
  return event?.eventId ?? '';
}
async function given(outcome: Promise<AuditedReceipt>): Promise<Given> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(answer.reason);
  return answer;
}
async function verified(receipt: Receipt) {
  const policy = await temporary.runtime.ledger.policy();
  const verdict = verifyReceipt(JSON.parse(JSON.stringify(receipt)), policy);
  if (!verdict.ok) throw new Error(`${verdict.step}: ${verdict.why}`);
  return verdict;
}

beforeAll(async () => {
  temporary = await openTemporaryRuntime({}, { keeper: {} });
  const { runtime } = temporary;
  kim = await newPerson(runtime, { system: 'shop', id: 'kim' });
  lee = await newPerson(runtime, { system: 'shop', id: 'lee' });
  const events = [deny(['advertise'], 'portal'), readNow(), deny(['recommend'], 'portal')];
  const [refused, allowed, withdrawn] = await say(runtime, kim, events);
  ids.refused = await idOf(refused);
  ids.allowed = await idOf(allowed);
  ids.withdrawn = await idOf(withdrawn);
});
afterAll(() => temporary.dispose());

describe('a person’s receipt', () => {
  it('verifies under the deployment’s policy, words included', async () => {
    const { receipt } = await given(ownReceipt(temporary.runtime, kim, ids.allowed));
    const { outcomes, personal, samePolicy, body } = await verified(receipt);
    expect(outcomes).toEqual({
      ...{ format: 'ok', entry: 'ok', body: 'ok', personal: 'ok', notice: 'ok' },
      ...{ proof: 'ok', policy: 'ok', anchors: 'absent' },
    });
    expect(samePolicy).toBe(true);
    expect(personal).toMatchObject({ event: ids.allowed, subject: kim.subject });
    expect(body).toMatchObject({ type: 'allow', by: 'person', purposes: ['recommend'] });
  });

  it('is nobody else’s: another person, an unknown id and a browser read the same', async () => {
    const device = mint<DevicePrincipal>({ kind: 'device', subject: lee.subject, sessionId: 's' });
    const nothing = { ok: false, reason: 'not_found' };
    for (const holder of [lee, device]) {
      expect(await ownReceipt(temporary.runtime, holder, ids.allowed)).toEqual(nothing);
    }
    expect(await ownReceipt(temporary.runtime, kim, 'evt_AAAAAAAAAAAAAAAAAAAAAA')).toEqual(nothing);
  });

  it('is given to the browser that said it', async () => {
    const device = mint<DevicePrincipal>({ kind: 'device', subject: kim.subject, sessionId: 's' });
    expect(await ownReceipt(temporary.runtime, device, ids.refused)).toMatchObject({ ok: true });
  });

  it('grows old without harm: later events change neither it nor its proof', async () => {
    const { receipt } = await given(ownReceipt(temporary.runtime, kim, ids.refused));
    await say(temporary.runtime, lee, [deny('*', 'portal')]);
    await temporary.keeper?.settle();
    await verified(receipt);
    const { receipt: again } = await given(ownReceipt(temporary.runtime, kim, ids.refused));
    expect(again.entry).toBe(receipt.entry);
    expect(again.proof).not.toBe(receipt.proof);
    await verified(again);
  });

  it('without its personal part names no person at all', async () => {
    const { runtime } = temporary;
    const stored = await runtime.store.findEvent(ids.allowed);
    const receipt = stored && (await receiptOf(runtime, stored, { withPersonal: false }));
    if (receipt === undefined) throw new Error('no receipt');
    expect(JSON.stringify(receipt)).not.toContain(kim.subject);
    expect((await verified(receipt)).personal).toBeUndefined();
  });

  it('of an announcement carries what was announced', async () => {
    const { runtime } = temporary;
    for (const type of ['catalogue', 'notice']) {
      const [stored] = await runtime.store.searchLog({ order: 'oldest', limit: 1, types: [type] });
      const receipt = stored && (await receiptOf(runtime, stored, { withPersonal: true }));
      if (receipt === undefined) throw new Error(`no receipt of a ${type}`);
      const { outcomes } = await verified(receipt);
      expect([type, outcomes.body, receipt.document !== undefined]).toEqual([type, 'ok', true]);
    }
  });
});

describe('a key with audit', () => {
  const ground = 'inquiry 12';
  const key = (system: string, test = false) =>
    mint<SystemPrincipal>({
      ...{ kind: 'system', system, keyId: 'k', scopes: ['audit'], touchpoints: ['*'], test },
    });

  it('finds an event by its id and by the ref its own system was told', async () => {
    const { runtime } = temporary;
    const ref = runtime.vault.refOf('shop', ids.allowed);
    for (const id of [ids.allowed, ref, ref]) {
      const { receipt } = await given(auditReceipt(runtime, key('shop'), { id, ground }));
      expect(receipt.id).toBe(ids.allowed);
    }
  });

  it('does not find what another system was told, nor anything with a test key', async () => {
    const { runtime } = temporary;
    const ref = runtime.vault.refOf('shop', ids.allowed);
    const nothing = { ok: false, reason: 'not_found' };
    expect(await auditReceipt(runtime, key('mailer'), { id: ref, ground })).toEqual(nothing);
    expect(await auditReceipt(runtime, key('shop', true), { id: ids.allowed, ground })).toEqual(
      nothing,
    );
    expect(await auditReceipt(runtime, key('shop'), { id: '../../etc/passwd', ground })).toEqual(
      nothing,
    );
  });
});

describe('retold after ISO/IEC TS 27560', () => {
  async function retold(id: string) {
    const outcome = await given(ownReceipt(temporary.runtime, kim, id));
    return JSON.parse(JSON.stringify(await retellReceipt(temporary.runtime, outcome)));
  }

  it('names purpose, data, basis and status by terms of DPV', async () => {
    const record = await retold(ids.allowed);
    const [purpose, ...others] = record.pii_processing.purposes;
    expect(others).toEqual([]);
    expect(purpose).toMatchObject({
      purpose_id: 'recommend',
      purpose_type: 'https://w3id.org/dpv#ProvidePersonalisedRecommendations',
      lawful_basis: 'https://w3id.org/dpv#Consent',
      'dpv:hasConsentStatus': 'https://w3id.org/dpv#ConsentGiven',
    });
    expect(purpose.pii_information).toEqual([
      expect.objectContaining({ 'dpv:hasPersonalData': 'https://w3id.org/dpv/pd#Purchase' }),
    ]);
    expect(purpose.services.length).toBeGreaterThan(0);
    expect(record.structured_after).toBe('ISO/IEC TS 27560:2023');
    expect(JSON.stringify(record)).not.toContain(kim.subject);
  });

  it('tells a refusal from a withdrawal', async () => {
    const states = [ids.refused, ids.withdrawn].map(async (id) => {
      const record = await retold(id);
      return record.consent_events[0].event_state;
    });
    expect(await Promise.all(states)).toEqual([
      'https://w3id.org/dpv#ConsentRefused',
      'https://w3id.org/dpv#ConsentWithdrawn',
    ]);
  });
});

describe('before a checkpoint covers it', () => {
  it('there is no receipt yet, and it is said within the time it waits', async () => {
    const reading = await openTemporaryRuntime();
    const mei = await newPerson(reading.runtime, { system: 'shop', id: 'mei' });
    const outcome = await reading.runtime.commit({
      actor: deploymentPrincipal(),
      about: { subject: mei.subject },
      events: [
        {
          about: 'subject',
          body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
        },
      ],
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    const id = outcome.events[0]?.eventId ?? '';
    expect(await ownReceipt(reading.runtime, mei, id)).toEqual({
      ok: false,
      reason: 'not_yet_proved',
    });
    await reading.dispose();
  });
});
