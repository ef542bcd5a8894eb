/** The way between a client and a server, for tests that make it fail. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Way {
  readonly port: number;
  /** `through`; `cut`: an answer ends in its midst, again and again; `gone`: nobody answers; `mute`: what was sent never comes. */
  set(state: 'through' | 'cut' | 'gone' | 'mute'): void;
  /** Each connection ends after so many bytes of answers; undefined: none does. */
  most: number | undefined;
  close(): Promise<void>;
}

export async function openWay(host: string, to: number): Promise<Way> {
  let state: Parameters<Way['set']>[0] = 'through';
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    if (state === 'gone') return void near.destroy();
    const far = connect(to, host);
    const pair = [near, far] as const;
    pairs.add(pair);
    let bytes = 0;
    near.on('data', (chunk) => far.write(chunk));
    far.on('data', (chunk) => {
      if (state === 'mute') return;
      const room = (way.most ?? Infinity) - bytes;
      if (room <= 0) return;
      near.write(chunk.length > room ? chunk.subarray(0, room) : chunk);
      bytes += chunk.length;
      if (chunk.length > room) near.end();
      // Its beginning came through.
      if (state === 'cut' && bytes > 0) setTimeout(() => near.destroy(), 20);
    });
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        pairs.delete(pair);
        for (const one of pair) one.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endAll = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const way: Way = {
    port: (server.address() as AddressInfo).port,
    most: undefined,
    set(next) {
      state = next;
      if (next === 'cut' || next === 'gone') endAll();
    },
    close() {
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return way;
}
