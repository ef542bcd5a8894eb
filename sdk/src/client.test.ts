import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createClient, type ClientOptions, type Failure } from './client';

const PERMIT = {
  decision: true,
  reason: 'allowed',
  otherwise: 'generic',
  touchpoint: 'shop-for-you',
  data: { permitted: ['purchases'], denied: [] },
  evidence: { ref: 'r', catalogueVersion: 1 },
  obligations: [],
  validUntil: '2026-11-21T10:00:05Z',
  catalogueVersion: 1,
  consentToken: 't',
  decisionId: 'd',
};
const DENY = {
  ...PERMIT,
  decision: false,
  reason: 'withdrawn',
  data: { permitted: [], denied: ['purchases'] },
};
const QUESTION = { subject: { system: 'shop', id: '12345' }, touchpoint: 'shop-for-you' } as const;
const CHOICE = {
  subject: { system: 'shop', id: '12345' },
  surface: 'call',
  type: 'deny',
  purposes: '*',
  channels: '*',
  data: '*',
} as const;

interface Seen {
  readonly request: IncomingMessage;
  readonly body: string;
}
type Answer = (response: ServerResponse, seen: Seen) => void;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function clientOf(answer: Answer, options: Partial<ClientOptions> = {}) {
  const seen: Seen[] = [];
  const failures: Failure[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const entry = { request, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(entry);
      answer(response, entry);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({
    origin,
    key: 'ntk_test_x',
    timeoutMs: 2000,
    onError: (failure) => failures.push(failure),
    ...options,
  });
  return { client, seen, failures, origin };
}

function json(status: number, body: unknown): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('a permit', () => {
  it('is passed on when every part of it is understood', async () => {
    const { client, seen, failures } = await clientOf(json(200, PERMIT));
    await expect(client.decide(QUESTION)).resolves.toEqual(PERMIT);
    expect(failures).toEqual([]);
    expect(seen[0]?.request.headers.authorization).toBe('Bearer ntk_test_x');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(QUESTION);
  });

  it('is a no when it carries an obligation the caller did not declare to understand', async () => {
    const body = {
      ...PERMIT,
      obligations: [{ id: 'o', type: 'suppress-purchased', properties: {} }],
    };
    const stranger = await clientOf(json(200, body));
    const answer = await stranger.client.decide(QUESTION);
    expect(answer).toMatchObject({ decision: false, reason: 'error', cause: 'unknown_obligation' });
    const known = await clientOf(json(200, body), { understands: ['suppress-purchased'] });
    await expect(known.client.decide(QUESTION)).resolves.toMatchObject({ decision: true });
  });
});

describe('a denial', () => {
  it('is passed on with its reason', async () => {
    const { client } = await clientOf(json(200, DENY));
    await expect(client.decide(QUESTION)).resolves.toEqual(DENY);
  });

  it('may come without reason where staff look at a screen', async () => {
    const {
      decision,
      otherwise,
      touchpoint,
      validUntil,
      catalogueVersion,
      consentToken,
      decisionId,
    } = DENY;
    const staff = {
      decision,
      otherwise,
      touchpoint,
      validUntil,
      catalogueVersion,
      consentToken,
      decisionId,
    };
    const { client } = await clientOf(json(200, staff));
    await expect(client.decide(QUESTION)).resolves.toEqual(staff);
  });
});

describe('whatever goes wrong, the answer is a no', () => {
  const misbehaviours: readonly [string, Answer, { reason: string; cause: string }][] = [
    ['status 201', json(201, PERMIT), { reason: 'error', cause: 'status_201' }],
    [
      'status 204',
      (response) => response.writeHead(204).end(),
      { reason: 'error', cause: 'status_204' },
    ],
    [
      'a redirect',
      (r) => r.writeHead(307, { location: '/elsewhere' }).end(),
      { reason: 'error', cause: 'status_307' },
    ],
    ['status 401', json(401, PERMIT), { reason: 'error', cause: 'status_401' }],
    ['status 409', json(409, PERMIT), { reason: 'stale', cause: 'status_409' }],
    ['status 429', json(429, PERMIT), { reason: 'error', cause: 'status_429' }],
    ['status 500 with HTML', json(500, '<html>'), { reason: 'unavailable', cause: 'status_500' }],
    ['status 503', json(503, PERMIT), { reason: 'unavailable', cause: 'status_503' }],
    ['an empty body', json(200, ''), { reason: 'error', cause: 'malformed' }],
    ['HTML with status 200', json(200, '<html>'), { reason: 'error', cause: 'malformed' }],
    ['half a body', json(200, '{"decision":true'), { reason: 'error', cause: 'malformed' }],
    ['a list', json(200, [PERMIT]), { reason: 'error', cause: 'malformed' }],
    ['null', json(200, 'null'), { reason: 'error', cause: 'malformed' }],
    [
      'decision "true"',
      json(200, { ...PERMIT, decision: 'true' }),
      { reason: 'error', cause: 'malformed' },
    ],
    ['decision 1', json(200, { ...PERMIT, decision: 1 }), { reason: 'error', cause: 'malformed' }],
    [
      'no decision',
      json(200, { ...PERMIT, decision: undefined }),
      { reason: 'error', cause: 'malformed' },
    ],
    [
      'another touchpoint',
      json(200, { ...PERMIT, touchpoint: 'x' }),
      { reason: 'error', cause: 'malformed' },
    ],
    [
      'no obligations',
      json(200, { ...PERMIT, obligations: undefined }),
      { reason: 'error', cause: 'malformed' },
    ],
    [
      'bad obligations',
      json(200, { ...PERMIT, obligations: ['x'] }),
      { reason: 'error', cause: 'malformed' },
    ],
    [
      'no end',
      json(200, { ...PERMIT, validUntil: 'soon' }),
      { reason: 'error', cause: 'malformed' },
    ],
    [
      'a cut connection',
      (response) => response.socket?.destroy(),
      { reason: 'unavailable', cause: 'network' },
    ],
    [
      'a cut body',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"decision":true');
        setTimeout(() => response.socket?.destroy(), 5);
      },
      { reason: 'unavailable', cause: 'network' },
    ],
  ];
  it.each(misbehaviours)('%s', async (_, answer, expected) => {
    const { client, failures, seen } = await clientOf(answer);
    const decision = await client.decide(QUESTION);
    expect(decision).toEqual({ decision: false, otherwise: 'nothing', ...expected });
    expect(failures).toEqual([expect.objectContaining({ during: 'decide', ...expected })]);
    expect(seen).toHaveLength(1);
  });

  const silences: readonly [string, Answer][] = [
    ['a server that never answers', () => undefined],
    [
      'a body that never ends',
      (response) => void response.writeHead(200).write('{"decision":true'),
    ],
  ];
  it.each(silences)('%s', async (_, answer) => {
    const { client } = await clientOf(answer, { timeoutMs: 30 });
    await expect(client.decide(QUESTION)).resolves.toMatchObject({
      decision: false,
      reason: 'unavailable',
      cause: 'timeout',
    });
  });

  it('a fetch that ignores its abort signal is not waited for', async () => {
    const client = createClient({
      origin: 'http://127.0.0.1:9',
      key: 'ntk_test_x',
      timeoutMs: 10,
      fetch: () => new Promise(() => undefined),
    });
    await expect(client.decide(QUESTION)).resolves.toMatchObject({
      decision: false,
      cause: 'timeout',
    });
  });

  it('nobody listening', async () => {
    const client = createClient({
      origin: 'http://127.0.0.1:9',
      key: 'ntk_test_x',
      timeoutMs: 2000,
    });
    await expect(client.decide(QUESTION)).resolves.toMatchObject({
      decision: false,
      cause: 'network',
    });
  });

  it('a question that cannot be written as JSON', async () => {
    const circular: Record<string, unknown> = { ...QUESTION };
    circular.data = circular;
    const { client, seen } = await clientOf(json(200, PERMIT));
    const answer = await client.decide(circular as never);
    expect(answer).toMatchObject({ decision: false, reason: 'error', cause: 'exception' });
    expect(seen).toEqual([]);
  });

  it('a listener that throws changes nothing', async () => {
    const { client } = await clientOf(json(500, ''), {
      onError: () => {
        throw new Error('listener');
      },
    });
    await expect(client.decide(QUESTION)).resolves.toMatchObject({
      decision: false,
      cause: 'status_500',
    });
  });

  it('the caller says beforehand which places are screens: there the untailored thing is shown', async () => {
    const { client } = await clientOf(json(500, ''), { otherwise: { 'shop-for-you': 'generic' } });
    await expect(client.decide(QUESTION)).resolves.toMatchObject({
      decision: false,
      otherwise: 'generic',
    });
  });
});

describe('many questions', () => {
  it('are answered in order, each judged alone', async () => {
    const other = { ...QUESTION, touchpoint: 'home-hero' };
    const body = {
      decisions: [PERMIT, { ...DENY, touchpoint: 'home-hero' }],
      consentToken: 't',
      validUntil: 'x',
    };
    const { client, seen } = await clientOf(json(200, body));
    const answers = await client.decideMany([QUESTION, other]);
    expect(answers.map(({ decision }) => decision)).toEqual([true, false]);
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({
      evaluations: [QUESTION, other],
      answer: 'full',
    });
  });

  it('are all no when the answer has another length', async () => {
    const { client } = await clientOf(json(200, { decisions: [PERMIT] }));
    const answers = await client.decideMany([QUESTION, QUESTION]);
    expect(answers).toEqual(
      Array(2).fill(expect.objectContaining({ decision: false, cause: 'malformed' })),
    );
  });

  it('go out in batches of at most 1,000', async () => {
    const sizes: number[] = [];
    const { client } = await clientOf((response, { body }) => {
      const { evaluations } = JSON.parse(body) as { evaluations: unknown[] };
      sizes.push(evaluations.length);
      json(200, { decisions: evaluations.map(() => PERMIT) })(response, {
        request: response.req,
        body,
      });
    });
    const answers = await client.decideMany(Array(2001).fill(QUESTION));
    expect(answers).toHaveLength(2001);
    expect(sizes.sort((a, b) => a - b)).toEqual([1, 1000, 1000]);
  });
});

describe('a choice', () => {
  it('is recorded under a key that makes a repetition harmless', async () => {
    const body = { ref: 'r', receipt: '/api/v1/receipts/r', notPainted: [], consentToken: 't' };
    const { client, seen } = await clientOf(json(201, body));
    await expect(client.recordChoice(CHOICE, { idempotencyKey: 'k1' })).resolves.toEqual({
      ok: true,
      ...body,
    });
    expect(seen[0]?.request.headers['idempotency-key']).toBe('"k1"');
  });

  it('that was not acknowledged says so, with the key to send it again and the problem', async () => {
    const problem = { type: 't', title: 'x', status: 403, detail: 'no', instance: '/' };
    const { client, seen } = await clientOf(json(403, problem));
    const result = await client.recordChoice(CHOICE);
    expect(result).toEqual({
      ok: false,
      cause: 'status_403',
      problem,
      idempotencyKey: expect.any(String) as string,
    });
    expect(seen).toHaveLength(1);
  });

  it('answered 200 with anything else is not taken for an acknowledgement', async () => {
    const { client } = await clientOf(json(200, { ref: 'r', receipt: 'x' }));
    await expect(client.recordChoice(CHOICE)).resolves.toMatchObject({ ok: false });
  });
});

describe('an exposure', () => {
  const exposure = {
    ...QUESTION,
    because: [{ kind: 'data', data: 'purchases', words: '購入の記録' }],
  } as const;
  it('is reported once', async () => {
    const { client, seen } = await clientOf(json(202, { accepted: true }));
    await expect(client.reportExposure(exposure)).resolves.toEqual({ ok: true });
    expect(seen).toHaveLength(1);
  });
  it('that was not accepted says so', async () => {
    const { client } = await clientOf(json(500, ''));
    await expect(client.reportExposure(exposure)).resolves.toEqual({
      ok: false,
      cause: 'status_500',
    });
  });
});

describe('a client', () => {
  afterEach(() => vi.unstubAllGlobals());
  it('refuses to be made with a live key where a window exists', () => {
    vi.stubGlobal('window', {});
    expect(() => createClient({ origin: 'http://x.example', key: 'ntk_live_a_b_c' })).toThrow(
      /server/,
    );
    expect(() => createClient({ origin: 'http://x.example', key: 'ntk_test_a_b_c' })).not.toThrow();
  });
  it('refuses an origin that is no URL', () => {
    expect(() => createClient({ origin: 'nowhere', key: 'ntk_test_x' })).toThrow();
  });
});
