/**
 * Ends requests whose bodies come too slowly (SECURITY R-17). A body of ours is small and comes
 * at once; what streams in – an audience, an import – may take long but must not stand still.
 */
import type { IncomingMessage } from 'node:http';

export const STREAMS = /^\/api\/v1\/(audiences|imports)(\/|$)/;
export const BODY_MS = 20_000;
export const STILL_MS = 30_000;
const LOOK_EVERY_MS = 1000;

/** A request whose body is coming. Mutable: owned by `SlowBodies`. */
export interface Coming {
  readonly request: IncomingMessage;
  readonly sinceMs: number;
  readonly streams: boolean;
  bytes: number;
  movedAtMs: number;
  /** Among those that are coming; -1: no longer. */
  place: number;
}

export class SlowBodies {
  /**
   * A list, not a map: a map lays its entries down anew every few requests, and once one of the
   * tables it left has grown old, V8 takes every later one – and the requests in it – for old too,
   * until it walks through everything (measured: bench http, half load).
   */
  private readonly coming: Coming[] = [];

  begin(request: IncomingMessage, nowMs: number, streams = false): Coming {
    const place = this.coming.length;
    const coming = { request, sinceMs: nowMs, streams, bytes: 0, movedAtMs: nowMs, place };
    this.coming.push(coming);
    return coming;
  }

  get size(): number {
    return this.coming.length;
  }

  /** Again: nothing. */
  end(coming: Coming): void {
    const { place } = coming;
    if (place < 0) return;
    coming.place = -1;
    const last = this.coming.pop();
    if (last === undefined || last === coming) return;
    this.coming[place] = last;
    last.place = place;
  }

  /** How many were cut. */
  look(nowMs = performance.now()): number {
    let cut = 0;
    for (const coming of [...this.coming]) {
      const { request } = coming;
      if (request.complete || request.destroyed) {
        this.end(coming);
        continue;
      }
      const { bytesRead } = request.socket;
      if (bytesRead !== coming.bytes) {
        coming.bytes = bytesRead;
        coming.movedAtMs = nowMs;
      }
      // What we are slow to read ourselves does not move either.
      const held = coming.streams && request.readableLength > 0;
      const limit = coming.streams ? STILL_MS : BODY_MS;
      const from = coming.streams ? coming.movedAtMs : coming.sinceMs;
      if (held || nowMs - from < limit) continue;
      this.end(coming);
      request.socket.destroy();
      cut += 1;
    }
    return cut;
  }

  /** Until it is stopped. */
  watch(told: (cut: number) => void): () => void {
    const timer = setInterval(() => told(this.look()), LOOK_EVERY_MS);
    timer.unref();
    return () => clearInterval(timer);
  }
}
