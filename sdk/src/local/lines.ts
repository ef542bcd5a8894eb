/** Lines and events of a body that comes in pieces (NDJSON; HTML Living Standard "Server-sent events"). */
export interface SseEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

const LINE_FEED = 10;
/** Longer than anything that is sent: what goes on and on is refused before it fills the memory. */
const MOST_BYTES = 64 * 1024 * 1024;

export class TooLongError extends Error {}

export interface Listening {
  /** Told whenever bytes come. */
  readonly hear?: () => void;
  /** Ends it by throwing its reason. */
  readonly signal?: AbortSignal;
}

/** The line feed is part of a line. */
export async function* linesOf(
  body: ReadableStream<Uint8Array>,
  { hear, signal }: Listening = {},
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  // Also where the body does not know of the signal.
  const letGo = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', letGo);
  let kept: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal?.aborted) throw signal.reason;
      if (done) break;
      hear?.();
      let from = 0;
      for (let end = value.indexOf(LINE_FEED); end >= 0; end = value.indexOf(LINE_FEED, from)) {
        const rest = value.subarray(from, end + 1);
        from = end + 1;
        if (length === 0) yield rest;
        else {
          yield joined([...kept, rest], length + rest.length);
          kept = [];
          length = 0;
        }
      }
      if (from < value.length) {
        kept.push(value.subarray(from));
        length += value.length - from;
        if (length > MOST_BYTES) throw new TooLongError('a line without an end');
      }
    }
    if (length > 0) yield joined(kept, length);
  } finally {
    // Whoever stops listening lets go of the connection.
    signal?.removeEventListener('abort', letGo);
    letGo();
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export async function* eventsOf(
  body: ReadableStream<Uint8Array>,
  listening: Listening,
): AsyncGenerator<SseEvent> {
  const decoder = new TextDecoder();
  let event = '';
  let id: string | undefined;
  let data: string[] = [];
  for await (const bytes of linesOf(body, listening)) {
    const line = decoder.decode(bytes).replace(/\r?\n$/, '');
    if (line === '') {
      if (data.length > 0) yield { event, id, data: data.join('\n') };
      [event, id, data] = ['', undefined, []];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'data') data.push(value);
  }
}
