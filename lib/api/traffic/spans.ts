/**
 * Traces for whoever collects them: one span a request, sent as OTLP over HTTP in JSON (decision
 * record 0017). Nothing personal is in a span: a route's template, a status, a key's id. What
 * cannot be delivered is dropped and counted; nobody waits for it.
 */
import { randomBytes } from 'node:crypto';
import type { TraceSettings } from '../../env';
import type { Log } from '../../log';

const FLUSH_EVERY_MS = 2000;
const SPANS_MAX = 4096;
const A_TIME = 512;
const TIMEOUT_MS = 5000;
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
const KIND_SERVER = 2;
const STATUS_ERROR = 2;

export interface Traced {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly keyId: string | undefined;
  readonly requestId?: string;
  readonly traceparent: string | undefined;
  readonly startedAtMs: number;
  readonly tookMs: number;
}

function attribute(key: string, value: string | number) {
  const typed = typeof value === 'number' ? { intValue: String(value) } : { stringValue: value };
  return { key, value: typed };
}

const nanos = (ms: number): string => `${String(Math.round(ms * 1000))}000`;

function spanOf(traced: Traced) {
  const [, trace, parent, flags] = TRACEPARENT.exec(traced.traceparent ?? '') ?? [];
  const { method, route, status, keyId, requestId, startedAtMs, tookMs } = traced;
  return {
    // Whoever asks has decided for the whole trace.
    sampled: flags === undefined ? undefined : (Number.parseInt(flags, 16) & 1) === 1,
    span: {
      traceId: trace ?? randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      ...(parent !== undefined && { parentSpanId: parent }),
      name: `${method} ${route}`,
      kind: KIND_SERVER,
      startTimeUnixNano: nanos(startedAtMs),
      endTimeUnixNano: nanos(startedAtMs + tookMs),
      attributes: [
        attribute('http.request.method', method),
        attribute('http.route', route),
        attribute('http.response.status_code', status),
        ...(keyId === undefined ? [] : [attribute('nattoku.key', keyId)]),
        ...(requestId === undefined ? [] : [attribute('nattoku.request', requestId)]),
      ],
      ...(status >= 500 && { status: { code: STATUS_ERROR } }),
    },
  };
}
type Span = ReturnType<typeof spanOf>['span'];

export class Spans {
  dropped = 0;
  private waiting: Span[] = [];
  private sending: Promise<void> | undefined;
  private readonly timer: ReturnType<typeof setInterval>;
  private share = 1;

  constructor(
    private readonly settings: TraceSettings,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS);
    this.timer.unref();
  }

  record(traced: Traced): void {
    // Evenly, and without asking chance: a tenth is every tenth.
    this.share += this.settings.share;
    const due = this.share >= 1;
    if (due) this.share -= 1;
    if (!due && traced.traceparent === undefined) return;
    const { sampled = due, span } = spanOf(traced);
    if (!sampled) return;
    if (this.waiting.length >= SPANS_MAX) this.dropped += 1;
    else this.waiting.push(span);
  }

  /** Resolves when what was recorded so far was sent, or could not be. */
  flush(): Promise<void> {
    this.sending ??= this.send().finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const spans = this.waiting.splice(0, A_TIME);
      try {
        await this.post(spans);
      } catch (err) {
        this.dropped += spans.length;
        this.log.warn({ err, spans: spans.length }, 'traces could not be delivered');
        return;
      }
    }
  }

  private async post(spans: readonly Span[]): Promise<void> {
    const { url, headers, service } = this.settings;
    const resource = { attributes: [attribute('service.name', service)] };
    const scopeSpans = [{ scope: { name: 'nattoku' }, spans }];
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the collector answered ${String(response.status)}`);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
    await this.flush();
  }
}
