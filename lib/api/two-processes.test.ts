import { afterAll, beforeAll, expect, it } from 'vitest';
import { program } from '../../db/sqlite/test-support/bundled';
import { mint } from '../identity/mint';
import type { PersonPrincipal } from '../identity/model';
import { freePort, startServer, untilReady, type Started } from './server.test-support';
import { openApiUnderTest, type ApiUnderTest } from './under-test';

/** Two servers on one SQLite file; this process is a third that only prepares. */
let api: ApiUnderTest;
let servers: readonly { readonly url: string; readonly started: Started }[] = [];
beforeAll(async () => {
  api = await openApiUnderTest();
  const server = await program('server.ts');
  const ports = [await freePort(), await freePort()];
  servers = ports.map((port) => ({
    url: `http://127.0.0.1:${String(port)}`,
    started: startServer([server], {
      ...{ DATA_DIR: api.runtime.env.dataDir, PORT: String(port), DEMO: 'local' },
    }),
  }));
  await Promise.all(servers.map(({ started }) => untilReady(started)));
}, 120_000);
afterAll(async () => {
  for (const { started } of servers) started.child.kill('SIGTERM');
  await Promise.all(servers.map(({ started }) => started.ended));
  await api.close();
}, 60_000);

async function post(
  at: number,
  path: string,
  key: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const { url } = servers[at % servers.length] ?? { url: '' };
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...headers,
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Record<string, unknown>;
}
let choices = 0;
function choose(at: number, key: string, system: string, id: string, said: object) {
  choices += 1;
  const body = { subject: { system, id }, surface: 'api', ...said };
  return post(at, '/api/v1/choices', key, body, { 'idempotency-key': `"${String(choices)}"` });
}
const words = {
  ...{ notice: { catalogueVersion: 1, locale: 'ja' } },
  evidence: { kind: 'form', reference: '1' },
};

it('after an acknowledged withdrawal, of 10,000 decisions over two processes none permits', async () => {
  const key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
  const box = { purposes: ['recommend'], channels: ['web'] };
  const [PEOPLE, BATCHES, BATCH, SINGLES] = [10, 2, 480, 40];
  let asked = 0;
  let permits = 0;
  for (let person = 0; person < PEOPLE; person += 1) {
    const id = `p${String(person)}`;
    const question = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
    const evaluations = Array<object>(BATCH).fill(question);
    await choose(person, key, 'shop', id, { type: 'allow', ...box, data: ['purchases'], ...words });
    // Both processes hold the permit in memory.
    for (const at of [0, 1]) {
      expect((await post(at, '/api/v1/decisions', key, question)).decision).toBe(true);
    }
    const withdrawn = await choose(person, key, 'shop', id, { type: 'deny', ...box, data: '*' });
    const { consentToken } = withdrawn;
    const batches = Array.from({ length: BATCHES }, async (_, at) => {
      const body = { evaluations, answer: 'brief', consentToken };
      return (await post(at, '/api/v1/decisions/batch', key, body)).decisions as object[];
    });
    const singles = Array.from({ length: SINGLES }, (_, at) =>
      // Half of them without the token: on one machine nobody answers older than the last commit.
      post(
        at,
        '/api/v1/decisions',
        key,
        at < SINGLES / 2 ? { ...question, consentToken } : question,
      ),
    );
    const answers = [...(await Promise.all(batches)).flat(), ...(await Promise.all(singles))];
    asked += answers.length;
    permits += answers.filter((answer) => 'decision' in answer && answer.decision !== false).length;
  }
  expect([asked, permits]).toEqual([10_000, 0]);
}, 120_000);

it('of two systems that race for the last message of the week one gets it', async () => {
  const { runtime } = api;
  const scopes = ['decide', 'choice:allow', 'choice:refuse'] as const;
  const places = ['newsletter', 'push-offers'].map((touchpoint) => {
    const known = runtime.catalogues.current().touchpoints.get(touchpoint)?.touchpoint;
    if (known === undefined) throw new Error(`${touchpoint} is not in the catalogue`);
    return known;
  });
  const systems = new Set(places.map(({ system }) => system));
  expect(systems.size).toBe(2);
  const keys = await Promise.all(
    places.map(({ system }) => api.key({ system, scopes: [...scopes] })),
  );
  const subjects: string[] = [];
  for (const [at, { system, channel }] of places.entries()) {
    const allow = { type: 'allow', purposes: ['receive', 'message'], channels: [channel] };
    await choose(at, keys[at] ?? '', system, 'one', {
      ...allow,
      data: at === 0 ? ['purchases'] : ['active-hours'],
      ...words,
    });
    const handle = runtime.vault.handleOf({ system, id: 'one' });
    const found = await runtime.subjects.byHandle(handle);
    subjects.push(found?.subject ?? '');
  }
  const [first = '', second = ''] = subjects;
  const joined = await runtime.commit({
    actor: mint<PersonPrincipal>({ kind: 'person', subject: first, sessionId: 's' }),
    about: { subject: first },
    events: [
      {
        about: 'subject',
        body: { type: 'join', surface: 'portal', confirmed: true },
        of: second,
      },
    ],
  });
  expect(joined.ok).toBe(true);
  const frequency = { max: 2, per: 'week', zone: 'Asia/Tokyo' };
  await choose(0, keys[0] ?? '', places[0]?.system ?? '', 'one', { type: 'limit', frequency });

  const ask = (at: number, reserve: boolean) => {
    const { system = '', key = '' } = places[at % 2] ?? {};
    const body = { subject: { system, id: 'one' }, touchpoint: key, reserve };
    return post(at, '/api/v1/decisions', keys[at % 2] ?? '', body);
  };
  expect((await ask(0, true)).decision).toBe(true);
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => ask(at, true)));
  expect(answers.filter(({ decision }) => decision === true)).toHaveLength(1);
  const refused = answers.filter(({ decision }) => decision !== true);
  expect(
    new Set(refused.map(({ reason, otherwise }) => `${String(reason)} ${String(otherwise)}`)),
  ).toEqual(new Set(['limit_reached nothing']));
  for (const at of [0, 1]) expect((await ask(at, false)).reason).toBe('limit_reached');
}, 60_000);
