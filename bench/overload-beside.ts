/**
 * What others ask while decisions are offered beyond measure: people refuse, documents are read,
 * audiences made. Started by `overload.ts` with its settings as JSON; its last line is what became
 * of them.
 */
import { memberId } from './people';

export interface BesideSettings {
  readonly port: number;
  readonly key: string;
  readonly seconds: number;
  /** Whom the first refusal is about; nobody is asked about twice. */
  readonly from: number;
}
export const BESIDE = ['refusals', 'catalogue', 'documents', 'audiences'] as const;
export type Kind = (typeof BESIDE)[number];
/** Of one kind of question. */
export interface Beside {
  /** Milliseconds until each whole answer, in order. */
  readonly tookMs: number[];
  /** How many were answered so; 0: the connection broke. */
  readonly statuses: Record<string, number>;
}

const EVERY_MS = 100;
/** A key may ask about 120 audiences a minute. */
const AUDIENCES_EVERY = 10;

const settings = JSON.parse(process.argv[2] ?? '{}') as BesideSettings;
const origin = `http://127.0.0.1:${String(settings.port)}`;
const authorization = `Bearer ${settings.key}`;

function refuse(count: number): Promise<Response> {
  const subject = { system: 'shop', id: `overload-${String(count)}` };
  const all = { purposes: '*', channels: '*', data: '*' };
  return fetch(`${origin}/api/v1/choices`, {
    method: 'POST',
    headers: {
      ...{ authorization, 'content-type': 'application/json' },
      'idempotency-key': `"overload-${String(count)}"`,
    },
    body: JSON.stringify({ type: 'deny', surface: 'call', subject, ...all }),
  });
}

function makeAudience(count: number): Promise<Response> {
  const about = { touchpoint: 'shop-for-you', campaign: 'bench', segment: 'bench' };
  return fetch(`${origin}/api/v1/audiences`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-ndjson' },
    body: `${JSON.stringify(about)}\n${JSON.stringify(memberId(count))}\n`,
  });
}

const CALLS: Readonly<Record<Kind, (count: number) => Promise<Response>>> = {
  refusals: refuse,
  catalogue: () => fetch(`${origin}/api/v1/catalogue`, { headers: { authorization } }),
  documents: () => fetch(`${origin}/openapi.json`),
  audiences: makeAudience,
};

const found = Object.fromEntries(
  BESIDE.map((kind): [string, Beside] => [kind, { tookMs: [], statuses: {} }]),
) as Record<Kind, Beside>;
const open = new Set<Promise<void>>();

function ask(kind: Kind, count: number): void {
  const { tookMs, statuses } = found[kind];
  const sinceMs = performance.now();
  const call = CALLS[kind](count)
    .then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    })
    .catch(() => 0)
    .then((status) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status !== 0) tookMs.push(performance.now() - sinceMs);
    })
    .finally(() => open.delete(call));
  open.add(call);
}

let count = settings.from;
const timer = setInterval(() => {
  count += 1;
  for (const kind of BESIDE) {
    if (kind !== 'audiences' || count % AUDIENCES_EVERY === 0) ask(kind, count);
  }
}, EVERY_MS);
await new Promise((resolve) => setTimeout(resolve, settings.seconds * 1_000));
clearInterval(timer);
await Promise.all(open);
for (const kind of BESIDE) found[kind].tookMs.sort((a, b) => a - b);
console.log(JSON.stringify(found));
