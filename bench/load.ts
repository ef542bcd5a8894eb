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
}
export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Length of the last answer's body. */
  readonly answerBytes: number;
  /** Answers that were not a 200. */
  readonly failed: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as LoadSettings;
const PREPARED = 50_000;

function question(subject: number): object {
  const id = `member-${String(subject)}`;
  return { subject: { system: 'shop', id }, touchpoint: 'shop-for-you', data: ['purchases'] };
}

function request(subjects: readonly number[]): Buffer {
  const [first = 0] = subjects;
  const body = JSON.stringify(
    settings.perRequest === 1
      ? question(first)
      : { evaluations: subjects.map(question), answer: 'full' },
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
const begunMs = performance.now();
const endsMs = begunMs + settings.seconds * 1_000;

function next(): Buffer | undefined {
  if (settings.everybodyOnce ? tally.sent >= requests.length : performance.now() > endsMs)
    return undefined;
  return requests[tally.sent++ % requests.length];
}

function converse(socket: Socket): Promise<void> {
  let received: Buffer = Buffer.alloc(0);
  return new Promise((resolve, reject) => {
    const send = (): void => {
      const bytes = next();
      if (bytes === undefined) socket.end(resolve);
      else socket.write(bytes);
    };
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const answer = wholeAnswer(received);
      if (answer === undefined) return;
      received = received.subarray(answer.length);
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
const result: LoadResult = {
  requests: tally.answered,
  seconds: (performance.now() - begunMs) / 1_000,
  answerBytes: tally.answerBytes,
  failed: tally.failed,
};
console.log(JSON.stringify(result));
