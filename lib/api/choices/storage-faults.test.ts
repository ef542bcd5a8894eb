import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteStore } from '../../../db/sqlite/store';
import {
  NO_SMALL_DISK,
  smallDisk,
  type SmallDisk,
} from '../../../db/sqlite/test-support/small-disk';
import { ENGINES, openApiUnderTest, type Answer, type ApiUnderTest } from '../under-test';

const SUBJECT = { system: 'shop', id: '12345' };
const ALLOW = {
  subject: SUBJECT,
  type: 'allow',
  purposes: ['recommend'],
  channels: ['web'],
  data: ['purchases'],
  notice: { catalogueVersion: 1, locale: 'ja' },
  surface: 'store-tablet',
  evidence: { kind: 'tablet-form', reference: 'S12-0042' },
};
const DENY = {
  subject: SUBJECT,
  type: 'deny',
  surface: 'form',
  purposes: '*',
  channels: '*',
  data: '*',
};

let api: ApiUnderTest;
let key: string;
async function open(settings: Readonly<Record<string, string>> = {}): Promise<void> {
  api = await openApiUnderTest(settings);
  key = await api.key({ scopes: ['decide', 'choice:allow', 'choice:refuse'] });
}
function choose(body: unknown, name: string): Promise<Answer> {
  return api.send('POST', '/api/v1/choices', {
    key,
    body,
    headers: { 'idempotency-key': `"${name}"` },
  });
}
async function reason(): Promise<unknown> {
  const body = { subject: SUBJECT, touchpoint: 'shop-for-you' };
  return (await api.send('POST', '/api/v1/decisions', { key, body })).json.reason;
}
const health = async () => (await api.send('GET', '/healthz')).json.status;

let disk: SmallDisk | undefined;
afterEach(async (context) => {
  if (context.task.result?.state === 'skip') return;
  await api.close();
  disk?.remove();
  disk = undefined;
});

describe('on a full disk', () => {
  beforeEach(async (context) => {
    disk = smallDisk(8);
    if (disk === undefined) return context.skip(NO_SMALL_DISK);
    const file = (name: string) => `file:${path.join(disk?.folder ?? '', name)}`;
    await open({ DATABASE_URL: file('nattoku.db'), KEYS_URL: file('keys.db') });
  });

  it('a choice is answered 503, questions are answered as before, and writing resumes by itself', async () => {
    expect((await choose(ALLOW, 'yes')).status).toBe(201);
    expect(await reason()).toBe('allowed');
    disk?.fill();
    const entries = await api.entries();
    const refused = await choose(DENY, 'no');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(refused.json.detail).toBe('This cannot be answered just now. Nothing was changed.');
    // Of somebody new the key cannot be kept either: nothing is said in their name.
    const stranger = { ...DENY, subject: { system: 'shop', id: 'new here' } };
    expect((await choose(stranger, 'new')).status).toBe(503);
    expect([await api.entries(), await reason()]).toEqual([entries, 'allowed']);
    expect(await health()).toBe('impaired');
    disk?.free();
    expect((await choose(DENY, 'no')).status).toBe(201);
    expect((await choose(stranger, 'new')).status).toBe(201);
    expect([await api.entries(), await reason()]).toEqual([entries + 2, 'withdrawn']);
    expect(await health()).toBe('ok');
  });
});

it('after the disk failed, nothing is taken until a restart, and what was said last still decides', async () => {
  await open();
  await choose(ALLOW, 'yes');
  // What a failed write or fsync does to the thread that writes.
  await (api.runtime.store as SqliteStore).killWriter();
  for (const name of ['no', 'no', 'again no']) {
    expect((await choose(DENY, name)).status).toBe(503);
  }
  expect(await reason()).toBe('allowed');
  expect(await health()).toBe('impaired');
});

/** Hands on everything, until it is told to keep the answers and hang up. */
async function cuttingProxy(target: URL): Promise<{
  readonly url: string;
  readonly server: Server;
  cut: boolean;
  readonly kept: string[];
}> {
  const kept: string[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
    near.pipe(far);
    far.on('data', (chunk: Buffer) => {
      if (!proxy.cut) return void near.write(chunk);
      kept.push(chunk.toString());
      near.destroy();
    });
    far.on('end', () => near.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const proxy = { url: `http://127.0.0.1:${String(port)}`, server, cut: false, kept };
  return proxy;
}

describe.each(ENGINES)('when the line is cut after the commit, on %s', (_, settings) => {
  it('a retry with the same key gets the answer that was lost, and there is one event', async () => {
    await open(await settings());
    const proxy = await cuttingProxy(new URL(api.url));
    const send = () =>
      fetch(`${proxy.url}/api/v1/choices`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': '"cut"',
          connection: 'close',
        },
        body: JSON.stringify(ALLOW),
      });
    const entries = await api.entries();
    proxy.cut = true;
    await expect(send()).rejects.toThrow('fetch failed');
    await expect(send()).rejects.toThrow('fetch failed');
    proxy.cut = false;
    const answer = await send();
    const body = await answer.text();
    expect(answer.status).toBe(201);
    expect(proxy.kept.length).toBeGreaterThanOrEqual(2);
    for (const lost of proxy.kept.filter((text) => text.startsWith('HTTP'))) {
      expect(lost).toContain('201 Created');
      expect(lost).toContain(body);
    }
    expect(await api.entries()).toBe(entries + 1);
    expect(await reason()).toBe('allowed');
    await new Promise((resolve) => proxy.server.close(resolve));
  });
});
