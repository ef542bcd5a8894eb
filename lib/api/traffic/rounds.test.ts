/** Decision record 0047: many who ask at once are heard in rounds, and everybody is heard. */
import fc from 'fast-check';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createListener } from '../http-listener';
import { openApiUnderTest } from '../under-test';
import { Gate, watchEventLoop } from './gate';
import { AT_ONCE, IN_A_ROW, Rounds, type Asker } from './rounds';
import { trafficOf } from './traffic';

class Client implements Asker {
  paused = false;
  destroyed = false;
  answers = 0;
  /** `questions`: how many it still has. */
  constructor(public questions: number) {}
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
}

/** Turns of an event loop that answers one question of each connection it reads. */
function loop(clients: readonly Client[]) {
  const planned: (() => void)[] = [];
  const rounds = new Rounds((turn) => planned.push(turn));
  rounds.busy = true;
  return {
    rounds,
    /** How many were answered; `each`: of one connection, sent without waiting. */
    turn(each = 1): number {
      const asking = clients.filter(({ paused, questions }) => !paused && questions > 0);
      for (const client of asking) {
        for (let sent = 0; sent < each && client.questions > 0; sent += 1) {
          client.questions -= 1;
          client.answers += 1;
          rounds.answered(client);
        }
      }
      for (const turn of planned.splice(0)) turn();
      return asking.length;
    },
  };
}
const eager = (count: number) => Array.from({ length: count }, () => new Client(Infinity));

describe('rounds', () => {
  it('let everybody be heard every time while there are few', () => {
    const clients = eager(AT_ONCE);
    const { rounds, turn } = loop(clients);
    for (let at = 1; at <= 100; at += 1) {
      expect(turn()).toBe(AT_ONCE);
      expect(clients.every(({ paused, answers }) => !paused && answers === at)).toBe(true);
    }
    expect(rounds.waiting).toBe(0);
  });

  it('hear so many in a turn from then on, however many ask, and nobody falls behind', () => {
    const clients = eager(1_000);
    const { rounds, turn } = loop(clients);
    expect(turn()).toBe(1_000);
    for (let at = 0; at < 2_000; at += 1) {
      expect(turn()).toBe(AT_ONCE);
      expect(rounds.waiting).toBe(1_000 - AT_ONCE);
    }
    const answers = clients.map((client) => client.answers);
    expect(Math.max(...answers) - Math.min(...answers)).toBeLessThanOrEqual(2 * IN_A_ROW);
  });

  it('give a connection a few answers in a row', () => {
    const clients = eager(2 * AT_ONCE);
    const { turn } = loop(clients);
    turn();
    const heard = () => clients.flatMap(({ paused }, at) => (paused ? [] : [at]));
    const first = heard();
    for (let at = 1; at < IN_A_ROW; at += 1) {
      turn();
      expect(heard()).toEqual(first);
    }
    turn();
    expect(heard().some((at) => first.includes(at))).toBe(false);
  });

  it('answer every question in the end, and leave nobody paused (random clients)', () => {
    const questions = fc.array(fc.nat(40), { maxLength: 400 });
    fc.assert(
      fc.property(questions, fc.integer({ min: 1, max: 20 }), (wanted, each) => {
        const clients = wanted.map((count) => new Client(count));
        const { rounds, turn } = loop(clients);
        // Some go while they wait.
        turn(each);
        for (const client of clients.filter((_, at) => at % 7 === 3)) client.destroyed = true;
        for (let at = 0; at < 2_000; at += 1) turn(each);
        expect(rounds.waiting).toBe(0);
        const left = clients.filter(({ destroyed }) => !destroyed);
        expect(left.every((client) => client.questions === 0 && !client.paused)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('are kept waiting by nobody who has nothing to ask', () => {
    const silent = Array.from({ length: 500 }, () => new Client(1));
    const clients = [...silent, ...eager(10)];
    const { rounds, turn } = loop(clients);
    turn();
    expect(rounds.waiting).toBe(510 - AT_ONCE);
    for (let at = 0; at < 8; at += 1) turn();
    expect(rounds.waiting).toBe(0);
    expect(clients.at(-1)?.answers).toBeGreaterThan(1);
  });

  it('begin only where there is no time to spare, and end with nobody left waiting', () => {
    const clients = eager(300);
    const { rounds, turn } = loop(clients);
    rounds.busy = false;
    for (let at = 0; at < 10; at += 1) expect(turn()).toBe(300);
    expect(rounds.waiting).toBe(0);
    rounds.busy = true;
    turn();
    expect(rounds.waiting).toBe(300 - AT_ONCE);
    rounds.busy = false;
    for (const client of clients) client.questions = 5;
    for (let at = 0; at < 100; at += 1) turn();
    expect(rounds.waiting).toBe(0);
    expect(clients.every(({ paused, questions }) => !paused && questions === 0)).toBe(true);
  });

  it('tell how late who waits is on average', () => {
    const { rounds, turn } = loop(eager(AT_ONCE + 1));
    expect(rounds.lateMs()).toBe(0);
    turn();
    const nowMs = performance.now();
    expect(rounds.lateMs(nowMs + 8_000) - rounds.lateMs(nowMs)).toBeCloseTo(8_000 / IN_A_ROW);
  });
});

describe('whoever watches the event loop', () => {
  it('says when there is no time to spare, and when there is again', async () => {
    const rounds = new Rounds();
    const stop = watchEventLoop(new Gate(), rounds);
    const work = () => {
      const untilMs = performance.now() + 5;
      while (performance.now() < untilMs);
      if (!rounds.busy) setImmediate(work);
    };
    work();
    await expect.poll(() => rounds.busy, { timeout: 60_000, interval: 1 }).toBe(true);
    await expect.poll(() => rounds.busy, { timeout: 60_000 }).toBe(false);
    stop();
  });
});

const CONNECTIONS = 300;
const EACH = 30;

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Asks so often over one connection, each time after the answer; how many were a 200. */
function converse(socket: Socket, question: string, times: number): Promise<number> {
  let [received, asked, well] = ['', 0, 0];
  return new Promise((resolve, reject) => {
    const ask = () => {
      if (asked === times) {
        socket.removeAllListeners('data');
        return resolve(well);
      }
      asked += 1;
      socket.write(question);
    };
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const ends = received.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
      if (ends < 4 || received.length < ends + length) return;
      if (received.startsWith('HTTP/1.1 200')) well += 1;
      received = received.slice(ends + length);
      ask();
    });
    ask();
  });
}

describe.each(['/api/v1/decisions', '/access/v1/evaluation'])('over HTTP, %s', (path) => {
  it('hundreds who ask without a pause are all answered, and who refuses beside them is heard', async () => {
    const api = await openApiUnderTest();
    const server = createServer(createListener(api.runtime, undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const key = await api.key({ scopes: ['decide', 'choice:refuse'] });
    const subject = { system: 'shop', id: 'S-1' };
    const authzen = {
      subject: { type: 'shop', id: 'S-1' },
      action: { name: 'recommend' },
      resource: { type: 'touchpoint', id: 'shop-for-you' },
    };
    const body = JSON.stringify(
      path.startsWith('/access') ? authzen : { subject, touchpoint: 'shop-for-you' },
    );
    const head = [`POST ${path} HTTP/1.1`, 'Host: x', `Authorization: Bearer ${key}`];
    head.push('Content-Type: application/json', `Content-Length: ${String(body.length)}`);
    const question = `${head.join('\r\n')}\r\n\r\n${body}`;
    const { rounds } = trafficOf(api.runtime);
    rounds.busy = true;
    let most = 0;
    const looking = setInterval(() => (most = Math.max(most, rounds.waiting)), 1);
    const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(port)));
    const all = (times: number) =>
      Promise.all(sockets.map((socket) => converse(socket, question, times)));
    // Until each was taken in; then all at once.
    await all(1);
    const asking = all(EACH);
    const refusal = { type: 'deny', surface: 'form', subject, purposes: '*', channels: '*' };
    const refused = await api.send('POST', '/api/v1/choices', {
      key,
      headers: { 'idempotency-key': '"beside"' },
      body: { ...refusal, data: '*' },
    });
    expect(refused.status).toBe(201);
    expect(await asking).toEqual(Array.from({ length: CONNECTIONS }, () => EACH));
    clearInterval(looking);
    expect(most).toBeGreaterThan(0);
    expect(rounds.waiting).toBe(0);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await api.close();
  });
});
