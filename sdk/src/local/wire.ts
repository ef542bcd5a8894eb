/** The calls of local evaluation. Redirects are not followed, so that the key never travels elsewhere. */
import type { HandleKeyAnswer } from '../local-contract';
import type { Fetch } from '../exchange';

/** Why there is nothing fresh to answer from. */
export class Trouble extends Error {
  constructor(
    readonly why: string,
    options?: ErrorOptions,
  ) {
    super(why, options);
  }
}

export interface Server {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
}

/** Abandons a call in which nothing comes for so many ticks. A process that was busy counts one tick. */
export class Watch {
  private quiet = 0;
  private why: string | undefined;
  private readonly aborting = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor(tickMs: number, most: number, atTick?: () => string | undefined) {
    this.timer = setInterval(() => {
      this.quiet += 1;
      const why = this.quiet > most ? 'silent' : atTick?.();
      if (why !== undefined) this.abandon(why);
    }, tickMs);
  }

  get signal(): AbortSignal {
    return this.aborting.signal;
  }
  readonly hear = (): void => {
    this.quiet = 0;
  };
  abandon(why: string): void {
    this.why ??= why;
    clearInterval(this.timer);
    this.aborting.abort(new Trouble(this.why));
  }
  end(): void {
    clearInterval(this.timer);
  }
  /** Also where the work does not know of the signal. */
  orAbandon<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    let stop = (): void => undefined;
    const abandoned = new Promise<never>((_, reject) => {
      stop = () => reject(signal.reason as Error);
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop);
    });
    return Promise.race([work, abandoned]).finally(() => signal.removeEventListener('abort', stop));
  }

  /** What went wrong, in one word. */
  troubleOf(error: unknown, otherwise: string): Trouble {
    if (error instanceof Trouble) return error;
    return new Trouble(this.why ?? otherwise, { cause: error });
  }
}

/** Only a plain 200 of the right kind is read any further. */
export async function open(
  { origin, headers, fetch }: Server,
  path: string,
  accept: string,
  watch: Watch,
  more: Readonly<Record<string, string>> = {},
): Promise<ReadableStream<Uint8Array>> {
  let response: Response;
  try {
    const init: RequestInit = { headers: { ...headers, accept, ...more }, redirect: 'manual' };
    response = await watch.orAbandon(fetch(origin + path, { ...init, signal: watch.signal }));
  } catch (error) {
    const trouble = watch.troubleOf(error, 'network');
    // Nothing at all was answered: it hangs.
    throw trouble.why === 'silent' ? new Trouble('timeout', { cause: error }) : trouble;
  }
  const { status, body } = response;
  const kind = response.headers.get('content-type') ?? '';
  if (status === 200 && body !== null && kind.startsWith(accept)) return body;
  body?.cancel().catch(() => undefined);
  if (status === 401 || status === 403) throw new Trouble('key');
  throw new Trouble(status === 200 ? 'malformed' : `status_${String(status)}`);
}

export async function readHandleKey(server: Server, watch: Watch): Promise<HandleKeyAnswer> {
  const body = await open(server, '/api/v1/handle-key', 'application/json', watch);
  let answer: Partial<HandleKeyAnswer> | null;
  try {
    answer = (await watch.orAbandon(new Response(body).json())) as typeof answer;
  } catch (error) {
    throw watch.troubleOf(error, 'malformed');
  }
  const { system, key } = answer ?? {};
  if (typeof system !== 'string' || typeof key !== 'string' || !/^[\w-]{43}$/.test(key)) {
    throw new Trouble('malformed');
  }
  return { system, key };
}
