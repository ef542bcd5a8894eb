import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../../identity/deployment';
import { mint } from '../../identity/mint';
import type { OfficerPrincipal, PersonPrincipal, Role } from '../../identity/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../../runtime/temporary';
import { mayRedeliver, maySeeWebhooks, redeliverAsOfficer, webhookDesk } from './desk';
import { newSecret, sealReceiver } from './secrets';

let temporary: TemporaryRuntime;
const id = 'whk_x';
const handle = 'h1_secret-of-shop';
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  const { store, vault } = temporary.runtime;
  const url = 'https://shop.example/hooks/of-somebody?key=word';
  const receiver = { id, url, description: '', secrets: [newSecret()] };
  await store.putWebhook({
    ...{ id, system: 'shop', touchpoints: ['*'], sealed: sealReceiver(vault, receiver) },
    ...{ fromSeq: 0, createdAtMs: 1, disabledAtMs: null, disabledWhy: null },
    ...{ deliveredAtMs: null, failingSinceMs: 1, problem: 'status_503' },
  });
  await store.queueDeliveries([
    {
      ...{ id: 'whd_x', webhook: id, handle, seq: 1, status: 'dead', attempts: 11 },
      ...{ createdAtMs: 1, dueAtMs: 1, endedAtMs: 2, problem: 'status_503' },
    },
  ]);
});
afterAll(() => temporary.dispose());

function officer(...roles: Role[]): OfficerPrincipal {
  return mint<OfficerPrincipal>({ kind: 'officer', officer: 'off_1', roles, sessionId: 's' });
}
const person = mint<PersonPrincipal>({ kind: 'person', subject: 'sub_1', sessionId: 's' });

it('officers see what did not arrive, but neither whom it was about nor the whole address', async () => {
  for (const role of ['auditor', 'admin'] as const) {
    const [webhook] = await webhookDesk(temporary.runtime, officer(role));
    expect(webhook).toMatchObject({ id, origin: 'https://shop.example', counts: { dead: 1 } });
    expect(webhook?.letters).toMatchObject([{ id: 'whd_x', attempts: 11, problem: 'status_503' }]);
    const text = JSON.stringify(webhook);
    for (const secret of [handle, 'of-somebody', 'word']) expect(text).not.toContain(secret);
  }
});

it('nobody else sees them', async () => {
  for (const actor of [officer('author'), officer('approver'), person, deploymentPrincipal()]) {
    expect(maySeeWebhooks(actor)).toBe(false);
    await expect(webhookDesk(temporary.runtime, actor)).rejects.toThrow();
  }
  await expect(webhookDesk(temporary.runtime, { kind: 'anonymous' })).rejects.toThrow();
});

it('an administrator alone sends them again', async () => {
  const { runtime } = temporary;
  for (const actor of [officer('auditor', 'author', 'approver'), person]) {
    await expect(redeliverAsOfficer(runtime, actor, id)).rejects.toThrow();
  }
  expect(mayRedeliver(officer('auditor'))).toBe(false);
  expect((await runtime.store.findDelivery('whd_x'))?.status).toBe('dead');
  expect(await redeliverAsOfficer(runtime, officer('admin'), 'whk_nothing')).toBeUndefined();
  expect(await redeliverAsOfficer(runtime, officer('admin'), id)).toBe(1);
  expect((await runtime.store.findDelivery('whd_x'))?.status).toBe('waiting');
});
