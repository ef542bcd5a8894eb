/**
 * Decisions offered at a steady rate, whatever becomes of them: each is due at its moment, waits
 * for a free connection and is given up after a second. Started by `overload.ts` with its settings
 * as JSON; its last line is what became of them.
 */
import { connect, type Socket } from 'node:net';
import { seeded } from './model';
import { memberId } from './people';

export interface OverloadSettings {
  readonly port: number;
  readonly key: string;
  readonly subjects: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
}
export interface OverloadResult {
  readonly offered: number;
  readonly answered: number;
  /** Of the answered, within what the SDK waits by itself. */
  readonly inTime: number;
  readonly shed: number;
  /** Of the shed, those that said when to come back. */
  readonly shedWithRetry: number;
  readonly other: number;
  /** Never sent, or not answered within the time. */
  readonly givenUp: number;
  /** Milliseconds from sending to the whole answer. */
  readonly p50: number;
  readonly p99: number;
  readonly shedP99: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as OverloadSettings;
const PREPARED = 20_000;
const PATIENCE_MS = 1_000;
const SDK_WAITS_MS = 50;
const END_OF_HEAD = Buffer.from('\r\n\r\n');

const random = seeded(9);
const requests = Array.from({ length: PREPARED }, () => {
  const id = memberId(Math.floor(random() * settings.subjects));
  const question = { subject: { system: 'shop', id }, touchpoint: 'shop-for-you' };
  const body = JSON.stringify({ ...question, data: ['purchases'] });
  const head = ['POST /api/v1/decisions HTTP/1.1', 'Host: localhost'];
  head.push(`Authorization: Bearer ${settings.key}`, 'Content-Type: application/json');
  head.push(`Content-Length: ${String(body.length)}`);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
});

const tally = { due: 0, sent: 0, shed: 0, shedWithRetry: 0, other: 0, late: 0, dropped: 0 };
const answeredMs: number[] = [];
const shedMs: number[] = [];
const free: ((dueMs: number) => void)[] = [];
/** When those that wait for a connection were due: evenly, so that two numbers say it. */
let nextDue = 0;
const begunMs = performance.now();

function take(head: string, tookMs: number): void {
  // What was still waiting at the end is no part of what was answered in that time.
  if (performance.now() - begunMs > settings.seconds * 1_000) return;
  const status = head.slice(9, 12);
  if (status === '503' || status === '429') {
    tally.shed += 1;
    if (/retry-after: \d/i.test(head)) tally.shedWithRetry += 1;
    shedMs.push(tookMs);
  } else if (status !== '200') tally.other += 1;
  else answeredMs.push(tookMs);
}

function converse(socket: Socket): void {
  let received: Buffer = Buffer.alloc(0);
  let sentMs = 0;
  const send = (): void => {
    const bytes = requests[tally.sent++ % requests.length];
    sentMs = performance.now();
    if (bytes !== undefined) socket.write(bytes);
  };
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.once('connect', () => free.push(send));
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const ends = received.indexOf(END_OF_HEAD);
    if (ends < 0) return;
    const head = received.toString('latin1', 0, ends);
    const body = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? '0');
    if (received.length < ends + END_OF_HEAD.length + body) return;
    received = received.subarray(ends + END_OF_HEAD.length + body);
    const tookMs = performance.now() - sentMs;
    if (tookMs > PATIENCE_MS) tally.late += 1;
    else take(head, tookMs);
    free.push(send);
    offer();
  });
}

function offer(): void {
  const passedMs = performance.now() - begunMs;
  const seconds = Math.min(passedMs / 1_000, settings.seconds);
  tally.due = Math.floor(seconds * settings.perSecond);
  // Who waited too long has gone.
  const stale = Math.floor(((passedMs - PATIENCE_MS) / 1_000) * settings.perSecond);
  const gone = Math.min(stale, tally.due) - nextDue;
  if (gone > 0) {
    tally.dropped += gone;
    nextDue += gone;
  }
  while (nextDue < tally.due && free.length > 0) {
    nextDue += 1;
    free.pop()?.(nextDue);
  }
}

function at(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length * share)] ?? 0;
}

const sockets = Array.from({ length: settings.connections }, () =>
  connect(settings.port, '127.0.0.1'),
);
for (const socket of sockets) converse(socket);
const timer = setInterval(offer, 1);
setTimeout(
  () => {
    clearInterval(timer);
    const { shed, shedWithRetry, other, late, dropped, due } = tally;
    const given = { offered: due, answered: answeredMs.length, shed, shedWithRetry, other };
    const waiting = due - nextDue + (settings.connections - free.length);
    const result: OverloadResult = {
      ...given,
      inTime: answeredMs.filter((tookMs) => tookMs <= SDK_WAITS_MS).length,
      givenUp: late + dropped + waiting,
      p50: at(answeredMs, 0.5),
      p99: at(answeredMs, 0.99),
      shedP99: at(shedMs, 0.99),
    };
    console.log(JSON.stringify(result));
    process.exit(0);
  },
  settings.seconds * 1_000 + PATIENCE_MS,
);
