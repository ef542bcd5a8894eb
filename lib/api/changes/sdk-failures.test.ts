/**
 * Failures that must end in a no (API.md "SDK"), against the server as a process of its own: a
 * permit is never given later than a lease after the fault, and the cause is told.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testPostgres } from '../../../db/postgres/test-cluster';
import { program } from '../../../db/sqlite/test-support/bundled';
import { createClient } from '../../../sdk/src/client';
import { createLocalClient, type LocalClient, type LocalOptions } from '../../../sdk/src/local';
import { deploymentPrincipal } from '../../identity/deployment';
import { freePort, startServer, untilReady, type Started } from '../server.test-support';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { ALLOW, TOUCHPOINT } from './choices.test-support';
import { openWay, type Way } from './wire.test-support';

const LEASE_MS = 1500;
const SECRET = 'the secret of a server that fails in many ways';

let served: string;
beforeAll(async () => {
  served = await program('server.ts');
});

class World {
  readonly dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-sdk-'));
  readonly open: LocalClient[] = [];
  port = 0;
  key = '';
  api: ApiUnderTest | undefined;
  server: Started | undefined;
  way: Way | undefined;

  constructor(private readonly given: Readonly<Record<string, string>> = {}) {}

  get settings(): Record<string, string> {
    const own = { DATABASE_URL: this.databaseUrl, KEYS_URL: `file:${this.dataDir}/keys.db` };
    return { ...own, NATTOKU_SECRET: SECRET, ...this.given };
  }
  get databaseUrl(): string {
    return `file:${this.dataDir}/nattoku.db`;
  }

  /** `serverSettings`: where the server sees something else than the test. */
  async prepare(serverSettings: Readonly<Record<string, string>> = {}): Promise<void> {
    const api = await openApiUnderTest(this.settings);
    this.api = api;
    const scopes = ['decide', 'changes', 'choice:allow', 'choice:refuse'] as const;
    this.key = await api.key({ scopes: [...scopes] });
    const headers = { 'idempotency-key': '"allow"' };
    const body = { subject: { system: 'shop', id: 'known' }, ...ALLOW };
    const said = await api.send('POST', '/api/v1/choices', { key: this.key, body, headers });
    expect(said.status).toBe(201);
    this.port = await freePort();
    await this.start(serverSettings);
    this.way = await openWay('127.0.0.1', this.port);
  }

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const place = { PORT: String(this.port), ORIGIN: `http://localhost:${String(this.port)}` };
    const all = { DATA_DIR: this.dataDir, ...this.settings, ...place, ...settings };
    this.server = startServer([served], all);
    await untilReady(this.server);
  }

  signal(signal: NodeJS.Signals): void {
    this.server?.child.kill(signal);
  }
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.server?.ended;
  }

  client(options: Partial<LocalOptions> = {}): LocalClient {
    const local = createLocalClient({
      origin: `http://127.0.0.1:${String(this.way?.port)}`,
      ...{ key: this.key, maxStalenessMs: LEASE_MS, tallyEveryMs: 60_000 },
      ...options,
    });
    this.open.push(local);
    return local;
  }

  async end(): Promise<void> {
    this.way?.set('through');
    for (const client of this.open.splice(0)) await client.close();
    await this.kill();
    await this.way?.close();
    await this.api?.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

const ask = (local: LocalClient, id = 'known') =>
  local.decideNow({ subject: { system: 'shop', id }, touchpoint: TOUCHPOINT });
const nap = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await nap(10);
}
async function untilPermitted(local: LocalClient): Promise<void> {
  await until(() => ask(local).decision);
}

/** From the fault on: no permit after the lease, and in the end the cause. */
async function expectNo(local: LocalClient, cause: string, faultAt = performance.now()) {
  const causes = new Set<string>();
  await until(() => {
    const answer = ask(local);
    // What was read before may have been answered before; what is given after is too late.
    if (answer.decision) expect(performance.now() - faultAt).toBeLessThan(LEASE_MS + 50);
    else if ('cause' in answer && answer.cause !== undefined) causes.add(answer.cause);
    return causes.has(cause);
  });
}

/** Every other one refuses, the others pause. */
async function sayMany(world: World, name: string, count: number): Promise<readonly string[]> {
  const people = Array.from({ length: count }, (_, at) => `${name}-${String(at)}`);
  const committed = await Promise.all(
    people.map((id, at) =>
      world.api?.runtime.commit({
        actor: deploymentPrincipal(),
        about: { identifier: { system: 'shop', id } },
        events: [
          {
            about: 'subject',
            body:
              at % 2 === 0
                ? { type: 'deny', surface: 'system', purposes: '*', channels: '*', data: '*' }
                : { type: 'pause', surface: 'system', untilMs: Date.now() + 9e8 },
          },
        ],
      }),
    ),
  );
  expect(committed.every((outcome) => outcome?.ok)).toBe(true);
  return people;
}

describe('with a real server process', () => {
  let world: World;
  beforeAll(async () => {
    world = new World();
    await world.prepare();
  });
  afterAll(() => world.end());
  afterEach(async () => {
    world.way?.set('through');
    if (world.way !== undefined) world.way.most = undefined;
    world.signal('SIGCONT');
    for (const client of world.open.splice(0)) await client.close();
  });

  it('killed: a no within the lease; then it holds exactly what the server holds, with 1,000 choices of meanwhile', async () => {
    const local = world.client();
    await untilPermitted(local);
    const killed = world.kill();
    await expectNo(local, 'network');
    await killed;
    const people = await sayMany(world, 'away', 1000);
    await world.start();
    await untilPermitted(local);
    await until(() => ask(local, 'away-999').decision || 'local' in ask(local, 'away-999'));
    const evaluations = people.map((id) => ({
      subject: { system: 'shop', id },
      touchpoint: TOUCHPOINT,
    }));
    const remote = createClient({
      origin: `http://127.0.0.1:${String(world.port)}`,
      ...{ key: world.key, timeoutMs: 60_000 },
    });
    const theirs = await remote.decideMany(evaluations);
    const reason = (answer: object) => ('reason' in answer ? answer.reason : undefined);
    let ours: readonly object[] = [];
    await until(() => {
      ours = evaluations.map((question) => local.decideNow(question));
      return ours.every((answer) => reason(answer) !== 'stale');
    });
    expect(ours.map(reason)).toEqual(theirs.map(reason));
    expect(new Set(ours.map(reason))).toEqual(new Set(['refused', 'paused']));
  });

  it('frozen: a no within the lease, in both modes; thawed, it answers again', async () => {
    const local = world.client();
    const remote = createClient({
      ...{ origin: `http://127.0.0.1:${String(world.way?.port)}`, key: world.key },
    });
    await untilPermitted(local);
    world.signal('SIGSTOP');
    await expectNo(local, 'timeout');
    const question = { subject: { system: 'shop', id: 'known' }, touchpoint: TOUCHPOINT };
    expect(await remote.decide(question)).toMatchObject({ decision: false, cause: 'timeout' });
    world.signal('SIGCONT');
    await untilPermitted(local);
  });

  it('beats stopped: a no within the lease, though the connection stands', async () => {
    const local = world.client();
    await untilPermitted(local);
    world.way?.set('mute');
    await expectNo(local, 'silent');
    world.way?.set('through');
    await untilPermitted(local);
  });

  it('the stream cut, again and again: a no within the lease', async () => {
    const local = world.client({
      fetch: (url, init) => {
        if (cutting && url.endsWith('/changes')) return Promise.resolve(cutAtOnce());
        return fetch(url, init);
      },
    });
    let cutting = false;
    await untilPermitted(local);
    cutting = true;
    world.way?.set('cut');
    world.way?.set('through');
    await expectNo(local, 'stream_cut');
    cutting = false;
    await untilPermitted(local);
  });

  it('the host suspended, or its calendar set: a no at once, until the server was heard anew', async () => {
    let ahead = 0;
    const clock = { wall: () => Date.now() + ahead, steady: () => performance.now() };
    const local = world.client({ clock });
    for (const jump of [3_600_000, -3_600_000]) {
      await untilPermitted(local);
      ahead += jump;
      expect(ask(local)).toMatchObject({ decision: false, reason: 'stale', cause: 'suspended' });
    }
    await untilPermitted(local);
  });

  it('a clock that is years off changes nothing: leases and ends go by the server', async () => {
    const skew = 5 * 365 * 86_400_000;
    for (const wrong of [skew, -skew]) {
      const clock = { wall: () => Date.now() + wrong, steady: () => performance.now() };
      await untilPermitted(world.client({ clock }));
    }
  });

  it('a snapshot that breaks off again and again goes on where it was, and holds everybody', async () => {
    const people = await sayMany(world, 'cut', 900);
    const asked: string[] = [];
    const way = world.way;
    if (way === undefined) throw new Error('there is no way to the server');
    way.most = 45_000;
    const local = world.client({
      fetch: (url, init) => {
        if (url.includes('/snapshot')) asked.push(url);
        return fetch(url, init);
      },
    });
    await until(() => local.status().people >= people.length);
    way.most = undefined;
    expect(asked.filter((url) => !url.includes('?resume=')).length).toBe(1);
    // Each went on from another place.
    expect(asked.length).toBeGreaterThan(2);
    expect(new Set(asked).size).toBe(asked.length);
    await untilPermitted(local);
    const answers = people.map((id) => ask(local, id));
    const reasons = answers.map((answer) => ('reason' in answer ? answer.reason : undefined));
    expect(reasons).toEqual(people.map((_, at) => (at % 2 === 0 ? 'refused' : 'paused')));
  });

  it.each(['its end is missing', 'a byte is another', 'a line is missing'])(
    'a snapshot corrupted (%s): not one permit of it',
    async (how) => {
      let corrupt = true;
      const local = world.client({
        fetch: async (url, init) => {
          const response = await fetch(url, init);
          if (!corrupt || !url.endsWith('/snapshot')) return response;
          const lines = (await response.text()).split('\n');
          if (how === 'its end is missing') lines.splice(-2);
          else if (how === 'a line is missing') lines.splice(2, 1);
          else lines[1] = (lines[1] ?? '').replace('never_asked', 'never-asked');
          return new Response(lines.join('\n'), { headers: response.headers });
        },
      });
      await until(() => local.status().cause === 'snapshot_corrupted');
      expect(ask(local)).toMatchObject({ decision: false, cause: 'snapshot_corrupted' });
      corrupt = false;
      await untilPermitted(local);
    },
  );

  it.each([
    ['500', 'status_500', () => new Response('{}', { status: 500 })],
    ['200 {}', 'malformed', () => Response.json({})],
    ['a stream of nonsense', 'malformed', () => stream('event: change\ndata: {}\n\n')],
    ['a slow body', 'slow', () => stream('event: beat\n'.repeat(4000), 40)],
  ])('%s: a no within the lease', async (_, cause, answer) => {
    let failing = false;
    const local = world.client({
      fetch: (url, init) => (failing ? Promise.resolve(answer()) : fetch(url, init)),
    });
    await untilPermitted(local);
    failing = true;
    world.way?.set('cut');
    world.way?.set('through');
    await expectNo(local, cause);
    failing = false;
    await untilPermitted(local);
  });

  it('an obligation it does not understand: a no; understood, a yes', async () => {
    const subject = { system: 'shop', id: 'duty' };
    for (const [at, choice] of [
      ALLOW,
      { type: 'limit', surface: 'app', notPurchased: true },
    ].entries()) {
      const said = await world.api?.send('POST', '/api/v1/choices', {
        ...{ key: world.key, body: { subject, ...choice } },
        headers: { 'idempotency-key': `"duty${String(at)}"` },
      });
      expect([said?.status, said?.text]).toEqual([201, said?.text]);
    }
    const plain = world.client();
    const able = world.client({ understands: ['suppress-purchased'] });
    await until(() => ask(able, 'duty').decision);
    await untilPermitted(plain);
    await until(() => {
      const answer = ask(plain, 'duty');
      expect(answer.decision).toBe(false);
      return 'cause' in answer && answer.cause === 'unknown_obligation';
    });
  });

  it('another epoch: nothing is permitted any more, at once; after the restart all is taken anew', async () => {
    const local = world.client();
    await untilPermitted(local);
    const database = new Database(`${world.dataDir}/nattoku.db`);
    database.prepare("UPDATE head SET epoch = 'another'").run();
    database.close();
    await expectNo(local, 'epoch');
    await world.kill();
    await world.start();
    await untilPermitted(local);
  });
});

function cutAtOnce(): Response {
  return stream('event: comment\n');
}

/** Ends after the text; with `slowMs` one character comes at a time. */
function stream(text: string, slowMs = 0): Response {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at >= bytes.length) return controller.close();
      if (slowMs > 0) await nap(slowMs);
      const next = slowMs > 0 ? at + 1 : bytes.length;
      controller.enqueue(bytes.subarray(at, next));
      at = next;
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

it('its database frozen while it still beats: a no within the lease', async () => {
  const database = await testPostgres();
  const way = database.url.startsWith('postgres')
    ? await openWay(new URL(database.url).hostname, Number(new URL(database.url).port || 5432))
    : undefined;
  // Without PostgreSQL there is no database that could be stopped apart from its server.
  if (way === undefined) return;
  const keys = (await testPostgres()).url;
  const world = new World({ DATABASE_URL: database.url, KEYS_URL: keys });
  const throughWay = new URL(database.url);
  throughWay.hostname = '127.0.0.1';
  throughWay.port = String(way.port);
  try {
    await world.prepare({ DATABASE_URL: throughWay.href });
    const local = world.client();
    await untilPermitted(local);
    way.set('mute');
    await expectNo(local, 'primary_unread');
    await world.kill();
  } finally {
    await world.end();
    await way.close();
  }
});
