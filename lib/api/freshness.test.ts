import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFreshness } from '../asking/freshness';
import { deploymentPrincipal } from '../identity/deployment';
import { createLog } from '../log';
import type { Runtime } from '../runtime/model';
import { openRuntime } from '../runtime/open';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from './under-test';

/** Long enough for any machine: only what never comes is waited for to the end. */
const PATIENT_MS = 60_000;

describe.each(ENGINES)('a Consent-Token on %s', (_, settings) => {
  let api: ApiUnderTest;
  let node: Runtime;
  let key: string;
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    node = await openRuntime(api.runtime.env, { log: createLog({ level: 'silent' }) });
    key = await api.key({ scopes: ['decide'] });
  });
  afterAll(async () => {
    await node.close();
    await api.close();
  });

  const write = (runtime: Runtime) =>
    runtime.commit({
      actor: deploymentPrincipal(),
      about: { identifier: { system: 'shop', id: 'somebody' } },
      events: [
        {
          about: 'subject',
          body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
        },
      ],
    });
  const tokenOf = (revision: number, epoch = node.epoch) =>
    node.vault.consentToken(epoch, revision);
  const headSeq = async () => (await api.runtime.store.head()).seq;
  const ask = (consentToken: string) =>
    api.send('POST', '/api/v1/decisions', {
      key,
      body: { subject: { system: 'shop', id: 'x' }, touchpoint: 'shop-for-you', consentToken },
    });

  it('of what another node has just written is satisfied', async () => {
    for (let round = 0; round < 20; round += 1) {
      const written = await write(round % 2 === 0 ? api.runtime : node);
      const seq = written.ok ? written.seq : Infinity;
      for (const runtime of [node, api.runtime]) {
        expect(await checkFreshness(runtime, tokenOf(seq), 0)).toEqual({ ok: true });
        expect(runtime.subjects.seq()).toBeGreaterThanOrEqual(seq);
      }
    }
  });

  it('of what is on its way is waited for', async () => {
    const waiting = checkFreshness(node, tokenOf((await headSeq()) + 1), PATIENT_MS);
    const before = await Promise.race([
      waiting,
      new Promise((wake) => setTimeout(wake, 60, 'not yet')),
    ]);
    expect(before).toBe('not yet');
    await write(api.runtime);
    expect(await waiting).toEqual({ ok: true });
  });

  it('of the time before a restore is good for what the backup knew, and for nothing after it', async () => {
    const document = { epoch: node.epoch, previousEpoch: 'old', backupSeq: 2, backup: '' };
    const restored: Runtime = { ...node, restores: [document] };
    expect(await checkFreshness(restored, tokenOf(2, 'old'))).toEqual({ ok: true });
    for (const token of [tokenOf(3, 'old'), tokenOf(1, 'older')]) {
      expect(await checkFreshness(restored, token)).toEqual({ ok: false, reason: 'older_epoch' });
    }
  });

  it('beyond the head is 503 with Retry-After, says nothing else, and raises the alarm', async () => {
    const alive = async () => (await api.send('GET', '/healthz')).json.status;
    expect(await alive()).toBe('ok');
    const answer = await ask(tokenOf((await headSeq()) + 1));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
    expect(answer.json.decision).toBeUndefined();
    expect(await alive()).toBe('impaired');
  });

  it.each(['', 'x', 'A'.repeat(64), '🦉'])('that we did not write (%s) is 400', async (token) => {
    const answer = await ask(token);
    expect([answer.status, answer.json.errors]).toMatchObject([
      400,
      [{ pointer: '/consentToken' }],
    ]);
  });

  it('of another deployment is none of ours', async () => {
    const token = tokenOf(1);
    const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await checkFreshness(node, changed)).toEqual({ ok: false, reason: 'malformed' });
  });
});
