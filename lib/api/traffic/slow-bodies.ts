/**
 * Ends requests whose bodies come too slowly (SECURITY R-17). A body of ours is small and comes
 * at once; what streams in – an audience, an import – may take long but must not stand still.
 */
import type { IncomingMessage } from 'node:http';

export const STREAMS = /^\/api\/v1\/(audiences|imports)(\/|$)/;
export const BODY_MS = 20_000;
export const STILL_MS = 30_000;
const LOOK_EVERY_MS = 1000;

interface Coming {
  readonly sinceMs: number;
  readonly streams: boolean;
  bytes: number;
  movedAtMs: number;
}

export class SlowBodies {
  private readonly coming = new Map<IncomingMessage, Coming>();

  begin(request: IncomingMessage, nowMs: number, streams = false): void {
    this.coming.set(request, { sinceMs: nowMs, streams, bytes: 0, movedAtMs: nowMs });
  }

  get size(): number {
    return this.coming.size;
  }

  end(request: IncomingMessage): void {
    this.coming.delete(request);
  }

  /** How many were cut. */
  look(nowMs = performance.now()): number {
    let cut = 0;
    for (const [request, coming] of this.coming) {
      if (request.complete || request.destroyed) {
        this.coming.delete(request);
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
      this.coming.delete(request);
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
