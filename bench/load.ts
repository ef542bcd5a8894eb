/**
 * Load over keep-alive connections, one request in flight on each: plain sockets, requests made
 * beforehand, and of an answer only its status and length are read, so that one core of load
 * keeps one core of any server busy. Run by `processes.ts` with its settings as JSON.
 */
import { connect, type Socket } from 'node:net';
import { seeded } from './model';

export interface LoadSettings {
  readonly port: number;
  readonly path: string;
  readonly key: string;
  /** Questions in one request; 1 asks `/decisions`. */
  readonly perRequest: number;
  readonly subjects: number;
  readonly connections: number;
  readonly seconds: number;
  /** Ask about every subject once, in order, and end; `seconds` is not looked at. */
  readonly everybodyOnce: boolean;
  /** The same seed asks about the same people. */
  readonly seed: number;
  /** Of a batch. */
  readonly answer: 'full' | 'brief';
  /** Offered evenly, whatever becomes of them; 0: the next as soon as one is answered. */
  readonly perSecond: number;
  /** Where given, people are named in the address, beside this. */
  readonly query: string;
}
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Length of the last answer's body. */
  readonly answerBytes: number;
  /** Answers that were not a 200. */
  readonly failed: number;
  /** Milliseconds from when a request was due (or sent, where none is due) to its whole answer. */
  readonly p50: number;
  readonly p99: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as LoadSettings;
const PREPARED = 50_000;

function question(subject: number): object {
  const id = `member-${String(subject)}`;
  return { subject: { system: 'shop', id }, touchpoint: 'shop-for-you', data: ['purchases'] };
}

function looking(subject: number): Buffer {
  const where = `${settings.path}?externalId=member-${String(subject)}&${settings.query}`;
  return Buffer.from(`GET ${where} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
}

function request(subjects: readonly number[]): Buffer {
  const [first = 0] = subjects;
  if (settings.query !== '') return looking(first);
  const body = JSON.stringify(
    settings.perRequest === 1
      ? question(first)
      : { evaluations: subjects.map(question), answer: settings.answer },
  );
  const head = [
    `POST ${settings.path} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${settings.key}`,
    'Content-Type: application/json',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function prepareRequests(): readonly Buffer[] {
  const { perRequest, subjects, everybodyOnce, seed } = settings;
  const random = seeded(seed);
  const wanted = everybodyOnce ? subjects : PREPARED;
  const count = Math.ceil(wanted / perRequest);
  return Array.from({ length: count }, (_, i) =>
    request(
      Array.from({ length: perRequest }, (__, j) =>
        everybodyOnce ? (i * perRequest + j) % subjects : Math.floor(random() * subjects),
      ),
    ),
  );
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** Length of a whole answer at the start of `bytes`; undefined while it is not all there. */
function wholeAnswer(bytes: Buffer): { length: number; body: number; ok: boolean } | undefined {
  const headEnds = bytes.indexOf(END_OF_HEAD);
  if (headEnds < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnds).toLowerCase();
  const body = Number(/content-length: (\d+)/.exec(head)?.[1] ?? Number.NaN);
  if (Number.isNaN(body)) throw new Error(`an answer without length: ${head}`);
  const length = headEnds + END_OF_HEAD.length + body;
  return bytes.length < length ? undefined : { length, body, ok: head.startsWith('http/1.1 200') };
}

const requests = prepareRequests();
const tally = { sent: 0, answered: 0, failed: 0, answerBytes: 0 };
const tookMs: number[] = [];
const begunMs = performance.now();
const endsMs = begunMs + settings.seconds * 1_000;

function isOver(): boolean {
  return settings.everybodyOnce ? tally.sent >= requests.length : performance.now() > endsMs;
}

/** When the next request is due; already, where nothing is offered evenly. */
function nextDueMs(): number {
  const { perSecond } = settings;
  return perSecond === 0 ? 0 : begunMs + (tally.sent * 1_000) / perSecond;
}

/** Connections that wait for their next request to be due. */
const waiting: (() => void)[] = [];
if (settings.perSecond > 0) {
  const timer = setInterval(() => {
    while (waiting.length > 0 && (isOver() || nextDueMs() <= performance.now())) waiting.pop()?.();
    if (isOver() && waiting.length === 0) clearInterval(timer);
  }, 1);
}

function converse(socket: Socket): Promise<void> {
  let received: Buffer = Buffer.alloc(0);
  let sinceMs = 0;
  return new Promise((resolve, reject) => {
    const send = (): void => {
      if (isOver()) {
        socket.end(resolve);
        return;
      }
      const nowMs = performance.now();
      const dueMs = nextDueMs();
      if (dueMs > nowMs) {
        waiting.push(send);
        return;
      }
      const bytes = requests[tally.sent++ % requests.length];
      sinceMs = dueMs === 0 ? nowMs : dueMs;
      if (bytes !== undefined) socket.write(bytes);
    };
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = wholeAnswer(received);
      if (answer === undefined) return;
      received = received.subarray(answer.length);
      tookMs.push(performance.now() - sinceMs);
      tally.answered += 1;
      tally.answerBytes = answer.body;
      if (!answer.ok) tally.failed += 1;
      send();
    });
    socket.setNoDelay(true);
    socket.once('connect', send);
  });
}

const sockets = Array.from({ length: settings.connections }, () =>
  connect(settings.port, '127.0.0.1'),
);
await Promise.all(sockets.map(converse));
tookMs.sort((a, b) => a - b);
const result: LoadResult = {
  requests: tally.answered,
  seconds: (performance.now() - begunMs) / 1_000,
  answerBytes: tally.answerBytes,
  failed: tally.failed,
  p50: tookMs[Math.floor(tookMs.length * 0.5)] ?? 0,
  p99: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0,
};
console.log(JSON.stringify(result));
