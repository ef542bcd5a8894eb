import { afterAll, beforeAll, expect, it } from 'vitest';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { PersonPrincipal } from '../identity/model';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await openApiUnderTest();
});
afterAll(() => api.close());

async function personKnownTo(system: string, id: string): Promise<string> {
  const about = { identifier: { system, id } };
  const made = await api.runtime.commit({ actor: deploymentPrincipal(), about, events: [] });
  if (!made.ok || made.subject === undefined) throw new Error('no subject');
  return made.subject;
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

it('two systems that ask about one person can compare everything they got and learn nothing', async () => {
  const [inShop, inApp] = [await personKnownTo('shop', 'S-1'), await personKnownTo('app', 'A-9')];
  const person = mint<PersonPrincipal>({ kind: 'person', subject: inShop, sessionId: 's' });
  const outcome = await api.runtime.commit({
    actor: person,
    about: { subject: inShop },
    events: [
      { about: 'subject', body: { type: 'join', surface: 'portal', confirmed: true }, of: inApp },
      {
        about: 'subject',
        body: { type: 'deny', surface: 'portal', purposes: ['content'], channels: '*', data: '*' },
      },
    ],
  });
  expect(outcome.ok).toBe(true);

  const answers = await Promise.all(
    [
      { system: 'shop', id: 'S-1', touchpoint: 'home-hero' },
      { system: 'app', id: 'A-9', touchpoint: 'app-brand-feed' },
    ].map(async ({ system, id, touchpoint }) => {
      const key = await api.key({ system, scopes: ['decide'] });
      const body = { subject: { system, id }, touchpoint };
      return api.send('POST', '/api/v1/decisions', { key, body });
    }),
  );
  const [shop, app] = answers;
  if (shop === undefined || app === undefined) throw new Error('no answers');
  expect(shop.json.reason).toBe('refused');
  expect(app.json.reason).toBe('refused');
  expect(shop.json.evidence).not.toEqual(app.json.evidence);

  // Equal by the catalogue, by the reason, or by the second in which both asked.
  const expected = new Set([
    ...api.runtime.catalogues.current().data.keys(),
    ...['refused', 'generic', String(shop.json.validUntil)],
  ]);
  const ofApp = new Set(stringsIn(app.json));
  const shared = stringsIn(shop.json).filter((text) => ofApp.has(text) && !expected.has(text));
  expect(shared).toEqual([]);

  const plain = new Set(['date', 'content-length']);
  const unseen = await api.send('POST', '/api/v1/decisions', {
    key: await api.key({ system: 'shop', scopes: ['decide'] }),
    body: { subject: { system: 'shop', id: 'nobody' }, touchpoint: 'home-hero' },
  });
  const headersOf = (answer: typeof unseen) =>
    [...answer.headers].filter(([name]) => !plain.has(name));
  expect(headersOf(shop)).toEqual(headersOf(unseen));
  expect(headersOf(app)).toEqual(headersOf(unseen));
});
