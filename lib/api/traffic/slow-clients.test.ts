/** SECURITY R-17: whoever sends slowly is cut off and holds up nobody. */
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createListener } from '../http-listener';
import { createHttpServer } from '../http-server';
import { openApiUnderTest, type ApiUnderTest } from '../under-test';
import { BODY_MS, SlowBodies, STILL_MS } from './slow-bodies';
import { trafficOf } from './traffic';

let api: ApiUnderTest;
let key: string;
const server = createHttpServer({ headersMs: 1000 });
let port: number;
const open: Socket[] = [];
beforeAll(async () => {
  api = await openApiUnderTest();
  key = await api.key({});
  server.on('request', createListener(api.runtime, undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await api.close();
});

interface Slow {
  heard: string;
  closed: boolean;
}
/** Begins a request and never ends it. */
async function begin(count: number, text: string): Promise<readonly Slow[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(port, '127.0.0.1');
      const slow: Slow = { heard: '', closed: false };
      open.push(socket);
      socket.on('data', (chunk) => (slow.heard += chunk.toString()));
      socket.on('close', () => (slow.closed = true));
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write(text);
      return slow;
    }),
  );
}
const head = (path: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${key}\r\nContent-Length: 900\r\n\r\n{`;
const allClosed = (slow: readonly Slow[]) =>
  expect.poll(() => slow.every(({ closed }) => closed), { timeout: 60_000 }).toBe(true);

describe('two hundred slow clients', () => {
  it('with unfinished headers are cut off', async () => {
    await allClosed(await begin(200, 'GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: a'));
  });

  it.each(['/api/v1/decisions', '/api/v1/choices'])(
    'with unfinished bodies for %s too, and others are answered meanwhile',
    async (path) => {
      const { bodies } = trafficOf(api.runtime);
      const slow = await begin(200, head(path));
      const body = { subject: { system: 'shop', id: 'S-1' }, touchpoint: 'shop-for-you' };
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`http://127.0.0.1:${String(port)}/api/v1/decisions`, init);
      expect(answer.status).toBe(200);
      expect(bodies.look()).toBe(0);
      expect(slow.some(({ closed }) => closed)).toBe(false);
      let cut = 0;
      await expect
        .poll(() => (cut += bodies.look(performance.now() + BODY_MS)), { timeout: 60_000 })
        .toBe(200);
      await allClosed(slow);
    },
  );

  it('what streams in may take long, but not stand still', async () => {
    const bodies = new SlowBodies();
    const taking = createServer((request) => {
      request.resume();
      bodies.begin(request, 0, true);
    });
    await new Promise<void>((resolve) => taking.listen(0, '127.0.0.1', resolve));
    ({ port } = taking.address() as AddressInfo);
    const slow = await begin(1, head('/streams'));
    await expect.poll(() => bodies.size, { timeout: 60_000 }).toBe(1);
    expect(bodies.look(BODY_MS)).toBe(0);
    expect(bodies.look(BODY_MS + STILL_MS - 1)).toBe(0);
    expect(bodies.look(BODY_MS + STILL_MS)).toBe(1);
    await allClosed(slow);
    taking.close();
  });
});
