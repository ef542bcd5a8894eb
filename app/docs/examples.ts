/**
 * Requests that can be pasted into a terminal; each is sent by a test as it stands, with what is
 * one’s own (`{id}`, `{handle}`, `{other}`, `{at}`, `{day}`, `{token}`) put in.
 */
export interface Example {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body: sent urlencoded. */
  readonly form?: string;
  /** NDJSON instead of a body: one value a line. */
  readonly lines?: readonly unknown[];
}

const subject = { system: 'shop', id: '12345' };
const user = { type: 'user', id: 'shop:12345' };
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'POST /api/v1/decisions': {
    body: { subject, touchpoint: 'shop-for-you', data: ['purchases'] },
  },
  'POST /api/v1/decisions/batch': {
    body: {
      evaluations: [
        { subject, touchpoint: 'shop-for-you' },
        { subject, purpose: 'content', channel: 'web', data: ['browsing'] },
      ],
      answer: 'brief',
    },
  },
  'POST /api/v1/choices': {
    headers: { 'Idempotency-Key': '"7d1f3c52"' },
    body: {
      subject,
      type: 'allow',
      purposes: ['recommend'],
      channels: ['web'],
      data: ['purchases', 'browsing'],
      notice: { catalogueVersion: 1, locale: 'ja' },
      surface: 'store-tablet',
      evidence: { kind: 'tablet-form', reference: 'S12-0042' },
    },
  },
  'POST /api/v1/unsubscribe-links': {
    body: { touchpoint: 'newsletter', subjects: [{ system: 'mailer', id: '12345' }] },
  },
  'POST /u/{token}': { form: 'List-Unsubscribe=One-Click' },
  'POST /api/v1/exposures': {
    body: {
      subject,
      touchpoint: 'shop-for-you',
      because: [
        {
          kind: 'data',
          data: 'purchases',
          words: { ja: '先月お茶を買われたため', en: 'You bought tea last month' },
        },
      ],
    },
  },
  'GET /api/v1/contests': { query: '?status=open' },
  'POST /api/v1/audiences': {
    lines: [
      { touchpoint: 'shop-for-you', campaign: '冬のセール', segment: '東京・30代' },
      '12345',
      '12346',
    ],
  },
  'POST /api/v1/imports': {
    query: '?dryRun=true',
    headers: { 'Idempotency-Key': '"31fa09d2"' },
    lines: [
      { id: '12345', type: 'deny', purposes: ['advertise'], channels: '*', data: '*' },
      { id: '12346', type: 'technique-off', technique: 'generative-ai' },
    ],
  },
  'POST /api/v1/tallies': {
    body: {
      batch: 'shop-1-000042',
      tallies: [
        { subject, touchpoint: 'shop-for-you', day: '{day}', outcome: 'allowed', count: 14 },
      ],
    },
  },
  'POST /api/v1/keys/token': { body: { scopes: ['decide'], expiresInSeconds: 300 } },
  'POST /api/v1/tokens': {
    body: { subject, touchpoint: 'shop-for-you', origin: 'https://shop.example' },
  },
  'POST /api/v1/why': { body: { locale: 'en' } },
  'POST /api/v1/why/acts': { body: { locale: 'en', act: 'stop-here' } },
  'POST /embed/why': { headers: { origin: 'https://shop.example' }, form: 'token={token}' },
  'PUT /api/v1/subjects/{handle}/links': {
    body: { subject: { system: 'shop', id: 'card-77' } },
  },
  'DELETE /api/v1/subjects/{handle}/links': { query: '?with={other}' },
  'GET /api/v1/subjects/{handle}/links': { headers: { 'Look-Ground': 'double-account' } },
  'GET /api/v1/changes': { query: '?once=true' },
  'GET /api/v1/catalogue/{version}': {},
  'GET /api/v1/receipts/{id}': { headers: { 'Look-Ground': 'inquiry-114' } },
  'POST /api/v1/history/decision': {
    body: { subject, touchpoint: 'shop-for-you', at: '{at}', ground: 'inquiry 2026-114' },
  },
  'GET /api/v1/history/decision': {
    query: '?handle={handle}&touchpoint=shop-for-you&at={at}',
    headers: { 'Look-Ground': 'inquiry-114' },
  },
  'POST /api/v1/jobs': {
    headers: { 'Idempotency-Key': '"5c0e81aa"' },
    body: {
      ...{ kind: 'audit-pack', ground: 'inquiry 2026-114' },
      ...{ subject, filter: { from: '2026-01-01' } },
    },
  },
  'POST /api/v1/webhooks': { body: { url: 'https://shop.example/hooks/consent' } },
  'PUT /api/v1/webhooks/{id}': { body: { enabled: true } },
  'POST /api/v1/webhooks/{id}/secrets': { body: { overlapHours: 24 } },
  'GET /api/v1/webhooks/{id}/deliveries': { query: '?status=dead' },
  'POST /api/v1/webhooks/{id}/redeliveries': { body: { deliveries: 'dead' } },
  'POST /api/v1/ages': {
    headers: { 'Idempotency-Key': '"31c0d7fe"' },
    body: { subject, band: 'child', majority: '2038-05' },
  },
  'POST /api/v1/erasures': {
    headers: { 'Idempotency-Key': '"9a20b7c4"' },
    body: { subject, ground: 'account-closed' },
  },
  'POST /api/v1/erasures/{id}/answer': { body: { answer: 'done' } },
  'POST /access/v1/evaluation': {
    body: {
      ...{ subject: user, action: { name: 'personalize' } },
      resource: { type: 'touchpoint', id: 'shop-for-you', properties: { data: ['purchases'] } },
    },
  },
  'POST /access/v1/evaluations': {
    body: {
      ...{ subject: user, action: { name: 'personalize' } },
      evaluations: [
        { resource: { type: 'touchpoint', id: 'shop-for-you' } },
        { resource: { type: 'touchpoint', id: 'site-search' } },
      ],
    },
  },
  'POST /access/v1/search/subject': {
    body: {
      ...{ subject: { type: 'user' }, action: { name: 'personalize' } },
      ...{ resource: { type: 'touchpoint', id: 'shop-for-you' }, page: { limit: 100 } },
    },
  },
  'POST /access/v1/search/resource': {
    body: {
      ...{ subject: user, action: { name: 'personalize' } },
      resource: { type: 'touchpoint' },
    },
  },
  'POST /access/v1/search/action': {
    body: { subject: user, resource: { type: 'touchpoint', id: 'shop-for-you' } },
  },
  'GET /metrics': { headers: { authorization: 'Bearer {token}' } },
  'GET /api/v1/ledger/proof': { query: '?seq=1' },
  'GET /api/v1/ledger/consistency': { query: '?from=1&to=2' },
};

/** `'` would end the shell's quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

export function curlOf(origin: string, name: string, needsKey: boolean): string {
  const [method = '', path = ''] = name.split(' ');
  const { headers = {}, body, form, lines: rows, query } = EXAMPLES[name] ?? {};
  const url = origin + path.replace('{version}', '1');
  const where = query === undefined ? url : quoted(url + query);
  const lines = [`curl ${method === 'GET' ? '' : `-X ${method} `}${where}`];
  if (needsKey) lines.push('-H "Authorization: Bearer $NATTOKU_KEY"');
  for (const [key, value] of Object.entries(headers))
    lines.push(`-H ${quoted(`${key}: ${value}`)}`);
  if (body !== undefined) {
    lines.push(`-H 'Content-Type: application/json'`);
    lines.push(`-d ${quoted(JSON.stringify(body, null, 2))}`);
  }
  if (form !== undefined) lines.push(`-d ${quoted(form)}`);
  if (rows !== undefined) {
    lines.push(`-H 'Content-Type: application/x-ndjson'`);
    lines.push(`--data-binary ${quoted(rows.map((row) => JSON.stringify(row)).join('\n'))}`);
  }
  return lines.join(' \\\n  ');
}
