/**
 * Clients of the stream of changes: plain sockets, of a message only its time and its people are
 * kept. Started by `changes.ts`, which tells afterwards what was acknowledged when.
 */
import { connect } from 'node:net';

export interface ListenerSettings {
  readonly port: number;
  readonly key: string;
  readonly clients: number;
  /** Beside them: connections that never read. */
  readonly slow: number;
}
export interface Acknowledged {
  readonly handle: string;
  readonly atMs: number;
}
export interface Latencies {
  /** Of every client and every person, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** Of what should have been heard. */
  readonly missed: number;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as ListenerSettings;
const HANDLE = /"(h1_[\w-]{43})"/g;

/** One text for all clients: its handles are looked for once. */
const handlesOf = new Map<string, readonly string[]>();
const heard: { readonly handles: readonly string[]; readonly atMs: number; client: number }[] = [];

function nowMs(): number {
  return Date.now();
}

function take(text: string, client: number): void {
  let handles = handlesOf.get(text);
  if (handles === undefined) {
    handles = [...text.matchAll(HANDLE)].map((match) => match[1] ?? '');
    handlesOf.set(text, handles);
  }
  heard.push({ handles, atMs: nowMs(), client });
}

function open(client: number, reads: boolean): Promise<void> {
  const socket = connect(settings.port, '127.0.0.1');
  const head = ['GET /api/v1/changes HTTP/1.1', 'Host: localhost'];
  socket.write([...head, `Authorization: Bearer ${settings.key}`, '', ''].join('\r\n'));
  socket.on('error', () => undefined);
  if (!reads) {
    socket.pause();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.includes('event: beat')) resolve();
        const at = part.indexOf('event: change');
        if (at >= 0) take(part.slice(at), client);
      }
    });
  });
}

function latencies(acknowledged: readonly Acknowledged[]): Latencies {
  const ackedAt = new Map(acknowledged.map(({ handle, atMs }) => [handle, atMs]));
  const all: number[] = [];
  const seen = new Set<string>();
  for (const { handles, atMs, client } of heard) {
    for (const handle of handles) {
      const acked = ackedAt.get(handle);
      const name = `${String(client)} ${handle}`;
      if (acked === undefined || seen.has(name)) continue;
      seen.add(name);
      all.push(Math.max(0, atMs - acked));
    }
  }
  all.sort((a, b) => a - b);
  const at = (share: number): number => all[Math.floor(all.length * share)] ?? Infinity;
  const missed = acknowledged.length * settings.clients - all.length;
  return { p50: at(0.5), p99: at(0.99), worst: all.at(-1) ?? Infinity, missed };
}

async function listen(): Promise<void> {
  await Promise.all(Array.from({ length: settings.clients }, (_, client) => open(client, true)));
  for (let slow = 0; slow < settings.slow; slow++) await open(-1, false);
  process.on('message', (acknowledged: readonly Acknowledged[]) => {
    process.send?.(latencies(acknowledged));
    heard.length = 0;
  });
  process.send?.('listening');
}

void listen();
