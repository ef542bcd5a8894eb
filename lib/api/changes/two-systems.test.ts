import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../errors';
import { noticeDigest } from '../../catalogue/notice';
import { closeChanges } from '../../delivery/changes/hub';
import { deploymentPrincipal } from '../../identity/deployment';
import { mint } from '../../identity/mint';
import type { PersonPrincipal } from '../../identity/model';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { openStream } from './read-stream.test-support';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(async () => {
  await closeChanges(api.runtime);
  await api.close();
});

async function personKnownTo(system: string, id: string): Promise<string> {
  const about = { identifier: { system, id } };
  const made = await api.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!made.ok || made.subject === undefined) throw new Error('no subject');
  return made.subject;
}

/** Whatever could be compared: strings, and numbers that are no small count. */
function partsOf(value: unknown): (string | number)[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return value > 1_000_000 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(partsOf) : [];
}

it('two systems that compare their streams and snapshots cannot tell that they know the same person', async () => {
  const [inShop, inApp] = [await personKnownTo('shop', 'S-1'), await personKnownTo('app', 'A-9')];
  const person = mint<PersonPrincipal>({ kind: 'person', subject: inShop, sessionId: 's' });
  const { catalogue } = api.runtime.catalogues.current();
  const keys = {
    shop: await api.key({ system: 'shop', scopes: ['changes', 'decide'] }),
    app: await api.key({ system: 'app', scopes: ['changes', 'decide'] }),
  };
  const streams = {
    shop: await openStream(api.url, keys.shop),
    app: await openStream(api.url, keys.app),
  };
  const began = Date.now();
  const outcome = await api.runtime.commit({
    actor: person,
    about: { subject: inShop },
    events: [
      { about: 'subject', body: { type: 'join', surface: 'portal', confirmed: true }, of: inApp },
      {
        about: 'subject',
        body: {
          type: 'allow',
          surface: 'portal',
          purposes: ['recommend'],
          channels: ['app', 'web'],
          data: ['browsing', 'purchases'],
          notice: {
            catalogueVersion: catalogue.version,
            locale: 'ja',
            digest: noticeDigest(catalogue, 'ja'),
          },
          expiresAtMs: began + 30 * 86_400_000,
        },
      },
      {
        about: 'subject',
        body: { type: 'pause', surface: 'portal', untilMs: began + 3 * 86_400_000 + 12_345 },
      },
    ],
  });
  expect(outcome.ok).toBe(true);

  const handles = {
    shop: api.runtime.vault.handleOf({ system: 'shop', id: 'S-1' }),
    app: api.runtime.vault.handleOf({ system: 'app', id: 'A-9' }),
  };
  const gathered = await Promise.all(
    (['shop', 'app'] as const).map(async (system) => {
      const key = keys[system];
      await streams[system].until((told) =>
        told.find(({ data }) => JSON.stringify(data.people ?? []).includes(handles[system])),
      );
      const path = `/api/v1/subjects/${handles[system]}/permissions`;
      const own = await api.send('GET', path, { key });
      const { text } = await api.send('GET', '/api/v1/snapshot', { key });
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      const handed = await api.send('GET', '/api/v1/handle-key', { key });
      streams[system].cancel();
      return {
        text,
        all: [streams[system].told, own.json, own.headers.get('etag'), lines, handed.json],
      };
    }),
  );
  const [shop, app] = gathered;
  if (shop === undefined || app === undefined) throw new Error('nothing was told');
  // The instants were there to be compared.
  expect(
    partsOf(shop.all).filter((part) => typeof part === 'number' && part > began + 86_400_000),
  ).not.toEqual([]);

  // Equal by the catalogue, by the form of the answers, or by the moment at which anything was read.
  const { purposes, data, touchpoints } = api.runtime.catalogues.current();
  const words = ['begin', 'define', 'people', 'end', 'change', 'beat', 'generic', 'nothing'];
  const reasons = [
    'paused',
    'never_asked',
    'allowed',
    'legitimate_interest',
    'contract',
    'expired',
  ];
  const rest = ['refused', 'signal', 'system_not_allowed', 'touchpoint_retired'];
  const plain = new Set<string | number>([
    ...[...purposes.keys(), ...data.keys(), ...touchpoints.keys()],
    ...[...words, ...reasons, ...rest],
  ]);
  const ofApp = new Set(partsOf(app.all));
  const shared = partsOf(shop.all).filter((part) => {
    const clock = typeof part === 'number' && part >= began - 60_000 && part <= Date.now();
    return ofApp.has(part) && !plain.has(part) && !clock;
  });
  expect(shared).toEqual([]);
  for (const [own, other] of [
    [shop, 'app'],
    [app, 'shop'],
  ] as const) {
    const all = JSON.stringify(own.all);
    expect(all).not.toContain(handles[other]);
    for (const secret of [inShop, inApp]) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/evt_|sub_|"seq"/);
  }
});

it('test keys hold every kind of answer, under handles of their own', async () => {
  const key = await api.key({ scopes: ['changes', 'decide'], test: true });
  const { Local } = await import('./read-stream.test-support');
  const local = new Local();
  local.snapshot((await api.send('GET', '/api/v1/snapshot', { key })).text);
  expect(local.size).toBe(6);
  for (const id of ['allowed', 'refused', 'withdrawn', 'never-asked', 'limit', 'nobody']) {
    const subject = { system: 'test', id };
    const handle = api.runtime.vault.handleOf(subject);
    const body = { subject, touchpoint: 'shop-for-you' };
    const { json } = await api.send('POST', '/api/v1/decisions', { key, body });
    const got = local.decide(handle, 'shop-for-you', Date.now());
    expect([id, got.decision, got.reason]).toEqual([id, json.decision, json.reason]);
    const own = await api.send('GET', `/api/v1/subjects/${handle}/permissions`, { key });
    expect(own.status).toBe(200);
  }
  expect((await api.send('GET', '/api/v1/handle-key', { key })).json.system).toBe('test');
});

it.each(['snapshot', 'changes'])('%s is refused while nothing can be read', async (what) => {
  const { serve } = await import('../serve');
  const { API_ROUTES } = await import('../routes');
  const route = API_ROUTES.find(({ path }) => path === `/api/v1/${what}`);
  if (route === undefined) throw new Error('no route');
  const key = await api.key({ scopes: ['changes'] });
  const { runtime } = api;
  const fresh = () => Promise.reject(new AppError('unavailable', 'away'));
  const reply = await serve(route, {
    runtime: { ...runtime, subjects: { ...runtime.subjects, fresh } },
    instance: route.path,
    body: '',
    header: (name) => (name === 'authorization' ? `Bearer ${key}` : undefined),
    param: () => undefined,
    query: () => undefined,
  });
  expect([reply.status, reply.stream]).toEqual([503, undefined]);
});
