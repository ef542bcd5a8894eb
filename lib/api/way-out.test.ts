// The watch over our own way out: rounds through a real listener, on both engines. The pages are
// those of e2e/watch.spec.ts; here their door does what theirs does, or does not.
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeAsking, settleAsking } from '../asking/desk';
import { compileCatalogue } from '../catalogue/compile';
import { deploymentPrincipal } from '../identity/deployment';
import { createApiKey } from '../identity/key-commands';
import { mint } from '../identity/mint';
import { WATCH_SYSTEM, type OfficerPrincipal } from '../identity/model';
import { principalFromCookie } from '../identity/session-cookie';
import { openWatchSession, watchIdentifier, watchKey } from '../identity/watch';
import { countLog } from '../evidence/log-search';
import { logQuestion } from '../evidence/log-question';
import { commitAct } from '../portal/commands';
import { parseAct } from '../portal/form-schema';
import { ownRecord } from '../portal/queries';
import { shipWithdrawals } from '../record/withdrawals';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { WATCH_WAYS } from '../watch/model';
import { planRound, watchablePlaces } from '../watch/plan';
import { listRounds, watchOnce } from '../watch/rounds';
import { readWatch } from '../watch/standing';
import { createListener } from './http-listener';
import { ENGINES } from './under-test';

const officer = mint<OfficerPrincipal>({
  ...{ kind: 'officer', officer: 'off_1', roles: ['auditor'], sessionId: 's' },
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

async function listening(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

describe.each(ENGINES)('a round over our own way out, on %s', (_, settings) => {
  let opened: TemporaryRuntime;
  let own: { server: Server; url: string };
  let pages: 'work' | 'fail' = 'work';
  let nowMs = Date.parse('2026-11-22T03:00:00Z');
  beforeAll(async () => {
    opened = await openTemporaryRuntime(await settings(), { clock: { now: () => nowMs } });
    const { runtime } = opened;
    own = await listening(
      createListener(runtime, {
        dev: false,
        async handle(request, response) {
          const act = parseAct(
            [...new URLSearchParams(await textOf(request))].filter(([name]) => name !== 'back'),
          );
          const known = await principalFromCookie(runtime, request.headers.cookie);
          const person = ownRecord(known);
          if (pages === 'fail' || act === undefined || person === undefined) {
            response.writeHead(303, { location: '/?problem=unavailable' }).end();
            return;
          }
          const { ok } = await commitAct(runtime, person, act, 'ja');
          response.writeHead(303, { location: ok ? '/?saved=1' : '/?problem=x' }).end();
        },
      }),
    );
  });
  afterAll(async () => {
    own.server.closeAllConnections();
    own.server.close();
    await closeAsking(opened.runtime);
    await opened.dispose();
  });
  const round = (also: readonly string[] = []) => {
    nowMs += 300_000;
    return watchOnce(opened.runtime, { own: own.url, also, latestMs: 300 });
  };

  it('goes through by each way out, at one place after the other, and is in nobody’s figures', async () => {
    const { store, keyStore } = opened.runtime;
    const before = await countLog(opened.runtime, officer, logQuestion({}, 'UTC', undefined));
    expect((await readWatch(opened.runtime)).alarm).toBeNull();
    const results = [await round(), await round(), await round()];
    expect(results.map((result) => result?.failed)).toEqual([null, null, null]);
    expect(results.map((result) => result?.way)).toEqual(WATCH_WAYS);
    expect(new Set(results.map((result) => result?.touchpoint)).size).toBe(3);
    expect(results.every((result) => (result?.noMs ?? -1) >= 0)).toBe(true);

    await settleAsking(opened.runtime);
    await shipWithdrawals(opened.runtime);
    expect(await store.askedPlaces('2000-01-01')).toEqual([]);
    expect(await keyStore.lastWithdrawalSeq()).toBe(0);
    const counts = async (by?: 'watch' | 'person') =>
      countLog(opened.runtime, officer, logQuestion(by ? { by } : {}, 'UTC', undefined));
    // The key it asks with is announced like any other.
    expect([await counts(), await counts('person')]).toEqual([before + 1, 0]);
    expect(await counts('watch')).toBeGreaterThanOrEqual(6);
    const systems = (await store.countIdentifiers()).map(({ system }) => system);
    expect(systems).toEqual([WATCH_SYSTEM]);
    expect((await readWatch(opened.runtime)).alarm).toBeNull();
  });

  it('raises the alarm where a node keeps permitting, and ends it with a round that goes through', async () => {
    const stubborn = await listening((_request, response) => {
      response.end(JSON.stringify({ decision: true, reason: 'allowed' }));
    });
    const failed = await round([stubborn.url]);
    stubborn.server.close();
    expect(failed?.failed).toEqual({ step: 'no', problem: 'still_permitted' });
    expect((await readWatch(opened.runtime)).alarm).toBe('failed');
    const again = await round();
    // Where it failed, not where all is well.
    expect([again?.touchpoint, again?.way]).toEqual([failed?.touchpoint, failed?.way]);
    expect((await readWatch(opened.runtime)).alarm).toBeNull();
  });

  it('raises the alarm where nothing is saved, and where nobody answers', async () => {
    pages = 'fail';
    expect((await round())?.failed).toEqual({ step: 'allow', problem: 'not_saved' });
    pages = 'work';
    expect((await readWatch(opened.runtime)).alarm).toBe('failed');
    const gone = await listening(() => undefined);
    gone.server.close();
    expect((await round([gone.url]))?.failed).toEqual({ step: 'permit', problem: 'unreachable' });
    expect((await round())?.failed).toBeNull();
  });

  it('of two processes one goes it', async () => {
    nowMs += 300_000;
    const { runtime } = opened;
    const reach = { own: own.url, also: [] };
    const both = await Promise.all([watchOnce(runtime, reach), watchOnce(runtime, reach)]);
    expect(both.filter((result) => result !== undefined)).toHaveLength(1);
    expect((await listRounds(runtime, 2)).every(({ result }) => result?.failed === null)).toBe(
      true,
    );
  });

  it('whoever looks again at once goes a round of their own', async () => {
    const { runtime } = opened;
    const reach = { own: own.url, also: [] };
    const results = [await watchOnce(runtime, reach), await watchOnce(runtime, reach)];
    expect(results.map((result) => result?.failed)).toEqual([null, null]);
  });

  it('its key asks about nobody else, its session says nothing else, and nobody else gets such a key', async () => {
    const { runtime } = opened;
    const ask = async (subject: unknown) => {
      const answer = await fetch(`${own.url}/api/v1/decisions`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await watchKey(runtime)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ subject, touchpoint: 'shop-for-you' }),
      });
      return answer.status;
    };
    expect(await ask(watchIdentifier(nowMs))).toBe(200);
    expect(await ask({ system: 'shop', id: '1' })).toBe(403);
    const { cookie, end } = await openWatchSession(runtime);
    const person = ownRecord(await principalFromCookie(runtime, cookie));
    if (person === undefined) throw new Error('the session is nobody’s');
    const said = {
      version: 1,
      once: 'a'.repeat(22),
      act: 'pause',
      purpose: '',
      end: 'week',
      date: '',
    };
    const act = parseAct(Object.entries(said));
    const outcome = act && (await commitAct(runtime, person, act, 'ja'));
    expect(outcome).toMatchObject({ ok: false, reason: 'forbidden' });
    await end();
    expect((await principalFromCookie(runtime, cookie)).kind).toBe('anonymous');
    const wanted = { name: 'x', system: WATCH_SYSTEM, scopes: ['decide' as const] };
    expect(await createApiKey(runtime, deploymentPrincipal(), wanted)).toMatchObject({ ok: false });
  });

  it('has every place that a plain tap allows on its way', () => {
    const compiled = compileCatalogue(opened.runtime.catalogues.current().catalogue);
    const places = watchablePlaces(compiled);
    expect(places.length).toBeGreaterThan(10);
    expect(planRound({ ...compiled, touchpoints: new Map() }, undefined)).toBeUndefined();
  });
});
