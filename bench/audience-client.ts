/**
 * Asks about a whole audience at once: plain sockets, names made while they are sent, and of the
 * answer only its length and its last line are kept. Started by `audience.ts` with its settings as
 * JSON; its last line is what was seen.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { AudienceTotals } from '../sdk/src/contract';
import { memberId } from './people';

export interface AudienceSettings {
  readonly port: number;
  readonly key: string;
  readonly people: number;
}
export interface AudienceSeen {
  /** From the first byte asked to the last one answered. */
  readonly seconds: number;
  readonly bytes: number;
  readonly permitted: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as AudienceSettings;
const CHUNK = 4_000;
/** Prime: names come mixed. */
const STRIDE = 611_953;
const TAIL = 4_096;
const HEAD = { touchpoint: 'shop-for-you', campaign: '冬のセール', segment: '東京・30代' };

function* chunks(): Generator<string> {
  yield `${JSON.stringify(HEAD)}\n`;
  for (let at = 0; at < settings.people; at += CHUNK) {
    const many = Math.min(CHUNK, settings.people - at);
    yield Array.from(
      { length: many },
      (_, index) => `"${memberId(((at + index) * STRIDE) % settings.people)}"\n`,
    ).join('');
  }
}

async function ask(): Promise<AudienceSeen> {
  const socket = connect(settings.port, '127.0.0.1');
  let bytes = 0;
  let tail = '';
  const ended = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`broken off: ${tail}`)));
    socket.on('data', (piece: Buffer) => {
      bytes += piece.length;
      tail = (tail + piece.toString('latin1', Math.max(0, piece.length - TAIL))).slice(-TAIL);
      if (tail.endsWith('0\r\n\r\n')) resolve();
    });
  });
  // Told to whoever waits for it below.
  ended.catch(() => undefined);
  const begunMs = performance.now();
  const head = ['POST /api/v1/audiences HTTP/1.1', 'Host: localhost'];
  const kind = ['Content-Type: application/x-ndjson', 'Transfer-Encoding: chunked'];
  socket.write([...head, ...kind, `Authorization: Bearer ${settings.key}`, '', ''].join('\r\n'));
  for (const text of chunks()) {
    const body = Buffer.from(text, 'utf8');
    const wrapped = [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')];
    if (!socket.write(Buffer.concat(wrapped))) await once(socket, 'drain');
  }
  socket.write('0\r\n\r\n');
  await ended;
  const seconds = (performance.now() - begunMs) / 1_000;
  const last = /\{"line":"totals".*\}/u.exec(tail);
  if (last === null) throw new Error(`no totals: ${tail}`);
  socket.removeAllListeners('close');
  socket.destroy();
  const { people, permitted } = JSON.parse(last[0]) as AudienceTotals;
  if (people !== settings.people) throw new Error(`asked about ${String(people)} people only`);
  return { seconds, bytes, permitted };
}

console.log(JSON.stringify(await ask()));
