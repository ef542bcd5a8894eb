/** One client's way out as a web stream, which both Hono and Next can carry. */
import type { Listener } from '../../delivery/changes/feed';

/** What may wait for a client that reads slowly; beyond it the client is cut. */
const MOST_WAITING_BYTES = 2 * 1024 * 1024;
/** As long as this nothing need be taken by who is told what they missed. */
const LONGEST_WAIT_MS = 30_000;

export interface Outlet {
  readonly listener: Listener;
  readonly stream: ReadableStream<Uint8Array>;
}

/** `onEnd` is called once, however it ended. */
export function openOutlet(onEnd: () => void): Outlet {
  let ended = false;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const waiting = new Set<(room: boolean) => void>();
  const answer = (room: boolean): void => {
    for (const resolve of waiting) resolve(room);
    waiting.clear();
  };
  const end = (last: (open: ReadableStreamDefaultController<Uint8Array>) => void): void => {
    if (ended) return;
    ended = true;
    if (controller !== undefined) last(controller);
    answer(false);
    onEnd();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened;
      },
      pull() {
        answer(true);
      },
      cancel() {
        end(() => undefined);
      },
    },
    { highWaterMark: MOST_WAITING_BYTES, size: ({ byteLength }) => byteLength },
  );
  const listener: Listener = {
    write(bytes) {
      if (ended || controller === undefined || (controller.desiredSize ?? 0) <= 0) return false;
      controller.enqueue(bytes);
      return true;
    },
    room() {
      if (ended || (controller?.desiredSize ?? 0) > 0) return Promise.resolve(!ended);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(false), LONGEST_WAIT_MS);
        const settle = (room: boolean): void => {
          clearTimeout(timer);
          waiting.delete(settle);
          resolve(room);
        };
        waiting.add(settle);
      });
    },
    end: () => end((open) => open.close()),
    cut: () => end((open) => open.error(new Error('the client reads too slowly'))),
  };
  return { listener, stream };
}

/** Bytes as they are asked for; nothing is made that nobody takes. */
export function streamOf(lines: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await lines.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await lines.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
