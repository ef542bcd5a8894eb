/**
 * A whole audience as a stream (API.md "audiences"): identifiers go out as lines, candidates come
 * back as lines, as fast as both sides take them. Candidates are no permits: ask again at the
 * moment of use. What breaks on the way ends the list, and `result` says so: it is not whole then.
 */
import type {
  AudienceCandidate,
  AudienceLine,
  AudiencePerson,
  AudienceRequest,
  AudienceTotals,
  Problem,
} from './contract';
import { linesOf } from './local/lines';
import type { Settings } from './settings';

export type People = Iterable<AudiencePerson> | AsyncIterable<AudiencePerson>;
export type AudienceResult =
  | {
      readonly ok: true;
      readonly totals: AudienceTotals;
      /** Candidates with an obligation you did not list in `understands`: none of `candidates`. */
      readonly notUnderstood: number;
    }
  | { readonly ok: false; readonly cause: string; readonly problem?: Problem };
export interface Audience {
  /** To be read once. Stop reading, and nothing more is asked. */
  readonly candidates: AsyncIterable<AudienceCandidate>;
  /** Settles when `candidates` were read to their end, or not to the end. */
  readonly result: Promise<AudienceResult>;
}

const NDJSON = 'application/x-ndjson';
const BLOCK_CHARACTERS = 32_768;
/** A server from which nothing comes for so long while we wait is given up. */
const SILENCE_MS = 30_000;

function bodyOf(request: AudienceRequest, people: People): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator =
    Symbol.asyncIterator in people ? people[Symbol.asyncIterator]() : people[Symbol.iterator]();
  let text = `${JSON.stringify(request)}\n`;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        for (;;) {
          const next = await iterator.next();
          if (next.done === true) {
            if (text !== '') controller.enqueue(encoder.encode(text));
            return controller.close();
          }
          text += `${JSON.stringify(next.value)}\n`;
          if (text.length < BLOCK_CHARACTERS) continue;
          controller.enqueue(encoder.encode(text));
          text = '';
          return;
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

class Broken extends Error {
  constructor(
    readonly why: string,
    readonly problem?: Problem,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

async function open(
  { fetch, origin, headers }: Settings,
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const init: RequestInit & { readonly duplex: 'half' } = {
    method: 'POST',
    headers: { ...headers, accept: NDJSON, 'content-type': NDJSON },
    body,
    signal,
    redirect: 'manual',
    duplex: 'half',
  };
  const response = await fetch(`${origin}/api/v1/audiences`, init);
  if (response.status === 200 && response.body !== null) return response.body;
  const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
  throw new Broken(`status_${String(response.status)}`, problem);
}

export function filterAudience(
  settings: Settings,
  request: AudienceRequest,
  people: People,
): Audience {
  let settle: (result: AudienceResult) => void = () => undefined;
  const result = new Promise<AudienceResult>((resolve) => (settle = resolve));
  const fail = (cause: string, problem?: Problem, error?: unknown): void => {
    settings.tell({ during: 'filterAudience', reason: 'unavailable', cause, error });
    settle({ ok: false, cause, ...(problem && { problem }) });
  };

  async function* read(): AsyncGenerator<AudienceCandidate> {
    const aborting = new AbortController();
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(() => aborting.abort(new Broken('timeout')), SILENCE_MS);
    };
    let totals: AudienceTotals | undefined;
    let notUnderstood = 0;
    try {
      wait();
      const answer = await open(settings, bodyOf(request, people), aborting.signal);
      const decoder = new TextDecoder();
      for await (const bytes of linesOf(answer)) {
        // Whoever takes long over a candidate is not waited for.
        clearTimeout(waiting);
        const line = JSON.parse(decoder.decode(bytes)) as AudienceLine;
        if (totals !== undefined) throw new Broken('malformed');
        if (line.line === 'totals') totals = line;
        else if (line.line === 'failed') throw new Broken('failed', line.problem);
        else if (line.line !== 'candidate') throw new Broken('malformed');
        else if (line.obligations.every(({ type }) => settings.understands.has(type))) yield line;
        else notUnderstood += 1;
        wait();
      }
      if (totals === undefined) fail('not_whole');
      else settle({ ok: true, totals, notUnderstood });
    } catch (error) {
      if (error instanceof Broken) fail(error.why, error.problem, error);
      else fail(error instanceof SyntaxError ? 'malformed' : 'network', undefined, error);
    } finally {
      clearTimeout(waiting);
      aborting.abort();
      // Where nobody read to the end.
      settle({ ok: false, cause: 'not_read' });
    }
  }
  return { candidates: read(), result };
}
