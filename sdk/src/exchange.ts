/**
 * One bounded HTTP exchange (API.md "Freshness": timeout, any status but 200, no hidden
 * retries). Never throws and never waits longer than `timeoutMs`, body included, even when the
 * given `fetch` ignores its abort signal.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export type Exchange =
  | { readonly ok: true; readonly status: number; readonly body: unknown }
  /** `timeout`, `network`, or `malformed` (the body is not JSON). */
  | {
      readonly ok: false;
      readonly cause: 'timeout' | 'network' | 'malformed';
      readonly error?: unknown;
    };

const TIMED_OUT: Exchange = { ok: false, cause: 'timeout' };

async function send(fetch: Fetch, url: string, init: RequestInit): Promise<Exchange> {
  let text: string;
  let status: number;
  try {
    const response = await fetch(url, init);
    status = response.status;
    text = await response.text();
  } catch (error) {
    return { ok: false, cause: 'network', error };
  }
  try {
    return { ok: true, status, body: JSON.parse(text) as unknown };
  } catch (error) {
    // A proxy's HTML error page is a status, not an answer.
    return status === 200
      ? { ok: false, cause: 'malformed', error }
      : { ok: true, status, body: undefined };
  }
}

/** POSTs JSON; redirects are not followed, so that the key never travels elsewhere. */
export async function exchange(
  fetch: Fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<Exchange> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<Exchange>((resolve) => {
    timer = setTimeout(() => {
      resolve(TIMED_OUT);
      controller.abort();
    }, timeoutMs);
  });
  const init: RequestInit = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
    redirect: 'manual',
    signal: controller.signal,
  };
  try {
    return await Promise.race([send(fetch, url, init), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
