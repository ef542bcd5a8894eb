/** The server's clock set back an hour, a day ahead, and right again; everybody else's stays right. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRows } from '../evidence/row-check';
import { logNameOf } from '../transparency/log-name';
import { openTileFiles } from '../transparency/tile-files';
import { openApiUnderTest, type Answer, type ApiUnderTest } from './under-test';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON_MS = Date.parse('2026-06-15T12:00:00Z');
const clock = { nowMs: NOON_MS, now: () => clock.nowMs };

let api: ApiUnderTest;
let key: string;
beforeAll(async () => {
  api = await openApiUnderTest({}, { clock, keeper: { byItself: false } });
  key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
});
afterAll(() => api.close());

const subject = { system: 'shop', id: '12345' };
const allow = {
  ...{ subject, type: 'allow', surface: 'store-tablet', purposes: ['recommend'] },
  ...{ channels: ['web'], data: ['purchases'], notice: { catalogueVersion: 1, locale: 'ja' } },
  evidence: { kind: 'tablet-form', reference: 'S12-0042' },
};
const deny = { subject, type: 'deny', surface: 'form', purposes: '*', channels: '*', data: '*' };
const at = (ms: number): string => new Date(ms).toISOString();

let sent = 0;
function choose(body: unknown): Promise<Answer> {
  sent += 1;
  const headers = { 'idempotency-key': `"clock ${String(sent)}"` };
  return api.send('POST', '/api/v1/choices', { key, body, headers });
}
async function decide(): Promise<Answer['json']> {
  const body = { subject, touchpoint: 'shop-for-you' };
  return (await api.send('POST', '/api/v1/decisions', { key, body })).json;
}
const reason = async () => (await decide()).reason;
/** How long an answer may be used, by the server's clock. */
const leaseMs = async () => Date.parse(String((await decide()).validUntil)) - clock.nowMs;

async function expectOrder(): Promise<void> {
  const { runtime, keeper } = api;
  await keeper?.settle();
  const head = await runtime.store.head();
  const leaves = await runtime.store.readLeaves(1, head.seq);
  const times = leaves.map(({ t }) => t);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(leaves.map(({ seq }) => seq)).toEqual(leaves.map((_, i) => i + 1));
  const [log] = await runtime.ledger.logs();
  if (log === undefined) throw new Error('no log');
  const folder = `${runtime.env.ledgerDir}/${logNameOf(log.origin)}`;
  expect((await checkRows(runtime, log, openTileFiles(folder))).problems).toEqual([]);
}

describe('what was said last decides, whatever the clock says', () => {
  it('set back an hour', async () => {
    expect((await choose(allow)).status).toBe(201);
    expect(await reason()).toBe('allowed');
    const lease = await leaseMs();
    clock.nowMs -= HOUR_MS;
    expect((await choose(deny)).status).toBe(201);
    expect(await reason()).toBe('withdrawn');
    expect((await choose(allow)).status).toBe(201);
    expect(await reason()).toBe('allowed');
    expect(await leaseMs()).toBeLessThanOrEqual(lease);
    expect((await choose(deny)).status).toBe(201);
    expect(await reason()).toBe('withdrawn');
    await expectOrder();
  });

  it('set back, nothing is taken that comes from more than a minute ahead of it', async () => {
    const entries = await api.entries();
    const given = (ms: number) => choose({ ...allow, givenAt: at(clock.nowMs + ms) });
    // The time at which it was really given: this clock cannot know.
    const refused = await given(HOUR_MS);
    expect([refused.status, refused.json.type]).toEqual([422, '/docs#time_in_future']);
    expect((await given(MINUTE_MS + 1000)).status).toBe(422);
    const shown = { subject, touchpoint: 'shop-for-you', at: at(clock.nowMs + HOUR_MS) };
    const because = [{ kind: 'data', data: 'purchases', words: { ja: '購入から' } }];
    const exposed = await api.send('POST', '/api/v1/exposures', {
      key,
      body: { ...shown, because },
    });
    expect([exposed.status, exposed.json.type]).toEqual([422, '/docs#time_in_future']);
    expect(await api.entries()).toBe(entries);
    // Given before the refusal of just now: it does not take it back.
    expect((await given(-30_000)).status).toBe(201);
    expect(await reason()).toBe('withdrawn');
  });

  it('a day ahead: leases have ended, waiting has ended, nothing is older than what came before', async () => {
    expect((await choose(allow)).status).toBe(201);
    const before = await decide();
    const pause = { subject, surface: 'form', type: 'pause', until: at(clock.nowMs + HOUR_MS) };
    expect((await choose(pause)).status).toBe(201);
    expect(await reason()).toBe('paused');
    clock.nowMs += 25 * HOUR_MS;
    expect(Date.parse(String(before.validUntil))).toBeLessThan(clock.nowMs);
    expect(await reason()).toBe('allowed');
    const again = await choose(pause);
    expect([again.status, again.json.type]).toEqual([422, '/docs#time_in_past']);
    expect((await choose(deny)).status).toBe(201);
    expect(await reason()).toBe('withdrawn');
    await expectOrder();
  });

  it('right again: what was said under the wrong clock stands, what is said now comes after it', async () => {
    clock.nowMs = NOON_MS;
    expect(await reason()).toBe('withdrawn');
    // Said an hour ago by a right clock, and so before that refusal as far as anybody can tell.
    expect((await choose({ ...allow, givenAt: at(NOON_MS - HOUR_MS) })).status).toBe(201);
    expect(await reason()).toBe('withdrawn');
    expect((await choose(allow)).status).toBe(201);
    expect(await reason()).toBe('allowed');
    await expectOrder();
  });
});
