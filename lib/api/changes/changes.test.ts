import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseSubject } from '../../record/erase';
import { deploymentPrincipal } from '../../identity/deployment';
import { revokeApiKey } from '../../identity/key-commands';
import { openRuntime } from '../../runtime/open';
import { createLog } from '../../log';
import { closeChanges } from '../../delivery/changes/hub';
import { ENGINES, openApiUnderTest, type ApiUnderTest } from '../under-test';
import { ALLOW, DENY, pausedForADay, QUIET, TOUCHPOINT } from './choices.test-support';
import { Local, openStream, type Stream } from './read-stream.test-support';

describe.each(ENGINES)('what a system holds in its own process (%s)', (_, settings) => {
  let api: ApiUnderTest;
  let key: string;
  let handleKey: string;
  let count = 0;
  const open: Stream[] = [];
  beforeAll(async () => {
    api = await openApiUnderTest(await settings());
    const scopes = ['decide', 'changes', 'choice:allow', 'choice:refuse'] as const;
    key = await api.key({ scopes: [...scopes] });
    handleKey = String((await api.send('GET', '/api/v1/handle-key', { key })).json.key);
  });
  afterAll(async () => {
    for (const stream of open) stream.cancel();
    await closeChanges(api.runtime);
    await api.close();
  });

  const handleOf = (id: string): string => api.runtime.vault.handleOf({ system: 'shop', id });
  const say = async (id: string, choice: Readonly<Record<string, unknown>>): Promise<string> => {
    count += 1;
    const headers = { 'idempotency-key': `"c${String(count)}"` };
    const body = { subject: { system: 'shop', id }, ...choice };
    const answer = await api.send('POST', '/api/v1/choices', { key, body, headers });
    expect(answer.status).toBe(201);
    return String(answer.json.consentToken);
  };
  const stream = async (cursor?: string, query?: string): Promise<Stream> => {
    const opened = await openStream(api.url, key, cursor, query);
    open.push(opened);
    return opened;
  };
  const whole = async (query = ''): Promise<Local & { text: string }> => {
    const { text } = await api.send('GET', `/api/v1/snapshot${query}`, { key });
    const local = new Local();
    local.snapshot(text);
    return Object.assign(local, { text });
  };
  const answers = async (id: string, touchpoint = TOUCHPOINT) => {
    const body = { subject: { system: 'shop', id }, touchpoint };
    const { json } = await api.send('POST', '/api/v1/decisions', { key, body });
    const data = json.data as { permitted: string[] } | undefined;
    return { decision: json.decision, reason: json.reason, permitted: data?.permitted ?? [] };
  };
  const localAnswer = (local: Local, id: string, touchpoint = TOUCHPOINT) => {
    const got = local.decide(handleOf(id), touchpoint, Date.now());
    return { decision: got.decision, reason: got.reason, permitted: got.permitted };
  };

  it('a system derives its own handles with the key it was given', async () => {
    const { createHmac } = await import('node:crypto');
    const mac = createHmac('sha256', Buffer.from(handleKey, 'base64url')).update('S-1');
    expect(`h1_${mac.digest('base64url')}`).toBe(handleOf('S-1'));
  });

  it('a snapshot answers for every place what a decision answers', async () => {
    await say('S-1', ALLOW);
    await say('S-2', DENY);
    await say('S-3', pausedForADay());
    await say('S-4', QUIET);
    const local = await whole();
    for (const id of ['S-1', 'S-2', 'S-3', 'S-4', 'S-nobody']) {
      for (const place of api.runtime.catalogues.current().touchpoints.keys()) {
        expect([id, place, localAnswer(local, id, place)]).toEqual([
          id,
          place,
          await answers(id, place),
        ]);
      }
    }
    expect(localAnswer(local, 'S-1').decision).toBe(true);
  });

  it('a snapshot says when it is whole', async () => {
    const { text } = await whole();
    const lines = text.trimEnd().split('\n');
    const end = JSON.parse(lines.at(-1) ?? '') as { line: string; people: number; crc32: string };
    const before = text.slice(0, text.lastIndexOf('{"line":"end"'));
    const { crc32 } = await import('../../identity/crc32');
    expect(end.line).toBe('end');
    expect(end.crc32).toBe(crc32(before).toString(16).padStart(8, '0'));
  });

  it('a choice reaches everybody who listens, and what was said while away comes first', async () => {
    const local = await whole();
    await say('S-away', DENY);
    const [one, other] = [await stream(local.cursor), await stream(local.cursor)];
    await one.until((told) => told.find(({ event }) => event === 'change'));
    await say('S-5', ALLOW);
    for (const each of [one, other]) {
      await each.until(() => {
        local.stream(each.told);
        return localAnswer(local, 'S-5').decision ? true : undefined;
      });
    }
    expect(localAnswer(local, 'S-away')).toEqual(await answers('S-away'));
    await say('S-5', DENY);
    await one.until(() => {
      local.stream(one.told);
      return localAnswer(local, 'S-5').decision ? undefined : true;
    });
    expect(localAnswer(local, 'S-5')).toEqual(await answers('S-5'));
  });

  it('beats go on, each with a cursor of its own from which a client can go on', async () => {
    const listening = await stream();
    const beats = await listening.until((told) => {
      const found = told.filter(({ event }) => event === 'beat');
      return found.length >= 3 ? found : undefined;
    });
    expect(new Set(beats.map(({ id }) => id)).size).toBe(beats.length);
    const times = beats.map(({ data }) => Number(data.asOf));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    const again = await stream(beats.at(-1)?.id, '?once');
    await again.ended;
    expect(again.told.map(({ event }) => event)).toEqual(['begin', 'beat']);
  });

  it("another process's commit is noticed in the database", async () => {
    const listening = await stream();
    const env = api.runtime.env;
    const other = await openRuntime(env, { log: createLog({ level: 'silent' }) });
    const outcome = await other.commit({
      actor: deploymentPrincipal(),
      about: { identifier: { system: 'shop', id: 'S-other' } },
      events: [
        {
          about: 'subject',
          body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
        },
      ],
    });
    expect(outcome.ok).toBe(true);
    await other.close();
    const told = await listening.until((all) =>
      all.find(({ data }) => JSON.stringify(data.people ?? []).includes(handleOf('S-other'))),
    );
    expect(told.event).toBe('change');
  });

  it.each([true, false])(
    'somebody erased is told at once, with the refusal they leave: %s',
    async (keepSuppression) => {
      const id = `S-erased-${String(keepSuppression)}`;
      await say(id, ALLOW);
      const local = await whole();
      expect(localAnswer(local, id).decision).toBe(true);
      const listening = await stream(local.cursor);
      const subject = await api.runtime.subjects.byHandle(handleOf(id));
      const actor = deploymentPrincipal();
      const erasure = { actor, subject: subject?.subject ?? '', ground: 'requested' } as const;
      const outcome = await eraseSubject(api.runtime, { ...erasure, keepSuppression });
      expect(outcome.ok).toBe(true);
      await listening.until((told) => {
        local.stream(told);
        return localAnswer(local, id).decision ? undefined : true;
      });
      expect(localAnswer(local, id)).toEqual(await answers(id));
      expect(localAnswer(await whole(), id)).toEqual(await answers(id));
    },
  );

  it('whoever was away while somebody was erased of whom nothing is known takes all anew', async () => {
    await say('S-gone', ALLOW);
    const { cursor } = await whole();
    const subject = await api.runtime.subjects.byHandle(handleOf('S-gone'));
    const actor = deploymentPrincipal();
    await eraseSubject(api.runtime, {
      actor,
      subject: subject?.subject ?? '',
      ground: 'requested',
    });
    for (const row of await api.runtime.store.erasureRequests({ limit: 1000 })) {
      const done = { ...row, subject: null, sealed: new Uint8Array() };
      const rows = [{ table: 'erasure-request', row: done } as const];
      await api.runtime.commit({ actor, events: [], rows });
    }
    const late = await stream(cursor);
    await late.ended;
    expect(late.told).toEqual([{ event: 'resync', id: undefined, data: { reason: 'erased' } }]);
  });

  it('a cursor of another history, or ahead of this one, takes all anew', async () => {
    const { vault, epoch } = api.runtime;
    const { seq } = await api.runtime.store.head();
    const [elsewhere, ahead] = [vault.consentToken('e', seq), vault.consentToken(epoch, seq + 9)];
    const reasons = [];
    for (const cursor of [elsewhere, ahead]) {
      const refused = await stream(cursor);
      await refused.ended;
      reasons.push(refused.told.map(({ event, data }) => [event, data.reason]));
    }
    expect(reasons).toEqual([[['resync', 'epoch']], [['resync', 'gap']]]);
  });

  it('a key that is revoked ends its streams', async () => {
    const text = await api.key({ scopes: ['changes'] });
    const listening = await openStream(api.url, text);
    await listening.until((told) => told.find(({ event }) => event === 'beat'));
    const id = text.split('_')[2] ?? '';
    await revokeApiKey(api.runtime, deploymentPrincipal(), id);
    await listening.ended;
    expect(listening.told.at(-1)).toMatchObject({ event: 'end', data: { reason: 'key' } });
  });

  it('a snapshot that was cut goes on where it was cut', async () => {
    for (let at = 0; at < 3; at += 1) await say(`S-many-${String(at)}`, ALLOW);
    const { text, cursor } = await whole();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { resume?: string });
    const resume = lines.findLast((line) => line.resume !== undefined)?.resume ?? '';
    const rest = await whole(`?resume=${resume}`);
    const { vault } = api.runtime;
    expect(vault.readConsentToken(rest.cursor ?? '')).toEqual(vault.readConsentToken(cursor ?? ''));
    expect(rest.size).toBeLessThan((await whole()).size);
  });

  it.each([
    ['GET', '/api/v1/snapshot?resume=nonsense', '/resume'],
    ['GET', '/api/v1/changes?cursor=nonsense', '/cursor'],
    ['GET', '/api/v1/subjects/S-1/permissions', '/handle'],
  ])('%s %s names what cannot be read', async (method, path, pointer) => {
    const answer = await api.send(method, path, { key });
    expect(answer.status).toBe(400);
    expect(answer.json.errors).toEqual([expect.objectContaining({ pointer })]);
  });

  it("another key's place in a snapshot is no place", async () => {
    const narrow = await api.key({ scopes: ['changes'], touchpoints: [TOUCHPOINT] });
    const lines = (await whole()).text.trimEnd().split('\n');
    const resume = /"resume":"([^"]+)"/.exec(lines.find((l) => l.includes('resume')) ?? '')?.[1];
    const answer = await api.send('GET', `/api/v1/snapshot?resume=${resume ?? ''}`, {
      key: narrow,
    });
    expect(answer.status).toBe(400);
  });

  describe('one person', () => {
    const path = (id: string) => `/api/v1/subjects/${handleOf(id)}/permissions`;

    it('is told as in the snapshot, and not again while nothing changes', async () => {
      await say('S-6', DENY);
      const first = await api.send('GET', path('S-6'), { key });
      expect(first.status).toBe(200);
      const etag = first.headers.get('etag') ?? '';
      const again = await api.send('GET', path('S-6'), { key, headers: { 'if-none-match': etag } });
      expect([again.status, again.text]).toEqual([304, '']);
      const token = await say('S-6', {
        type: 'touchpoint-off',
        touchpoint: 'home-hero',
        surface: 'app',
      });
      const headers = { 'if-none-match': etag, 'consent-token': token };
      expect((await api.send('GET', path('S-6'), { key, headers })).status).toBe(200);
    });

    it('nobody, somebody never asked and a handle of another system are one and the same', async () => {
      await api.runtime.commit({
        actor: deploymentPrincipal(),
        about: { identifier: { system: 'app', id: 'A-1' } },
        events: [
          {
            about: 'subject',
            body: { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' },
          },
        ],
      });
      const foreign = api.runtime.vault.handleOf({ system: 'app', id: 'A-1' });
      const nobody = await api.send('GET', path('S-nobody'), { key });
      const other = await api.send('GET', `/api/v1/subjects/${foreign}/permissions`, { key });
      expect(other.status).toBe(200);
      expect(other.text).toBe(nobody.text);
      expect(other.headers.get('etag')).toBe(nobody.headers.get('etag'));
      expect((await whole()).text).not.toContain(foreign);
    });
  });

  it('a key that lists its places is told about those alone', async () => {
    const narrow = await api.key({ scopes: ['changes', 'decide'], touchpoints: [TOUCHPOINT] });
    const { text } = await api.send('GET', '/api/v1/snapshot', { key: narrow });
    const local = new Local();
    local.snapshot(text);
    expect(local.map?.places.map(({ touchpoint }) => touchpoint)).toEqual([TOUCHPOINT]);
    expect(local.decide(handleOf('S-1'), 'home-hero', Date.now())).toMatchObject({
      decision: false,
      reason: 'system_not_allowed',
    });
  });
});
