/** The SDK answering in its own process, against a real server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Decision } from '../../../sdk/src/answer';
import { createLocalClient, type LocalClient, type LocalDecision } from '../../../sdk/src/local';
import { eraseSubject } from '../../record/erase';
import { closeChanges } from '../../delivery/changes/hub';
import { deploymentPrincipal } from '../../identity/deployment';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';
import { ALLOW, DENY, pausedForADay, QUIET, TOUCHPOINT } from './choices.test-support';

const SCOPES = ['decide', 'changes', 'choice:allow', 'choice:refuse'] as const;
const GENEROUS = { maxStalenessMs: 60_000, timeoutMs: 60_000, writeTimeoutMs: 60_000 };

async function until<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.each(ENGINES)('the SDK in its own process (%s)', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let local: LocalClient;
  const open: LocalClient[] = [];
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    key = await api.key({ scopes: [...SCOPES] });
    await say('early', ALLOW);
    await say('refused', DENY);
    await say('quiet', QUIET);
    await say('paused', pausedForADay());
    local = start();
    expect(await local.ready()).toBe(true);
  });
  afterAll(async () => {
    for (const client of open) await client.close();
    await closeChanges(api.runtime);
    await api.close();
  });

  function start(options: Partial<Parameters<typeof createLocalClient>[0]> = {}): LocalClient {
    const client = createLocalClient({ origin: api.url, key, ...GENEROUS, ...options });
    open.push(client);
    return client;
  }
  let count = 0;
  async function say(id: string, choice: Readonly<Record<string, unknown>>): Promise<string> {
    count += 1;
    const headers = { 'idempotency-key': `"s${String(count)}"` };
    const body = { subject: { system: 'shop', id }, ...choice };
    const answer = await api.send('POST', '/api/v1/choices', { key, body, headers });
    expect([answer.status, answer.text]).toEqual([201, answer.text]);
    return String(answer.json.consentToken);
  }
  const ask = (id: string, touchpoint = TOUCHPOINT, data?: readonly string[]) =>
    local.decideNow({ subject: { system: 'shop', id }, touchpoint, ...(data && { data }) });
  const told = (answer: Decision | LocalDecision) => ({
    decision: answer.decision,
    reason: 'reason' in answer ? answer.reason : undefined,
    otherwise: answer.otherwise,
    data: 'data' in answer ? answer.data : undefined,
    obligations: 'obligations' in answer ? answer.obligations : undefined,
  });

  it('answers at every place, about everybody and whatever data is named, what the server answers', async () => {
    let permits = 0;
    const places = [...api.runtime.catalogues.current().touchpoints.keys(), 'no-such-place'];
    const namings = [undefined, ['purchases'], ['location'], ['browsing', 'location']];
    for (const id of ['early', 'refused', 'quiet', 'paused', 'nobody']) {
      const evaluations = places.flatMap((touchpoint) =>
        namings.map((data) => ({
          ...{ subject: { system: 'shop', id }, touchpoint, ...(data && { data }) },
        })),
      );
      const body = { evaluations, answer: 'full' };
      const { json } = await api.send('POST', '/api/v1/decisions/batch', { key, body });
      for (const [at, decision] of (json.decisions as Decision[]).entries()) {
        const question = evaluations[at] ?? { subject: { system: '', id: '' }, touchpoint: '' };
        const answer = local.decideNow(question);
        expect([question, told(answer)]).toEqual([question, told(decision)]);
        if (answer.decision) permits += 1;
      }
    }
    expect(permits).toBeGreaterThan(0);
  });

  it('knows people by handle and by identifier, and a wrong name is a no', () => {
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'early' });
    const by = (subject: { system: string; id: string } | { handle: string }) =>
      local.decideNow({ subject, touchpoint: TOUCHPOINT });
    expect(by({ handle })).toEqual(ask('early'));
    expect(by({ system: 'app', id: 'early' })).toMatchObject({ cause: 'wrong_system' });
    for (const id of ['', 'x'.repeat(257), '\ud800']) {
      expect(by({ system: 'shop', id })).toMatchObject({ decision: false, cause: 'invalid' });
    }
    expect(by({ handle: 'h1_short' })).toMatchObject({ decision: false, cause: 'invalid' });
  });

  it('a choice made elsewhere, and an erasure, reach it; a permit ends within its lease', async () => {
    const before = ask('early');
    expect(before).toMatchObject({ decision: true, local: true });
    expect(Date.parse('validUntil' in before ? before.validUntil : '')).toBeLessThanOrEqual(
      Date.now() + GENEROUS.maxStalenessMs,
    );
    await say('later', ALLOW);
    await until(() => ask('later').decision || undefined);
    await say('later', DENY);
    await until(() => (ask('later').decision ? undefined : true));
    expect(ask('later')).toMatchObject({ decision: false, reason: 'withdrawn' });
    await say('erased', ALLOW);
    await until(() => ask('erased').decision || undefined);
    const handle = api.runtime.vault.handleOf({ system: 'shop', id: 'erased' });
    const subject = (await api.runtime.subjects.byHandle(handle))?.subject ?? '';
    const actor = deploymentPrincipal();
    await eraseSubject(api.runtime, { actor, subject, ground: 'requested', keepSuppression: true });
    await until(() => (ask('erased').decision ? undefined : true));
  });

  it('what was just said through it is never permitted from what it held before', async () => {
    const subject = { system: 'shop', id: 'own' };
    expect(await local.recordChoice({ subject, ...ALLOW })).toMatchObject({ ok: true });
    await until(() => ask('own').decision || undefined);
    const written = await local.recordChoice({ subject, ...DENY });
    expect(written.ok).toBe(true);
    expect(ask('own')).toMatchObject({ decision: false });
    const answer = await local.decide({ subject, touchpoint: TOUCHPOINT });
    expect(answer).toMatchObject({ decision: false, reason: 'withdrawn' });
    await until(() => ('local' in ask('own') ? true : undefined));
  });

  it('a token it has not caught up with is stale; asked properly, the server answers', async () => {
    const consentToken = await say('early', { ...DENY, purposes: ['advertise'] });
    const question = {
      subject: { system: 'shop', id: 'early' },
      touchpoint: TOUCHPOINT,
      consentToken,
    };
    expect(local.decideNow(question)).toMatchObject({ reason: 'stale', cause: 'token_newer' });
    expect(await local.decide(question)).toMatchObject({ decision: true });
    await until(() => local.decideNow(question).decision || undefined);
  });

  it('asks the server what only the server can tell, and otherwise sends nothing', async () => {
    const sent: string[] = [];
    const counting = start({
      fetch: (url, init) => {
        sent.push(new URL(url).pathname);
        return fetch(url, init);
      },
    });
    await counting.ready();
    const before = sent.length;
    const subject = { system: 'shop', id: 'early' };
    const [here, there, nowhere] = await counting.decideMany([
      { subject, touchpoint: TOUCHPOINT },
      { subject, purpose: 'recommend', channel: 'web', data: ['purchases'] },
      { subject, touchpoint: TOUCHPOINT, data: ['no-such-data'] },
    ]);
    expect(here).toMatchObject({ decision: true, local: true });
    expect(there).toHaveProperty('decisionId');
    expect(nowhere).toMatchObject({ decision: false, reason: 'not_declared' });
    expect(sent.slice(before)).toEqual(['/api/v1/decisions/batch']);
  });

  it('tells what it answered, so that people read how often they were asked about', async () => {
    const client = start();
    await client.ready();
    const subject = { system: 'shop', id: 'refused' };
    for (let at = 0; at < 7; at += 1) client.decideNow({ subject, touchpoint: TOUCHPOINT });
    client.decideNow({ subject: { system: 'shop', id: 'nobody' }, touchpoint: TOUCHPOINT });
    await client.close();
    const handle = api.runtime.vault.handleOf(subject);
    const person = (await api.runtime.subjects.byHandle(handle))?.subject ?? '';
    const counted = async () => {
      await api.settle();
      const rows = await api.runtime.store.talliesOf([person], '2000-01-01');
      return rows.find((row) => row.touchpoint === TOUCHPOINT && row.outcome === 'refused')?.count;
    };
    expect(await counted()).toBeGreaterThanOrEqual(7);
    expect(client.status().talliesLost).toBe(0);
    expect(client.decideNow({ subject, touchpoint: TOUCHPOINT })).toMatchObject({
      ...{ decision: false, cause: 'closed' },
    });
  });

  it('a key for something else is a no with its cause', async () => {
    const other = await api.key({ scopes: ['decide'] });
    const client = start({ key: other });
    expect(
      client.decideNow({ subject: { system: 'shop', id: 'early' }, touchpoint: TOUCHPOINT }),
    ).toEqual({
      ...{ decision: false, reason: 'unavailable', cause: 'cold_start', otherwise: 'nothing' },
    });
    await until(() => (client.status().cause === 'key' ? true : undefined));
    expect(await client.ready(1)).toBe(false);
  });

  it('with a test key it answers every fixed person', async () => {
    const client = start({ key: await api.key({ scopes: ['decide', 'changes'], test: true }) });
    await client.ready();
    const answer = (id: string) =>
      client.decideNow({ subject: { system: 'test', id }, touchpoint: TOUCHPOINT });
    expect(answer('allowed')).toMatchObject({ decision: true, reason: 'allowed' });
    expect(answer('withdrawn')).toMatchObject({ decision: false, reason: 'withdrawn' });
    expect(answer('stale')).toMatchObject({ decision: false, reason: 'stale' });
    expect(answer('somebody')).toMatchObject({ decision: false, reason: 'never_asked' });
  });
});
